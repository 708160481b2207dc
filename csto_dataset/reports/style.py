"""The style sheet of the HTML report: light and dark, narrow and wide, and never by colour alone."""

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #595959; --line: #d0d0d0;
  --bad: #a40000; --mixed: #7a4b00; --good: #00602b; --gone: #ffe0e0; --come: #d9f5df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #161616; --faint: #a8a8a8; --line: #444;
  --bad: #ff9a92; --mixed: #f0bd6a; --good: #7fd99a; --gone: #5a1d1d; --come: #17472a; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; } h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt, small, .place, .record { color: var(--faint); } dd { margin: 0; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .25rem 1rem .25rem 0;
  border-bottom: 1px solid var(--line); } td.count { text-align: right; font-variant-numeric: tabular-nums; }
a { color: inherit; }
details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
ol { padding-left: 1.5rem; } li { margin: .75rem 0; } .file { font-weight: 600; } .message, .edits { margin: .25rem 0; }
.edits { white-space: pre-wrap; padding: .5rem; border-left: 3px solid var(--line); }
del { background: var(--gone); text-decoration: line-through; }
ins { background: var(--come); text-decoration: underline; }
.bad, .error { color: var(--bad); } .mixed, .warning { color: var(--mixed); } .good { color: var(--good); }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
"""
