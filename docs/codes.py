"""Write docs/codes.md, the catalogue of the codes of findings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from csto_dataset.codes import AGAINST_RELEASE, CATALOGUE, PAGE_CODES

PAGE: Final = Path(__file__).with_suffix(".md")

_HEAD: Final = """# The codes of findings

`csto-dataset rules CODE` prints one of them. A code is never renamed, and never used again for something else. What `validate`
tells of a copy can be narrowed with `--select` and `--ignore`, and its level changed with `--error-on` and `--warn-on`.
"""
_SECTIONS: Final = {
    "A copy by itself": [code for code in CATALOGUE if code not in PAGE_CODES and code not in AGAINST_RELEASE],
    "A copy against a release": [code for code in CATALOGUE if code in AGAINST_RELEASE],
    "Pages and archives": list(PAGE_CODES),
}


def page() -> str:
    """Return the page as Markdown."""
    return _HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    for title, codes in _SECTIONS.items():
        yield f"\n## {title}\n\n| code | level | cause | for example | what to do | since |\n|---|---|---|---|---|---|\n"
        for code in sorted(codes):
            entry = CATALOGUE[code]
            cells = (f"`{code}`", entry.level, entry.cause, entry.example, entry.remedy, entry.since)
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
