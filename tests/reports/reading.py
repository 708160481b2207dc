"""Reading reports back: what each form says of the findings, for programs and people that know the form alone."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, fromstring

from csto_dataset.findings import Finding, printable
from csto_dataset.reports import REPORTS
from csto_dataset.reports import text as text_report
from csto_dataset.reports.places import place_in_words
from csto_dataset.verdict import Report


class Told(NamedTuple):
    """What every report says of a finding, safe on a terminal."""

    code: str
    level: str
    file: str
    line: int | None
    message: str
    record: str | None


def told(finding: Finding) -> Told:
    """Return what is to be read of a finding."""
    where, record = finding.where, finding.record
    said = printable(finding.message)
    return Told(finding.code, finding.level, printable(where.file), where.line, said, record and printable(record))


def rendered(form: str, report: Report) -> str:
    """Return a report in a form."""
    return "".join(REPORTS[form].render(report))


def of_object(value: Any) -> Told:
    """Return what a finding says as JSON."""
    where, record = value["where"], value["record"]
    strings = printable(where["file"]), where["line"], printable(value["message"])
    return Told(value["code"], value["level"], *strings, record and printable(record))


def of_json(report: Report) -> Iterator[Told]:
    yield from map(of_object, json.loads(rendered("json", report))["findings"])


def of_jsonl(report: Report) -> Iterator[Told]:
    *found, _ = map(json.loads, rendered("jsonl", report).splitlines())
    yield from map(of_object, found)


def of_sarif(report: Report) -> Iterator[Told]:
    (run,) = json.loads(rendered("sarif", report))["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        file = unquote(place["artifactLocation"]["uri"].removeprefix("file://"))
        message = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        record = result["properties"]["record"]
        line = place.get("region", {}).get("startLine")
        yield Told(result["ruleId"], result["level"], file, line, message, record and printable(record))


def of_junit(report: Report) -> Iterator[Told]:
    for test in fromstring(rendered("junit", report)).iter("testcase"):
        if "file" not in test.attrib:
            continue
        says = {each.attrib["name"]: each.attrib["value"] for each in test.iter("property")}
        line = test.attrib.get("line")
        message = outcome(test).attrib["message"]
        number = None if line is None else int(line)
        yield Told(says["code"], says["level"], test.attrib["file"], number, message, says.get("record"))


def outcome(test: Element) -> Element:
    """Return what a test that did not pass says."""
    (found,) = [*test.iter("failure"), *test.iter("skipped")]
    return found


COMMAND = re.compile("::(?P<command>error|warning|notice) (?P<properties>.*?)::(?P<message>.*)")
LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    """Return the workflow commands of a report as a runner reads them."""
    read = []
    for line in rendered("github", report).split("\n")[:-1]:
        found = COMMAND.fullmatch(line)
        assert found
        pairs = [each.split("=", 1) for each in found["properties"].split(",")]
        message = found["message"].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        read.append((found["command"], {key: _property(value) for key, value in pairs}, message))
    return read


def _property(value: str) -> str:
    for escaped, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(escaped, character)
    return value


def of_github(report: Report) -> Iterator[Told]:
    *found, _ = commands(report)
    for command, properties, message in found:
        said, *lines = message.split("\n")
        records = [line.removeprefix("record: ") for line in lines if line.startswith("record: ")]
        line = int(properties["line"]) if "line" in properties else None
        record = records[0] if records else None
        yield Told(properties["title"], LEVELS[command], properties["file"], line, said, record)


class Page(HTMLParser):
    """A page as a browser reads it.

    Attributes:
        items: of each finding its attributes, and the text of each part by its class.
        tags: every start tag with its attributes.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.items: list[tuple[dict[str, str | None], dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._part: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "li":
            self.items.append((attributes, {}))
        self._part = attributes.get("class") if tag in {"span", "code", "p"} else self._part

    def handle_endtag(self, tag: str) -> None:
        if tag in {"span", "code", "p"}:
            self._part = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.items and self._part:
            parts = self.items[-1][1]
            parts[self._part] = parts.get(self._part, "") + data


def of_html(report: Report) -> Iterator[Told]:
    for attributes, parts in Page(rendered("html", report)).items:
        number = attributes.get("data-line")
        line = None if number is None else int(number)
        code, level = str(attributes["data-code"]), str(attributes["data-level"])
        yield Told(code, level, parts["file"], line, parts.get("message", ""), parts.get("record"))


def of_text(report: Report) -> Iterator[Told]:
    """Read the lines of the text report: what stands in one is matched with the findings, for no mark divides it."""
    ends = {_line(finding): told(finding) for finding in report.findings}
    for line in "".join(text_report.pieces(report, every=True)).split("\n"):
        if line.startswith(("  error", "  warning", "  note")):
            yield ends[line]


def _line(finding: Finding) -> str:
    said = told(finding)
    record = f"  [{said.record}]" if said.record else ""
    return f"  {said.level:7} {said.code}  {place_in_words(finding.where)}: {said.message}{record}"


READERS: dict[str, Callable[[Report], Iterator[Told]]] = {
    "text": of_text,
    "json": of_json,
    "jsonl": of_jsonl,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_github,
    "html": of_html,
}
