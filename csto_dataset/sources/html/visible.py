"""The text of a page as a browser shows it: lines, and the elements that they stand in.

The tree is walked once, without recursion: a page may nest its elements as deep as it likes.

Source:
    HTML Standard, section 3.2.7, "The innerText and outerText properties", and section 15.3, "Non-replaced elements".
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from csto_dataset.days import has_the_form_of_a_day
from csto_dataset.errors import SourceError
from csto_dataset.fields import BLANKS
from csto_dataset.sources.html.elements import BESIDE, Attributes, Kind, Trait, trait_of
from csto_dataset.sources.html.lines import Line, Region, trimmed

_SPACE_RUN: Final = re.compile("[\t\n\f\r ]+")
_BLOCK: Final = Trait(block=True)
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
        self._parts: list[str] = []  # Of the line that is not yet at its end.
        self._block: list[Line] = []
        self._kept = self._strong = self._linked = 0
        self._inline: list[Kind] = []
        self._href = ""
        self._walk(root)
        if self._parts or self._block:
            self._end_block()
        _refuse_too_many(len(self.lines))

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        entered: list[tuple[LexborNode, Trait]] = []
        parts = self._parts
        while node is not None:
            following = None
            if node.is_text_node:
                # Most texts are the white space between two blocks.
                if parts or not node.is_empty_text_node or self._kept:
                    self._text(node.text_content or "")
            elif (trait := self._show(node)) is not None:
                entered.append((node, trait))
                following = node.first_child
                if following is None:
                    self._leave(entered.pop()[1])
            if following is None and entered:
                following = node.next
            while following is None and entered:
                node, trait = entered.pop()
                self._leave(trait)
                following = node.next if entered else None
            node = following

    def _show(self, node: LexborNode) -> Trait | None:
        """Show a line end, or enter an element; return what it is where its children are to be shown."""
        tag = node.tag or "-"
        if tag == "br":
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
            if self._parts or self._block:
                self._end_block()
            kind = None if trait.kind == "day" else trait.kind
            region = Region(tag, kind, trait.rank, self._region, len(self.lines))
            self._region = len(self.regions)
            self.regions.append(region)
        elif trait.cell:
            self._next_cell()
        elif trait.kind in BESIDE:
            self._inline.append(trait.kind)
        if trait.styled:
            self._kept += trait.kept
            self._strong += trait.strong
            if trait.linked:
                self._linked += 1
                self._href = (attributes.get("href") or "")[:_LONGEST_HREF]

    def _leave(self, trait: Trait) -> None:
        if trait.block:
            if self._parts or self._block:
                self._end_block()
            region = self.regions[self._region]
            region.last = len(self.lines)
            self._region = region.parent
        elif trait.kind in BESIDE and not trait.cell:
            self._inline.pop()
        if trait.styled:
            self._kept -= trait.kept
            self._strong -= trait.strong
            self._linked -= trait.linked

    def _day(self, node: LexborNode, tag: str) -> bool:
        """Give a day that markup names a line of its own; say whether the element holds one and nothing more."""
        printed = _only_text(node)
        if printed is None or not has_the_form_of_a_day(printed):
            return False
        self._enter(tag, {}, _BLOCK)
        self._line.day = True
        self._text(printed)
        self._leave(_BLOCK)
        return True

    def _text(self, text: str) -> None:
        if self._kept:
            first, *others = text.split("\n")
            if first:
                self._append(first)
            for other in others:
                self._end_line()
                if other:
                    self._append(other)
            return
        # Five searches for a constant cost less than one for a pattern.
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACE_RUN.sub(" ", text)
        if text[:1] == " " and (not self._parts or self._parts[-1][-1] in " \t"):
            text = text[1:]
        if text:
            self._append(text)

    def _append(self, text: str) -> None:
        """Add a text that is not empty to the line."""
        self._parts.append(text)
        line, worded = self._line, True
        if not text[0].isalnum():  # Else it says a word.
            said = text.strip(BLANKS)
            if not said:
                return
            worded = len(said) > _LONGEST_SIGN or any(map(str.isalnum, said))
        line.blank = False
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
        parts = self._parts
        if parts:
            parts[-1] = parts[-1].rstrip(" ")
            parts.append("\t")

    def _end_line(self) -> None:
        self._block.append(self._ended())
        _refuse_too_many(len(self.lines) + len(self._block))

    def _ended(self) -> Line:
        """Return the line that is at its end, and begin the next."""
        line, parts = self._line, self._parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        line.text = text if self._kept else text.rstrip(" \t")
        parts.clear()
        self._line = Line()
        return line

    def _end_block(self) -> None:
        """Put an end to the block of what was shown, if only a line end, since the last block."""
        last = self._ended()
        if self._block:
            self._end_lines(trimmed([*self._block, last]))
            self._block = []
        elif last.text:
            last.opens, last.region = True, self._region
            self.lines.append(last)
            if not last.linked:
                self._score(len(last.text), parted=last.blank)

    def _end_lines(self, block: list[Line]) -> None:
        """Put an end to a block of several lines, without empty ones at its ends."""
        if not block:
            return
        block[0].opens = True
        said, parted = 0, False
        for line in block:
            line.region = self._region
            if line.blank:
                parted = True
            if not line.linked:
                said += len(line.text)
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


def _refuse_too_many(lines: int) -> None:
    if lines > MOST_LINES:
        raise SourceError(f"expected at most {MOST_LINES} lines, found more")


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
