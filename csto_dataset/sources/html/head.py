"""What the head of a page says: its title, its language, its address."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from csto_dataset.documents import is_of_the_site
from csto_dataset.fields import fold, is_url
from csto_dataset.records import Language

_LANGUAGES: Final[dict[str, Language]] = {"en": "en", "ru": "ru"}
_LONGEST_TITLE: Final = 1000
"""Characters of a title that are looked at."""


class Head(NamedTuple):
    """What the head says.

    Attributes:
        titles: folded, of the metadata first, then of the title element; none of them is empty.
        language: from the tag of the language, where it is one of the two that records have.
        url: the canonical address, where it is one of the CSTO's site.
    """

    titles: tuple[str, ...]
    language: Language | None
    url: str | None


def head_of(parser: LexborHTMLParser) -> Head:
    """Return what the head of a parsed page says."""
    titles: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for node in _children(parser.head):
        attributes = node.attributes if node.is_element_node else {}
        if node.tag == "title":
            titles.setdefault("title", fold(node.text(deep=False)[:_LONGEST_TITLE]))
        elif node.tag == "meta":
            content = attributes.get("content") or ""
            name = attributes.get("property") or attributes.get("name")
            if name == "og:title":
                titles.setdefault("og", fold(content[:_LONGEST_TITLE]))
            elif name == "og:url":
                addresses.setdefault("og", content)
        elif node.tag == "link" and "canonical" in (attributes.get("rel") or "").lower().split():
            addresses.setdefault("canonical", attributes.get("href") or "")
    stated = (addresses.get(source, "").strip() for source in ("canonical", "og"))
    return Head(
        tuple(title for title in (titles.get("og"), titles.get("title")) if title),
        _language(parser.root),
        next(filter(_is_an_address, stated), None),
    )


def _children(node: LexborNode | None) -> Iterator[LexborNode]:
    child = None if node is None else node.first_child
    while child is not None:
        yield child
        child = child.next


def _language(root: LexborNode | None) -> Language | None:
    stated = (root.attributes.get("lang") or "") if root is not None else ""
    return _LANGUAGES.get(re.split("[-_]", stated.strip().lower(), maxsplit=1)[0])


def _is_an_address(url: str) -> bool:
    return is_url(url) and is_of_the_site(url)
