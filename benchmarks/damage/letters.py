"""Damage to how a text is written: other characters in the same words, or characters that nobody sees."""

import random
import re

from benchmarks.damage.drawing import Kind, TextEdit, codes, in_a_text

WORDS = ("changed-words", "changed-name", "changed-number", "changed-day", "changed-negation")
"""The codes of other words: a drawn one may be any of a text."""
LOOK_ALIKES = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
GREEK = dict(zip("oviAEHIKMNOPTX", "ονιΑΕΗΙΚΜΝΟΡΤΧ", strict=True))
WIDE = {chr(code): chr(code - 0x21 + 0xFF01) for code in range(ord("A"), ord("z") + 1) if chr(code).isalpha()}
DIGIT_LETTERS = {"O": "0", "l": "1", "0": "O", "1": "l"}
QUOTES = {'"': "“”«»„", "'": "’‘ʼ", "’": "'‘ʼ"}
MOJIBAKE = {"’": "â€™", '"': "â€œ", "'": "â€˜"}
ENTITIES = {"’": "&rsquo;", '"': "&quot;", "'": "&#39;"}
ACCENTS = "\u0300\u0301\u0302\u0306\u0308\u030a"
COMPOSED = dict(zip("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ", strict=True))


def spot(chance: random.Random, text: str, pattern: str) -> re.Match[str] | None:
    """Draw one of the places where a pattern is found."""
    found = list(re.finditer(pattern, text))
    return chance.choice(found) if found else None


def spliced(text: str, found: re.Match[str], new: str) -> str:
    """Return a text with something else where a pattern was found."""
    return text[: found.start()] + new + text[found.end() :]


def replaced(pattern: str, *news: str) -> TextEdit:
    r"""Return the edit that puts one of some texts where a pattern is found; `\\0` in it is what stood there."""

    def edit(chance: random.Random, text: str) -> str | None:
        found = spot(chance, text, pattern)
        return None if found is None else spliced(text, found, chance.choice(news).replace("\\0", found[0]))

    return edit


def swapped(table: dict[str, str]) -> TextEdit:
    """Return the edit that replaces one character by one of those that a table gives for it."""

    def edit(chance: random.Random, text: str) -> str | None:
        found = spot(chance, text, "|".join(map(re.escape, table)))
        return None if found is None else spliced(text, found, chance.choice(table[found[0]]))

    return edit


def whole(table: dict[str, str]) -> TextEdit:
    """Return the edit that replaces one character by the text that a table gives for it."""

    def edit(chance: random.Random, text: str) -> str | None:
        found = spot(chance, text, "|".join(map(re.escape, table)))
        return None if found is None else spliced(text, found, table[found[0]])

    return edit


def _every_look_alike(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, r"\w{3,}")
    return None if found is None else spliced(text, found, "".join(LOOK_ALIKES.get(each, each) for each in found[0]))


def _other_case(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, "[A-Za-z]")
    return None if found is None else spliced(text, found, found[0].swapcase())


def _word_in_capitals(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, "[a-z]{2,}")
    return None if found is None else spliced(text, found, found[0].upper())


def _all_small(chance: random.Random, text: str) -> str | None:
    return text.lower()


def _decomposed(chance: random.Random, text: str) -> str | None:
    found = spot(chance, text, "[AEIOUaeiou]")
    return None if found is None else spliced(text, found, found[0] + chance.choice("\u0300\u0301\u0308"))


def unclean(edit: TextEdit, *also: str) -> Kind:
    """Return the kind of an edit after which a text is none any more."""
    return Kind(codes("unclean-text", *also), in_a_text(edit))


def seen(edit: TextEdit, *names: str) -> Kind:
    return Kind(codes(*names), in_a_text(edit))


