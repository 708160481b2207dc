"""The codes of findings about what became of a record of a release."""

from typing import Final

from csto_dataset.codes.entry import Entry

_QUOTE: Final = "Quote the release, not the copy; ask whoever gave it to you where the change comes from."
_FAITHFUL: Final = "Take the text from the release, and find the program on the way that writes it in another form."
_ORDER: Final = "Take the record from the release; quote nothing by its number in the copy."

FORENSIC_CODES: Final[dict[str, Entry]] = {
    # What a text says.
    "changed-negation": Entry(
        "error", "A negation was put into a text, or taken out of it.", "“will not take part” without the `not`", _QUOTE
    ),
    "changed-number": Entry(
        "error", "A number in a text is another one, in digits or in words.", "“30 years” as “40 years”", _QUOTE
    ),
    "changed-day": Entry(
        "error",
        "A day is another one: the day of the record, or a date, a month or a weekday in a text.",
        "“16 April 2024” as “17 April 2024”",
        _QUOTE,
    ),
    "changed-name": Entry(
        "error",
        "A name is another one: who asked, who answered, or a capitalised word inside a sentence.",
        "“Sadyr” as “Sadry”",
        _QUOTE,
    ),
    "changed-words": Entry("error", "A text has other words.", "“extensive” as “expensive”", _QUOTE),
    "truncated-text": Entry(
        "error", "The end of a text is not there.", "a paragraph cut off after 255 characters", _QUOTE
    ),
    # How a text is written.
    "look-alike": Entry(
        "error",
        "A character was replaced by another that looks alike, mostly of another script.",
        "a Cyrillic о in “Moscow”",
        _FAITHFUL,
    ),
    "invisible-change": Entry(
        "error",
        "Characters that cannot be seen were put in or taken out, or a space is one of another kind.",
        "a zero width space inside a word",
        _FAITHFUL,
    ),
    "changed-punctuation": Entry(
        "error", "A text has other punctuation marks between the same words.", '“…” as "..."', _FAITHFUL
    ),
    "changed-case": Entry("error", "A text has other capitals.", "“Member States” for “member states”", _FAITHFUL),
    "changed-spacing": Entry("error", "A text has other plain spaces.", "“any one” for “anyone”", _FAITHFUL),
    "decomposed-text": Entry(
        "error",
        "A text says the same in another Unicode normalisation form.",
        "й as и and a combining breve",
        "Normalize the text to NFC, or take it from the release.",
    ),
    # The paragraphs of a text.
    "dropped-paragraph": Entry("error", "A paragraph is not there.", "an answer without its second paragraph", _QUOTE),
    "added-paragraph": Entry("error", "A paragraph was put in.", "an answer with a paragraph more", _QUOTE),
    "reordered-paragraphs": Entry(
        "error", "The same paragraphs stand in another order.", "the last paragraph put first", _QUOTE
    ),
    "merged-paragraphs": Entry(
        "error", "Paragraphs that follow each other stand as one.", "an answer joined into one paragraph", _FAITHFUL
    ),
    "split-paragraph": Entry(
        "error", "One paragraph stands as several.", "a paragraph for each sentence of an answer", _FAITHFUL
    ),
    # The pairs of an interview.
    "dropped-pair": Entry("error", "A question and its answer are not there.", "an interview without a pair", _QUOTE),
    "added-pair": Entry("error", "A question and an answer were put in.", "an interview with a pair more", _QUOTE),
    "reordered-pairs": Entry("error", "The same pairs stand in another order.", "the last question put first", _ORDER),
    "swapped-turns": Entry(
        "error",
        "What was asked stands as the answer, and what was answered as the question.",
        "a table whose columns were exchanged",
        _QUOTE,
    ),
    # The other fields.
    "changed-source": Entry(
        "error",
        "A record names another source: the document, its address, or the place in it.",
        "a `source.url` of another site",
        "Take the source from the release.",
    ),
    "changed-field": Entry(
        "error",
        "A field that holds no text has another value: type, form, id, index, language.",
        '`"language": "ru"` beside an English text',
        "Take the field from the release.",
    ),
}
"""Every code of what became of a record, with its level, cause, an example and a remedy."""
