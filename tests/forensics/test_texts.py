"""What became of a text: the code of the most serious change, how it is told, what was done word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.codes import FORENSIC_CODES
from csto_dataset.forensics import Alteration, alterations, diff, meaning, texts, writing

TEXTS = {
    "changed-negation": [
        ("The CSTO will not take part", "The CSTO will take part"),
        ("It is a threat", "It is no threat"),
        ("It isn't clear", "It is clear"),
        ("It isn’t clear", "It is clear"),
        ("They will always agree", "They will never agree"),
        ("It is extremely unlikely today", "It is likely today"),
        ("This is possible", "This is impossible"),
        ("With us or without us they go", "With us or with us they go"),
        ("Организация не участвует в учениях", "Организация участвует в учениях"),
        ("Это возможно сегодня", "Это невозможно сегодня"),
        ("Мы всегда согласимся с этим", "Мы никогда не согласимся с этим"),
        ("У нас есть разногласия там", "У нас нет разногласий там"),
        ("Not 30 but 40 said so", "30 but 50 said so"),  # a negation weighs more than a number
    ],
    "changed-number": [
        ("Over 30 years", "Over 40 years"),
        ("Over three decades", "Over four decades"),
        ("The 1.5 percent", "The 15 percent"),
        ("The 1.5 percent", "The 1,5 percent"),
        ("At -5 degrees", "At 5 degrees"),
        ("It fell by 5% then", "It fell by 5 then"),
        ("It cost $ 5 then", "It cost € 5 then"),
        ("It cost five $ then", "It cost five € then"),
        ("It costs 1,000 dollars", "It costs 1,000,000 dollars"),
        ("In 2007 they met", "In 2009 they met"),
        ("The IX course opened", "The XI course opened"),
        ("Два батальона пришли", "Три батальона пришли"),
        ("Это пятый раз там", "Это шестой раз там"),
        ("Около пятисот человек", "Около пятнадцати человек"),
        ("На 30 языках", "На 31 языке"),
        ("Moscow sent 30 men there", "Minsk sent 40 men there"),  # a number weighs more than a name
    ],
    "changed-day": [
        ("It met on 16 April 2024, as said", "It met on 17 April 2024, as said"),
        ("It met on 16 April 2024, as said", "It met on 16 May 2024, as said"),
        ("It met on 16 April 2024, as said", "It met on 16 April 2023, as said"),
        ("It met on April 16, 2024, as said", "It met on April 17, 2024, as said"),
        ("From 1 to 23 April 2024 they", "From 2 to 23 April 2024 they"),
        ("It met 16.04.2024 there", "It met 16.05.2024 there"),
        ("It met on Monday there", "It met on Tuesday there"),
        ("It met in March there", "It met in April there"),
        ("Встреча прошла 16 апреля 2024 года там", "Встреча прошла 17 апреля 2024 года там"),
        ("Встреча прошла в марте там", "Встреча прошла в апреле там"),
        ("Встреча прошла в пятницу там", "Встреча прошла в субботу там"),
    ],
    "changed-name": [
        ("President Sadyr said", "President Sadry said"),
        ("Talks with Minsk go on", "Talks with Yerevan go on"),
        ("The CSTO and the UN agree", "The CSTO and the EU agree"),
        ("So said Samat Ordabaev there", "So said Kakha Imnadze there"),
        ("Президент Лукашенко заявил", "Президент Токаев заявил"),
        ("Войска ОДКБ пришли", "Войска НАТО пришли"),
        ("Some words by Minsk there", "Few words by Yerevan there"),  # a name weighs more than other words
    ],
    "changed-words": [
        ("An extensive command", "An expensive command"),
        ("Sadyr said", "Sadry said"),  # nobody knows a name by the capital of a sentence
        ("It ends. They agreed", "It ends. We agreed"),
        ("It ends. “They agreed”", "It ends. “We agreed”"),
        ("It may go on", "It might go on"),
        ("The word", "The word and more"),
        ("Обширная структура войск", "Дорогая структура войск"),
        ("Ещё одно дело", "Еще одно дело"),
        ("Сотрудник на высоте", "Соперник на высоте"),
        ("the treaty’s end", "the treatyâ€™s end"),  # a sign of money is a number beside numbers alone
        ("cafe", "cafe\u0301"),  # no other form of the same text: the accent is new
        ("", "x"),
        (" ", "x"),
    ],
    "truncated-text": [
        ("A long text goes on and on", "A long text goes"),
        ("A long text goes on and on", "A long text goes o"),
        ("A long text goes on and on", "A long text goes…"),
        ("A long text goes on and on", "A long text goes ..."),
        ("They will agree not", "They will agree"),
        ("Длинный текст идёт дальше", "Длинный текст"),
        ("x", ""),
    ],
    "look-alike": [
        ("In Moscow now", "In M\u043escow now"),
        ("вопрос", "вопр\u006fс"),
        ("Europe", "\u0395urope"),
        ("In NATO", "In \u039dATO"),  # its small letter looks like a v
        ("In Yerevan", "in \u03a5erevan"),
        ("ABC", "\uff21\uff22\uff23"),
        ("first", "\ufb01rst"),
        ("30", "\u04170"),
        ("Zo\u00eb", "Zo\u0451"),
        ("Yerevan", "Yer\u0435v\u0430n"),
        ("a “word” of Moscow", 'a "word" of M\u043escow'),  # looking alike weighs more than marks
        ("Union of Moscow", "union of M\u043escow"),
        ("СССР", "CCCP"),
    ],
    "invisible-change": [
        ("the CSTO said", "the CS\u200bTO said"),
        ("the CSTO said", "the \u200bCSTO said"),
        ("the CSTO said", "the\u200bCSTO said"),
        ("the CSTO said", "the\u00a0CSTO said"),
        ("the CSTO said", "the\u2009CSTO said"),
        ("the CSTO said", "the\u2028CSTO said"),
        ("the CSTO said", "\ufeffthe CSTO said"),
        ("the CSTO said", "the CS\u00adTO said"),
        ("the CSTO said", "the \u202eCSTO\u202c said"),
        ("the CSTO said", "the CSTO\u2066 said"),
        ("the CSTO said", "the CSTO\ufe0f said"),
        ("the CSTO said", "the CS\u034fTO said"),
        ("the CSTO said", "the CSTO\u3164 said"),
        ("the CSTO said", "the CSTO\u2800said"),
        ("the CSTO said", "the CSTO\x00 said"),
        ("войска ОДКБ", "войска\u00a0ОДКБ"),
        ("войска ОДКБ", "вой\u00adска ОДКБ"),
        ("the CSTO, said", "the\u00a0CSTO said"),  # what nobody sees weighs more than marks
    ],
    "decomposed-text": [
        ("the caf\u00e9", "the cafe\u0301"),
        ("the cafe\u0301", "the caf\u00e9"),
        ("\u0439 и \u0451", "\u0438\u0306 и \u0435\u0308"),
    ],
    "changed-punctuation": [
        ("a “quote”", 'a "quote"'),
        ("a «quote»", "a „quote“"),
        ("one – two", "one - two"),
        ("in 2009-2010", "in 2009–2010"),
        ("and so…", "and so..."),
        ("Russia’s role", "Russia's role"),
        ("Russia’s role", "Russias role"),
        ("They wrote, then went", "They wrote then went"),
        ("It agreed.", "It agreed"),
        ("It agreed.", "It agreed?"),
        ("Казнить, нельзя помиловать", "Казнить нельзя, помиловать"),
        ("Он сказал «да»", 'Он сказал "да"'),
    ],
    "changed-case": [
        ("the Member States", "the member states"),
        ("the csto", "the CSTO"),
        ("Секретариат", "секретариат"),
    ],
    "changed-spacing": [
        ("any one", "anyone"),
        ("text one", "text  one"),
        ("text one", "text\none"),
        ("text", " text"),
        ("также", "так же"),
    ],
}
CASES = [(code, *case) for code, cases in TEXTS.items() for case in cases]


def altered(expected: str, found: str, field: str = "title") -> Alteration:
    (alteration,) = alterations("news_items", {field: expected}, {field: found})
    assert alteration.steps == (field,)
    return alteration


@pytest.mark.parametrize(("code", "expected", "found"), CASES)
def test_a_changed_text_has_the_code_of_its_most_serious_change(code: str, expected: str, found: str) -> None:
    assert altered(expected, found).code == code


@pytest.mark.parametrize(("code", "expected", "found"), [case for case in CASES if case[0] != "truncated-text"])
def test_a_text_changed_back_has_the_same_code_unless_its_end_is_lost(code: str, expected: str, found: str) -> None:
    assert altered(found, expected).code in {code, "truncated-text", "changed-name"}


@pytest.mark.parametrize(
    ("code", "expected", "found"), [case for case in CASES if case[0] not in {"truncated-text", "changed-spacing"}]
)
def test_a_change_in_the_middle_of_a_long_text_has_the_same_code(code: str, expected: str, found: str) -> None:
    before, behind = "It was said so before. " * 40, " and this is how the text goes on." * 40
    assert altered(before + expected + behind, before + found + behind).code == code


def test_every_code_of_a_text_has_cases() -> None:
    assert set(TEXTS) <= set(FORENSIC_CODES)
    assert {*meaning.MEANING, *writing.WRITING, "truncated-text"} == set(TEXTS)


@pytest.mark.parametrize(
    ("expected", "found", "named"),
    [
        ("Moscow", "M\u043escow", ["U+006F", "U+043E", "character 1"]),
        ("Moscow", "Mosc\u043ew.", ["character 4", "U+043E"]),
        ("cafe", "cafe\u0301", ["nothing", "U+0301", "character 4"]),
        ("Moscow", "Mos\u200bcow", ["nothing", "U+200B ZERO WIDTH SPACE", "character 3"]),
        ("Mosckow", "Moscow", ["U+006B", "nothing", "character 4"]),
        ("30 years", "40 years", ["U+0033 DIGIT THREE", "U+0034 DIGIT FOUR", "character 0"]),
        ("the Organization agreed", "the Federation agreed", ["'Organization'", "'Federation'", "character 4"]),
        ("a\u202eb", "ab", ["U+202E"]),
        ("President Sadyr", "President Sadry", ["'yr'", "'ry'", "character 13", "'President Sadyr'"]),
        ("one two three", "one three", ["'two'", "nothing", "character 4"]),
        ("a long text", "a long", ["11 characters", "'a long'"]),
        ("a text", "", ["6 characters", "empty"]),
        ("one “two” and house", 'one "two" and garden', ["'house'", "'garden'", "2 more"]),
    ],
)
def test_the_message_names_what_differs(expected: str, found: str, named: list[str]) -> None:
    said = altered(expected, found).message
    assert [part for part in named if part not in said] == []


def test_of_many_characters_the_first_is_told_and_the_others_are_counted() -> None:
    text = "Long words stand one behind the other on some roads"
    said = altered(text, text.replace("o", "\u043e")).message
    assert "U+043E" in said
    assert "character 1," in said
    assert said.endswith("6 more")


def test_the_place_of_a_change_is_counted_in_the_copy() -> None:
    assert "character 22" in altered("It was so then: the 30 men", "It was so before: the 40 men").message


@given(expected=st.text(max_size=40), found=st.text(max_size=40))
def test_the_message_is_one_printable_line(expected: str, found: str) -> None:
    for each in alterations("news_items", {"title": expected}, {"title": found}):
        assert each.message.isprintable()


def test_edits_are_words() -> None:
    edits = altered("It will not rain on 3 May.", "It will rain on 4 May.").edits
    assert [tuple(edit) for edit in edits] == [
        ("same", "It will ", "It will "),
        ("deleted", "not ", ""),
        ("same", "rain on ", "rain on "),
        ("replaced", "3 ", "4 "),
        ("same", "May.", "May."),
    ]


def test_long_stretches_of_edits_are_shortened_in_their_middle() -> None:
    text = "word " * 1_000
    edits = altered(f"{text}no {text}", f"{text}{text}").edits
    assert [edit.kind for edit in edits] == ["same", "deleted", "same"]
    assert all(len(edit.expected) < 200 for edit in edits)
    assert "…" in edits[0].found


def test_another_passage_is_one_change() -> None:
    old = "They met in the old town of the north, and the talks of the day were of the winter and the roads."
    new = "Nobody knows why the price of bread in the shops has risen, but the bakers and the millers might."
    assert [edit.kind for edit in altered(old, new).edits] == ["replaced", "same"]
    assert altered(old, new).code == "changed-words"


# Bounded work


def test_more_words_than_are_compared_are_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = "a one b two c three d", "a 1 b 2 c 3 d"
    assert len(altered(old, new).edits) == 7
    monkeypatch.setattr(diff, "MOST_WORDS", 4)
    assert [edit.kind for edit in altered(old, new).edits] == ["same", "replaced", "same"]


def test_more_characters_than_are_looked_at_are_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_tokens(text: str) -> list[diff.Token]:
        raise AssertionError(text)

    monkeypatch.setattr(texts, "MOST_CHARACTERS", 10)
    monkeypatch.setattr(texts, "tokens", no_tokens)
    alteration = altered("30 years and more", "40 years and less")
    assert (alteration.code, [edit.kind for edit in alteration.edits]) == ("changed-words", ["replaced"])


def test_only_the_surroundings_of_a_change_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(text: str) -> list[diff.Token]:
        read.append(len(text))
        return diff.tokens(text)

    monkeypatch.setattr(texts, "tokens", counted)
    text = "many words " * 50_000
    assert altered(f"{text}30 {text}", f"{text}40 {text}").code == "changed-number"
    assert max(read) < 1_000


@given(one=st.text("ab ", max_size=40), other=st.text("ab ", max_size=40))
def test_a_common_beginning_is_the_longest(one: str, other: str) -> None:
    length = diff.common(one, other)
    assert one[:length] == other[:length]
    assert one[length : length + 1] != other[length : length + 1] or length == len(one) == len(other)
