"""Invented pages as data, the same for the same number: what `captures` writes as text and `markup` as HTML.

One in ten is an interview, and one in ten is in Russian. No sentence of them is from a page of the site.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

INTERVIEWS = 0.1
RUSSIAN = 0.1
COLUMNS = {4: 42, 5: 26, 3: 23, 2: 5, 1: 5}
"""How many captures of the site had so many items in their side column."""

FIRST_DAY = date(2005, 1, 1)
DAYS = 7000
PAGES_A_TEASER = 10
"""After so many pages there is a new item at the top of the side column."""

OPENINGS = {
    "en": "On {day} {month}, in {place},|In {month}, |From {day} to {last} {month}, in {place},|As was reported earlier,|",
    "ru": "{day} {month} в {place} |В {month} |По словам участников, |Как сообщалось ранее, |",
}
ACTORS = {
    "en": "the heads of the mapping services of the CSTO member states|the CSTO Secretariat|the working group on winter roads"
    "|CSTO Secretary General Arman Belesov|representatives of the transport ministries|the Permanent Council"
    "|Deputy Secretary General Marat Selenov|the delegation of the Republic of Kazakhstan|the rescue divers of three countries",
    "ru": "руководители картографических служб государств – членов ОДКБ|Секретариат ОДКБ|рабочая группа по зимним дорогам"
    "|Генеральный секретарь ОДКБ Арман Белесов|представители министерств транспорта|Постоянный совет"
    "|делегация Республики Казахстан|водолазы-спасатели трёх стран",
}
DEEDS = {
    "en": "compared the sheets of the southern sector|approved the list of passes that are to be kept open for rescue convoys"
    "|discussed the upkeep of winter roads and bridges|agreed on a common set of conventional signs"
    "|took part in a staff training on maps|exchanged views on the “silent river” exercise|settled who pays for helicopters",
    "ru": "сравнили листы южного сектора|утвердили перечень перевалов для спасательных колонн"
    "|обсудили содержание зимних дорог и мостов|согласовали единый набор условных знаков"
    "|приняли участие в штабной тренировке на картах|обменялись мнениями об учении «Тихая река»",
}
CLOSINGS = {
    "en": "which was attended by observers from eight states|in accordance with plan No. {number} for {year}"
    "|and on the order in which ploughs are lent to neighbours|with the support of the Ministry of Emergency Situations"
    "|in the third quarter of {year}|as document {number} provides",
    "ru": "в соответствии с планом № {number} на {year} год|при поддержке Министерства по чрезвычайным ситуациям"
    "|в третьем квартале {year} года|как предусмотрено документом {number}",
}
SPEAKERS = {
    "en": "the statement says|Deputy Secretary General Marat Selenov\u00a0— the head of the delegation\u00a0— said",
    "ru": "говорится в заявлении|сказал заместитель Генерального секретаря\u00a0— Марат Селенов",
}
QUESTIONS = {
    "en": "How would you sum up the work on plan {number}|What is expected of the meeting in {place}|Why does the Organization"
    " need radio sets of its own|Which trainings are planned for {year}|Does it worry you that some seats are empty",
    "ru": "Как бы Вы оценили работу по плану {number}|Чего ждать от встречи в {place}|Зачем Организации собственные"
    " радиостанции|Какие тренировки запланированы на {year} год",
}
MONTHS = {"en": "January|March|May|August|October|December", "ru": "января|марта|мая|августа|октября|декабря"}
PLACES = {"en": "Minsk|Bishkek|Dushanbe|Moscow|Osh", "ru": "Минске|Бишкеке|Душанбе|Москве|Оше"}
HEADINGS = {"en": "What plan {number} has brought|Where the railways end", "ru": "О плане {number}|О железных дорогах"}
INTERVIEW_TITLES = {
    "en": "Interview of the CSTO Secretary General Arman Belesov to the Steppe Herald No. {number}",
    "ru": "Интервью Генерального секретаря ОДКБ Армана Белесова «Степному вестнику» № {number}",
}


@dataclass(frozen=True)
class Pair:
    """A question with its answer; `heading` stands above it where it is not empty."""

    heading: str
    question: str
    answer: tuple[str, ...]


@dataclass(frozen=True)
class Invented:
    """A page: its side column, the newest item first, and an article of paragraphs or an interview of pairs."""

    number: int
    language: str
    column: tuple[tuple[date, str], ...]
    title: str
    day: date
    lede: tuple[str, ...]
    pairs: tuple[Pair, ...]


def page(number: int, size: int) -> Invented:
    """Return the page of a number, its own text of about so many bytes in UTF-8."""
    chance = random.Random(f"page {number}")
    speech = Speech(chance, "ru" if chance.random() < RUSSIAN else "en")
    day = FIRST_DAY + timedelta(days=number % DAYS)
    (items,) = chance.choices(list(COLUMNS), list(COLUMNS.values()))
    column = tuple(teaser(number // PAGES_A_TEASER - index) for index in range(items))
    if chance.random() < INTERVIEWS:
        title, lede = speech.said(INTERVIEW_TITLES), tuple(speech.paragraphs(200))
        return Invented(number, speech.language, column, title, day, lede, tuple(speech.pairs(size - 200)))
    title = speech.clause(chance.choice(("", speech.said(OPENINGS))) if speech.language == "en" else "")
    return Invented(number, speech.language, column, title, day, tuple(speech.paragraphs(size)), ())


def teaser(number: int) -> tuple[date, str]:
    """Return the item of a number, the same on whichever page it stands."""
    return FIRST_DAY + timedelta(days=number % DAYS), Speech(random.Random(f"teaser {number}"), "en").sentence()


class Speech:
    """Makes up sentences in a language."""

    def __init__(self, chance: random.Random, language: str) -> None:
        self.chance = chance
        self.language = language

    def said(self, table: dict[str, str]) -> str:
        """Return one of the texts of a table, its places filled."""
        day = self.chance.randint(1, 27)
        return self.chance.choice(table[self.language].split("|")).format(
            day=day,
            last=day + 1,
            month=self.chance.choice(MONTHS[self.language].split("|")),
            place=self.chance.choice(PLACES[self.language].split("|")),
            number=self.chance.randrange(10**6),
            year=self.chance.randint(2005, 2030),
        )

    def clause(self, opening: str) -> str:
        said = f"{opening} {self.said(ACTORS)} {self.said(DEEDS)}".strip().replace("  ", " ")
        return said[0].upper() + said[1:]

    def sentence(self) -> str:
        said = f"{self.clause(self.said(OPENINGS))}, {self.said(CLOSINGS)}"
        if self.chance.random() < 0.08:
            return f"“{said},” {self.said(SPEAKERS)}."
        return f"{said}."

    def paragraphs(self, size: int) -> Iterator[str]:
        """Yield paragraphs of one to three sentences, one at least."""
        while True:
            paragraph = " ".join(self.sentence() for _ in range(self.chance.randint(1, 3)))
            yield paragraph
            size -= len(paragraph.encode())
            if size <= 0:
                return

    def pairs(self, size: int) -> Iterator[Pair]:
        """Yield pairs, one at least; a heading stands above some of them."""
        while True:
            answer = tuple(self.paragraphs(self.chance.randint(50, 500)))
            heading = self.said(HEADINGS) if self.chance.random() < 0.15 else ""
            yield Pair(heading, f"{self.said(QUESTIONS)}?", answer)
            size -= 60 + len("".join(answer).encode())
            if size <= 0:
                return
