"""A web server on this machine alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, asked: list[str], **more: Any) -> None:
        self._asked = asked
        super().__init__(*given, **more)

    def log_message(self, format: str, *given: object) -> None:
        """Note what was fetched, and say nothing."""
        if self.command == "GET":
            self._asked.append(self.path)


@contextmanager
def serving(folder: Path, asked: list[str] | None = None) -> Iterator[str]:
    """Give the address of a server of what is in a folder.

    Args:
        asked: takes in the path of all that is fetched.
    """
    handler = partial(_Handler, directory=str(folder), asked=[] if asked is None else asked)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
