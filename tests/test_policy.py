"""Which findings somebody wants to hear of, at which level, and how many of them are kept."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.codes import CATALOGUE, Level
from csto_dataset.errors import UnknownCodeError
from csto_dataset.findings import Finding, Place
from csto_dataset.policy import Policy
from csto_dataset.verdict import Found, Report, Verdict

CODES = st.lists(st.sampled_from(sorted(CATALOGUE)))


def found(code: str) -> Finding:
    return Finding(code, "expected a, found b", Place(file="copy.json"))


def level(policy: Policy, code: str) -> Level | None:
    judged = policy.judge(found(code))
    return None if judged is None else judged.level


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_without_a_wish_each_code_has_the_level_of_the_catalogue(code: str) -> None:
    assert Policy.of().judge(found(code)) == found(code)


def test_what_is_ignored_is_not_told_and_everything_else_is() -> None:
    policy = Policy.of(ignore=["bad-day"])
    assert level(policy, "bad-day") is None
    assert level(policy, "not-nfc") == "error"


def test_where_codes_are_selected_nothing_else_is_told() -> None:
    policy = Policy.of(select=["bad-day"])
    assert level(policy, "bad-day") == "error"
    assert level(policy, "not-nfc") is None


def test_a_code_that_is_selected_and_ignored_is_not_told() -> None:
    assert level(Policy.of(select=["bad-day"], ignore=["bad-day"]), "bad-day") is None


def test_a_level_may_be_raised_and_lowered() -> None:
    policy = Policy.of(error_on=["unlisted-file"], warn_on=["bad-day"])
    assert level(policy, "unlisted-file") == "error"
    assert level(policy, "bad-day") == "warning"


def test_what_is_to_be_both_an_error_and_a_warning_is_an_error() -> None:
    assert level(Policy.of(error_on=["bad-day"], warn_on=["bad-day"]), "bad-day") == "error"


@pytest.mark.parametrize("option", ["select", "ignore", "error_on", "warn_on"])
@pytest.mark.parametrize("code", ["no-such-code", "", "\x1b[31m\n", "x" * 10_000])
def test_a_code_that_nobody_knows_is_refused_in_one_short_line(option: str, code: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        Policy.of(**{option: ["bad-day", code]})
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


# What is kept


@given(codes=CODES, most=st.integers(0, 5))
def test_the_first_of_each_code_are_kept_and_told_and_all_are_counted(codes: list[str], most: int) -> None:
    told: list[Finding] = []
    taking = Found(most=most, told=told.append)
    for code in codes:
        taking.add(found(code))
    report = Report(Verdict(taking.valid, None, None), None, tuple(taking.kept), 1, 0, taking.more)
    assert told == taking.kept
    assert report.counts == dict(sorted(Counter(codes).items()))
    assert list(report.counts) == sorted(report.counts)
    assert Counter(each.code for each in taking.kept) == {
        code: min(count, most) for code, count in report.counts.items() if most
    }


def test_a_copy_is_valid_until_an_error_about_itself_is_told() -> None:
    for code, policy, valid in (
        ("unlisted-file", Policy(), True),
        ("altered-value", Policy(), True),
        ("bad-day", Policy(), False),
        ("bad-day", Policy.of(ignore=["bad-day"]), True),
        ("bad-day", Policy.of(warn_on=["bad-day"]), True),
        ("unlisted-file", Policy.of(error_on=["unlisted-file"]), False),
    ):
        taking = Found(policy)
        taking.add(found(code))
        assert taking.valid == valid, (code, policy)


def test_an_error_that_is_counted_and_not_kept_makes_a_copy_invalid_too() -> None:
    taking = Found(most=0)
    taking.add(found("bad-day"))
    assert (taking.valid, taking.kept) == (False, [])
