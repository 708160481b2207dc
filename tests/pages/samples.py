"""Small pages to build releases from, and what stands in a folder."""

from pathlib import Path

TEASER = "24.04.2024\n\nThe members met in Moscow.\n\n\n"
ARTICLE = "Maps were compared\n\nMaps were compared 16.04.2024\n\nThe sheets agree.\n\nAll of them.\n\n\nGo back\n"
LONGER_ARTICLE = ARTICLE.replace("All of them.", "All of them.\n\nSo do the signs.")
INTERVIEW = (
    "Interview of the Head Arman Belesov to Granit\n\nInterview of the Head Arman Belesov to Granit 18.02.2024\n\n"
    "On time\n\n— Will it be on time?\n\n— Without any doubt.\n\nOn guests\n\n— Who comes?\n\n— All six.\n"
)
FOREIGN = "A page of another site altogether.\n"

OF_ALL_KINDS = [
    TEASER + ARTICLE,
    LONGER_ARTICLE,
    INTERVIEW,
    TEASER + INTERVIEW,
    FOREIGN,
    "Stray.\n\n" + ARTICLE,
]
"""Pages of each kind of content, one without a layout of the site, and one that begins with a stray paragraph."""


def write_pages(folder: Path, *pages: str) -> Path:
    """Write pages into a new folder, and return it."""
    folder.mkdir(parents=True)
    for index, page in enumerate(pages):
        (folder / f"page-{index}.txt").write_text(page, encoding="utf-8")
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below a folder by its path in it; an empty folder counts as a file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"an empty folder"
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }
