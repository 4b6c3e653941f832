"""Templates: overridden block by block, escaping always, wrong ones told with file and line."""

import json

import pytest

from generator.errors import ContentError
from generator.render import Renderer, data_block
from generator.themes import themes_folder
from generator.words import Words
from tests.conftest import parse_html


class PageInEnglish:
    """What the words of a template are chosen by."""

    language = "en-GB"


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\"'&"


@pytest.fixture
def render(tmp_path):
    def render_text(text, **values):
        folder = tmp_path / "theme/templates"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "mine.html").write_text(text)
        renderer = Renderer(tmp_path, themes_folder(), "default", Words(tmp_path, "en-GB"))
        return renderer.render("mine.html", {"page": PageInEnglish, **values}).decode()

    return render_text


def override(project, name, text):
    project.write(f"theme/templates/{name}", text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ x }}",
        '<a title="{{ x }}">',
        "{% set y = x %}{{ y }}",
        "{% filter trim %}{{ x }}{% endfilter %}",
    ],
)
def test_every_value_is_escaped(render, text):
    shown = render(text, x=HOSTILE)

    assert "<script" not in shown
    assert "<img" not in shown
    assert "{{7*7}}" in shown
    assert "&#34;&#39;&amp;" in shown


def test_an_unknown_value_is_an_error_with_its_line(render):
    with pytest.raises(ContentError) as raised:
        render("one\n\n{{ nothing }}\n")

    assert str(raised.value) == ("theme/templates/mine.html:3:1: 'nothing' is undefined [template]")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% if %}", 1),
        ("a\n{{ x", 2),
        ("a\nb\n{% block main %}", 3),
        ("a\n{{ x | nosuchfilter }}", 2),
        ("a\nb\n{{ x.y.z }}", 3),
        ("a\n{{ x + 1 }}", 2),
        ("a\n{{ x() }}", 2),
        ("a\n{{ 1 // 0 }}", 2),
        ("a\n{{ 'soon' | day }}", 2),
        ("a\n{{ {}['k'] }}", 2),
        ("a\n{{ say('nav.isuer') }}", 2),
        ("a\n{{ t('catalogue.lead') }}", 2),
        ("a\n{% for a, b in ['abc'] %}{% endfor %}", 2),
        ("a\n{{ '%d' | format('x') }}", 2),
    ],
)
def test_a_wrong_template_is_told_with_its_file_and_line(render, text, line):
    with pytest.raises(ContentError) as raised:
        render(text, x="text")

    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.code) == (
        "theme/templates/mine.html",
        line,
        "template",
    )
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    "text",
    ["{% extends 'none.html' %}", "{% include 'none.html' %}", "{% extends 'mine.html' %}"],
)
def test_a_template_that_leads_nowhere_is_a_problem_and_no_traceback(render, text):
    with pytest.raises(ContentError) as raised:
        render(text)

    assert str(raised.value).endswith("[template]")


def test_a_template_that_is_not_utf_8_is_a_problem_and_no_traceback(project):
    project.write("theme/templates/home.html", b"caf\xe9")

    with pytest.raises(ContentError, match=r"theme/templates/home\.html"):
        project.build()


def test_no_template_is_read_from_outside_its_folders(render, tmp_path):
    (tmp_path / "secret.html").write_text("secret")

    with pytest.raises(ContentError):
        render("{% include '../../secret.html' %}")


def test_an_override_fills_one_block_of_the_shipped_page(project):
    project.build()
    shipped = project.page("ada").read_bytes()
    override(
        project,
        "credential.html",
        '{% extends "default/credential.html" %}\n'
        '{% block footer %}<p id="own">{{ site.name }}</p>{% endblock %}\n',
    )

    project.build()

    own = project.page("ada").read_bytes()
    head, _, rest = shipped.partition(b"<footer>\n")
    _, _, tail = rest.partition(b"</footer>")
    assert own.startswith(head)
    assert own.rstrip().endswith(tail.rstrip())
    assert b'<footer>\n<p id="own">Northfield College</p>' in own


