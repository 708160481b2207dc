"""The command line: exit statuses, one line for what fails, and output that is safe wherever it goes."""

import errno
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from csto_dataset.cli import app, main
from csto_dataset.cli.reporting import ReportForm
from csto_dataset.codes import CATALOGUE
from csto_dataset.packaged import RELEASES, SOURCES
from csto_dataset.release import Release, published
from csto_dataset.reports import REPORTS
from csto_dataset.validate import validate
from csto_dataset.verdict import MOST_KEPT
from csto_dataset.version import __version__
from tests.pages.samples import ARTICLE, FOREIGN, INTERVIEW, TEASER, files_below, write_pages

COMMANDS = {
    command.callback.__name__.replace("_", "-"): command.callback
    for command in app.registered_commands
    if command.callback
}
RELEASE = RELEASES / "1.0.0"
HOSTILE = ["a\nb", "\x1b[31mred", "\u202eback", os.fsdecode(b"caf\xe9"), "tab\there", "[bold]x", ":smile:"]
ESCAPE = "\x1b"
COMMAND = [sys.executable, "-m", "csto_dataset"]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR_FORCE",
        "PY_COLORS",
        "GITHUB_ACTIONS",
        "COLUMNS",
        "PYTHONUNBUFFERED",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", TEASER + ARTICLE, INTERVIEW)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process; give its status, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


Run = Callable[..., tuple[int, str, str]]


