"""What would keep a parser of HTML busy for hours is refused before it is parsed.

Building the tree takes a time that grows with the square of three things: the tags that are open at once, the different
attributes of one tag, and the emphasis that is open while paragraphs end (each paragraph opens all of it anew). Markup
hides what is a tag in quotes, comments and scripts. So the counts here are upper bounds, taken without knowing what the
tokenizer's state is at a place: whatever a browser would make of a page, it is no more.
"""

import re
from typing import Final

from csto_dataset.errors import SourceError

MOST_BYTES: Final = 16 * 2**20
"""Bytes of a page. The site's pages have 15 to 200 kB."""

MOST_TAGS: Final = 20_000
"""`<` signs of a page. The site's pages have some hundreds; nested in each other so many cost some seconds."""

MOST_ATTRIBUTES: Final = 1_000
"""Attributes of one tag."""

LONGEST_WORD: Final = 2**16
"""Bytes of the name of a tag, and of an attribute's name or its value where no quotes are around it."""

MOST_EMPHASIS: Final = 1_000_000
"""Elements that emphasis left open may be multiplied into; each takes some 350 bytes."""

_SMALL: Final = 128 * 2**10
"""Bytes of a page that cannot hold enough attributes for more than two or three seconds."""

_SPACE: Final = rb"\t\n\f\r "
_START: Final = re.compile(rb"<[A-Za-z]")
_NAME: Final = re.compile(rb"<[^" + _SPACE + rb"/>]*+")
_ATTRIBUTE: Final = re.compile(
    rb"[" + _SPACE + rb"/]*+(?P<name>[^" + _SPACE + rb"/>][^" + _SPACE + rb"/>=]*+)"
    rb"(?:[" + _SPACE + rb"]*+=[" + _SPACE + rb"]*+"
    rb"(?:\"[^\"]*+\"|'[^']*+'|(?P<bare>[^" + _SPACE + rb">\"'][^" + _SPACE + rb">]*+))?+)?+"
)
_EMPHASIS: Final = re.compile(
    rb"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[" + _SPACE + rb"/>])"
    rb"(?P<rest>(?:[" + _SPACE + rb"]++[^" + _SPACE + rb"\"'<>=/]++"
    rb"(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^" + _SPACE + rb"\"'<>=`]++))?+)*+[" + _SPACE + rb"]*+/?>)?+",
    re.IGNORECASE,
)
_ALIKE: Final = 3
"""How many elements of one name with the same attributes a parser keeps open over the end of a paragraph."""


def refuse_what_is_large(raw: bytes) -> None:
    """Refuse a page of too many bytes, in whatever encoding they are.

    Raises:
        SourceError: without the name of the page.
    """
    if len(raw) > MOST_BYTES:
        raise SourceError(f"expected at most {MOST_BYTES} bytes, found more")


def refuse_what_hangs(markup: bytes) -> None:
    """Refuse a page that a parser could not turn into a tree in some seconds and some hundred megabytes.

    Args:
        markup: in UTF-8, as the parser gets it.

    Raises:
        SourceError: one of the limits of this module is passed. The message is without the name of the page.

    Source:
        HTML Standard, sections 13.2.4.3 (the list of active formatting elements holds three alike at most, and one `a`
        at most) and 13.2.5.32 to 13.2.5.40 (attributes).
    """
    tags = markup.count(b"<")
    if tags > MOST_TAGS:
        raise SourceError(f"expected at most {MOST_TAGS} tags, found {tags}")
    if tags * tags > MOST_EMPHASIS and tags * _emphasis(markup) > MOST_EMPHASIS:
        raise SourceError("expected emphasis that ends, found so much of it that a tree of it would be too large")
    if len(markup) > _SMALL and _has_an_endless_tag(markup):
        raise SourceError(
            f"expected at most {MOST_ATTRIBUTES} attributes of a tag, each of at most {LONGEST_WORD} bytes, found more"
        )


def _emphasis(markup: bytes) -> int:
    """Return how many elements of emphasis may be open at once: each that differs counts, as often as is kept."""
    distinct: set[bytes] = set()
    unclear = 0
    for found in _EMPHASIS.finditer(markup):
        if found["rest"] is None:  # Its end depends on quotes.
            unclear += 1
        else:
            distinct.add(found.group())
    return _ALIKE * len(distinct) + unclear


def _has_an_endless_tag(markup: bytes) -> bool:
    """Say whether a tag that began at any of the `<` signs would have too many attributes, or too long a word.

    Two tags that go on at one place go on alike from there: what was counted from a place is kept, so that each place
    is looked at once.
    """
    following: dict[int, int] = {}
    for start in _START.finditer(markup):
        name = _NAME.match(markup, start.start())
        at = start.end() if name is None else name.end()
        if at - start.start() > LONGEST_WORD:
            return True
        path = []
        while at not in following and (attribute := _ATTRIBUTE.match(markup, at)) is not None:
            path.append(at)
            at = attribute.end()
            if len(path) > MOST_ATTRIBUTES or max(map(len, attribute.groups(b""))) > LONGEST_WORD:
                return True
        count = following.get(at, 0)
        for place in reversed(path):
            count += 1
            following[place] = count
        if count > MOST_ATTRIBUTES:
            return True
    return False
