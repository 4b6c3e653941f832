"""Preview the site while it is being written: build, watch, build again, reload the browser.

The preview lies below the same path as the published site, so that every link can be tried. What
is wrong with the content is shown in the browser and told to the terminal, and the preview goes on.
"""

import html
import logging
import socket
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from livereload import Server
from livereload.handlers import StaticFileHandler

from generator.build import build
from generator.content import load_site
from generator.errors import ContentError, InsigniaError

_PROBLEMS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{count} to mend</title>
</head>
<body>
<h1>{count} to mend</h1>
<p>This page shows the site again as soon as the files are saved without a problem.</p>
<ul>
{items}
</ul>
</body>
</html>
"""


def serve(
    root: Path, host: str, port: int, clock: Callable[[], datetime], report: Callable[[str], None]
) -> None:
    """Serve the project in `root` until interrupted; `report` gets each line for people.

    Raises:
        ContentError: when not even the site's address can be read.
        InsigniaError: when the port is taken.
    """
    base_path = load_site(root).config.base_path
    _refuse_taken(host, port)
    with tempfile.TemporaryDirectory(prefix="insignia-preview-") as name:

        def rebuild() -> None:
            _Handler.problems = _build(root, Path(name) / base_path.strip("/"), clock(), report)

        rebuild()
        _Handler.base_path = base_path
        server = Server()
        server.SFH = _Handler
        for folder in ("content", "theme"):
            if (root / folder).is_dir():
                server.watch(f"{root / folder}/", rebuild)
        for logger in ("livereload", "tornado.access"):
            logging.getLogger(logger).addFilter(lambda _record: False)  # `report` tells people
        report(f"serving on http://{host}:{port}{base_path} (stop with Ctrl+C)")
        server.serve(root=name, host=host, port=port, open_url=False)


def _refuse_taken(host: str, port: int) -> None:
    """Try the port before anybody is told that the site is there."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        msg = f"cannot serve on {host} port {port}: {error.strerror}; choose another port"
        raise InsigniaError(msg) from error


def _build(root: Path, out: Path, now: datetime, report: Callable[[str], None]) -> str | None:
    """Build into `out`; the page of problems if there are any."""
    try:
        built = build(root, out, now, preview=True)
    except InsigniaError as error:
        report(str(error))
        lines = error.problems if isinstance(error, ContentError) else (error,)
        count = "1 thing" if len(lines) == 1 else f"{len(lines)} things"
        items = "\n".join(f"<li><code>{html.escape(str(line))}</code></li>" for line in lines)
        return _PROBLEMS.format(count=count, items=items)
    report(f"built {built.pages} pages, {built.written} files changed")
    return None


class _Handler(StaticFileHandler):  # type: ignore[misc]  # livereload has no types
    """Serves the last build, or the page of problems in place of every page."""

    problems: ClassVar[str | None] = None
    base_path: ClassVar[str] = "/"

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002  tornado's signature
        if not path and self.base_path != "/":
            self.redirect(self.base_path)
            return
        if self.problems is not None and Path(path).suffix in ("", ".html"):
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.write(self.problems)
            return
        await super().get(path, include_body)

    def compute_etag(self) -> None:
        """A preview is never kept: the page of problems has no file whose tag could be sent."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002  tornado's signature
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        page = next(Path(self.root).rglob("404.html"), None)
        if status_code != 404 or page is None:
            super().write_error(status_code, **kwargs)
            return
        self.finish(page.read_bytes())