def command(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command as users do."""
    return subprocess.run([*COMMAND, *map(str, arguments)], check=False, capture_output=True)


def demand_one_line(printed: str) -> None:
    assert printed.startswith("error: ")
    assert printed.endswith("\n")
    assert printed[:-1].isprintable()


def refusal(run: Run, *arguments: object) -> str:
    """Return the one line with which a command says that it cannot be done."""
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    demand_one_line(err)
    return err


# Help


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_of_a_command_says_what_it_does(name: str, option: str, run: Run) -> None:
    status, out, err = run(name, option)
    assert (status, err) == (0, "")
    assert f"Usage: csto-dataset {name}" in out
    assert (COMMANDS[name].__doc__ or "").split()[0] in out


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"schema"}))
def test_the_help_of_a_command_that_takes_files_or_codes_has_an_example(name: str, run: Run) -> None:
    assert f"csto-dataset {name} " in run(name, "--help")[1].rpartition("Example")[2]


def test_the_help_names_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert sorted(COMMANDS) == [
        *("build", "explain", "fingerprint", "parse", "prove", "rules", "schema", "validate", "verify-proof")
    ]
    assert all(name in out for name in COMMANDS)


def test_the_help_of_validate_tells_the_exit_statuses(run: Run) -> None:
    _, out, _ = run("validate", "--help")
    assert [status for status in "0123" if re.search(rf"^ *{status} \w", out, re.MULTILINE)] == list("0123")


def test_no_command_at_all_prints_the_help_and_is_no_success(run: Run) -> None:
    status, out, _ = run()
    assert status == 2
    assert "Usage:" in out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"csto-dataset {__version__}\n", "")


# Exit statuses


def test_a_faithful_copy_has_status_0(copy: Path, run: Run) -> None:
    assert run("validate", copy)[0] == 0
    assert run("validate", copy, "--against", RELEASE)[0] == 0
    assert run("validate", copy, "--against", "none")[0] == 0


def test_a_copy_in_one_format_of_three_is_a_whole_one(copy: Path, run: Run) -> None:
    assert run("validate", *(copy / f"{name}.parquet" for name in ("news_items", "interviews", "qa_pairs")))[0] == 0


def test_a_copy_that_is_not_valid_has_status_1(copy: Path, run: Run) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"index":1', b'"index":-1'))
    assert run("validate", path, "--against", "none")[0] == 1


def test_a_copy_that_was_altered_has_status_1(copy: Path, run: Run) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sadyr", b"Sadir"))
    assert run("validate", path)[0] == 1


def test_a_copy_that_cannot_be_looked_at_has_status_2(tmp_path: Path, run: Run) -> None:
    status, out, err = run("validate", tmp_path / "nothing.json")
    assert (status, out) == (2, "")
    demand_one_line(err)


def test_a_part_of_a_release_has_status_3(copy: Path, run: Run) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert run("validate", path)[0] == 3
    assert run("validate", path, "--against", "none")[0] == 0


def test_records_of_another_release_have_status_3(pages: Path, tmp_path: Path, run: Run) -> None:
    run("build", pages, "--out", tmp_path / "out")
    assert run("validate", tmp_path / "out" / "1.0.0" / "interviews.json")[0] == 3


def test_the_report_for_programs_is_one_json_object(copy: Path, run: Run) -> None:
    status, out, err = run("validate", copy, "--report", "json")
    report = json.loads(out)
    assert (status, err) == (0, "")
    assert set(report) == {"verdict", "release", "findings", "counts"}
    assert report["verdict"]["genuine"] == "identical"


def test_the_command_line_offers_every_report() -> None:
    assert [form.value for form in ReportForm] == list(REPORTS)


@pytest.mark.parametrize("form", REPORTS)
def test_every_report_is_printed_as_it_is_written_to_a_file(form: str, copy: Path, release: Release, run: Run) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sadyr", b"Sadir"))
    status, out, err = run("validate", path, "--report", form)
    assert (status, err) == (1, "")
    written = "".join(REPORTS[form].render(validate([path], release)))
    # Findings are printed as JSON Lines as they are found.
    assert (sorted(out.splitlines()) if form == "jsonl" else out) == (
        sorted(written.splitlines()) if form == "jsonl" else written
    )


def test_several_reports_are_written_at_once(copy: Path, release: Release, tmp_path: Path, run: Run) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sadyr", b"Sadir"))
    report = validate([path], release)
    files = {tmp_path / name: form for name, form in (("a.out", "junit"), ("b.html", "html"), ("c.sarif", "sarif"))}
    options = [word for file in files for word in ("--output", file)]
    status, out, err = run("validate", path, "--report", "junit", *options, "--report", "html")
    assert (status, err) == (1, "")
    assert out == "".join(REPORTS["text"].render(report))
    for file, form in files.items():
        assert file.read_text(encoding="utf-8") == "".join(REPORTS[form].render(report))


def test_a_report_beside_those_in_files_is_printed(copy: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.html"
    out = run("validate", copy, "--report", "html", "--output", file, "--report", "json")[1]
    assert json.loads(out)["verdict"]["genuine"] == "identical"
    assert file.exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--report", "json", "--report", "html"],
        ["--output", "report.docx"],
        ["--output", "report"],
        ["--output", "no/such/folder/a.json"],
        ["--output", "copy/qa_pairs.jsonl"],
        ["--output", "./copy/../copy/qa_pairs.jsonl"],
        ["--report", "essay"],
    ],
    ids=str,
)
def test_reports_that_cannot_be_written_are_one_line_and_change_nothing(
    options: list[str], copy: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(copy.parent)
    before = files_below(copy.parent)
    refusal(run, "validate", "copy/qa_pairs.jsonl", *options)
    assert files_below(copy.parent) == before


def test_a_report_goes_through_a_link_and_into_a_pipe_and_replaces_neither(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    target, link, pipe = (tmp_path / name for name in ("target.json", "link.json", "pipe.json"))
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("validate", copy / "qa_pairs.jsonl", "--output", link, "--output", pipe)[0] == 0
        piped = os.read(reader, 1 << 16)
    finally:
        os.close(reader)
    assert link.is_symlink()
    assert pipe.is_fifo()
    assert json.loads(piped) == json.loads(target.read_bytes())


def test_a_hyphen_is_standard_output(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    out = run("validate", copy / "qa_pairs.jsonl", "--report", "json", "--output", "-")[1]
    assert json.loads(out)["verdict"]["genuine"] == "identical"
    assert not Path("-").exists()


def test_json_lines_tell_the_findings_that_are_kept_and_count_all(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("[]\n" * (MOST_KEPT + 5), encoding="utf-8")
    for options, told in (([], MOST_KEPT), (["--all"], MOST_KEPT + 5)):
        lines = [json.loads(line) for line in run("validate", path, "--report", "jsonl", *options)[1].splitlines()]
        assert len(lines) == told + 1
        assert lines[-1]["counts"] == {"wrong-type": MOST_KEPT + 5}


def test_all_findings_are_told_where_somebody_asks(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("[]\n" * (MOST_KEPT + 5), encoding="utf-8")
    told, every = (run("validate", path, *options)[1] for options in ([], ["--all"]))
    assert told.count("  wrong-type  ") == 1
    assert f"{MOST_KEPT + 4:,} more of wrong-type" in told
    assert every.count("  wrong-type  ") == MOST_KEPT + 5
    assert "more of" not in every


def test_stale_schemas_have_status_1_and_name_the_command(tmp_path: Path, run: Run) -> None:
    assert run("schema", "--out", tmp_path)[0] == 0
    assert run("schema", "--out", tmp_path, "--check")[0] == 0
    (tmp_path / "1.0" / "news_item.schema.json").write_text("{}", encoding="utf-8")
    status, out, err = run("schema", "--out", tmp_path, "--check")
    assert (status, out) == (1, "")
    demand_one_line(err)
    assert "csto-dataset schema" in err


def test_a_stale_release_has_status_1_and_names_the_command(pages: Path, tmp_path: Path, run: Run) -> None:
    shutil.copytree(RELEASES, tmp_path / "out")
    assert run("build", "--check", "--out", tmp_path / "out")[0] == 0
    status, out, err = run("build", pages, "--check", "--out", tmp_path / "out")
    assert (status, out) == (1, "")
    demand_one_line(err)
    assert "csto-dataset build" in err


# Building


def test_a_build_tells_where_the_release_stands_and_its_root(pages: Path, tmp_path: Path, run: Run) -> None:
    status, out, err = run("build", pages, "--out", tmp_path / "out")
    root = json.loads((tmp_path / "out" / "1.0.0" / "manifest.json").read_bytes())["root"]
    assert (status, err) == (0, "")
    assert str(tmp_path / "out" / "1.0.0") in out
    assert root in out
    again = run("build", pages, "--out", tmp_path / "out")
    assert again[0] == 0
    assert again[1] != out
    assert root in again[1]


def test_a_build_without_paths_builds_the_packaged_source(tmp_path: Path, run: Run) -> None:
    assert run("build", "--out", tmp_path / "out")[0] == 0
    assert files_below(tmp_path / "out") == files_below(RELEASES)


def test_text_that_was_not_recognised_is_told_with_its_line(tmp_path: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", "Stray.\n\n" + TEASER + ARTICLE)
    status, _, err = run("build", folder, "--out", tmp_path / "out")
    assert status == 0
    assert f"{folder / 'page-0.txt'}:1: " in err
    assert err.count("\n") == 1


# Bad input


def missing(path: Path) -> None:
    """Leave nothing there."""


def in_latin(path: Path) -> None:
    path.write_bytes("Café".encode("latin-1"))


def foreign(path: Path) -> None:
    path.write_text(FOREIGN, encoding="utf-8")


@pytest.mark.parametrize("make", [missing, in_latin, foreign, Path.touch, os.mkfifo])
@pytest.mark.parametrize("name", ["build", "parse"])
def test_a_bad_page_ends_in_one_line_that_names_it(
    name: str, make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.txt"
    make(page)
    status, _, err = run(name, page)
    assert status == 2
    demand_one_line(err)
    assert str(page) in err
    assert not (tmp_path / "dist-data").exists()


@pytest.mark.parametrize("name", ["build", "parse", "validate"])
def test_a_folder_without_pages_or_records_ends_in_one_line_that_names_it(name: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.md").write_text("notes", encoding="utf-8")
    status, out, err = run(name, tmp_path)
    assert (status, out) == (2, "")
    demand_one_line(err)
    assert str(tmp_path) in err


def damaged(folder: Path) -> None:
    (folder / "qa_pairs.jsonl").write_bytes(b"{}")


def half_written(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def without_a_table(folder: Path) -> None:
    (folder / "interviews.jsonl").unlink()


def cut_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"{")


@pytest.mark.parametrize("damage", [damaged, half_written, without_a_table, cut_manifest, shutil.rmtree])
def test_a_release_that_cannot_be_compared_with_ends_in_one_line(
    damage: Callable[[Path], None], copy: Path, run: Run
) -> None:
    damage(copy)
    status, out, err = run("validate", RELEASE, "--against", copy)
    assert (status, out) == (2, "")
    demand_one_line(err)
    assert str(copy) in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--unknown"],
        ["nonsense"],
        ["parse"],
        ["parse", "--unknown", "x.txt"],
        ["parse", "--\x1b[31m\nred"],
        ["validate"],
        ["validate", "x.json", "--report", "xml"],
        ["validate", "x.json", "--report"],
        ["build", "--out"],
        ["rules", "no-such-code"],
        ["rules", "\x1b[31m\n"],
        ["rules", "unread-text", "more"],
        ["build", "a" * 300],
        ["build", "--out", "a" * 300],
        ["validate", "a" * 300],
    ],
)
def test_a_command_line_that_makes_no_sense_ends_in_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    refusal(run, *arguments)


def refusing(code: int, real: Callable[..., Any], where: str) -> Callable[..., Any]:
    """Return a stand-in for a function of the system that fails for the paths of a name."""

    def call(path: Any, *given: Any, **named: Any) -> Any:
        if Path(str(path)).name == where:
            raise OSError(code, os.strerror(code), str(path))
        return real(path, *given, **named)

    return call


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("page-0.txt", ["parse", "pages"]),
        ("page-0.txt", ["build", "pages/page-0.txt"]),
        ("manifest.json", ["validate", "copy"]),
        ("news_items.json", ["validate", "copy"]),
        ("qa_pairs.jsonl", ["validate", "copy/news_items.json", "--against", "copy"]),
    ],
)
def test_a_file_that_may_not_be_read_ends_in_one_line_that_names_it(
    name: str, arguments: list[str], pages: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(pages.parent)
    monkeypatch.setattr(os, "open", refusing(errno.EACCES, os.open, name))
    status, _, err = run(*arguments)
    assert status == 2
    demand_one_line(err)
    assert name in err


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
def test_a_folder_that_cannot_be_written_ends_in_one_line_and_leaves_nothing(
    code: int, pages: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    def full(*given: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.chdir(pages.parent)
    for call in ("mkdir", "fsync", "rename"):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, full)
            status, out, err = run("build", pages, "--out", "out")
        assert (status, out) == (2, "")
        demand_one_line(err)
        assert not (pages.parent / "out").exists()


def test_schemas_that_cannot_be_written_end_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    status, out, err = run("schema", "--out", tmp_path)
    assert (status, out) == (2, "")
    demand_one_line(err)


# Parsing


def test_parse_prints_a_json_object_a_page_in_the_order_of_the_files(pages: Path, run: Run) -> None:
    files = [pages / "page-1.txt", pages / "page-0.txt"]
    status, out, err = run("parse", *files)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [line["path"] for line in lines] == list(map(str, files))
    assert [[record["type"] for record in line["records"]] for line in lines] == [
        ["interview"],
        ["news_item", "news_item"],
    ]


def test_the_ledger_that_parse_prints_touches_from_0_to_the_last_character(run: Run) -> None:
    _, out, _ = run("parse", SOURCES)
    (line,) = map(json.loads, out.splitlines())
    ends = [part["end"] for part in line["ledger"]]
    assert [part["start"] for part in line["ledger"]] == [0, *ends[:-1]]
    assert ends[-1] == line["source"]["characters"] == 10_334


def test_parse_goes_on_after_a_bad_page(pages: Path, run: Run) -> None:
    good = pages / "page-0.txt"
    status, out, err = run("parse", good, pages / "gone.txt", good)
    assert status == 2
    assert len(out.splitlines()) == 2
    demand_one_line(err)


def test_parse_prints_a_page_of_another_site_too_and_says_so(tmp_path: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", FOREIGN, ARTICLE)
    status, out, err = run("parse", folder)
    assert status == 2
    assert [len(json.loads(line)["records"]) for line in out.splitlines()] == [1, 1]
    demand_one_line(err)


# Codes


def test_rules_prints_every_code_in_a_line_of_its_own(run: Run) -> None:
    status, out, _ = run("rules")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_rules_explains_each_code(code: str, run: Run) -> None:
    status, out, _ = run("rules", code)
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == ["level", "cause", "example", "remedy", "since"]
    assert all(said in out for said in CATALOGUE[code])


@pytest.fixture
def noted(copy: Path) -> Path:
    """A copy of the release that lacks a file: a warning."""
    (copy / "ledger.jsonl").unlink()
    return copy


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        ([], 0, {"missing-file": 1}),
        (["--ignore", "missing-file"], 0, {}),
        (["--ignore", "bad-day,missing-file"], 0, {}),
        (["--ignore", "bad-day", "--ignore", "missing-file"], 0, {}),
        (["--select", "bad-day"], 0, {}),
        (["--select", "bad-day, missing-file"], 0, {"missing-file": 1}),
        (["--error-on", "missing-file"], 1, {"missing-file": 1}),
        (["--error-on", "missing-file", "--warn-on", "missing-file"], 1, {"missing-file": 1}),
        (["--most", "0"], 0, {"missing-file": 1}),
    ],
    ids=str,
)
def test_codes_may_be_chosen_and_judged_otherwise(
    options: list[str], status: int, told: dict[str, int], noted: Path, run: Run
) -> None:
    found, out, err = run("validate", "--report", "json", *options, noted)
    assert (found, json.loads(out)["counts"], err) == (
        status,
        told,
        "",
    )


@pytest.mark.parametrize("option", ["--ignore", "--select", "--error-on", "--warn-on"])
@pytest.mark.parametrize("codes", ["no-such-code", "bad-day,\x1b[31m", ",", "bad-day,"])
def test_codes_that_nobody_knows_are_one_line(option: str, codes: str, noted: Path, run: Run) -> None:
    refusal(run, "validate", option, codes, noted)


# Names and values that are not safe to print


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_files_are_printed_escaped(name: str, tmp_path: Path, run: Run) -> None:
    pages = write_pages(tmp_path / f"pages {name}", "Stray.\n\n" + TEASER + ARTICLE)
    (pages / "page-0.txt").rename(pages / f"{name}.txt")
    foreign_page = write_pages(tmp_path / f"foreign {name}", FOREIGN) / "page-0.txt"
    out = tmp_path / f"out {name}"
    copy = out / "1.0.0"
    for arguments in (
        ["parse", pages],
        ["build", pages, "--out", out],
        ["build", pages, "--out", out, "--check"],
        ["build", tmp_path / f"{name}.txt"],
        ["parse", tmp_path / f"{name}.txt", tmp_path / name],
        ["build", foreign_page],
        ["parse", foreign_page],
        ["validate", copy],
        ["validate", tmp_path / f"{name}.json"],
        ["validate", copy, "--against", tmp_path / name],
    ):
        _, printed, errors = run(*arguments)
        assert all(line.isprintable() for line in (printed + errors).splitlines())
        assert all(line.startswith(("error: ", "warning: ")) for line in errors.splitlines())
        assert printed + errors
    assert "red" not in name or r"\x1b[31mred" in errors


def test_a_name_that_is_no_unicode_passes_through_the_real_command(tmp_path: Path) -> None:
    done = command("parse", tmp_path / os.fsdecode(b"caf\xe9\n.txt"))
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"caf\\udce9\\n.txt" in done.stderr


def test_text_of_a_page_cannot_reach_the_terminal_raw(tmp_path: Path, run: Run) -> None:
    folder = write_pages(
        tmp_path / "pages", f"Stray {ESCAPE}[31m.\n\n" + TEASER + ARTICLE.replace("agree", f"{ESCAPE}]0;agree")
    )
    _, out, err = run("parse", folder)
    assert ESCAPE not in out
    _, out, err = run("build", folder, "--out", tmp_path / "out")
    assert ESCAPE not in out + err


# Pipes, terminals, signals


def on_a_terminal(*arguments: object, stream: str = "stdout") -> str:
    """Return what a command prints on a terminal; the other stream is a pipe that nobody reads."""
    leader, follower = pty.openpty()
    other = {"stdout": "stderr", "stderr": "stdout"}[stream]
    with subprocess.Popen([*COMMAND, *map(str, arguments)], **{stream: follower, other: subprocess.DEVNULL}) as process:  # type: ignore[call-overload]
        os.close(follower)
        printed = b"".join(_pieces(leader))
        os.close(leader)
        assert process.wait() in (0, 1, 2, 3)
    return printed.decode()


def _pieces(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65_536)
        except OSError:  # Linux tells the end of a terminal so.
            return
        if not piece:
            return
        yield piece


def test_a_report_is_coloured_on_a_terminal() -> None:
    assert f"{ESCAPE}[32m" in on_a_terminal("validate", RELEASE)


def test_a_report_has_no_colour_where_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[(?:[0-9]*;)*[349][0-9]", on_a_terminal("validate", RELEASE))


def test_a_report_on_a_terminal_that_can_do_nothing_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert ESCAPE not in on_a_terminal("validate", RELEASE)


@pytest.mark.parametrize(
    "arguments", [["validate", RELEASE], ["rules"], ["--help"], ["build", "--help"], ["--version"]]
)
def test_a_pipe_gets_no_colour(arguments: list[object]) -> None:
    done = command(*arguments)
    assert done.returncode == 0
    assert ESCAPE.encode() not in done.stdout


def test_a_pipe_gets_no_progress(pages: Path, tmp_path: Path) -> None:
    assert command("build", pages, "--out", tmp_path / "out").stderr == b""
    assert command("validate", RELEASE).stderr == b""


def test_a_terminal_gets_progress_that_is_taken_away_again(pages: Path, tmp_path: Path) -> None:
    printed = on_a_terminal("build", pages, "--out", tmp_path / "out", stream="stderr")
    assert "pages" in printed
    assert printed.rstrip().endswith(f"{ESCAPE}[2K")


def test_errors_on_a_terminal_are_one_line(tmp_path: Path) -> None:
    printed = on_a_terminal("parse", tmp_path / "gone.txt", stream="stderr")
    demand_one_line(printed.replace("\r\n", "\n"))


@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_that_stops_early_hears_no_complaint(lines: int) -> None:
    """The pages are given often enough to fill the pipe."""
    with subprocess.Popen(
        [*COMMAND, "parse", *[str(SOURCES)] * 20], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(lines):
            assert json.loads(process.stdout.readline())["records"]
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == -signal.SIGPIPE


INTERRUPTED = """
import os, signal, sys
import {module} as module
real = module.{function}
def interrupted(*given, **named):
    os.kill(os.getpid(), signal.SIGINT)
    return real(*given, **named)
module.{function} = interrupted
from csto_dataset.__main__ import run
run()
"""


@pytest.mark.parametrize(
    ("module", "function", "arguments"),
    [
        ("csto_dataset.pages.page", "parse", ["parse", SOURCES]),
        ("csto_dataset.gathering.reading", "parse", ["build", SOURCES]),
        ("csto_dataset.publishing", "_seal", ["build", SOURCES]),
        ("csto_dataset.shard", "check", ["validate", RELEASE]),
    ],
)
def test_an_interrupted_command_ends_without_a_traceback(
    module: str, function: str, arguments: list[object], tmp_path: Path
) -> None:
    code = INTERRUPTED.format(module=module, function=function)
    argv = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(argv, check=False, capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"error: interrupted\n")
    assert not any(tmp_path.iterdir())


def test_an_interrupt_while_the_command_is_loaded_leaves_no_traceback() -> None:
    code = (
        "import os, signal, sys\n"
        "import csto_dataset.__main__ as main\n"
        "sys.meta_path.insert(0, type('Late', (), {'find_spec': lambda *_: os.kill(os.getpid(), signal.SIGINT)}))\n"
        "main.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    "arguments",
    [["build", ""], ["build", "--out", ""], ["build", "--out="], ["parse", ""], ["validate", "--against=", "x"]],
)
def test_an_empty_argument_is_refused_as_that_of_an_unset_variable(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "found an empty one" in refusal(run, *arguments)
    assert not any(tmp_path.iterdir())


def test_piped_output_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    done = command("parse", SOURCES)
    assert done.returncode == 0
    assert "Organization’s" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["validate", RELEASE], ["rules"], ["rules", "altered-value"], ["parse", SOURCES]],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_narrow_terminal_loses_no_word(arguments: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    wide = on_a_terminal(*arguments)
    monkeypatch.setenv("COLUMNS", "20")
    assert on_a_terminal(*arguments).split() == wide.split()


def test_the_findings_of_a_report_lose_no_word_on_a_narrow_terminal(
    copy: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    path = copy / "qa_pairs.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Sadyr", b"Sadir"))
    wide = run("validate", path)
    monkeypatch.setenv("COLUMNS", "20")
    assert run("validate", path)[1].split() == wide[1].split()


def test_the_module_and_main_give_the_same(copy: Path, run: Run) -> None:
    done = command("validate", copy, "--report", "json")
    assert (done.returncode, done.stdout.decode()) == run("validate", copy, "--report", "json")[:2]


def test_validating_loads_no_parser_of_pages(copy: Path) -> None:
    code = (
        "import sys; from csto_dataset.cli import main; status = main(['validate', sys.argv[1], '--report', 'json']);"
        "sys.stderr.write(' '.join(sys.modules)); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(copy)], capture_output=True, text=True, check=True)
    loaded = [name for name in done.stderr.split() if name.startswith("csto_dataset.")]
    assert "csto_dataset.validate" in loaded
    assert not [name for name in loaded if name.startswith(("csto_dataset.pages", "csto_dataset.sources"))]


@pytest.mark.parametrize("arguments", [["rules", "altered-value"], ["--version"], ["parse", str(SOURCES)]], ids=str)
def test_a_full_output_is_one_line_and_status_2(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "csto_dataset", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    demand_one_line(done.stderr.decode())


def test_an_output_that_was_closed_before_the_start_is_no_failure() -> None:
    script = f"{sys.executable} -m csto_dataset --version >&-"
    done = subprocess.run(["sh", "-c", script], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("columns", ["20", "60"])
@pytest.mark.parametrize("name", ["build", "validate"])
def test_help_cuts_no_word_on_a_narrow_terminal(name: str, columns: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "csto_dataset", name, "--help"],
        env={**os.environ, "COLUMNS": columns},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    assert "…" not in done.stdout


def test_own_pages_do_not_withdraw_what_stands_in_the_folder_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("build")[0] == 0
    before = files_below(tmp_path / "dist-data")
    mine = write_pages(tmp_path / "mine", ARTICLE)
    status, _, errors = run("build", mine)
    assert status == 2
    assert "--out" in errors
    demand_one_line(errors)
    assert files_below(tmp_path / "dist-data") == before
    assert run("build", mine, SOURCES)[0] == 0
    assert (tmp_path / "dist-data" / "1.1.0").is_dir()
    assert run("build", mine, "--out", "dist-data")[0] == 0
    assert (tmp_path / "dist-data" / "2.0.0").is_dir()


SIGNALLED = """
import os, signal
from csto_dataset import publishing
from csto_dataset.__main__ import run
real = {call}
def signalled(*given, **named):
    os.kill(os.getpid(), signal.{signal})
    return real(*given, **named)
{call} = signalled
run()
"""


@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGHUP])
def test_being_ended_from_outside_leaves_nothing_behind(ended: signal.Signals, tmp_path: Path) -> None:
    code = SIGNALLED.format(call="os.fsync", signal=ended.name)
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--out", str(tmp_path / "out")], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (128 + ended, b"")
    assert not (tmp_path / "out").exists()


def test_a_signal_that_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    code = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    code += SIGNALLED.format(call="os.fsync", signal="SIGHUP")
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--out", str(tmp_path / "out")], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("call", ["publishing._move", "publishing._list"])
def test_no_signal_parts_the_release_from_the_list_that_names_it(
    call: str, ended: signal.Signals, tmp_path: Path
) -> None:
    code = SIGNALLED.format(call=call, signal=ended.name)
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--out", str(tmp_path / "out")], capture_output=True, check=False
    )
    assert done.returncode == 128 + ended
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1.0.0", "releases.json"]
    assert published(tmp_path / "out") == ["1.0.0"]


@pytest.mark.parametrize("arguments", [["validate", "missing.json"], ["build", "missing"]], ids=str)
def test_where_nobody_can_be_told_the_status_still_tells(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "csto_dataset", *arguments], stderr=full, check=False)
    assert done.returncode == 2
