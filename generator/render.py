"""Typed values in, bytes of a page out: the only module that knows Jinja.

Templates come from the provider's `theme/templates`, then the chosen theme, then `default`;
`default/<name>` reaches the shipped template from an override of the same name, and so does
`plain/<name>` where that is the chosen theme.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.errors import ContentError, Problem
from generator.fields import parse_date
from generator.markdown import to_html
from generator.scripts import script_words
from generator.signed_text import signed_text
from generator.text import columns
from generator.words import ENGLISH, Catalogue, Words

P = ParamSpec("P")
R = TypeVar("R")

# What would end a data block or an attribute, or what some parsers read as a line end; all are
# JSON escapes.
_DATA_BLOCK_ESCAPES = {
    ord(character): f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029\ufeff"
}


class Renderer:
    """The templates of one project, ready to render."""

    def __init__(self, root: Path, themes: Path, theme: str, words: Words) -> None:
        """Find templates for the project in `root`, with its chosen `theme` below `themes`."""
        self._root = root
        self._words = words
        shipped = jinja2.FileSystemLoader(themes / "default" / "templates")
        chosen = jinja2.FileSystemLoader(themes / theme / "templates")
        loaders: list[jinja2.BaseLoader] = [
            jinja2.FileSystemLoader(root / "theme" / "templates"),
            chosen,
            shipped,
            jinja2.PrefixLoader(
                {theme: jinja2.ChoiceLoader([chosen, shipped]), "default": shipped}
            ),
        ]
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(loaders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(
            columns=columns,
            markdown=to_html,
            signed=signed_text,
            day=self._with_words(day),
            number=self._with_words(number),
            money=self._with_words(money),
        )
        self._environment.tests["worded"] = words.at(ENGLISH).table.__contains__
        self._environment.tests["dated"] = lambda text: parse_date(text) is not None
        self._environment.globals.update(
            t=self._with_words(plain),
            say=self._with_words(say),
            script_words=self._with_words(spoken),
        )

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

    def place_of(self, template: str) -> str:
        """Return where a template was found, as problems name it."""
        return self._place(self._environment.get_template(template).filename)

    def _with_words(
        self, function: Callable[Concatenate[Catalogue, P], R]
    ) -> Callable[Concatenate[Context, P], R]:
        """Give a template's function the words of the page that it is called on."""

        @jinja2.pass_context
        def call(context: Context, /, *arguments: P.args, **named: P.kwargs) -> R:
            return function(self._words.at(context["page"].language), *arguments, **named)

        return call

    def _problem(self, filename: str | None, line: int, message: str | None) -> ContentError:
        place = self._place(filename)
        return ContentError([Problem(place, line, 1, message or "template error", "template")])

    def _place(self, filename: str | None) -> str:
        path = Path(filename or "theme/templates")
        if path.is_relative_to(self._root):
            path = path.relative_to(self._root)
        return path.as_posix()


def data_block(raw: bytes) -> Markup:
    """Return a JSON text for a `<script type="application/json">` block, or between apostrophes.

    It parses to the same document. Beside `markdown`, the only place that marks text as safe.
    """
    return Markup(raw.decode("utf-8").strip().translate(_DATA_BLOCK_ESCAPES))  # noqa: S704  escaped above


def plain(words: Catalogue, key: str, /, **values: object) -> str:
    """Return a sentence as text: `{{ t('count.parts', count=3) }}`."""
    return words.text(key, **values)


def say(words: Catalogue, key: str, /, **values: object) -> Markup:
    """Return a sentence in an element that the reader's choice of language re-words.

    Marked-up values stand in the sentence as elements of their own, which stay as they are.
    """
    said = {name: value for name, value in values.items() if not isinstance(value, Markup)}
    inner = Markup().join(_said_pieces(words, key, values))
    if not said:
        return Markup('<span data-t="{}">{}</span>').format(key, inner)
    filled = data_block(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())
    return Markup("<span data-t=\"{}\" data-w='{}'>{}</span>").format(key, filled, inner)


def _said_pieces(words: Catalogue, key: str, values: Mapping[str, object]) -> Iterator[Markup]:
    for name, piece in words.pieces(key, values.get("count")):
        value = piece if name is None else values[name]
        if isinstance(value, Markup):
            yield Markup('<span data-p="{}">{}</span>').format(name, value)
        else:
            yield escape(words.shown(value))


def day(words: Catalogue, text: str) -> str:
    """Write an ISO date or a dateTimeStamp as its day in UTC, in the page's language."""
    return words.day(text)


def number(words: Catalogue, number: float) -> str:
    """Write a number as the page's language does."""
    return words.number(number)


def money(words: Catalogue, amount: float, currency: str) -> str:
    """Write a price, as the page's language does."""
    return words.money(amount, currency)


def spoken(words: Catalogue, kind: str, types: Iterable[str] | None = None) -> Markup:
    """Return what the scripts of a `kind` of page say, for the data block `#words`."""
    return data_block(script_words(words, kind, None if types is None else tuple(types)))


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
