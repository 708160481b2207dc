"""Who answered in an interview: names with offices, as a title, an opening or the labels of answers give them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from csto_dataset.pages.names import (
    ARTICLE,
    CAPITAL,
    INITIALS,
    OF_AN_OUTLET,
    is_acronym,
    is_name,
    length_of_name,
    person_in,
    same_stem,
)
from csto_dataset.pages.outlets import outlet_in
from csto_dataset.pages.words import ROLE
from csto_dataset.records import Interviewee

_INTERVIEW_OF: Final = re.compile(r"\b(?:interview|answers) (?:of|with) (?:the |an? )?(?P<rest>.+)", re.IGNORECASE)
_RUSSIAN_INTERVIEW: Final = re.compile(r"\b(?:интервью|ответы) (?:с |у )?(?P<rest>.+)", re.IGNORECASE)
_ASKED_BY: Final = re.compile(r",? (?:to|for|in|on) ")
_AND: Final = re.compile(r",? (?:and|und|и) |, ")
_SPEAKS: Final = re.compile(
    r"(?: has| have)? (?:told|tells|gave|gives|answered|answers|spoke|speaks|talked|talks|said|says|shared|commented|met|"
    r"praised|took|replied|explained|assessed|on (?=the|what|how|why)|in an? (?:\w+ )?interview|рассказал\w*|ответил\w*|"
    r"дал\w*|поделил\w*|прокомментировал\w*|заявил\w*|сообщил\w*|в (?:эксклюзивном )?интервью|о (?=том))\b"
)
"""What somebody does who is asked: the words behind a name."""

_BEGINS: Final = re.compile(r"\s?[:—–] |: ")
"""What stands behind a name with which a title begins."""

_QUOTES: Final = '"“”«»'
_IS_AN_OUTLET: Final = re.compile(r"[\"“«].+[\"”»]|[A-ZА-ЯЁ]{3,}|[\w-]+(?:\.[\w-]+)*\.[A-Za-zА-яЁё]{2,6}")
"""A label that can be no person's: a name in quotes, an acronym, a domain."""

_JOINS: Final = frozenset(("of", "the", "for", "de", "von", "al", "и", "по"))
"""Words that may stand inside an office's name."""

_SHORTEST: Final = 3
"""Letters of the shortest word that is no initial."""

_LONGEST: Final = 600
_OPENING: Final = 6
"""Characters of a title or a paragraph, and paragraphs above the first question, in which names are looked for."""


class Conversation(NamedTuple):
    """Who talked: the outlet's proper name, and those who answered."""

    outlet: str | None
    interviewees: tuple[Interviewee, ...]


def read_conversation(
    title: str, opening: Sequence[str] = (), labels: Sequence[str] = (), askers: Sequence[str] = ()
) -> Conversation:
    """Return what a page says of who asked and who answered; nothing where its words leave a doubt.

    Args:
        opening: paragraphs above the first question.
        labels: what stands before the answers, such as a name.
        askers: what stands before the questions, such as the name of an outlet.
    """
    title, opening = title[:_LONGEST], [each[:_LONGEST] for each in opening[:_OPENING]]
    people = people_in(title) or next((found for each in opening if (found := _introduced(each))), ())
    people = people or tuple(_labelled(labels))
    stated = tuple(person.name for person in people)
    people = tuple(_with_office(_as_subject(person, [*opening, *labels]), (title, *opening)) for person in people)
    names = (*stated, *(person.name for person in people))
    named = (outlet_in(words, names) for words in (title, *opening))
    signed = (label.strip(_QUOTES) for label in askers if _IS_AN_OUTLET.fullmatch(label))
    return Conversation(next((outlet for outlet in (*named, *signed) if outlet), None), people)


def people_in(title: str) -> tuple[Interviewee, ...]:
    """Return those who answer as far as a title names them."""
    words = title[:_LONGEST].rstrip(". ")
    for form in (_INTERVIEW_OF, _RUSSIAN_INTERVIEW):
        found = form.search(words)
        if found is not None:
            named = _before_the_outlet(found["rest"])
            if named:
                return named
    return _introduced(words)


def _before_the_outlet(words: str) -> tuple[Interviewee, ...]:
    """Return the people whom a text begins with, up to the word behind which the outlet stands."""
    ends = [found.start() for found in _ASKED_BY.finditer(words)]
    tokens = words.split(" ")
    for end in ends:
        named = _people(words[:end])
        if named:
            return named
    for count in range(2, min(len(tokens), 14) + 1):
        # Without such a word the name ends where a word follows that can be no part of it.
        follows = tokens[count].strip(",:;.") if count < len(tokens) else ""
        named = _people(" ".join(tokens[:count]).rstrip(",:;"))
        # "the Northern Wire agency" is no person; in Russian the kind of outlet follows the name of who answers.
        is_outlet = follows.isascii() and OF_AN_OUTLET.match(follows)
        if named and not is_outlet and (not is_name(follows) or is_acronym(follows)):
            return named
    return ()


