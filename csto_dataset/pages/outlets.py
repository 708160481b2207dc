"""The outlet that asked: the proper name of a newspaper, an agency, a channel, as a title or an opening gives it."""

import re
from collections.abc import Iterator
from typing import Final

from csto_dataset.pages.words import GENERIC, INSTITUTION, QUOTED, ROLE

_AFTER: Final = re.compile(
    r"\b(?:interview(?:ed)?(?: given| granted)? (?:to|with|for) |gave (?:an? )?(?:\w+ ){0,2}interview to |told |"
    r"answer(?:s|ed)? (?:the |some )?questions (?:of|from|by|put by) |conversation with |spoke (?:to|with) |"
    r"talk(?:s|ed)? (?:to|with) |(?:correspondents?|journalists?|editors?|readers) (?:of|for|from) |"
    r"exclusive(?:ly)? (?:for|to) |special(?:ly)? (?:for|to) |"
    r"интервью (?:для )?|для |рассказала? |ответила? на вопросы |бесед[аеуы] с(?: корреспондентом)? |"
    r"(?=(?:информ?)?(?:агентств|газет|журнал|телеканал|портал|издани|радиостанци|телекомпани)\w* [«\"“A-ZА-ЯЁ]))|"
    # These look behind what they begin with, so that most places of a text fail at their first character.
    r"[\"”»](?<=[\w,].) (?:to|for) | (?<=[\w,].)(?:to|for) ",
    re.IGNORECASE,
)
"""What stands before the name of an outlet."""

_ASKED: Final = re.compile(
    r" (?:has )?(?:took|taken|conducted|published|publishes|interviewed|interviews|asked|asks|talked|spoke|held|recorded)\b|"
    r" (?:взял[ао]?|опубликовал[ао]?|провел[ао]|побеседовал[ао]?) ",
    re.IGNORECASE,
)
_KIND_OF_TEXT: Final = re.compile(r"\s?[:—–-] (?:an? )?(?:exclusive )?(?:interview|интервью)", re.IGNORECASE)
"""What stands behind the name of an outlet that a text begins with."""

_LONGEST: Final = 600
_TOKEN: Final = re.compile(r"[^\s]+")
_NAMEISH: Final = re.compile(r"[A-ZА-ЯЁ0-9][\w&'’./!+-]*|[a-zа-яё][\w-]*\.[a-zа-яё]{2,6}")
_CAPITAL_GENERICS: Final = ("the", "a", "an", "tv", "our")
"""Words for kinds of outlets that are no part of a name though a capital begins them."""

_OPENING: Final = ('"', "“", "«")
_DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zа-яё]{2,6}", re.IGNORECASE)
_TALKED: Final = re.compile(r"(?:talk|spoke|conversation|бесед)", re.IGNORECASE)
"""Words of talking, behind which a person stands as well as an outlet."""

_KIND: Final = re.compile(
    r"(?:(?:news |information |press )?agency|newspaper|magazine|(?:tv |television )?channel|(?:radio )?station|radio|"
    r"(?:news |internet |web )?portal|(?:online )?edition|(?:информационного |информ)?агентств\w*|газет\w*|журнал\w+|"
    r"телеканал\w*|портал\w*|издани\w*|радиостанци\w*)\b",
    re.IGNORECASE,
)
"""A word for a kind of outlet."""

_KIND_STEMS: Final = (
    *("agency", "newspaper", "magazine", "channel", "station", "radio", "portal", "edition"),
    *("агентств", "газет", "журнал", "телеканал", "портал", "издани", "радиостанци"),
)
"""One of these stands in every text that the pattern finds; looking for them is many times faster."""

_JOINED: Final = re.compile(r"(?:of|the)(?: the)? [A-ZА-ЯЁ]")
"""Small words inside a name, such as Voice of the Valley."""

_STOPS: Final = ",:;—–?!"
_JOURNALIST: Final = re.compile(r"(?:editor|correspondent|journalist|reporter)s?", re.IGNORECASE)
_MONTH: Final = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday)",
    re.IGNORECASE,
)


def outlet_in(words: str, people: tuple[str, ...] = ()) -> str | None:
    """Return the proper name of the outlet that a text names; None where its form leaves a doubt.

    Args:
        people: names of those who answer; none of them is an outlet.
    """
    return next(_candidates(words[:_LONGEST].rstrip(". "), people), None)


def _candidates(words: str, people: tuple[str, ...]) -> Iterator[str]:
    first = _name(words, people)
    # “Patience”: an interview … is a headline and its kind.
    titled = words[:1] not in _OPENING
    if first is not None and (_ASKED.match(words, first[1]) or (titled and _KIND_OF_TEXT.match(words, first[1]))):
        yield first[0]
    yield from _behind(words, people)


