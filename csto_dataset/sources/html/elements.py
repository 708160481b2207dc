"""What an element is, by its name and by the words in its class, its id and its role."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["navigation", "furniture", "header", "list", "item", "body", "day"]
"""What an element says of its text. header: the page's own. list: a side column, or the items of a list page."""


@dataclass(frozen=True, slots=True)
class Trait:
    """How an element is shown, and what it says of its text.

    Attributes:
        hidden: nothing of it is shown.
        block: it begins and ends a line; an item, a list or a body does so whatever its name.
        cell: a tab stands between two on one line.
        kept: white space in it is kept as it is.
        strong, linked: its text is emphasized, a link.
        styled: it is one of `kept`, `strong` and `linked`.
        rank: of a body, how surely it is the page's own text; of others 0.
    """

    hidden: bool = False
    block: bool = False
    cell: bool = False
    kept: bool = False
    strong: bool = False
    linked: bool = False
    styled: bool = False
    kind: Kind | None = None
    rank: int = 0


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


HEADINGS: Final = _words("h1 h2 h3 h4 h5 h6")
BESIDE: Final = frozenset(("navigation", "furniture"))
"""Kinds of elements whose text is none of the page's own."""

_HIDDEN: Final = _words(
    "area audio base basefont canvas datalist embed frame frameset head iframe input link meta meter noembed noframes "
    "noscript object optgroup option param picture progress rp script select source style svg template title track "
    "video"
)
_BLOCKS: Final = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search "
    "section summary table tbody textarea tfoot thead tr ul xmp"
)
_KEPT: Final = _words("listing plaintext pre textarea xmp")
_STRONG: Final = frozenset(("b", "strong"))
_BY_TAG: Final[dict[str, Kind]] = {
    "nav": "navigation",
    "footer": "furniture",
    "figcaption": "furniture",
    "button": "furniture",
    "header": "header",
    "aside": "list",
    "time": "day",
}
_BY_ROLE: Final[dict[str, Kind]] = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "contentinfo": "furniture",
    "search": "furniture",
    "banner": "header",
    "complementary": "list",
}
_NAVIGATION: Final = _words(
    "breadcrumb breadcrumbs crumbs mainmenu menu nav navbar navigation pager pagination paginator submenu topmenu"
)
_FURNITURE: Final = _words(
    "auth banner banners cookie cookies copyright copyrights counter counters credit credits download downloads footer "
    "login print search share sharing social socials subscribe tags"
)
_PICTURE: Final = _words("foto image img photo picture")
_BENEATH: Final = _words("author caption description sign text title")
"""Words of the line beneath a picture, beside one for the picture itself."""

_DAY: Final = _words("date datetime day time published pubdate")
_LIST: Final = re.compile(
    r"(?:.*-)?(?:(?:aside|sidebar)(?:-(?:left|right|[0-9]+))?|side-?col(?:umn)?|(?:news|articles?|events?|press|teasers?|posts?)-?(?:list|feed|line)"
    r"|(?:latest|last|recent|related|other|more)-(?:news|articles?|posts?|events?)|recommended|related)"
)
_ITEM: Final = re.compile(
    r"(?:.*-)?(?:news|teasers?|announces?|articles?|events?|feed|interviews?|last|latest|list|media|posts?|press|side"
    r"|sidebar)-?(?:item|card|teaser|entry)|teaser|announce|anons"
)
_BODIES: Final = (
    (3, re.compile(r"(?:.*-)?(?:article|detail|entry|news|post|publication|story)-?(?:text|body|content)")),
    (2, re.compile(r"(?:.*-)?(?:article|interview|news|press|publication)-?(?:detail|details|full|inner|single|one)")),
)
_CAPITALS: Final = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_PARTS: Final = re.compile("[^a-z0-9]+")
_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOT_SHOWN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b")
_LONGEST: Final = 200
"""Characters of an attribute that are looked at for words."""

_RARELY_TELLING: Final = _words("hidden id itemprop open role")
"""Attributes that say what an element is, beside its class and its style."""