def _people(words: str) -> tuple[Interviewee, ...]:
    """Return the people that a text consists of, each with the office in front of the name; none where one is no person."""
    whole = person_in(words)
    pieces = [piece for piece in _AND.split(words) if piece]
    found = [person_in(piece) for piece in pieces] if len(pieces) > 1 else []
    if len(found) > 1 and all(found):
        return tuple(each for each in found if each)
    return (whole,) if whole else ()


def _introduced(words: str) -> tuple[Interviewee, ...]:
    """Return the person whom a sentence introduces: an office and a name, or a name with the office behind its comma.

    A name alone counts where the text begins with it, or a clause does, and a dash, a colon or a word of speaking follows.
    """
    return _who_speaks(words) or _whois_named(words)


def _who_speaks(words: str) -> tuple[Interviewee, ...]:
    """Return the person who is the subject of a word of speaking."""
    for verb in _SPEAKS.finditer(words):
        before = words[: verb.start()]
        clause = max(before.rfind(", "), before.rfind(". "), before.rfind(": "))
        for subject in (before, before[clause + 2 :] if clause >= 0 else before):
            people = _people(subject)
            if people:
                return people
    return ()


def _whois_named(words: str) -> tuple[Interviewee, ...]:
    """Return the first person who is named with an office, or with whose name the text begins."""
    for start, end, run in _runs(words):
        person = person_in(run)
        if person is None:
            continue
        behind = words[end:]
        role = person.role or (_office_behind(behind) if behind.startswith(", ") else None)
        if role or (start == 0 and _BEGINS.match(behind)):
            return (Interviewee(name=person.name, role=role),)
    return ()


def _office_behind(words: str) -> str | None:
    office = words[2:].partition(",")[0]
    office = ARTICLE.sub("", office, count=1)
    return office if ROLE.search(office) and len(office.split()) <= 14 and not office.endswith(".") else None


def _runs(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of words with capitals, and of what joins them, that end with a name: start, end and text of each."""
    start, end, held = 0, 0, 0
    for token in re.finditer(r"\S+", words):
        bare = token.group().rstrip(',:;.—–)»”"')
        fits = CAPITAL.fullmatch(bare) or INITIALS.fullmatch(token.group()) or is_acronym(bare) or ROLE.fullmatch(bare)
        joins = held > 0 and bare in _JOINS
        if fits or joins:
            start = token.start() if not held else start
            held += 1
            end = token.start() + len(bare) if fits else end
        if held and (not (fits or joins) or bare != token.group()):
            yield start, end, words[start:end]
            held = 0
    if held:
        yield start, end, words[start:end]


def _labelled(labels: Iterable[str]) -> Iterator[Interviewee]:
    """Yield each person whom labels of answers name in full."""
    for label in dict.fromkeys(labels):
        if length_of_name(label.split(" ")) == len(label.split(" ")):
            yield Interviewee(name=label, role=None)


def _as_subject(person: Interviewee, elsewhere: Iterable[str]) -> Interviewee:
    """Return a person as a text calls them that does not decline the name, where one does; else as they are.

    A Russian title declines: "Интервью … Армана Белесова". The opening has the nominative: "Арман Белесов рассказал …".
    """
    if person.name.isascii():
        return person
    declined = person.name.split(" ")
    for text in elsewhere:
        tokens = [token.strip(',.:;—–«»"()') for token in text.split(" ")]
        for at in range(len(tokens) - len(declined) + 1):
            found = tokens[at : at + len(declined)]
            if any(len(token) < _SHORTEST for token in found):
                continue
            if (
                found != declined
                and all(map(same_stem, declined, found))
                and len("".join(found)) < len("".join(declined))
            ):
                return Interviewee(name=" ".join(found), role=_office_before(person.role, tokens[:at]))
    return person


def _office_before(declined: str | None, tokens: Sequence[str]) -> str | None:
    """Return an office as it stands before the name in a sentence; as it is declined elsewhere where it does not."""
    if declined is None:
        return None
    words = declined.split(" ")
    found = list(tokens[-len(words) :])
    return " ".join(found) if len(found) == len(words) and all(map(same_stem, words, found)) else declined


def _with_office(person: Interviewee, texts: Iterable[str]) -> Interviewee:
    """Return a person with the office that a text gives beside the same name, where none is known yet."""
    for text in texts if person.role is None else ():
        at = text.find(person.name)
        while at >= 0:
            behind = text[at + len(person.name) :]
            named = person_in(_last_words(text[: at + len(person.name)]))
            role = (named.role if named else None) or (_office_behind(behind) if behind.startswith(", ") else None)
            if role is not None:
                return Interviewee(name=person.name, role=role)
            at = text.find(person.name, at + 1)
    return person


def _last_words(words: str) -> str:
    """Return the words of a text as far back as capitals, and what joins them, go without a break."""
    *_, (_, _, run) = [(0, 0, ""), *_runs(words)]
    if not words.isascii():
        # Russian offices have small letters inside; they begin with the word for the office.
        office = ROLE.search(words, max(words.rfind(", "), words.rfind(". "), 0))
        return words[office.start() :] if office else run
    return run
