"""Drawn pages and captures, and drawn ways to hand them to a build: folders, single files, archives, in any order."""

import gzip
import random
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tests.pages.samples import ARTICLE, FOREIGN, INTERVIEW, LONGER_ARTICLE, TEASER
from tests.pages.strategies import known_pages
from tests.sources.archives import SITE, Archive

SAMPLES = (TEASER + ARTICLE, LONGER_ARTICLE, INTERVIEW, TEASER + INTERVIEW, FOREIGN, "Stray.\n\n" + ARTICLE)

Groups = tuple[tuple[bytes, ...], ...]


@dataclass(frozen=True)
class Split:
    """Which pages stand in which folder, and which captures in which archive."""

    folders: Groups
    archives: Groups
    packed: bool = False
    singly: bool = False
    turn: int = 0

    def write(self, top: Path) -> list[Path]:
        """Write all of it into a new folder, and return the paths that name it."""
        paths: list[Path] = []
        for number, pages in enumerate(self.folders):
            folder = top / f"pages-{number}"
            folder.mkdir(parents=True)
            for index, page in enumerate(pages):
                (folder / f"{index}.txt").write_bytes(page)
            paths += folder.iterdir() if self.singly else [folder]
        top.mkdir(exist_ok=True)
        for number, records in enumerate(self.archives):
            path = top / f"{number}.warc{'.gz' if self.packed else ''}"
            path.write_bytes(b"".join(map(gzip.compress, records) if self.packed else records))
            paths.append(path)
        random.Random(self.turn).shuffle(paths)
        return paths


def pages() -> st.SearchStrategy[bytes]:
    return st.one_of(st.sampled_from(SAMPLES), known_pages().map(lambda page: page.text)).map(str.encode)


@st.composite
def captures(draw: st.DrawFn) -> bytes:
    """A record of an archive: a page as it was fetched from one of a few addresses on one of a few days."""
    address, day = f"{SITE}/{draw(st.integers(1, 2))}/", draw(st.integers(1, 3))
    return Archive().answer(draw(pages()), address, warc=(("WARC-Date", f"2024-04-0{day}T12:00:00Z"),)).content


@st.composite
def splits(draw: st.DrawFn, texts: list[bytes], records: list[bytes]) -> Split:
    """A way to hand over pages and captures, all of them once at least."""
    folders, archives = draw(_groups(texts)), draw(_groups(records))
    return Split(folders, archives, draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 9)))


@st.composite
def _groups(draw: st.DrawFn, values: list[bytes]) -> Groups:
    again = draw(st.lists(st.sampled_from(values), max_size=2)) if values else []
    groups: tuple[list[bytes], ...] = ([], [], [])
    for value in draw(st.permutations(values + again)):
        draw(st.sampled_from(groups)).append(value)
    return tuple(tuple(group) for group in groups if group)
