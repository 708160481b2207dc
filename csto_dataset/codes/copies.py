"""The codes of findings about copies."""

from typing import Final

from csto_dataset.codes.entry import ASK, Entry

_WRITE_JSON: Final = "Write the file again with a JSON library, as UTF-8 without a byte order mark."
_WRITE_CSV: Final = "Write the table again with a CSV library: UTF-8, quotes doubled, lists and objects as JSON."
_WRITE_PARQUET: Final = "Write the column with the type that the release has."

COPY_CODES: Final[dict[str, Entry]] = {
    # The bytes of JSON: what two parsers would read differently.
    "invalid-utf8": Entry("error", "The bytes are not UTF-8.", "a file saved as windows-1251", _WRITE_JSON),
    "byte-order-mark": Entry(
        "error", "The file begins with a byte order mark.", "a file saved by Notepad as UTF-8 with BOM", _WRITE_JSON
    ),
    "not-json": Entry("error", "The text is not JSON.", "a file that stops in the middle of a record", _WRITE_JSON),
    "duplicate-key": Entry(
        "error",
        "An object names a key twice; readers differ in which one counts.",
        '`{"id": "a", "id": "b"}`',
        "Keep one of the two.",
    ),
    "lone-surrogate": Entry(
        "error", "A string escapes half of a surrogate pair, which is no character.", '`"\\ud800"`', _WRITE_JSON
    ),
    "not-a-number": Entry(
        "error", "NaN and Infinity are not JSON.", '`{"index": NaN}`', "Write null, or the number that was meant."
    ),
    "nested-too-deep": Entry("error", "Values nest deeper than 32 levels; no record does.", "`[[[[…]]]]`", ASK),
    "record-too-long": Entry(
        "error",
        "A record has more than 8 MiB, or more than 32,768 values inside it; no interview does. It is not read.",
        "a file in JSON Lines without line ends",
        "Write each record on a line of its own, and drop what is no record.",
    ),
    "file-too-long": Entry(
        "error",
        "A `.json` file, which is read whole, has more than 512 MiB. It is not read.",
        "an array of a million records",
        "Write the table as JSON Lines or Parquet, which are read in pieces.",
    ),
    # The bytes of Parquet.
    "not-parquet": Entry("error", "The file cannot be read as Parquet.", "a download that was cut off", ASK),
    "unknown-table": Entry(
        "error",
        "Nothing in the file looks like one of the three tables.",
        "a Parquet file with the columns `date` and `text`",
        "Check that this is the file you meant.",
    ),
    "column-type": Entry(
        "error",
        "A column has a type that does not say the same as the release's.",
        "`published` as a timestamp",
        _WRITE_PARQUET,
    ),
    "missing-column": Entry(
        "error", "A column of the table is not there.", "a file without `language`", _WRITE_PARQUET
    ),
    "unknown-column": Entry(
        "error",
        "The table has no such column.",
        "a column `sentiment`",
        "Drop the column, or publish it in a file of its own.",
    ),
    "repeated-column": Entry(
        "error",
        "Two columns have the same name; readers differ in which one counts.",
        "two columns `title`",
        "Drop one of them.",
    ),
    "index-column": Entry(
        "warning", "pandas wrote its row numbers as a column.", "`__index_level_0__`", "Write with `index=False`."
    ),
    "fractional-type": Entry(
        "warning",
        "Whole numbers are stored as floating point.",
        "`index` as double",
        _WRITE_PARQUET,
    ),
    # The cells of CSV.
    "not-csv": Entry(
        "error",
        "The quotes of a file in CSV do not hold its cells together, or a record does not end.",
        "a file that stops inside a quoted cell",
        _WRITE_CSV,
    ),
    "ragged-row": Entry(
        "error",
        "A row has more or fewer cells than the first line names columns; it is not read.",
        "a comma in a text without quotes around it",
        _WRITE_CSV,
    ),
    "unread-cell": Entry(
        "error",
        "A cell is to hold a list or an object, and says it in a form that can be read in more than one way, or in none.",
        "`[one, two]`, as DuckDB writes a list",
        "Write the list or the object as JSON: in Python with `json.dumps`, in DuckDB with `to_json`.",
    ),
    "numpy-print": Entry(
        "error",
        "A list stands as numpy prints it, without commas; Python would join its texts. It was read text by text.",
        "`['one' 'two']`, as pandas writes a table that it read from Parquet",
        "Write lists as JSON: `column.map(lambda value: json.dumps(value.tolist()))`.",
    ),
    "python-repr": Entry(
        "warning",
        "A list or an object stands as Python prints it, which other languages do not read. It was read as that.",
        "`['one', None]`",
        "Write lists and objects as JSON: `column.map(json.dumps)`.",
    ),
    "null-mark": Entry(
        "warning",
        "A cell says null with a word instead of being empty. It was read as null.",
        "`NA` without quotes, as R writes it",
        "Write null as an empty cell, and a text that reads so in quotes.",
    ),
    # One record, by its model.
    "missing-field": Entry(
        "error",
        "A field of the record is not there.",
        "a news item without `language`",
        "Write the field; where nothing is known, as null.",
    ),
    "unknown-field": Entry(
        "error",
        "The record has no such field.",
        "`sentiment` in a news item",
        "Drop the field, or publish it in a file of its own.",
    ),
    "wrong-type": Entry(
        "error",
        "A value has another JSON type than the field.",
        '`"index": "1"`',
        "Write the type that the JSON Schema names.",
    ),
    "unclean-text": Entry(
        "error",
        "A text is empty or holds doubled spaces, spaces at an end, line breaks, control or format characters.",
        "a zero width space inside a title",
        ASK,
    ),
    "bad-form": Entry("error", "A value has not the form that the field demands.", "an id in capitals", ASK),
    "bad-day": Entry(
        "error",
        "A day is not a real day written as YYYY-MM-DD, from 1992 to 2099.",
        "`2023-02-30`",
        "Write the day as the page prints it, in ISO 8601.",
    ),
    "unknown-choice": Entry(
        "error",
        "A value is none of the few that the field allows.",
        '`"form": "essay"`',
        "Write one of the values that the JSON Schema lists.",
    ),
    "out-of-range": Entry(
        "error",
        "A number is below or above what the field allows, or has more than 4,300 digits, which no field does.",
        '`"index": 0`',
        ASK,
    ),
    "too-many-faults": Entry(
        "error", "The record has so many faults that they are only counted.", "a list of a million empty objects", ASK
    ),
    "empty-list": Entry("error", "A list has no element where the field demands one.", '`"paragraphs": []`', ASK),
    # One record, by rules that no schema can say.
    "not-nfc": Entry(
        "error",
        "A text is not in Unicode's composed form (NFC).",
        "é as e and a combining accent",
        "Normalize the text to NFC, or keep the release's bytes.",
    ),
    "empty-span": Entry("error", "A source ends where it begins, or before.", '`"start": 10, "end": 10`', ASK),
    "id-mismatch": Entry(
        "error",
        "The id does not certify the content beside it: one of them was changed.",
        "an interview whose first question was reworded",
        ASK,
    ),
    "index-order": Entry(
        "error",
        "The pairs of an interview are not numbered from 1 in their order.",
        "a pair was dropped from the middle",
        ASK,
    ),
    # The records of a copy together.
    "repeated-id": Entry(
        "error", "A table holds two records with one id.", "a file written twice into itself", "Drop one of them."
    ),
    "conflicting-records": Entry(
        "error",
        "Two formats of a table hold different records under one id.",
        "`news_items.json` was edited, `news_items.parquet` was not",
        ASK,
    ),
    "uneven-formats": Entry(
        "error",
        "A table stands in several formats, and one of them lacks a record.",
        "a line deleted from `news_items.jsonl` alone",
        ASK,
    ),
    "missing-interview": Entry(
        "error",
        "A pair names an interview that the copy's interviews do not hold.",
        "an interview deleted, its pairs kept",
        ASK,
    ),
    "differing-pair": Entry(
        "error",
        "A row of the flat table differs from the pair inside its interview.",
        "an answer edited in `qa_pairs` alone",
        ASK,
    ),
    # The files of a release folder.
    "checksum-mismatch": Entry(
        "error",
        "A file is not the one that the folder's own manifest describes.",
        "a file edited after the release",
        ASK,
    ),
    "manifest-mismatch": Entry(
        "error",
        "The folder's manifest states other rows or another root than its records have.",
        "a manifest with the root of another release",
        ASK,
    ),
    "unlisted-file": Entry(
        "warning",
        "A file of records, or one that goes with a release, is not described by the folder's manifest.",
        "a second `news_items.jsonl` of another name",
        "Find out where the file comes from.",
    ),
    "missing-file": Entry(
        "warning", "The folder's manifest describes a file that is not there.", "a release without its ledger", ASK
    ),
    "bad-manifest": Entry("error", "The folder's manifest cannot be used.", "a manifest that was cut off", ASK),
    "unknown-schema-version": Entry(
        "warning",
        "The folder's manifest states a schema version that this package does not know; its own checked the records.",
        "a copy made by a later version of the package",
        "Validate with the version of the package that made the copy, or a later one.",
    ),
    "unread-file": Entry(
        "note",
        "The folder holds a file that is no part of a copy; it was not read.",
        "`notes.docx`",
        "Nothing to do, if you know the file.",
    ),
    # Against a release.
    "misnamed-file": Entry(
        "warning",
        "A file is named for one table and holds records of another.",
        "`news_items.json` full of pairs",
        "Rename the file.",
    ),
    "altered-value": Entry(
        "error",
        "A record of the release stands in the copy with another value.",
        "one letter replaced by a look-alike",
        ASK,
    ),
    "altered-file": Entry(
        "error",
        "A file that goes with the release stands in the copy with other bytes.",
        "an edited `ledger.jsonl`",
        ASK,
    ),
    "added-record": Entry(
        "warning",
        "The release has no such record.",
        "a record of somebody's own",
        "Cite the release for its own records only.",
    ),
}
"""Every code of a copy, with its level, cause, an example and a remedy."""
