"""The floor: every line is read, none is looked at."""

from telling import Answer, lines, tell


def check(path: str) -> Answer:
    return sum(1 for _ in lines(path)), ()


tell(check)
