"""All kinds of damage to records, by their names, in groups."""

from benchmarks.damage.drawing import Kind
from benchmarks.damage.fields import FIELDS
from benchmarks.damage.letters import LETTERS
from benchmarks.damage.lists import PARAGRAPHS, TURNS
from benchmarks.damage.records import RECORDS
from benchmarks.damage.shapes import SHAPES
from benchmarks.damage.words import SAID, SPELT

GROUPS: dict[str, dict[str, Kind]] = {
    "Letters of a text": SPELT,
    "What a text says": SAID,
    "How a text is written": LETTERS,
    "Paragraphs": PARAGRAPHS,
    "Questions and answers": TURNS,
    "Single fields": FIELDS,
    "Fields missing and too many": SHAPES,
    "Whole records": RECORDS,
}
KINDS: dict[str, Kind] = {name: kind for group in GROUPS.values() for name, kind in group.items()}
