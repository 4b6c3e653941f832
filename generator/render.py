"""Typed values in, bytes of a page out: the only module that knows Jinja.

Templates come from the provider's `theme/templates`, then the chosen theme, then `default`;
`default/<name>` reaches the shipped template from an override of the same name.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.errors import ContentError, Problem
from generator.markdown import to_html
from generator.vc.checks import catalogue

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# What would end a data block, or what some parsers read as a line end; all are JSON escapes.
_DATA_BLOCK_ESCAPES = {
    ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029\ufeff"
}


class Renderer:
    """The templates of one project, ready to render."""

    def __init__(self, root: Path, themes: Path, theme: str) -> None:
        """Find templates for the project in `root`, with its chosen `theme` below `themes`."""
        self._root = root
        shipped = jinja2.FileSystemLoader(themes / "default" / "templates")
        loaders: list[jinja2.BaseLoader] = [
            jinja2.FileSystemLoader(root / "theme" / "templates"),
            jinja2.FileSystemLoader(themes / theme / "templates"),
            shipped,
            jinja2.PrefixLoader({"default": shipped}),
        ]
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(loaders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(day=day, markdown=to_html)
        self._environment.globals["verdict_words"] = catalogue()["verdicts"]

    def render(self, template: str, values: Mapping[str, Any]) -> bytes:
        """Render one page.

        Raises:
            ContentError: when a template is wrong, with its file and line.
        """
        try:
            return self._environment.get_template(template).render(values).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise self._problem(error.filename, error.lineno, error.message) from error
        except jinja2.TemplateNotFound as error:
            raise self._problem(None, 0, f"there is no template {error}") from error
        except Exception as error:  # a template is the provider's program: it may raise anything
            place = _template_place(error)
            if place is None:
                raise
            is_jinja = isinstance(error, jinja2.TemplateError)
            message = str(error) if is_jinja else f"{type(error).__name__}: {error}"
            raise self._problem(*place, message) from error

    def _problem(self, filename: str | None, line: int, message: str | None) -> ContentError:
        path = Path(filename or "theme/templates")
        if path.is_relative_to(self._root):
            path = path.relative_to(self._root)
        return ContentError(
            [Problem(path.as_posix(), line, 1, message or "template error", "template")]
        )


def data_block(raw: bytes) -> Markup:
    """Return a record's JSON text for a `<script type="application/json">` block.

    It parses to the same document. Beside `markdown`, the only place that marks text as safe.
    """
    return Markup(raw.decode("utf-8").strip().translate(_DATA_BLOCK_ESCAPES))  # noqa: S704  escaped above


def day(text: str) -> str:
    """Write an ISO date or a dateTimeStamp as its day in UTC: `12 June 2026`."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _template_place(error: BaseException) -> tuple[str, int] | None:
    """Find the innermost template line in a traceback; None if no template is in it."""
    place = None
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.endswith(".html"):
            place = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return place