def test_an_override_of_the_frame_reaches_every_page(project):
    override(
        project,
        "base.html",
        '{% extends "default/base.html" %}\n{% block footer %}<p>OWN</p>{% endblock %}\n',
    )

    project.build()

    home = (project.out / "index.html").read_bytes()
    assert home.count(b"<p>OWN</p>") == 1


def test_a_wrong_override_of_the_front_page_writes_nothing(project):
    override(project, "home.html", "\n{{ nothing }}\n")

    assert project.problems() == [
        "theme/templates/home.html:2:1: 'nothing' is undefined [template]"
    ]


def test_a_wrong_override_of_the_credential_page_writes_nothing(project):
    override(project, "credential.html", "\n{{ nothing }}\n")

    assert project.problems() == [
        "theme/templates/credential.html:2:1: 'nothing' is undefined [template]"
    ]


def test_a_problem_names_the_overriding_file_and_not_the_shipped_one(project):
    override(
        project,
        "home.html",
        '{% extends "default/home.html" %}\n{% block main %}\n{{ nothing }}\n{% endblock %}\n',
    )

    assert project.problems() == [
        "theme/templates/home.html:3:1: 'nothing' is undefined [template]"
    ]


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "\u2028\u2029\ufeff", "]]>", "<!--<script>", "\\u003c", "\u0000\u007f", "\U0001f393"],
)
def test_a_data_block_parses_to_the_same_document_and_cannot_end_early(text):
    raw = json.dumps({text: [text]}, ensure_ascii=False).encode() + b"\n"

    block = data_block(raw)

    assert json.loads(block) == json.loads(raw)
    assert not set(block) & set("<>&\u2028\u2029\ufeff")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-12", "12 June 2026"),
        ("2026-01-01T00:00:00Z", "1 January 2026"),
        ("2026-06-12T23:59:59Z", "12 June 2026"),
        ("2026-01-01T00:30:00+01:00", "31 December 2025"),
        ("2026-12-31T23:30:00-01:00", "1 January 2027"),
        ("2026-06-12T12:00:00.123456789Z", "12 June 2026"),
    ],
)
def test_a_date_is_written_as_its_day_in_utc(render, text, expected):
    assert render("{{ stamp | day }}", stamp=text) == expected


# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ t('nav.issuer') }}", "Issuer"),
        ("{{ 1234.5 | number }}", "1,234.5"),
        ("{{ say('nav.issuer') }}", '<span data-t="nav.issuer">Issuer</span>'),
        (
            "{{ say('count.parts', count=1) }}",
            '<span data-t="count.parts" data-w=\'{"count":1}\'>1 part</span>',
        ),
        (
            "{% set a %}<b>{{ say('home.look-act') }}</b>{% endset %}{{ say('home.open', act=a) }}",
            (
                '<span data-t="home.open"><span data-p="act"><b><span data-t="home.look-act">Look '
                "at the address.</span></b></span> or scan the code on the print-out. You need no "
                "account.</span>"
            ),
        ),
    ],
)
def test_a_template_says_a_sentence_of_the_catalogue(render, text, expected):
    assert render(text) == expected


@pytest.mark.parametrize("function", ["t", "say"])
def test_a_value_within_a_sentence_is_escaped(render, function):
    shown = render("<p>{{ " + function + "('catalogue.lead', site=x) }}</p>", x=HOSTILE)

    assert "<script" not in shown
    assert "<img" not in shown


def test_a_value_is_there_for_the_readers_language_too(render):
    shown = render("{{ say('catalogue.lead', site=x) }}", x=HOSTILE)
    (element,) = parse_html(shown.encode())

    assert json.loads(element.attributes["data-w"] or "") == {"site": HOSTILE}
    assert HOSTILE in element.text


def test_a_templates_word_that_nobody_wrote_is_told_with_the_nearest(render):
    with pytest.raises(ContentError, match=r"no words 'nav\.isuer': did you mean 'nav\.issuer'"):
        render("{{ t('nav.isuer') }}")