Attributes = dict[str, str | None]


def trait_of(tag: str, attributes: Attributes) -> Trait:
    """Return what an element is."""
    if _RARELY_TELLING.isdisjoint(attributes):
        classes, style = attributes.get("class") or "", attributes.get("style") or ""
        # A page may have a style of megabytes: only usual ones are kept.
        if len(style) <= _LONGEST:
            return _usual(tag, classes[:_LONGEST], style)
    return _read(tag, attributes)


@lru_cache(maxsize=4096)
def _usual(tag: str, classes: str, style: str) -> Trait:
    return _read(tag, {"class": classes, "style": style})


def _read(tag: str, attributes: Attributes) -> Trait:
    style = attributes.get("style") or ""
    if style or "hidden" in attributes or tag == "dialog":
        shown = _shown(style)
        if "hidden" in attributes or shown == "not" or (tag == "dialog" and "open" not in attributes):
            return HIDDEN
        if shown == "bold":
            return replace(_named(tag, attributes), strong=True, styled=True)
    return _named(tag, attributes)


HIDDEN: Final = Trait(hidden=True)


def _shown(style: str) -> Literal["not", "bold", "plainly"]:
    stated = style.lower()
    if _NOT_SHOWN.search(stated):
        return "not"
    return "bold" if _BOLD.search(stated) else "plainly"


def _named(tag: str, attributes: Attributes) -> Trait:
    get = attributes.get
    own, role, purpose = get("id"), get("role"), get("itemprop")
    return _trait(
        tag,
        (get("class") or "")[:_LONGEST],
        # Numbered ids name one element, not a kind of element.
        "" if own is None or not own.isalpha() else own[:_LONGEST],
        "" if role is None else role[:_LONGEST],
        "" if purpose is None else purpose[:_LONGEST],
    )


@lru_cache(maxsize=4096)
def _trait(tag: str, classes: str, own: str, role: str, purpose: str) -> Trait:
    if tag in _HIDDEN:
        return HIDDEN
    kind, rank = _kind(tag, f"{classes} {own}".split(), role, purpose)
    cell = tag in ("td", "th")
    block = tag in _BLOCKS or kind in ("item", "list", "body") or (cell and kind not in (None, "day"))
    kept, linked = tag in _KEPT, tag == "a"
    strong = tag in _STRONG or (tag == "em" and bool(classes))
    return Trait(
        block=block,
        cell=cell and not block,
        kept=kept,
        strong=strong,
        linked=linked,
        styled=kept or strong or linked,
        kind=kind,
        rank=rank,
    )


def _kind(tag: str, names: list[str], role: str, purpose: str) -> tuple[Kind | None, int]:
    if "articleBody" in purpose.split():
        return "body", 4
    if tag in ("html", "body", "main"):  # Their classes speak of the whole page, such as `with-menu`.
        return None, 0
    tokens = [_PARTS.sub("-", _CAPITALS.sub("-", name).lower()).strip("-") for name in names]
    words = {word for token in tokens for word in token.split("-")}
    if tag == "time" or words & _DAY or "datePublished" in purpose.split():
        return ("day", 0) if not words & _NAVIGATION else ("navigation", 0)
    named = _by_words(tokens, words)
    if named is not None:
        return named
    if tag == "article":
        return "body", 1
    return _BY_ROLE.get(role) or _BY_TAG.get(tag), 0


def _by_words(tokens: list[str], words: set[str]) -> tuple[Kind, int] | None:
    if words & _NAVIGATION:
        return "navigation", 0
    if words & _FURNITURE or (words & _PICTURE and words & _BENEATH):
        return "furniture", 0
    if any(map(_ITEM.fullmatch, tokens)):
        return "item", 0
    for rank, name in _BODIES:
        if any(map(name.fullmatch, tokens)):
            return "body", rank
    if any(map(_LIST.fullmatch, tokens)):
        return "list", 0
    return ("header", 0) if {"header", "site-header"} & set(tokens) else None
