"""Web archives for tests, written by warcio or by hand."""

import gzip
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from csto_dataset.documents import Document
from csto_dataset.findings import Finding

SITE = "https://en.odkb-csto.org"
MOMENT = "2024-04-16T12:30:00Z"
DAY = date(2024, 4, 16)


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's own leaves a temporary file to the garbage collector."""

    _create_temp_file = staticmethod(io.BytesIO)


class Archive:
    """An archive that warcio writes, and where each record of it ends."""

    def __init__(self, *, compressed: bool = False) -> None:
        self._file = io.BytesIO()
        self._writer = _Writer(self._file, gzip=compressed)
        self.name = "crawl.warc.gz" if compressed else "crawl.warc"
        self.ends: list[int] = []

    @property
    def content(self) -> bytes:
        return self._file.getvalue()

    def answer(
        self,
        body: bytes,
        url: str = f"{SITE}/page",
        *,
        status: str = "200 OK",
        media: str | None = "text/plain; charset=utf-8",
        http: tuple[tuple[str, str], ...] = (),
        kind: str = "response",
        warc: tuple[tuple[str, str], ...] = (),
    ) -> "Archive":
        """Add what a server answered."""
        named = (("Content-Type", media),) if media else ()
        headers = StatusAndHeaders(status, [*named, *http], protocol="HTTP/1.1")
        stated = {**self._stated(), **dict(warc)}
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=stated
        )
        return self._write(record)

    def other(self, kind: str, body: bytes = b"", url: str = f"{SITE}/page", media: str = "text/plain") -> "Archive":
        """Add a record of another type, such as the text of a page in a WET file."""
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), warc_content_type=media, warc_headers_dict=self._stated()
        )
        return self._write(record)

    def _stated(self) -> dict[str, str]:
        """Return the headers that warcio would make up, so that an archive has the same bytes in every run."""
        return {"WARC-Date": MOMENT, "WARC-Record-ID": f"<urn:uuid:{len(self.ends):032}>"}

    def _write(self, record: object) -> "Archive":
        self._writer.write_record(record)
        self.ends.append(len(self.content))
        return self


def by_hand(block: bytes, *lines: str, kind: str = "conversion", length: int | None = None) -> bytes:
    """Return a record as its bytes, without the check sums that would betray a wrong one."""
    header = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {SITE}/page",
        f"WARC-Date: {MOMENT}",
        "Content-Type: text/plain" if kind == "conversion" else "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    changed = {line.partition(":")[0] for line in lines}
    kept = [line for line in header if line.partition(":")[0] not in changed]
    told = [*kept, *(line for line in lines if not line.endswith(": -"))]
    return "\r\n".join(told).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + block + b"\r\n\r\n"


def members(*records: bytes) -> bytes:
    """Return records as gzip members, one each."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def html_seen(
    raw: bytes, name: str, *, url: str | None, charset: str | None, captured: date | None
) -> Iterator[Document | Finding]:
    """Stand in for the reader of HTML: the text of the document is all that it was given."""
    yield Document(name, f"{charset} {raw.hex()}", "0" * 64, url, captured=captured)


def write(folder: Path, content: bytes, name: str = "crawl.warc") -> Path:
    """Write an archive."""
    path = folder / name
    path.write_bytes(content)
    return path
