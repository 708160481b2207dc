"""The text of a page as a browser shows it: lines, and the elements that they stand in.

The tree is walked once, without recursion: a page may nest its elements as deep as it likes.

Source:
    HTML Standard, section 3.2.7, "The innerText and outerText properties", and section 15.3, "Non-replaced elements".
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from csto_dataset.errors import SourceError
from csto_dataset.fields import BLANKS
from csto_dataset.sources.html.elements import Attributes, Kind, Trait, trait_of
from csto_dataset.sources.html.lines import DAY, Line, Region, trimmed

_SPACE_RUN: Final = re.compile("[\t\n\f\r ]+")
_DEEPEST_DAY: Final = 4
_LONGEST_SIGN: Final = 3
_LONGEST_HREF: Final = 500

MOST_LINES: Final = 100_000
"""Lines of a page. Tags are counted before a page is parsed; this bounds what line ends in preformatted text give."""


class Visible:
    """What a page shows: its lines, in order, and its regions, each before those inside it.

    Raises:
        SourceError: the page has more lines than `MOST_LINES`.
    """

    def __init__(self, root: LexborNode) -> None:
        self.lines: list[Line] = []
        self.regions: list[Region] = []
        self._region = -1
        self._line = Line()
        self._block: list[Line] = []
        self._kept = self._strong = self._linked = 0
        self._inline: list[Kind] = []
        self._href = ""
        self._walk(root)
        self._end_block()

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        entered: list[tuple[LexborNode, Trait]] = []
        while node is not None:
            trait = self._show(node)
            if trait is not None:
                entered.append((node, trait))
                following = node.first_child
            else:
                following = node.next if entered else None
            while following is None and entered:
                node, trait = entered.pop()
                self._leave(trait)
                following = node.next if entered else None
            node = following

    def _show(self, node: LexborNode) -> Trait | None:
        """Show a text or a line end, or enter an element; return what it is where its children are to be shown."""
        tag = node.tag or "-"
        if tag == "-text":
            text = node.text_content or ""
            if self._line.parts or self._kept or text.strip("\t\n\f\r "):
                self._text(text)
        elif tag == "br":
            self._end_line()
        elif tag[0] != "-":  # Else a comment or the like.
            attributes = node.attributes
            trait = trait_of(tag, attributes)
            if not trait.hidden and not (trait.kind == "day" and self._day(node, tag)):
                self._enter(tag, attributes, trait)
                return trait
        return None

    def _enter(self, tag: str, attributes: Attributes, trait: Trait) -> None:
        if trait.block:
            self._end_block()
            self._open(tag, None if trait.kind == "day" else trait.kind, trait.rank)
        elif trait.cell:
            self._next_cell()
        elif trait.kind in ("navigation", "furniture"):
            self._inline.append(trait.kind)
        self._kept += trait.kept
        self._strong += trait.strong
        if trait.linked:
            self._linked += 1
            self._href = (attributes.get("href") or "")[:_LONGEST_HREF]

    def _leave(self, trait: Trait) -> None:
        if trait.block:
            self._end_block()
            self._close()
        elif trait.kind in ("navigation", "furniture") and not trait.cell:
            self._inline.pop()
        self._kept -= trait.kept
        self._strong -= trait.strong
        self._linked -= trait.linked

    def _open(self, tag: str, kind: Kind | None = None, rank: int = 0) -> None:
        self.regions.append(Region(tag, kind, rank, self._region, len(self.lines)))
        self._region = len(self.regions) - 1

    def _close(self) -> None:
        region = self.regions[self._region]
        region.last = len(self.lines)
        self._region = region.parent

    def _day(self, node: LexborNode, tag: str) -> bool:
        """Give a day that markup names a line of its own; say whether the element holds one and nothing more."""
        printed = _only_text(node)
        if printed is None or DAY.fullmatch(printed) is None:
            return False
        self._end_block()
        self._open(tag)
        self._line.day = True
        self._text(printed)
        self._end_block()
        self._close()
        return True

    def _text(self, text: str) -> None:
        if self._kept:
            first, *others = text.split("\n")
            self._append(first)
            for other in others:
                self._end_line()
                self._append(other)
            return
        # Five searches for a constant cost less than one for a pattern.
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACE_RUN.sub(" ", text)
        shown = self._line.parts
        if text[:1] == " " and (not shown or shown[-1][-1] in " \t"):
            text = text[1:]
        if text:
            self._append(text)

    def _append(self, text: str) -> None:
        line = self._line
        if text:
            line.parts.append(text)
        said = text.strip(BLANKS)
        if not said:
            return
        line.blank = False
        worded = len(said) > _LONGEST_SIGN or any(map(str.isalnum, said))
        if worded and not line.worded:
            line.worded = line.strong = line.linked = line.aside = True
        elif line.worded and not worded:
            return
        line.strong = line.strong and self._strong > 0
        if self._linked:
            line.href = self._href
        else:
            line.linked = False
        if self._inline:
            line.kind = line.kind or self._inline[0]
        else:
            line.aside = False

    def _next_cell(self) -> None:
        parts = self._line.parts
        if parts:
            parts[-1] = parts[-1].rstrip(" ")
            parts.append("\t")

    def _end_line(self) -> None:
        line = self._line
        text = "".join(line.parts)
        line.text = text if self._kept else text.rstrip(" \t")
        self._block.append(line)
        if len(self.lines) + len(self._block) > MOST_LINES:
            raise SourceError(f"expected at most {MOST_LINES} lines, found more")
        self._line = Line()

    def _end_block(self) -> None:
        if not self._line.parts and not self._block:
            return
        self._end_line()
        block, self._block = trimmed(self._block), []
        said, parted = 0, False
        for line in block:
            line.region = self._region
            parted = parted or line.blank
            said += 0 if line.linked else len(line.text)
        if block:
            block[0].opens = True
            self.lines += block
        if said:
            self._score(said, parted=parted)

    def _score(self, said: int, *, parted: bool) -> None:
        """Credit a block's text to the element around its paragraph, and half of it to the next one around.

        Text that blank lines part stands right in the element that holds the paragraphs, if that can hold some.
        """
        region = self.regions[self._region]
        if region.parent >= 0 and not (parted and region.tag != "p"):
            region = self.regions[region.parent]
        region.score += said
        if region.parent >= 0:
            self.regions[region.parent].score += said // 2


def _only_text(node: LexborNode) -> str | None:
    """Return the text of an element that holds one text, maybe in an element that holds nothing else; else None."""
    for _ in range(_DEEPEST_DAY):
        child = node.first_child
        while child is not None and child.is_text_node and not (child.text_content or "").strip(BLANKS):
            child = child.next
        if child is None:
            return None
        after = child.next
        if after is not None and (after.next is not None or not after.is_empty_text_node):
            return None
        if child.is_text_node:
            return _SPACE_RUN.sub(" ", child.text_content or "").strip(BLANKS)
        node = child
    return None