LETTERS = {
    "a Cyrillic look-alike": seen(swapped(LOOK_ALIKES), "look-alike"),
    "a Greek look-alike": seen(swapped(GREEK), "look-alike"),
    "a full-width letter": seen(swapped(WIDE), "look-alike"),
    "a digit for a letter, or a letter for a digit": seen(swapped(DIGIT_LETTERS), "look-alike"),
    "a word in look-alikes": seen(_every_look_alike, "look-alike"),
    "a ligature": seen(replaced("fi", "ﬁ"), "look-alike"),
    "a combining accent": seen(_decomposed, "not-nfc"),
    "an accent": seen(swapped(COMPOSED), *WORDS),
    "a zero width space": unclean(replaced(r"\B|\b", "\u200b"), "invisible-change"),
    "a zero width joiner": unclean(replaced(r"(?<=\w)(?=\w)", "\u200d", "\u200c"), "invisible-change"),
    "a soft hyphen": unclean(replaced(r"(?<=\w)(?=\w)", "\xad"), "invisible-change"),
    "a word joiner or a byte order mark": unclean(replaced(r"\B|\b", "\u2060", "\ufeff"), "invisible-change"),
    "a direction mark": unclean(replaced(r"\B|\b", "\u200e", "\u202e", "\u2066", "\u061c"), "invisible-change"),
    "a tag character": unclean(replaced(r"\B|\b", "\U000e0041"), "invisible-change"),
    "a no-break space": unclean(replaced(" ", "\u00a0", "\u202f"), "invisible-change"),
    "another wide space": unclean(replaced(" ", "\u2003", "\u3000", "\u2009"), "invisible-change"),
    "a joiner that is no format character": seen(replaced(r"(?<=\w)(?=\w)", "\u034f"), "invisible-change"),
    "a variation selector": seen(replaced(r"(?<=\w)(?=\w)", "\ufe0f", "\ufe00"), "invisible-change"),
    "a blank that is no space": seen(replaced(" ", " \u3164", "\u2800", "\u115f "), "invisible-change"),
    "a control character": unclean(replaced(r"\B|\b", "\x07", "\x1b", "\x7f", "\x85"), "invisible-change"),
    "a NUL character": unclean(replaced(r"\B|\b", "\x00"), "invisible-change"),
    "a line break in a text": unclean(replaced(" ", "\n", "\r\n"), "changed-spacing"),
    "another line separator": unclean(replaced(" ", "\u2028", "\u2029"), "invisible-change"),
    "a tab": unclean(replaced(" ", "\t"), "changed-spacing"),
    "a doubled space": unclean(replaced(" ", "  "), "changed-spacing"),
    "a space at the end": unclean(replaced("$", " "), "changed-spacing"),
    "a space at the beginning": unclean(replaced("^", " "), "changed-spacing"),
    "two words joined": seen(replaced(r"(?<=[a-z]) (?=[a-z])", ""), "changed-spacing"),
    "a word parted": seen(replaced(r"(?<=[a-z]{2})(?=[a-z]{2})", " "), "changed-spacing"),
    "other quotation marks": seen(swapped(QUOTES), "changed-punctuation"),
    "a dash for a hyphen": seen(replaced(r"(?<=\w)-(?=\w)| - ", " – ", "–", "—", "‑"), "changed-punctuation"),
    "an ellipsis for full stops": seen(replaced(r"\.$", "…", "...", "!"), "changed-punctuation"),
    "a comma dropped": seen(replaced(r"(?<=[a-z]),(?= )", ""), "changed-punctuation"),
    "a comma put in": seen(replaced(r"(?<=[a-z])(?= [a-z])", ",", ";"), "changed-punctuation"),
    "a full stop dropped": seen(replaced(r"(?<=[a-z])\.(?= |$)", ""), "changed-punctuation"),
    "another case of a letter": seen(_other_case, "changed-case"),
    "a word in capitals": seen(_word_in_capitals, "changed-case"),
    "a text in small letters": seen(_all_small, "changed-case"),
    "UTF-8 read as windows-1252": seen(whole(MOJIBAKE), "changed-words", "changed-name"),
    "an HTML entity": seen(whole(ENTITIES), "changed-words", "changed-number", "changed-name"),
}
"""Each kind by its name."""
