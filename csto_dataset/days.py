"""Days as the site prints them: DD.MM.YYYY."""

import re
from datetime import date
from typing import Final

from csto_dataset.fields import FIRST_DAY, LAST_DAY

DAY_LENGTH: Final = len("DD.MM.YYYY")
_DAY: Final = re.compile(r"([0-3][0-9])\.([01][0-9])\.([0-9]{4})")
_NEAR_A_DAY: Final = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\.?|[0-9]{1,2} \w{3,9} [0-9]{4}\.?")
_LONGEST_DAY: Final = 20


def looks_like_a_day(words: str) -> bool:
    """Say whether a text is meant for a day, in the site's form or near it, be it one of the calendar or not."""
    return len(words) <= _LONGEST_DAY and _NEAR_A_DAY.fullmatch(words) is not None


def has_the_form_of_a_day(words: str) -> bool:
    """Say whether a text has the site's form of a day, be it one of the calendar or not."""
    return len(words) == DAY_LENGTH and _DAY.fullmatch(words) is not None


def day(words: str) -> date | None:
    """Return the day that a text is, when it is one as the site prints it; None for any other text."""
    found = _DAY.fullmatch(words) if len(words) == DAY_LENGTH else None
    if found is None:
        return None
    try:
        stated = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return stated if FIRST_DAY <= stated <= LAST_DAY else None
