"""Build releases from many pages, and print peak memory and pages a second as a Markdown table.

    python benchmarks/build_memory.py [--workers N] [PAGES …]

The pages are made first, in a temporary folder; making them does not count. They vary in length, hold articles and
interviews in English and Russian, and share the teasers of their side columns, as the pages of the site do.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ENGLISH = "members council session security region treaty exercise agreed joint meeting border peace allied report"
RUSSIAN = "члены совет заседание безопасность регион договор учение согласие встреча граница мир доклад"
WORDS = {"en": ENGLISH.split(), "ru": RUSSIAN.split()}
FIRST_DAY = date(2005, 1, 1)
DAYS = 7000
TEASERS = 3


def sentence(chance: random.Random, language: str, words: int) -> str:
    said = " ".join(chance.choice(WORDS[language]) for _ in range(words))
    return f"{said.capitalize()} {chance.randrange(10**9)}."


def paragraphs(chance: random.Random, language: str, count: int) -> Iterator[str]:
    for _ in range(count):
        yield " ".join(sentence(chance, language, chance.randint(8, 20)) for _ in range(chance.randint(1, 5)))


def teaser(number: int) -> str:
    """Return the teaser of a number, the same on whichever page it stands."""
    chance = random.Random(f"teaser {number}")
    day = FIRST_DAY + timedelta(days=number % DAYS)
    return f"{day:%d.%m.%Y}\n\n{sentence(chance, 'en', 25)}\n\n\n"


def page(number: int, pages: int) -> str:
    """Return the page of a number: teasers that it shares with its neighbours, and an article or an interview."""
    chance = random.Random(f"page {number}")
    language = chance.choice(["en", "ru"])
    first = number * TEASERS * 10 // max(pages, 100)
    column = "".join(teaser(first // 10 + index) for index in range(TEASERS))
    title = sentence(chance, language, 8).rstrip(".")
    day = FIRST_DAY + timedelta(days=number % DAYS)
    body = list(paragraphs(chance, language, chance.randint(2, 12)))
    if number % 5 == 0:
        asked = [f"— {sentence(chance, language, 12)[:-1]}?" for _ in body]
        body = [turn for ask, answer in zip(asked, body, strict=True) for turn in (ask, f"— {answer}")]
    return column + "\n\n".join([title, f"{title} {day:%d.%m.%Y}", *body]) + "\n"


def write(folder: Path, pages: int) -> None:
    for number in range(pages):
        (folder / f"page-{number:06d}.txt").write_text(page(number, pages), encoding="utf-8")


def measure(pages: int, workers: int) -> str:
    """Return a line of the table: pages, megabytes of the pages, seconds, pages a second, peak memory."""
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "pages"
        folder.mkdir()
        write(folder, pages)
        size = sum(path.stat().st_size for path in folder.iterdir())
        command = [sys.executable, "-m", "csto_dataset", "build", str(folder), "--out", f"{where}/out"]
        began = time.monotonic()
        with subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        if process.returncode:
            sys.exit(f"error: the build of {pages} pages ended with status {process.returncode}")
    peak = used.ru_maxrss / 1024
    return f"| {pages:,} | {size / 1e6:,.0f} | {workers} | {seconds:,.1f} | {pages / seconds:,.0f} | {peak:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("pages", type=int, nargs="*", default=[5_000, 50_000])
    given = parser.parse_args()
    sys.stdout.write("| pages | MB of text | workers | s | pages/s | peak memory, MiB |\n|---|---|---|---|---|---|\n")
    for pages in given.pages:
        sys.stdout.write(measure(pages, given.workers) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
