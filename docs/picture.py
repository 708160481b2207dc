"""Draw docs/validate.svg, the picture in the README: the validator's real answer about a copy with a look-alike letter."""

import contextlib
import inspect
import re
import tempfile
from io import StringIO
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from csto_dataset.release import load
from csto_dataset.reports import text
from csto_dataset.validate import validate

PICTURE: Final = Path(__file__).with_name("validate.svg")
COPY: Final = Path("news_items.json")
COLUMNS: Final = 100

# Without the fonts that rich would fetch from elsewhere.
_RICH_FORM: Final = inspect.signature(Console.export_svg).parameters["code_format"].default
_FORM: Final = re.sub(r"@font-face {{.*?}}\s*", "", _RICH_FORM, flags=re.DOTALL)


def draw() -> str:
    """Return the picture as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ csto-dataset validate {COPY}"))
    console.print(_report())
    return console.export_svg(title="Is this copy genuine?", code_format=_FORM, unique_id="validate")


def _report() -> Text:
    release = load()
    original = (release.folder / COPY).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        COPY.write_text(original.replace("disarmament", "disarm\u0430ment"), encoding="utf-8")
        return text.render(validate([COPY], release))


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
