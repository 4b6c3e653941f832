"""A host for the built site: plain files below the site's base path, on this machine alone.

A test can put other bytes at an address, take a file away or break the connection, without touching
the build; every request is remembered.
"""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


class Answer(NamedTuple):
    """What is sent for one address."""

    status: int
    type: str
    body: bytes


class SiteServer(ThreadingHTTPServer):
    """Serves the folder `root` below `base_path`, as it stands at the time `now`."""

    daemon_threads = True

    def __init__(self, root: Path, base_path: str, now: datetime) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.base_path = base_path
        self.now = now
        self.overlay: dict[str, bytes | None] = {}
        """By path on the host: other bytes, or None for a connection that breaks."""
        self.missing: set[str] = set()
        self.requests: list[str] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def reset(self) -> None:
        """Serve the build as it is again."""
        self.overlay.clear()
        self.missing.clear()
        self.requests.clear()

    def url(self, path: str) -> str:
        """Return the address of a file of the site, by its path below the site's address."""
        return f"{self.origin}{self.base_path}{path}"

    def replace(self, path: str, body: bytes | str | None) -> None:
        """Serve `body` in place of a file of the site; None breaks the connection."""
        self.overlay[self.base_path + path] = body.encode() if isinstance(body, str) else body

    def remove(self, path: str) -> None:
        """Answer as if a file of the site were not there."""
        self.missing.add(self.base_path + path)

    def read(self, path: str) -> bytes:
        """Return a file of the build, whatever is served in its place."""
        return (self.root / path).read_bytes()

    def answer(self, path: str) -> Answer | None:
        """Return what is sent for `path` on this host; None breaks the connection."""
        self.requests.append(path)
        if path in self.overlay:
            body = self.overlay[path]
            return None if body is None else Answer(200, _type_of(path), body)
        file = self._file(path)
        if file is None or not file.is_file():
            page = self.root / "404.html"
            return Answer(404, TYPES[".html"], page.read_bytes() if page.is_file() else b"")
        return Answer(200, _type_of(file.name), file.read_bytes())

    def headers(self, answer: Answer) -> Mapping[str, str]:
        return {
            "Date": format_datetime(self.now.astimezone(UTC), usegmt=True),
            "Content-Type": answer.type,
            "Content-Length": str(len(answer.body)),
            "Cache-Control": "no-store",
        }

    def _file(self, path: str) -> Path | None:
        if path in self.missing or not path.startswith(self.base_path):
            return None
        file = self.root / path.removeprefix(self.base_path)
        return file / "index.html" if path.endswith("/") else file

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a browser that closes a connection early is not a fault."""


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer

    def do_GET(self) -> None:
        answer = self.server.answer(unquote(urlsplit(self.path).path))
        if answer is None:
            self.close_connection = True
            return
        self.send_response_only(answer.status)
        for name, value in self.server.headers(answer).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the requests are in the server's list."""


def _type_of(path: str) -> str:
    return TYPES.get(Path(path).suffix or ".html", "application/octet-stream")
