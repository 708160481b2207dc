"""Words by which titles and openings say who asked and who answered: offices, institutions, kinds of outlets."""

import re
from functools import lru_cache
from typing import Final

QUOTED: Final = re.compile(r"[\"“«„‘]([^\"“”«»„‘’]{2,80})[\"”»“’]")
"""A name in quotes."""

ROLE: Final = re.compile(
    r"\b(?:secretar|general|president|minister|chairm|chairwom|chairperson|chief|head|director|deputy|representative|"
    r"ambassador|commander|coordinator|spokes|adviser|advisor|speaker|academician|professor|colonel|lieutenant|major|marshal|"
    r"admiral|assistant|rector|governor|mayor|envoy|consul|counsel|commissioner|inspector|analyst|expert|leader|premier|"
    r"chancellor|attache|manager|member|officer|scientist|historian|doctor|rescuer|"
    r"секретар|генерал|президент|министр|председател|начальник|глав|директор|заместител|представител|посол|посл|командующ|"
    r"координатор|спикер|профессор|полковник|майор|маршал|адмирал|помощник|ректор|губернатор|советник|руководител|врио|член|эксперт)",
    re.IGNORECASE,
)
"""The beginning of a word that names an office."""

INSTITUTION: Final = re.compile(
    r"(?:csto|odkb|одкб|cis|снг|un|оон|osce|обсе|nato|нато|sco|шос|eaeu|staffs?|organi[sz]ations?|councils?|secretariats?|"
    r"committees?|assembly|academy|forces?|states?|federation|republics?|duma|union|nations?|treaty|cent(?:re|er)s?|"
    r"departments?|ministry|ministries|affairs|security|defen[sc]e|internal|foreign|joint|collective|military|russian?|"
    r"belarus(?:ian)?|kazakh(?:stan)?|kyrgyz(?:stan)?|tajik(?:istan)?|armenian?|peace(?:keeping)?|rapid|reaction|crisis|"
    r"response|service|agency|bureau|institute|university|school|museum|library|parliament(?:ary)?|border|emergency|"
    r"situations?|board|commission|group|embassy|mission|congress|forum|summit|session|"
    r"организаци\w*|совет\w*|секретариат\w*|комитет\w*|ассамбле\w*|академи\w*|сил|штаб\w*|государств\w*|федераци\w*|"
    r"республик\w*|росси\w*|белару\w*|казахстан\w*|киргиз\w*|кыргыз\w*|таджикистан\w*|армени\w*|безопасност\w*|дел|обороны|"
    r"договор\w*|центр\w*|министерств\w*)",
    re.IGNORECASE,
)
"""A word of an institution's or a country's name: no part of a person's."""

GENERIC: Final = re.compile(
    r"(?:news|information|press|agency|agencies|newspapers?|magazines?|journals?|weekly|daily|portals?|editions?|outlets?|"
    r"tv|television|channels?|radio|stations?|broadcasters?|sites?|websites?|publications?|compan(?:y|ies)|online|internet|"
    r"media|service|network|papers?|monthly|gazette|the|an?|international|national|regional|"
    r"state|military|federal|local|leading|popular|correspondents?|readers|journalists?|reporters?|editors?|of|our|its|"
    r"(?:инфо?рм?)?агентств\w*|информационн\w*|новостн\w*|газет\w*|журнал\w*|еженедельник\w*|телеканал\w*|канал\w*|портал\w*|"
    r"издани\w*|радио\w*|телекомпани\w*|сайт\w*|телерадиокомпани\w*|международн\w*|корреспондент\w*|журналист\w*)",
    re.IGNORECASE,
)
"""A word that only says what kind of outlet is meant."""

_INTERVIEW: Final = re.compile(
    r"\binterviews?\b|\bquestions and answers\b|\banswer(?:s|ed|ing)\b.{0,80}\bquestions\b|"
    r"\brepl(?:y|ies|ied) to (?:the )?questions\b|\b(?:in|an?) conversation with\b|"
    r"\bинтервью\b|\bответил\w* на (?:\w+ )?вопрос|\bответы\b.{0,80}\bна вопрос|\bбесед[ауе]\b",
    re.IGNORECASE,
)
_TALK: Final = re.compile(
    r"\b(?:told|tells) (?:the )?(?:\w+ ){0,2}[\"“«A-Z]|\bspoke (?:to|with) (?:the )?[\"“«A-Z]|"
    r"\bcorrespondents?\b|\bjournalists?\b|\beditors\b|\bрассказал\w* [«\"A-ZА-ЯЁа-яё]|\bкорреспондент|\bжурналист|\bредакци"
)


_STEMS: Final = ("interview", "question", "conversation", "интервью", "вопрос", "бесед")
_TALK_STEMS: Final = (
    *("told ", "tells ", "spoke ", "correspondent", "journalist", "editor"),
    *("рассказал", "корреспондент", "журналист", "редакци"),
)
"""One of these stands in every text that the patterns find; looking for them is many times faster."""


@lru_cache(maxsize=256)
def announces(words: str) -> bool:
    """Say whether a text announces an interview."""
    lowered = words.casefold()
    return any(stem in lowered for stem in _STEMS) and _INTERVIEW.search(words) is not None


def tells_of_a_talk(words: str) -> bool:
    """Say whether a text tells of somebody who talked to an outlet, be it in an interview or not."""
    return announces(words) or (any(stem in words for stem in _TALK_STEMS) and _TALK.search(words) is not None)
