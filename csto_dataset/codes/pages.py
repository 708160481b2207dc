"""The codes of findings about pages and the archives that hold them."""

from typing import Final

from csto_dataset.codes.entry import Entry

PAGE_CODES: Final[dict[str, Entry]] = {
    "slice-mismatch": Entry(
        "error",
        "A value is not what its document says at its place.",
        "a paragraph that was reworded",
        "Build from the unchanged page, and tell us of it.",
    ),
    "unread-day": Entry(
        "warning",
        "A line looks like a day and is none of the calendar as the site prints it; it stands as text, or is left unread.",
        "`31.02.2024`",
        "Look at the ledger; tell us of the page.",
    ),
    "unclear-turns": Entry(
        "warning",
        "The marks of a page do not say clearly which paragraphs ask and which answer.",
        "a list with dashes inside an answer",
        "Read the interview against its page; tell us of the page.",
    ),
    "unclear-reading": Entry(
        "warning",
        "Two readings of a page explain its marks about equally well; the likelier one was taken.",
        "a report that quotes a question and its answer",
        "Read the page; tell us of it where the reading is wrong.",
    ),
    "unanswered-question": Entry(
        "warning",
        "A page ends in a question of an interview, without its answer; the question is in no record.",
        "a capture that was cut off",
        "Save the whole page, if there is one.",
    ),
    "no-record": Entry(
        "note",
        "A page gives no record: it is a menu, a list of links, or a title without a text.",
        "a capture of navigation alone",
        "Nothing to do, if you know the page.",
    ),
    "undecided-teasers": Entry(
        "note",
        "The page does not show where one undated item of its side column ends and the next begins.",
        "two teasers without days, one blank line between them",
        "Nothing to do; the documentation tells which reading was taken.",
    ),
    "diverging-captures": Entry(
        "note",
        "Captures of one page, or of one article, say different things; the fullest reading was taken.",
        "a capture that was cut off, beside a whole one",
        "Look at the ledger: it names the record in each of its pages.",
    ),
    "unread-page": Entry(
        "error",
        "A page cannot be read at all; the others were.",
        "a file that is not UTF-8",
        "Save the page again.",
    ),
    "undecodable-bytes": Entry(
        "warning",
        "A page holds bytes that its encoding does not have; a browser shows U+FFFD for each, and so does the document.",
        "one byte of windows-1251 in a page that says it is UTF-8",
        "Save the page again; if the page itself is so, tell us of it.",
    ),
    "broken-record": Entry(
        "warning",
        "A record of a web archive cannot be read; the others were.",
        "an archive that was cut off",
        "Fetch the archive again.",
    ),
    "undated-capture": Entry(
        "note",
        "A web archive does not say when a page was fetched, or not as it should; the page was read.",
        "`WARC-Date: 16.04.2024`",
        "Nothing to do.",
    ),
    "left-records": Entry(
        "note",
        "A web archive holds records that are no pages of the site in HTML or text; they were left alone.",
        "an image, a page of another host, the request for a page",
        "Nothing to do.",
    ),
    "unread-text": Entry(
        "warning",
        "Nothing recognised this text of a page; it is in no record.",
        "a table of figures",
        "Look at the ledger; tell us of the page.",
    ),
    "no-layout": Entry(
        "error",
        "The page has no layout of the site that the parser knows.",
        "a page of another site",
        "Check that the page is of the CSTO's site.",
    ),
}
"""Every code of a page, with its level, cause, an example and a remedy."""