def _behind(words: str, people: tuple[str, ...]) -> Iterator[str]:
    """Yield the names behind the words that stand before an outlet."""
    at = 0
    announced = max(words.casefold().find("interview"), words.casefold().find("интервью"))
    named_until = max((words.find(person) + len(person) for person in people if person in words), default=0)
    while found := _AFTER.search(words, at):
        plain = found.group().strip(' "”»') in ("to", "for", "для")
        named = _name(words[found.end() :], people)
        told = not plain or _is_of_the_interview(words, announced, named_until, found.start())
        if named and told and (not _TALKED.match(found.group()) or _is_surely_an_outlet(words[found.end() :], *named)):
            yield named[0]
        at = max(found.end(), found.start() + 1)
    if named_until and "нтервью" in words[:named_until]:
        # Russian needs no word between the name of who answers and that of the outlet.
        direct = _name(words[named_until:].lstrip(), people)
        if direct is not None:
            yield direct[0]
    yield from _by_kind(words, people)


def _is_surely_an_outlet(words: str, name: str, end: int) -> bool:
    """Say whether a name can be no person's: one word, in quotes, or with the kind of outlet beside it."""
    return " " not in name or words[:1] in _OPENING or _KIND.match(words[end:].lstrip()) is not None


def _is_of_the_interview(words: str, announced: int, named_until: int, at: int) -> bool:
    """Say whether a "to" or "for" tells to whom the interview was given, and not what somebody is in charge of."""
    # An office between commas belongs to the name, whatever it is in charge of.
    between = words[max(announced, named_until) : at].rpartition(",")[2]
    return 0 <= announced < at and named_until <= at and not (named_until and ROLE.search(between))


def _by_kind(words: str, people: tuple[str, ...]) -> Iterator[str]:
    """Yield each name that stands before or behind the word for a kind of outlet, as in "the Granit newspaper"."""
    lowered = words.casefold()
    for found in _KIND.finditer(words) if any(stem in lowered for stem in _KIND_STEMS) else ():
        behind = _name(words[found.start() :], people)
        if behind is not None and words[behind[1] :] != words[found.start() :]:
            yield behind[0]
            continue
        tokens = words[: found.start()].rstrip().split(" ")
        for count in range(min(len(tokens), 4), 0, -1):
            before = " ".join(tokens[-count:])
            named = _name(before, people)
            if named is not None and named[1] >= len(before.rstrip(_STOPS)) and _NAMEISH.match(before.lstrip('"“«')):
                yield named[0]
                break


def _name(words: str, people: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the outlet's name that a text begins with, and where it ends; None where it begins with something else."""
    at = _after_generic(words, 0)
    run, end = _run(words, at)
    behind = _after_generic(words, end)
    if run and words[end:behind].strip():
        # "the Kazakh newspaper Steppe Herald": what follows the kind of outlet is its name.
        other, last = _run(words, behind)
        if other and not INSTITUTION.fullmatch(other) and words[end : end + 1] == " ":
            run, end = other, last
    if not run or _is_no_outlet(run, people):
        return None
    return run, end


def _after_generic(words: str, at: int) -> int:
    """Return where the words end that only say what kind of outlet follows."""
    for token in _TOKEN.finditer(words, at):
        word = token.group()
        plain = word.islower() or word.casefold() in _CAPITAL_GENERICS or words[token.end() + 1 :][:1] in _OPENING
        if GENERIC.fullmatch(word) is None or not plain:
            return token.start()
    return len(words)


def _run(words: str, at: int) -> tuple[str, int]:
    """Return the name that begins at a place, in quotes or as words with capitals, and where it ends."""
    while at < len(words) and words[at] == " ":
        at += 1
    quoted = QUOTED.match(words, at)
    if quoted is not None:
        return quoted[1].strip(" .,"), quoted.end()
    kept, end = _capitals(words, at)
    if kept[-1:] == ["TV"] and words[end:].lstrip().startswith("channel"):
        kept.pop()
    while len(kept) > 1 and kept[-1].islower():
        kept.pop()
    return " ".join(kept), end


def _capitals(words: str, at: int) -> tuple[list[str], int]:
    """Return the words with capitals that begin at a place, with the small words between them, and where they end."""
    kept: list[str] = []
    end = at
    for token in _TOKEN.finditer(words, at):
        word = token.group()
        bare = word.rstrip(_STOPS + '.»”"')
        if kept and _JOINED.match(words, token.start()) and words[end : token.start()].strip() in ("", "of"):
            kept.append(word)
            continue
        if _NAMEISH.fullmatch(bare) is None or (kept and bare.islower() and GENERIC.fullmatch(bare)):
            break
        if kept and ROLE.match(bare):
            break
        abbreviated = word == f"{bare}." and len(bare) <= 3 and bare.isupper()
        kept.append(word if abbreviated else bare)
        end = token.start() + len(kept[-1])
        if word != kept[-1]:
            break
    return kept, end


def _is_no_outlet(name: str, people: tuple[str, ...]) -> bool:
    words = name.split()
    return (
        ROLE.match(name) is not None
        or any(ROLE.match(word) or _JOURNALIST.fullmatch(word) for word in words)
        or all(INSTITUTION.fullmatch(word) or GENERIC.fullmatch(word) for word in words)
        or (len(words) == 1 and _MONTH.fullmatch(words[0]) is not None)
        or any(name in person or person in name for person in people)
        or (words[0].isdigit() and _DOMAIN.fullmatch(name) is None)
    )
