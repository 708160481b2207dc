"""Words that weigh in a quotation, English and Russian: negations, numbers, days, names."""

import re
from typing import Final

_NEGATION: Final = re.compile(
    r"not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|\w+n['’‘ʼ]t|"
    r"не|нет|ни|нельзя|без|безо|никогда|никто|никого|никому|никем|ничто|ничего|ничему|ничем|никак|никуда|нигде|ниоткуда|"
    r"никак(?:ой|ая|ое|ие|ого|их|ому|им|ими|ую)|нич(?:ей|ья|ье|ьи)|отнюдь",
    re.IGNORECASE,
)
_NEGATING: Final = ("un", "in", "im", "il", "ir", "non", "dis", "не", "без", "бес")
_SHORTEST_NEGATED: Final = 4

_ORDINAL: Final = r"(?:ый|ий|ой|ая|ья|ое|ье|ые|ьи|ого|ьего|ому|ьему|ую|ью|ым|ьим|ом|ьем|ых|ьих|ыми|ьими|ей)"
_SIGN: Final = re.compile("[%‰$€₽]")
_NUMBER: Final = re.compile(
    rf".*\d.*|{_SIGN.pattern}|"
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ieth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:hundred|thousand|million|billion|trillion)(?:s|th)?|dozens?|half|halves|twice|once|both|double|triple|"
    r"ноль|нуля|од(?:ин|на|но|ного|ной|ному|ну|ним|ном)|дв(?:а|е|ух|ум|умя|ое)|тр(?:и|[её]х|[её]м|емя|ое)|"
    r"четыр(?:е|[её]х|[её]м|ьмя)|(?:пят|шест|сем|восем|девят|десят)(?:ь|и|ью)|восьм(?:и|ью)|сорока?|девяност[оа]|"
    r"\w+надцат(?:ь|и|ью|" + _ORDINAL + r")|(?:двад|трид)цат(?:ь|и|ью|" + _ORDINAL + r")|"
    r"(?:пят|шест|сем|восем|восьми|пяти|шести|семи)ь?десят(?:и|ью)?|сто|ста|сот(?:ен|ни|ня|нями)|двести|двухсот|"
    r"(?:три|четыре)ста|(?:тр[её]х|четыр[её]х|пяти?|шести?|семи?|восьми?|восемь|девяти?|пять|шесть|семь|девять)сот|"
    r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|сот|сороков|тысячн)" + _ORDINAL + r"|"
    r"(?:тысяч|миллион|миллиард|триллион)(?:а|у|и|ы|ам|ами|ах|ов|ей|ей|е|ом)?|десят(?:ок|ка|ки|ков|ками)|дюжин\w?|"
    r"половин[аыуе]|полтор[аы]|дважды|трижды|вдвое|втрое|оба|обе|обоих|обеих",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile("(?!I?$)X{0,3}(?:IX|IV|V?I{0,3})")
"""Up to 39: greater ones look like other words."""

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|"
    r"(?i:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яьею]|(?i:март|август)[аеу]?|(?i:ма)[яйею])\b"
)
_WEEKDAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?i:понедельник[аеу]?|вторник[аеу]?|среду|четверга?|пятниц[аыуе]|суббот[аыуе]|воскресень[ея]))"
)
_NAMES_A_DAY: Final = re.compile(f"{_MONTH}|{_WEEKDAY}")
_OF_MONTH: Final = r"\d{1,2}(?:st|nd|rd|th|-?го|-?е)?"
_DATE: Final = re.compile(
    rf"\b{_OF_MONTH}(?: ?(?:[-–—]|to|and|по|и) ?{_OF_MONTH})? (?:of )?{_MONTH}(?:,? \d{{4}})?"
    rf"|\b{_MONTH}(?: {_OF_MONTH}\b)?(?:,? \d{{4}})?"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)


def negates(word: str) -> bool:
    """Say whether a word is a negation."""
    return _NEGATION.fullmatch(word) is not None


def negated(word: str, other: str) -> bool:
    """Say whether one of two words is the other with a syllable before it that says the opposite."""
    shorter, longer = sorted((word.casefold(), other.casefold()), key=len)
    return len(shorter) >= _SHORTEST_NEGATED and any(longer == before + shorter for before in _NEGATING)


def measures(word: str) -> bool:
    """Say whether a word is a sign that says of a number what it counts: money, or a share."""
    return _SIGN.fullmatch(word) is not None


def counts(word: str) -> bool:
    """Say whether a word is a number, in digits or not."""
    return _NUMBER.fullmatch(word) is not None or _ROMAN.fullmatch(word) is not None


def names_a_day(word: str) -> bool:
    """Say whether a word is a month or a day of the week."""
    return _NAMES_A_DAY.fullmatch(word) is not None


def dates(text: str) -> list[tuple[int, int]]:
    """Return where the dates of a text stand: their beginnings and ends, in code points."""
    return [each.span() for each in _DATE.finditer(text)]


def is_capitalised(word: str) -> bool:
    """Say whether a word begins as a name does."""
    return word[:1].isupper() and word != "I"
