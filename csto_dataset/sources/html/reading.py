"""From the markup of a page to what it shows and says: the parser is called here and nowhere else."""

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

from csto_dataset.errors import SourceError
from csto_dataset.sources.html.head import head_of
from csto_dataset.sources.html.marks import marks_of
from csto_dataset.sources.html.shown import Shown
from csto_dataset.sources.html.visible import Visible


def shown_by(markup: bytes) -> Shown:
    """Return what a page shows.

    Args:
        markup: in UTF-8.

    Raises:
        SourceError: the page shows no text, or the parser gave up. The message is without the name of the page.
    """
    try:
        # With scripts, as browsers are: `noscript` holds no elements. Without events: no option is copied into a select.
        parser = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS, scripting=True)
    except (SelectolaxError, ValueError, MemoryError) as error:
        raise SourceError(f"expected HTML, found what its parser gave up ({type(error).__name__})") from error
    if parser.root is None:
        raise SourceError("expected HTML, found no element")
    visible = Visible(parser.root)
    if not visible.lines:
        raise SourceError("expected text, found none that a browser would show")
    head = head_of(parser)
    text, marks = marks_of(visible, head.titles)
    return Shown(text, marks, head.language, head.url)
