"""The codes of findings about files that cannot be unpacked, or not be read to their end."""

from typing import Final

from csto_dataset.codes.entry import ASK, Entry

_LIMITS: Final = (
    "If you trust the file, allow more (`csto-dataset validate --help` names the limits), or unpack it yourself."
)

PACKING_CODES: Final[dict[str, Entry]] = {
    "damaged-compression": Entry(
        "error",
        "A compressed file is damaged, ends early, or goes on behind its end. Whole lines that came out before were read.",
        "a `.gz` download that was cut off",
        ASK,
    ),
    "nested-compression": Entry(
        "error",
        "A compressed file holds a compressed file.",
        "`news_items.jsonl.gz` compressed once more on its way",
        "Unpack the file once, and validate what comes out.",
    ),
    "compression-bomb": Entry(
        "error",
        "More comes out of a file than is allowed for its size, or for any file. Whole lines and rows before that were read.",
        "a gigabyte of spaces in a file of 32 kB",
        _LIMITS,
    ),
    "reader-crashed": Entry(
        "error",
        "The process that read the file ended before it was done. What it told before stands.",
        "a Parquet file made to crash its readers",
        ASK,
    ),
    "reader-out-of-memory": Entry(
        "error",
        "To read the file, or to unpack it, takes more memory than is allowed. What was told before stands.",
        "a Parquet file of 400 bytes that states pages of 8 GB",
        _LIMITS,
    ),
    "reader-out-of-time": Entry(
        "error",
        "The process that read the file told nothing for too long, and was ended. What it told before stands.",
        "a Parquet file with a page that is decoded for hours",
        _LIMITS,
    ),
}
"""Every code of a file that cannot be unpacked or read to its end, with its level, cause, an example and a remedy."""
