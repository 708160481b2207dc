"""Work in another process: what it tells arrives, and whatever ends it is an error of one line."""

import contextlib
import io
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csto_dataset import apart as apart_module
from csto_dataset.apart import Apart, child
from csto_dataset.apart.answers import Answers, unpickled
from csto_dataset.errors import ApartError, CopyError, WorkerError
from csto_dataset.findings import Finding, Place
from csto_dataset.limits import LEAST_MEMORY, Limits
from tests.conftest import ROOT

FOUND = Finding("not-json", "expected JSON, found none", Place(file="x"))


def counted(most: int) -> Iterator[int]:
    yield from range(most)


def found(_: str) -> Iterator[Finding]:
    yield FOUND


def refused(message: str) -> Iterator[int]:
    yield 1
    raise CopyError(message)


def killed(number: int) -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), number)


def hungry(size: int) -> Iterator[int]:
    yield 1
    yield len(bytearray(size))


def silent(seconds: float) -> Iterator[int]:
    yield 1
    time.sleep(seconds)


def chatty(line: str) -> Iterator[int]:
    print(line)  # noqa: T201
    os.write(1, line.encode())
    yield 1


def arrow_and(name: str) -> Iterator[int]:
    import pyarrow  # noqa: PLC0415 - in the other process

    yield len(pyarrow.array([1, 2]).to_pylist())
    yield int(sys.modules.get(name) is not None)


def broken(_: str) -> Iterator[int]:
    yield 1
    raise ZeroDivisionError("division by zero\x1b[31m")


