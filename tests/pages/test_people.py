"""Who talked to whom, as far as a title, an opening and labels say it in a form that is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.pages.outlets import outlet_in
from csto_dataset.pages.people import people_in, read_conversation
from tests.strategies import texts

SECRETARY = "CSTO Secretary General"


@pytest.mark.parametrize(
    ("title", "outlet", "name", "role"),
    [
        ("Interview of the CSTO Secretary General Arman Belesov to NEWS.ru.", "NEWS.ru", "Arman Belesov", SECRETARY),
        ("Interview of the CSTO Secretary General Arman Belesov to NEWS.ru", "NEWS.ru", "Arman Belesov", SECRETARY),
        ("Interview with Arman Belesov for the Meridian news agency", "Meridian", "Arman Belesov", None),
        ("Interview with the Deputy Head Jean-Luc O'Neil to Granit", "Granit", "Jean-Luc O'Neil", "Deputy Head"),
        ('Interview of Arman Belesov to the "Northern Wire" newspaper', "Northern Wire", "Arman Belesov", None),
        ("interview of Arman Belesov to the Steppe Herald", "Steppe Herald", "Arman Belesov", None),
        ("Interview of Arman Belesov to TASS agency.", "TASS", "Arman Belesov", None),
        ("An interview of Arman Belesov to NEWS.ru", "NEWS.ru", "Arman Belesov", None),
        ('Interview of Arman Belesov to the newspaper "Red Star"', "Red Star", "Arman Belesov", None),
        (
            'Interview of the CSTO Secretary General Arman Belesov to "Wire": on NATO',
            "Wire",
            "Arman Belesov",
            SECRETARY,
        ),
        (
            "Interview of the CSTO Secretary General Arman Belesov to the ONT TV channel",
            "ONT",
            "Arman Belesov",
            SECRETARY,
        ),
        ("Interview of A. S. Belesov to the Kazakh newspaper Steppe Herald", "Steppe Herald", "A. S. Belesov", None),
        (
            "Interview of the Permanent Representative of Belarus to the CSTO Pavel Gomel to SB. Belarus Today",
            "SB. Belarus Today",
            "Pavel Gomel",
            "Permanent Representative of Belarus to the CSTO",
        ),
        (
            "CSTO Secretary General Arman Belesov gave an interview to Granit on the anniversary: the passes stay open",
            "Granit",
            "Arman Belesov",
            SECRETARY,
        ),
        (
            'The TV channel "Meridian 24" took an exclusive interview with the President of the Council Arman Belesov',
            "Meridian 24",
            "Arman Belesov",
            "President of the Council",
        ),
        (
            "CSTO Deputy Secretary General Marat Selenov told Voice of the Valley radio about drones",
            "Voice of the Valley",
            "Marat Selenov",
            "CSTO Deputy Secretary General",
        ),
        ("In an interview with “Lamp” agency, Arman Belesov praised the bridges", "Lamp", "Arman Belesov", None),
        (
            "Safe roads - Interview with Arman Belesov, Head of the Department for Bridges and Fords",
            None,
            "Arman Belesov",
            "Head of the Department for Bridges and Fords",
        ),
        ("Arman Belesov: “We are going to Minsk”", None, "Arman Belesov", None),
        ("Arman Belesov answered five questions", None, "Arman Belesov", None),
        (
            "Интервью Генерального секретаря ОДКБ Армана Белесова для NEWS.ru",
            "NEWS.ru",
            "Армана Белесова",
            "Генерального секретаря ОДКБ",
        ),
        (
            "Начальник Объединённого штаба ОДКБ Рубен Тамазян в интервью телеканалу «Орбита»: гуси вернулись",
            "Орбита",
            "Рубен Тамазян",
            "Начальник Объединённого штаба ОДКБ",
        ),
        ("Ответы Марата Селенова на вопросы газеты «Колокол»", "Колокол", "Марата Селенова", None),
    ],
)
def test_a_title_names_who_answered_and_who_asked(title: str, outlet: str | None, name: str, role: str | None) -> None:
    found = read_conversation(title)
    assert found.outlet == outlet
    assert [(each.name, each.role) for each in found.interviewees] == [(name, role)]


@pytest.mark.parametrize(
    "title",
    [
        "The Secretary General met with pupils of the mountain school",
        "Interview",
        "Interview of the Secretary General",
        "Interview with the Chief of the CSTO Joint Staff",
        "On the results of the summer session",
        "Итоги летней сессии",
        "",
    ],
)
def test_a_title_that_names_nobody_says_nothing_of_them(title: str) -> None:
    assert read_conversation(title) == (None, ())


@pytest.mark.parametrize("title", ["Interview to NEWS.ru", "Interview of the deputy to NEWS.ru"])
def test_an_office_without_a_name_names_nobody(title: str) -> None:
    assert read_conversation(title) == ("NEWS.ru", ())


@pytest.mark.parametrize(
    ("title", "outlet", "people"),
    [
        ("Interview of the CSTO Secretary General to Krasnaya Zvezda", "Krasnaya Zvezda", []),
        ("Interview of the CSTO Secretary General to Le Figaro", "Le Figaro", []),
        ("Interview of the CSTO Secretary General for the Steppe Herald newspaper", "Steppe Herald", []),
        ("Interview of the CSTO Secretary General on the occasion of Victory Day", None, []),
        ("Interview by Ivan Petrov with the Secretary General Arman Belesov", None, ["Arman Belesov"]),
        ("Heads of Staff Ivan Orlov and Anna Petrova told Granit why", "Granit", ["Ivan Orlov", "Anna Petrova"]),
        ("Interview of Arman Belesov, CSTO Secretary General, to BelTA", "BelTA", ["Arman Belesov"]),
        ("Interview of Arman Belesov to China Daily", "China Daily", ["Arman Belesov"]),
        ("Interview of Arman Belesov to the First Channel", "First Channel", ["Arman Belesov"]),
        ("Interview of Arman Belesov to Blue Mountain", "Blue Mountain", ["Arman Belesov"]),
        ("Карты для Душанбе: интервью с директором", None, []),
    ],
)
def test_neither_an_outlet_nor_an_asker_is_taken_for_who_answers(
    title: str, outlet: str | None, people: list[str]
) -> None:
    found = read_conversation(title)
    assert (found.outlet, [person.name for person in found.interviewees]) == (outlet, people)


@pytest.mark.parametrize(
    "opening",
    ["Anna Petrova talked with Ivan Orlov, who came late.", "Editor Anna Petrova talked to the guests."],
)
def test_a_person_who_talks_with_somebody_is_no_outlet(opening: str) -> None:
    assert read_conversation("Of bridges", [opening]).outlet is None


def test_a_name_of_another_beginning_is_not_the_declined_one() -> None:
    title = "Интервью Марии Ивановой газете «Гранит»"
    (person,) = read_conversation(title, ["Марк Иванов и Мария Иванова пришли."]).interviewees
    assert person.name == "Мария Иванова"


def test_two_who_answer_are_both_named() -> None:
    found = read_conversation("Interview of Samat Oral and Taalat Masad to RIA Gorizont")
    assert found.outlet == "RIA Gorizont"
    assert [person.name for person in found.interviewees] == ["Samat Oral", "Taalat Masad"]


@pytest.mark.parametrize(
    ("opening", "outlet", "name", "role"),
    [
        (
            "In an exclusive interview with Northern Wire, the CSTO Secretary General Arman Belesov spoke about roads.",
            "Northern Wire",
            "Arman Belesov",
            SECRETARY,
        ),
        (
            "Arman Belesov, the Secretary General of the Organization, told LAMPA news agency correspondent why.",
            "LAMPA",
            "Arman Belesov",
            "Secretary General of the Organization",
        ),
        (
            "A correspondent of the Kolokol newspaper met the Chief of the CSTO Joint Staff Arman Belesov on a bridge.",
            "Kolokol",
            "Arman Belesov",
            "Chief of the CSTO Joint Staff",
        ),
        (
            "On 16 May, in Minsk, the CSTO Secretary General Arman Belesov answered the questions of Radio Pereval.",
            "Radio Pereval",
            "Arman Belesov",
            SECRETARY,
        ),
        (
            "Arman Belesov — on the results of the year. Exclusively to the Orbita channel.",
            "Orbita",
            "Arman Belesov",
            None,
        ),
    ],
)
def test_an_opening_tells_what_the_title_leaves_out(opening: str, outlet: str, name: str, role: str | None) -> None:
    found = read_conversation("The passes stay open", [opening])
    assert found.outlet == outlet
    assert [(each.name, each.role) for each in found.interviewees] == [(name, role)]


def test_a_name_that_the_title_declines_is_given_as_the_opening_has_it() -> None:
    title = "Интервью Генерального секретаря ОДКБ Армана Белесова агентству «Северный провод»"
    opening = "Генеральный секретарь ОДКБ Арман Белесов рассказал агентству «Северный провод» о зимних дорогах."
    (person,) = read_conversation(title, [opening]).interviewees
    assert (person.name, person.role) == ("Арман Белесов", "Генеральный секретарь ОДКБ")


def test_the_label_of_answers_names_who_answers_where_nothing_else_does() -> None:
    assert [person.name for person in read_conversation("Of bridges", [], ["Arman Belesov"]).interviewees] == [
        "Arman Belesov"
    ]
    assert read_conversation("Of bridges", [], ["Answer", "Belesov"]).interviewees == ()


@pytest.mark.parametrize(
    ("label", "outlet"),
    [
        *[("“Lamp and Road”", "Lamp and Road"), ("«Гранит»", "Гранит"), ("TASS", "TASS"), ("NEWS.ru", "NEWS.ru")],
        *[(label, None) for label in ("Olga Reid", "Reid", "Question", "Q", "Корр.")],
    ],
)
def test_a_label_of_questions_that_can_be_no_person_names_who_asked(label: str, outlet: str | None) -> None:
    assert read_conversation("Of bridges", [], [], [label]).outlet == outlet
    assert read_conversation("Interview of Arman Belesov to Granit", [], [], [label]).outlet == "Granit"


def test_an_office_in_the_opening_goes_with_the_name_in_the_title() -> None:
    (person,) = read_conversation("Arman Belesov: we go on", ["The Chief of Staff Arman Belesov met us."]).interviewees
    assert (person.name, person.role) == ("Arman Belesov", "Chief of Staff")


@given(texts(), texts(), st.sampled_from(["Interview of {} to {}", "{} told {} why", "Интервью {} для {}", "{}: {}"]))
def test_what_is_read_stands_in_the_title(one: str, other: str, form: str) -> None:
    title = form.format(one, other)
    found = read_conversation(title)
    assert found.outlet is None or found.outlet in title
    for each in found.interviewees:
        assert each.name in title
        assert each.role is None or each.role in title


@given(st.text(max_size=200))
def test_no_text_makes_the_search_for_names_fail(words: str) -> None:
    assert isinstance(people_in(words), tuple)
    assert outlet_in(words) is None or outlet_in(words) in words  # type: ignore[operator]


@pytest.mark.parametrize(
    "piece", ["Ab told Cd agency newspaper ", "told Ab, ", "Ab ", "«Ab» ", "Secretary ", "for the "]
)
def test_a_title_of_a_million_words_is_looked_at_as_far_as_a_title_goes(piece: str) -> None:
    words = f"Interview of {piece * 1_000_000}"
    assert read_conversation(words, [words] * 50) == read_conversation(words[:600], [words[:600]] * 6)
