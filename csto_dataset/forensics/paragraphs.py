"""What became of a list of paragraphs."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from heapq import merge
from typing import Final

from csto_dataset.findings import shown
from csto_dataset.forensics.alignment import Alignment, aligned
from csto_dataset.forensics.alteration import Alteration, Edits, Steps
from csto_dataset.forensics.diff import edit, edits, shortened, stretches, tokens
from csto_dataset.forensics.texts import altered_text

_SHOWN: Final = 12
"""Paragraphs whose order is told one by one."""


def altered_paragraphs(expected: Sequence[str], found: Sequence[str], steps: Steps) -> Iterator[Alteration]:
    """Yield what became of a list of paragraphs: what happened to the list, then to its paragraphs in their order."""
    alignment = aligned(expected, found, joins=True)
    if alignment.moved:
        order = [one for one, _ in alignment.matches()]
        said = moved_edits([expected[at] for at in sorted(order)], [expected[at] for at in order])
        yield Alteration("reordered-paragraphs", steps, other_order(order), said)
    if alignment.dropped:
        yield _dropped(expected, alignment.dropped, steps)
    kinds = (_merged, _split, _added, _changed)
    yield from merge(*(kind(expected, found, alignment, steps) for kind in kinds), key=_index)


_Found = Iterator[Alteration]


def _index(alteration: Alteration) -> int:
    """Return which paragraph of the copy an alteration is about."""
    at = alteration.steps[-1]
    return at if isinstance(at, int) else -1


def _merged(expected: Sequence[str], found: Sequence[str], alignment: Alignment, steps: Steps) -> _Found:
    for run, other in alignment.merged:
        message = f"expected paragraphs {run[0] + 1} to {run[-1] + 1}, found them as one, {shown(found[other])}"
        said = _joined([expected[one] for one in run], [found[other]])
        yield Alteration("merged-paragraphs", (*steps, other), message, said)


def _split(expected: Sequence[str], found: Sequence[str], alignment: Alignment, steps: Steps) -> _Found:
    for one, run in sorted(alignment.split, key=lambda each: each[1][0]):
        message = f"expected one paragraph {shown(expected[one])}, found it in {len(run)}"
        said = _joined([expected[one]], [found[other] for other in run])
        yield Alteration("split-paragraph", (*steps, run[0]), message, said)


def _added(expected: Sequence[str], found: Sequence[str], alignment: Alignment, steps: Steps) -> _Found:
    del expected
    for other in alignment.added:
        message = f"expected no such paragraph, found {shown(found[other])}"
        yield Alteration("added-paragraph", (*steps, other), message, shortened((edit("", found[other]),)))


def _changed(expected: Sequence[str], found: Sequence[str], alignment: Alignment, steps: Steps) -> _Found:
    for one, other in alignment.matches():
        if expected[one] != found[other]:
            yield altered_text(expected[one], found[other], (*steps, other))


def _dropped(expected: Sequence[str], dropped: list[int], steps: Steps) -> Alteration:
    more = f", nor {len(dropped) - 1} more" if len(dropped) > 1 else ""
    message = f"expected paragraph {dropped[0] + 1} {shown(expected[dropped[0]])}, found no such paragraph{more}"
    return Alteration("dropped-paragraph", steps, message, shortened(tuple(edit(expected[one], "") for one in dropped)))


def other_order(order: Sequence[int]) -> str:
    """Return in one line in which order elements stand, told by their places in the release."""
    told = ", ".join(str(at + 1) for at in order[:_SHOWN])
    return f"expected the order of the release, found {told}{', …' if len(order) > _SHOWN else ''}"


def moved_edits(expected: Sequence[str], found: Sequence[str]) -> Edits:
    """Return what was done to a list whose elements stand in another order, each element as one text."""
    said: list[tuple[str, str, bool]] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if kind == "equal":
            said += [(each, each, True) for each in expected[i:i_end]]
        else:
            said += [(each, "", False) for each in expected[i:i_end]] + [("", each, False) for each in found[j:j_end]]
    return shortened(tuple(edit(old, new, same=same) for old, new, same in said))


def _joined(expected: Sequence[str], found: Sequence[str]) -> Edits:
    """Return what was done to paragraphs that were joined or cut up, with line feeds between them."""
    old, new = tokens("\n".join(expected)), tokens("\n".join(found))
    return shortened(edits(old, new, stretches(old, new)))
