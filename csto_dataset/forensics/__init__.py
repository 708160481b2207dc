"""What became of a record of a release that stands changed in a copy: each place, with the kind of its change.

Places come in the release's order, and each has one code:

- a text: the most serious of its changes (`texts`);
- a list of paragraphs: dropped, added, reordered, merged and split ones, then what became of each (`paragraphs`);
- the pairs of an interview: the same, and turns that were swapped (`pairs`);
- any other value, by the field that it stands in (`records`).
"""

from csto_dataset.forensics.alteration import Alteration, Edits, Steps
from csto_dataset.forensics.records import alterations

__all__ = ["Alteration", "Edits", "Steps", "alterations"]
