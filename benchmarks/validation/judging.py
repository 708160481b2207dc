"""What contenders let pass: of the bad rows of the broken file, and of the bad copies of the conformance kit."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csto_dataset.packaged import CONFORMANCE
from validation.breaking import code_of
from validation.entrants import AGAINST, OURS
from validation.running import Contender, run


@dataclass(frozen=True)
class Passed:
    """What a contender lets pass though it is wrong.

    Attributes:
        rows: of each way to break a row, how many it lets pass.
        copies: names of the cases of the kit that it lets pass, each with its codes.
        refused: sound rows that it refuses.
    """

    rows: Mapping[str, int]
    copies: Mapping[str, Sequence[str]]
    refused: int

    @property
    def codes(self) -> list[str]:
        """The codes of all that it lets pass, sorted."""
        return sorted({*map(code_of, self.rows), *(code for codes in self.copies.values() for code in codes)})


def refusals(contender: Contender, said: str) -> list[set[int] | None]:
    """Return the rows that a contender refuses, a set for each file that it was given; None for a whole file."""
    if contender.name in (OURS, AGAINST):
        places = [finding["where"] for finding in json.loads(said)["findings"] if finding["level"] == "error"]
        whole = any(place["row"] is None and place["line"] is None for place in places)
        return [None if whole else {row_of(place) for place in places}]
    answers = [json.loads(line) for line in said.splitlines()]
    return [None if "error" in answer else set(answer["refused"]) for answer in answers]


def row_of(place: Mapping[str, Any]) -> int:
    """Return the row of a finding's place, counted from 0."""
    return int(place["row"]) if place["row"] is not None else int(place["line"]) - 1


def passed(contender: Contender, said: str, bad: Mapping[int, str], suffix: str) -> Passed:
    """Return what a contender lets pass.

    Args:
        said: what it said about the broken file.
        bad: how each bad row of that file was broken.
    """
    (rows,) = refusals(contender, said)
    if rows is None:
        raise ValueError(f"{contender.name}: expected an answer about rows, found the file refused")
    missed = Counter(name for row, name in bad.items() if row not in rows)
    cases = bad_copies(suffix)
    found = dict(zip(cases, _refused(contender, [CONFORMANCE / path for path, _ in cases.values()]), strict=True))
    copies = {name: codes for name, (_, codes) in cases.items() if not found[name]}
    return Passed(dict(sorted(missed.items())), copies, len(rows - bad.keys()))


def bad_copies(suffix: str) -> dict[str, tuple[str, list[str]]]:
    """Return the path and the codes of each bad copy of news items in a format that the kit has, by its name."""
    cases = json.loads((CONFORMANCE / "cases.json").read_bytes())["cases"]
    alone = (case for case in cases if case["bad"] and case["against"] is None and len(case["copy"]) == 1)
    return {
        case["name"]: (path, sorted({finding["code"] for finding in case["findings"]}))
        for case in alone
        if (path := case["copy"][0]).endswith(suffix)
        and any(finding["level"] == "error" for finding in case["findings"])
        and _holds_news(CONFORMANCE / path)
    }


def _holds_news(path: Path) -> bool:
    # Names of columns stand in Parquet as they are.
    return b'"paragraphs"' in (raw := path.read_bytes()) or (path.suffix == ".parquet" and b"paragraphs" in raw)


def _refused(contender: Contender, files: Sequence[Path]) -> list[bool]:
    """Say of each file whether a contender refuses any of it."""
    if contender.name == OURS:  # To this package files that are named together are one copy.
        answers = [refusals(contender, run(contender.on(path), contender.statuses).said)[0] for path in files]
    else:
        answers = refusals(contender, run(contender.on(*files), contender.statuses).said)
    return [answer is None or bool(answer) for answer in answers]
