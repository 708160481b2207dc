"""Damage to what a text says: other letters, words, numbers, days, names, and negations put in or taken out."""

import random
import re
from collections.abc import Sequence

from benchmarks.damage.drawing import NAMES, PROSE, Kind, TextEdit, codes, in_a_text
from benchmarks.damage.letters import LOOK_ALIKES, WORDS, replaced, seen, spliced, spot
from csto_dataset.codes import ALTERED_RECORD

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "December")
NUMBERS = ("two", "three", "four", "five", "seven", "twelve", "thirty", "hundred")
OTHER_NAMES = ("Minsk", "Arman", "Belesov", "Armenia", "Tajikistan", "Tasmagambetov", "Moscow", "Yerevan")
OTHER_WORDS = ("selective", "perhaps", "grew", "failed", "beneath", "of the former kind", "secretly")
IN_A_DATE = r"(?<![0-9.:/-])[0-9]{1,2}(?= (?:January|February|March|April|May|June|July|August|September|October))"


def letter_changed(chance: random.Random, text: str) -> str | None:
    """Return a text one letter of which is another; None where it has none."""
    found = spot(chance, text, "[a-z]")
    others = "abcdefghijklmnopqrstuvwxyz"
    return None if found is None else spliced(text, found, chance.choice(others.replace(found[0], "")))


def _letters_exchanged(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, r"(?<=[a-z])([a-z])(?!\1)([a-z])")
    return None if found is None else spliced(text, found, found[0][::-1])


def _any_character(chance: random.Random, text: str) -> str | None:
    at = chance.randrange(len(text) + 1)
    new = chance.choice([chr(chance.randrange(0x20, 0x2FF)), chance.choice("".join(LOOK_ALIKES.values())), ""])
    return text[:at] + new + text[at + chance.randrange(2) :]


def _another_digit(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, "[0-9]")
    return None if found is None else spliced(text, found, chance.choice("23456789".replace(found[0], "")))


def _another(pattern: str, choices: Sequence[str]) -> TextEdit:
    """Return the edit that puts another of some words where a pattern finds one."""

    def edit(chance: random.Random, text: str) -> str | None:
        found = spot(chance, text, pattern)
        return (
            None
            if found is None
            else spliced(text, found, chance.choice([each for each in choices if each != found[0]]))
        )

    return edit


def _words_exchanged(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, r"(?<= )([a-z]{4,}) ([a-z]{4,})(?= )")
    return None if found is None else spliced(text, found, f"{found[2]} {found[1]}")


def _cut(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, r"(?<=\w) (?=.*\w)")
    return None if found is None else text[: found.start()]


def _cut_with_an_ellipsis(chance: random.Random, text: str) -> str | None:
    kept = _cut(chance, text)
    return None if kept is None else kept + chance.choice(("…", "..."))


def _sentence_dropped(chance: random.Random, text: str) -> str | None:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    if len(sentences) < 2:
        return None
    del sentences[chance.randrange(len(sentences) - 1)]
    return " ".join(sentences)


def _begun_late(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, r"(?<=\w) (?=\w)")
    return None if found is None else text[found.end() :]


SPELT = {
    "a character changed": Kind(codes(*WORDS), in_a_text(letter_changed)),
    "a character put in": seen(replaced(r"(?<=[a-z])(?=[a-z])", *"bdfgjkmqrtvwz"), *WORDS),
    "a character dropped": seen(replaced(r"(?<=[a-z])[a-z](?=[a-z])", ""), *WORDS),
    "two characters exchanged": seen(_letters_exchanged, *WORDS),
    "any character put in, changed or dropped": Kind(ALTERED_RECORD, in_a_text(_any_character, PROSE | NAMES)),
    "a character of a name": Kind(codes("changed-name"), in_a_text(letter_changed, NAMES)),
}
SAID = {
    "another digit": seen(_another_digit, "changed-number", "changed-day"),
    "a number ten times as large": seen(replaced(r"(?<![\w.:/-])[0-9]+\b", r"\00"), "changed-number", "changed-day"),
    "a number in words": seen(_another(r"\b(?:two|three|four|five|one|first)\b", NUMBERS), "changed-number"),
    "another day of a month": seen(replaced(IN_A_DATE, "3", "9", "28", "30"), "changed-day"),
    "another month": seen(_another(rf"\b(?:{'|'.join(MONTHS)})\b", MONTHS), "changed-day"),
    "another year": seen(_another(r"\b(?:19|20)[0-9]{2}\b", ("1993", "2005", "2031")), "changed-day", "changed-number"),
    "another name": seen(_another(r"(?<=[a-z] )[A-Z][a-z]{3,}\b(?! [0-9])", OTHER_NAMES), "changed-name"),
    "a negation put in": seen(
        replaced(r"\b(?:is|are|was|were|will|has|have|does)\b(?= [a-z])", r"\0 not"), "changed-negation"
    ),
    "a negation taken out": seen(replaced(r"(?<=[a-z] )(?:not|no|never) (?=[a-z])", ""), "changed-negation"),
    "a syllable that negates": seen(
        replaced(r"(?<= )(?:possible|stable|successful|effective|official|likely)\b", r"un\0", r"im\0"),
        "changed-negation",
    ),
    "another word": seen(_another(r"(?<=[a-z] )[a-z]{5,}(?= [a-z])", OTHER_WORDS), "changed-words", "changed-number"),
    "a word dropped": seen(replaced(r"(?<=[a-z] )(?!not|nor|one|two|four)[a-z]{3,} (?=[a-z])", ""), "changed-words"),
    "a word twice": seen(replaced(r"(?<= )[a-z]{3,}(?= )", r"\0 \0"), *WORDS),
    "two words exchanged": seen(_words_exchanged, *WORDS),
    "a sentence dropped": seen(_sentence_dropped, *WORDS),
    "a sentence put in": seen(replaced(r"(?<=[.?!]) (?=[A-Z])", " This was said in passing. "), "changed-words"),
    "a text cut off": seen(_cut, "truncated-text"),
    "a text cut off with an ellipsis": seen(_cut_with_an_ellipsis, "truncated-text"),
    "a text without its beginning": seen(_begun_late, *WORDS),
    "a text in brackets of HTML": seen(replaced(r"(?<= )[a-z]{4,}(?= )", r"<b>\0</b>"), "changed-words"),
}
"""Each kind by its name."""