class Trap:
    """What runs a command where it is unpickled."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return os.mkdir, (self.target,)


def trapped(target: str) -> Iterator[Any]:
    yield 1
    yield Trap(target)


def garbage(_: str) -> Iterator[Any]:
    yield 1
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"garbage, and more of it")
        except OSError:
            continue
    time.sleep(60)


pytestmark = pytest.mark.apart


def flat(told: Iterator[list[Any]]) -> list[Any]:
    return [each for some in told for each in some]


def told_before(function: Callable[[Any], Iterator[Any]], given: Any, **limits: int) -> tuple[list[Any], ApartError]:
    """Return what a function told before its process ended, and the error."""
    told: list[Any] = []
    with Apart(function, (), Limits(**limits)) as apart, pytest.raises(ApartError) as error:
        told.extend(each for some in apart(given) for each in some)
    assert str(error.value).isprintable()
    return told, error.value


def code_before(function: Callable[[Any], Iterator[Any]], given: Any, **limits: int) -> tuple[list[Any], str]:
    told, error = told_before(function, given, **limits)
    return told, error.code


@pytest.mark.parametrize("most", [0, 1, 10_000])
def test_what_a_function_yields_arrives_in_its_order(most: int) -> None:
    with Apart(counted, (), Limits()) as apart:
        assert flat(apart(most)) == list(range(most))


def test_one_process_answers_many_times() -> None:
    with Apart(counted, (), Limits()) as apart:
        assert [flat(apart(most)) for most in (3, 0, 2)] == [[0, 1, 2], [], [0, 1]]


@pytest.mark.parametrize(("name", "there"), [("pyarrow", 1), ("numpy", 0)])
def test_arrow_works_there_and_loads_nothing_that_it_can_do_without(name: str, there: int) -> None:
    with Apart(arrow_and, (), Limits()) as apart:
        assert flat(apart(name)) == [2, there]


def test_named_classes_arrive_as_they_were() -> None:
    with Apart(found, (Finding, Place), Limits()) as apart:
        assert flat(apart("x")) == [FOUND]


def test_an_error_of_the_package_is_raised_here_and_the_process_goes_on() -> None:
    with Apart(refused, (), Limits()) as apart:
        for _ in range(2):
            with pytest.raises(CopyError, match=r"x: no such file"):
                flat(apart("x: no such file"))


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_a_process_that_a_signal_ends_is_told_and_started_again(name: str) -> None:
    number = getattr(signal, name)
    with Apart(killed, (), Limits()) as apart:
        for _ in range(2):
            with pytest.raises(ApartError, match=f"signal {number}") as error:
                flat(apart(number))
            assert error.value.code == "reader-crashed"


def test_what_was_told_before_the_end_was_told() -> None:
    assert code_before(killed, signal.SIGKILL) == ([1], "reader-crashed")


def test_a_process_that_asks_for_too_much_memory_is_told() -> None:
    assert code_before(hungry, LEAST_MEMORY, memory=LEAST_MEMORY) == ([1], "reader-out-of-memory")
    with Apart(hungry, (), Limits(memory=LEAST_MEMORY)) as apart:
        assert flat(apart(LEAST_MEMORY // 4)) == [1, LEAST_MEMORY // 4]


def test_a_process_that_is_silent_for_too_long_is_ended() -> None:
    assert code_before(silent, 3_600, seconds=1) == ([1], "reader-out-of-time")


def test_what_a_library_prints_does_not_come_between(capfd: pytest.CaptureFixture[str]) -> None:
    with Apart(chatty, (), Limits()) as apart:
        assert flat(apart("x\n" * 100_000)) == [1]
    assert capfd.readouterr() == ("", "")


def test_an_error_that_nobody_expected_is_a_crash_with_its_last_line() -> None:
    _, error = told_before(broken, "")
    assert error.code == "reader-crashed"
    assert "ZeroDivisionError" in str(error)


def test_nothing_but_named_classes_comes_of_what_a_process_sends(tmp_path: Path) -> None:
    assert code_before(trapped, str(tmp_path / "made"))[1] == "reader-crashed"
    assert not (tmp_path / "made").exists()
    pickle.loads(pickle.dumps(Trap(str(tmp_path / "made"))))
    assert (tmp_path / "made").exists(), "the trap is none"


def test_a_process_that_sends_something_else_is_ended() -> None:
    # What it sends may look like the beginning of a message, whose end is waited for.
    assert code_before(garbage, "", seconds=2)[1] in {"reader-crashed", "reader-out-of-time"}


def test_no_process_is_left_behind() -> None:
    with Apart(counted, (), Limits()) as apart:
        answers = apart(1_000_000)
        next(answers)
        pid = apart._process._process.pid  # type: ignore[union-attr]
        answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_present_folder_is_not_where_modules_come_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "csto_dataset").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [each for each in sys.path if each])
    with Apart(counted, (), Limits()) as apart:
        assert flat(apart(2)) == [0, 1]


def test_the_process_ends_with_the_one_that_started_it() -> None:
    """Its input ends then; without a function to call it is done at once."""
    command = [sys.executable, "-c", "from csto_dataset.apart.child import work; work()", str(1 << 31), "60"]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def test_a_process_that_nobody_waits_for_ends_though_it_never_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given, answers = ("x" * 60, "x"), io.BytesIO()
    alarms: list[int] = []
    monkeypatch.setattr(signal, "alarm", alarms.append)
    child._answer(lambda _: iter(given), None, answers, 7)
    assert alarms == [7, 0, 7, 0, 7, 0]  # Armed while it works, and not while it is heard.


# What is no fault of the work.


def unstarted(limits: Limits | None = None) -> str:
    with Apart(counted, (), limits or Limits()) as apart, pytest.raises(WorkerError) as error:
        flat(apart(1))
    message = str(error.value)
    assert message.startswith("a process that reads files cannot be started: ")
    assert message.isprintable()
    return message


def test_a_process_that_cannot_be_started_is_no_fault_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_module, "get_executable", lambda: "/nonexistent/python")
    unstarted()


def test_no_folder_for_temporary_files_is_no_fault_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    unstarted()


def test_a_package_that_the_process_does_not_find_is_no_fault_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [each for each in sys.path if "site-packages" not in each and each != str(ROOT)])
    assert "ModuleNotFoundError" in unstarted()


def test_what_the_start_of_python_prints_comes_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('hello')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Apart(counted, (), Limits()) as apart:
        assert flat(apart(2)) == [0, 1]


def test_too_little_memory_for_any_work_is_told_as_that() -> None:
    assert "268,435,456" in unstarted(Limits(memory=LEAST_MEMORY - 1))


def test_more_memory_and_patience_than_can_be_counted_are_as_much_as_there_is() -> None:
    with Apart(counted, (), Limits(memory=10**30, seconds=10**30)) as apart:
        assert flat(apart(2)) == [0, 1]


BAD_MESSAGES = [
    b"I12x\n.",
    pickle.dumps("told"),
    pickle.dumps(("told", 5)),
    pickle.dumps(("raised", "text")),
    pickle.dumps(("more", [])),
    b"cos\nsystem\n(S'true'\ntR.",
    b"\x80\x04)R.",
    b"\x8c\x02\xff\xfe.",
]


@pytest.mark.parametrize("raw", BAD_MESSAGES, ids=repr)
def test_what_is_no_message_is_refused(raw: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        Answers(io.BytesIO(raw), ()).next()


@given(raw=st.binary(max_size=40))
@example(raw=b"\x96" + bytes(7) + b"\x01")  # A bytearray of 2 ** 56 bytes.
def test_of_any_bytes_come_messages_or_one_kind_of_refusal(raw: bytes) -> None:
    with contextlib.suppress(pickle.UnpicklingError, EOFError):
        Answers(io.BytesIO(raw), ()).next()


def test_values_that_were_pickled_one_behind_the_other_come_back() -> None:
    raw = b"".join(pickle.dumps(each) for each in ("1", [1, b"2"], FOUND))
    assert list(unpickled(raw, (Finding, Place))) == ["1", [1, b"2"], FOUND]
    assert list(unpickled(b"", ())) == []
    with pytest.raises(pickle.UnpicklingError):
        list(unpickled(raw, (Place,)))
    for end in range(1, len(raw)):
        with contextlib.suppress(pickle.UnpicklingError, EOFError):
            assert len(list(unpickled(raw[:end], (Finding, Place)))) < 3


class Many(NamedTuple):
    """A value that stands for so many."""

    weight: int


def test_what_stands_for_many_values_is_sent_as_so_many() -> None:
    heavy, light = Many(child._AT_ONCE), Many(1)
    sent = child._some(iter([light, heavy, light, Many(child._AT_ONCE - 1), light, "x"]))
    assert list(sent) == [[light], [heavy], [light, Many(child._AT_ONCE - 1)], [light, "x"]]
