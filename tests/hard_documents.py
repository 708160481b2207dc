"""Documents that engines have disagreed about, with their verdicts."""

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from csto_dataset.examples import EXAMPLES
from csto_dataset.records import TABLES
from tests.agreement.damage import Token, written


class Case(NamedTuple):
    """A document of a table, whether it is a record, and what it is called."""

    table: str
    text: str
    valid: bool
    name: str


def case(table: str, place: str, token: str, *, valid: bool) -> Case:
    """Return the example of a table with a piece of JSON text at a place such as `source/start`."""
    document = copy.deepcopy(EXAMPLES[table])
    *steps, last = (int(step) if step.isdecimal() else step for step in place.split("/"))
    holder: Any = document
    for step in steps:
        holder = holder[step]
    holder[last] = Token(token)
    return Case(table, written(document), valid, f"{table}/{place} = {ascii(token)[1:40]}")


_GOOD: dict[str, tuple[str, ...]] = {
    "news_items#title": ("null", '"a"', '"🕊"', '"Cafe\\u0301"', '"\\u0301"', '"\\uffff"', '"a\\u2011b"', '"\\/"', '"\\u2800"'),
    "news_items#published": ("null", '"1992-01-01"', '"2024-02-29"', '"2099-12-31"', '"2000-02-29"', '"2031-03-1\\u0034"'),
    "news_items#form": ('"teaser"', '"article"', '"\\u0061rticle"'),
    "news_items#language": ('"en"', '"ru"'),
    "news_items#paragraphs": ('["a"]', '["a","a"]'),
    "news_items#id": ('"news-undated-0123456789ab"', '"news-2024-02-29-0123456789ab"'),
    "news_items#source/url": ("null", '"http://a"', '"https://~"', f'"https://{"a" * 1992}"', '"https://a\\"b"'),
    "news_items#source/start": ("0", "-0", "0.0", "-0.0", "0e9", "1.0", "1e0", "1E+2", "10e-1", "9007199254740991",
                                "9007199254740991.0", "9.007199254740991e15", "1e-400"),
    "qa_pairs#index": ("1", "1.0", "1e0", "99", "9007199254740991", "1" + ".0" + "0" * 30, "0.1e1"),
    "qa_pairs#section": ("null", '"a b"'),
    "qa_pairs#id": ('"interview-undated-0123456789ab-q99"', '"interview-undated-0123456789ab-q9007199254740991"'),
    "interviews#interviewees": ("[]", '[{"name":"a","role":null}]', '[{"role":"b","name":"a"}]'),
    "interviews#lede": ("[]", '["a"]'),
    "interviews#outlet": ("null", '"a"'),
    "interviews#qa_pairs/0/index": ("2", "2.0"),
}  # fmt: skip
_BAD_TEXTS = (
    '""', '" "', '" a"', '"a "', '"a  b"', '"a\\n"', '"\\na"', '"a\\nb"', '"a\\r"', '"a\\r\\n"', '"a\\u000bb"', '"a\\fb"',
    '"a\\u001cb"', '"a\\u001d"', '"a\\u001eb"', '"a\\u001fb"', '"a\\u0085"', '"a\\u0085b"', '"a\\u2028"', '"a\\u2028b"',
    '"a\\u2029"', '"a\\tb"', '"a\\u0000"', '"\\u0000"', '"a\u007fb"', '"a\\u00a0b"', '"\\u1680"', '"a\\u2003b"',
    '"a\\u202fb"', '"a\\u205fb"', '"a\\u3000b"', '"a\\u180eb"', '"a\\u00adb"', '"a\\u200bb"', '"a\\u200db"', '"a\\u2060b"',
    '"\\ufeffa"', '"a\\u200e"', '"a\\u202eb"', '"a\\u061cb"', '"a\\u2065b"', '"a\\udb40\\udc41b"', '"a\\ud80d\\udc3fb"',
    '"a\\ud804\\udcbdb"', "1", "1.5", "true", "false", "[]", '["a"]', "{}",
)  # fmt: skip
_BAD_NUMBERS = (
    "-1", "0.5", "1.5", "1.0000000000000002", "9007199254740992", "9007199254740992.0", "9007199254740993",
    "18446744073709551616", "1e16", "1e300", "-1e300", "1e400", "-1.0", "true", "false", "null", '"1"', '"0"', '""', "[]",
    "[1]", "{}",
)  # fmt: skip
_BAD: dict[str, tuple[str, ...]] = {
    "news_items#title": _BAD_TEXTS,
    "news_items#paragraphs/1": (*_BAD_TEXTS, "null"),
    "news_items#published": (
        '"1704067200"', '"0"', "0", "0.0", "1704067200", "1704067200.0", "true", '""', '"2023-02-29"', '"2023-02-30"',
        '"2024-13-01"', '"2024-00-01"', '"2024-04-31"', '"2024-01-00"', '"2024-01-32"', '"1991-12-31"', '"2100-01-01"',
        '"2024-01-01\\n"', '"2024-01-01 "', '"\\n2024-01-01"', '"2024-01-01T00:00:00"', '"2024-01-01T00:00:00Z"',
        '"2024-01-01Z"', '"2024-01-01+03:00"', '"٢٠٢٤-٠١-٠١"', '"２０２４-０１-０１"', '"2024-1-1"', '"20240101"',
        '"01.01.2024"', '"2024/01/01"', '"2024−01−01"', '"2024-W01-1"', '"null"', '["2024-01-01"]', "{}", "[]",
    ),
    "news_items#form": ('"Article"', '"article\\n"', '"article "', '""', '"essay"', "null", "0", '["article"]', "true"),
    "news_items#language": ('"EN"', '"en\\n"', '"de"', '"en-GB"', "null", '["en"]'),
    "news_items#type": ('"qa_pair"', '"interview"', '"News_item"', '"news_item\\n"', "null", "1", "true"),
    "news_items#paragraphs": ("[]", "null", '"a"', "{}", '{"0":"a"}', "[null]", '[""]', '[["a"]]', '["a",1]', '["a","a\\n"]'),
    "news_items#id": (
        '"news-undated-0123456789ab\\n"', '"news-undated-0123456789AB"', '"news-undated-0123456789a"', '""', "null",
        '"news-undated-0123456789abc"', '"news-2023-02-29-0123456789ab"', '"news--0123456789ab"',
        '"\\nnews-undated-0123456789ab"',
        '"interview-undated-0123456789ab"', '"news-undated-0123456789٠١"', '"news-undated-0123456789\\u0430b"',
        '"news-undated-0123456789ab\\nnews-undated-0123456789ab"',
    ),
    "news_items#source/document": (
        f'"{"0" * 63}"', f'"{"0" * 65}"', f'"{"0" * 64}\\n"', f'"{"0" * 63}\\n"', f'"{"A" * 64}"', f'"{"٠" * 64}"', "null", "0",
    ),
    "news_items#source/url": (
        '""', '"https://"', '"ftp://a"', '"https://a b"', '"https://a\\n"', '"https://a\\nb"', '"https://одкб"', '"HTTPS://a"',
        f'"https://{"a" * 1993}"', '"javascript:alert(1)"', "0", "[]", '"https://a\\u007f"', '"https://a\\u2028"', '" https://a"',
    ),
    "news_items#source/start": _BAD_NUMBERS,
    "news_items#source": ("null", "[]", "{}", '""', '[{"document":1}]'),
    "news_items#sentiment": ("null", '"good"'),
    "news_items#": ("null",),
    "news_items#__proto__": ("null", "{}"),
    "news_items#constructor": ("null",),
    "news_items#source/toString": ("null",),
    "qa_pairs#index": (*_BAD_NUMBERS, "0", "-0", "0.0", "-0.0", "1e-400"),
    "qa_pairs#section": ('""', '"a\\n"', "0", "false"),
    "qa_pairs#question": ("[]", "null", "{}", '[[]]', '"a"'),
    "qa_pairs#answer": ("[]", '["a",null]', '["a\\u2028"]'),
    "qa_pairs#id": (
        '"interview-undated-0123456789ab-q00"', '"interview-undated-0123456789ab-q1"', '"interview-undated-0123456789ab"',
        '"interview-undated-0123456789ab-q010"', '"interview-undated-0123456789ab-q01\\n"',
        '"interview-undated-0123456789ab-q٠١"',
        '"interview-undated-0123456789ab-q10000000000000000"',
    ),
    "interviews#title": ("null", '""', '"a\\n"'),
    "interviews#interviewees": ("null", "{}", "[{}]", "[[]]", "[null]", '["a"]', '[{"name":"a"}]', '[{"role":"a"}]',
                                '[{"name":"a","role":""}]', '[{"name":null,"role":null}]',
                                '[{"name":"a","role":null,"age":1}]'),
    "interviews#lede": ("null", '[""]', '"a"', "{}"),
    "interviews#qa_pairs": ("null", "[]", "{}", "[null]", "[[]]", "[{}]"),
    "interviews#qa_pairs/0/answer": ("[]", '["a "]'),
    "interviews#qa_pairs/0/source/end": ("1.5", "true", '"1"', "-1"),
    "interviews#qa_pairs/0/extra": ("1",),
}  # fmt: skip
_ROOTS = ("null", "true", "false", "0", "1.5", '""', '"news_item"', "[]", "[{}]", "{}")


def _hard() -> Iterator[Case]:
    for valid, cases in ((True, _GOOD), (False, _BAD)):
        for place, tokens in cases.items():
            table, _, steps = place.partition("#")
            yield from (case(table, steps, token, valid=valid) for token in tokens)
    for table, example in EXAMPLES.items():
        yield from (Case(table, root, valid=False, name=f"{table} = {root}") for root in _ROOTS)
        yield Case(table, json.dumps([example]), valid=False, name=f"{table} in a list")
        yield Case(
            table, json.dumps(dict(reversed(example.items())), indent=1), valid=True, name=f"{table} turned round"
        )
        for other, record in EXAMPLES.items():
            yield Case(table, json.dumps(record), valid=table == other, name=f"{other} as {table}")
        for name in TABLES[table].model_fields:
            rest = {key: value for key, value in example.items() if key != name}
            yield Case(table, json.dumps(rest), valid=False, name=f"{table} without {name}")


HARD = tuple(_hard())
"""Hard documents with their verdicts: everything here passes the byte gate."""
