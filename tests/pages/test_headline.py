"""Who talked to whom, as far as a headline says it in a form that is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.pages.headline import read_headline
from tests.strategies import texts


@pytest.mark.parametrize(
    ("title", "outlet", "name", "role"),
    [
        (
            "Interview of the CSTO Secretary General Imangali Tasmagambetov to NEWS.ru.",
            "NEWS.ru",
            "Imangali Tasmagambetov",
            "CSTO Secretary General",
        ),
        (
            "Interview of the CSTO Secretary General Imangali Tasmagambetov to NEWS.ru",
            "NEWS.ru",
            "Imangali Tasmagambetov",
            "CSTO Secretary General",
        ),
        ("Interview with Arman Belesov for the Meridian news agency", "Meridian", "Arman Belesov", None),
        ("Interview with the Deputy Head Jean-Luc O'Neil to Granit", "Granit", "Jean-Luc O'Neil", "Deputy Head"),
        ('Interview of Arman Belesov to the "Northern Wire" newspaper', "Northern Wire", "Arman Belesov", None),
        ("interview of Arman Belesov to the Steppe Herald", "Steppe Herald", "Arman Belesov", None),
        ("Interview of Arman Belesov to TASS agency.", "TASS", "Arman Belesov", None),
    ],
)
def test_a_headline_names_who_answered_and_who_asked(title: str, outlet: str, name: str, role: str | None) -> None:
    found = read_headline(title)
    assert found.outlet == outlet
    assert [(each.name, each.role) for each in found.interviewees] == [(name, role)]


@pytest.mark.parametrize(
    "title",
    [
        "The Secretary General met with pupils of the mountain school",
        "Interview",
        "Interview of the Secretary General",
        "Interview to NEWS.ru",
        "INTERVIEW OF Arman Belesov TO X",
        "An interview of Arman Belesov to NEWS.ru",
        "Arman Belesov: “We are going to Minsk”",
        "Интервью Генерального секретаря ОДКБ Армана Белесова агентству «Северный провод»",
        "",
    ],
)
def test_a_headline_of_another_form_says_nothing_of_them(title: str) -> None:
    assert read_headline(title) == (None, ())


def test_an_office_without_a_name_names_nobody() -> None:
    assert read_headline("Interview of the deputy to NEWS.ru") == ("NEWS.ru", ())


@given(st.one_of(texts(), texts().map(lambda words: f"Interview of {words} to {words}")))
def test_what_is_read_stands_in_the_headline(title: str) -> None:
    found = read_headline(title)
    assert found.outlet is None or found.outlet in title
    for each in found.interviewees:
        assert each.name in title
        assert each.role is None or each.role in title


@pytest.mark.parametrize(
    "title",
    [
        "Interview with the Chief of the CSTO Joint Staff",
        "Interview of Samat Ordabaev and Taalatbek Masadykov to RIA Novosti",
        "Interview of the Permanent Representative of Belarus to the CSTO Viktor Vasiliev to SB. Belarus Segodnya",
    ],
)
def test_a_headline_that_leaves_a_doubt_names_nobody(title: str) -> None:
    assert read_headline(title) == (None, ())


@pytest.mark.parametrize("outlet", ['the newspaper "Krasnaya Zvezda"', '"Sputnik Belarus": on NATO'])
def test_more_than_a_name_is_no_outlet(outlet: str) -> None:
    conversation = read_headline(f"Interview of the CSTO Secretary General Stas Zas to {outlet}")
    assert conversation.outlet is None
    assert [person.name for person in conversation.interviewees] == ["Stas Zas"]
