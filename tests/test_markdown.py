"""Markdown becomes HTML that can do nothing but be read, whatever stands in it."""

import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from generator.markdown import pictures_without_words, to_html

RENDERED = {
    "a paragraph": (
        "Hello *dear* **reader**",
        "<p>Hello <em>dear</em> <strong>reader</strong></p>",
    ),
    "a list": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "a numbered list": ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    "a quotation": ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    "a rule": ("---", "<hr>"),
    "code": ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
    "fenced code": ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    "a heading": ("## A", "<h2>A</h2>"),
    "an ampersand": ("R & D", "<p>R &amp; D</p>"),
    "a description list": (
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
    ),
}


@pytest.mark.parametrize(("text", "html"), RENDERED.values(), ids=RENDERED)
def test_markdown_is_rendered(text, html):
    assert to_html(text) == html


def test_the_result_is_marked_safe():
    assert isinstance(to_html("x"), Markup)


def test_a_table_keeps_its_alignment_without_a_style():
    html = to_html("|a|b|\n|:-|-:|\n|1|2|")

    assert re.findall(r"<t[hd]\b[^>]*>", html) == [
        '<th align="left">',
        '<th align="right">',
        '<td align="left">',
        '<td align="right">',
    ]


HEADINGS = {
    "a text without h1 stays": ("## A\n### B", ["h2", "h3"]),
    "a text with h1 moves down": ("# A\n## B\n### C", ["h2", "h3", "h4"]),
    "the deepest is h4": ("# A\n#### B\n##### C\n###### D", ["h2", "h4", "h4", "h4"]),
    "h1 in raw HTML moves down": ("<h1>A</h1>\n\n## B", ["h2", "h3"]),
    "an underlined title moves down": ("A\n===", ["h2"]),
}


@pytest.mark.parametrize(("text", "levels"), HEADINGS.values(), ids=HEADINGS)
def test_the_page_title_stays_the_only_h1(text, levels):
    assert re.findall(r"<(h\d)", to_html(text)) == levels


LINKS = {
    "https": ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    "http": ("http://example.org/", "http://example.org/"),
    "capital scheme": ("HTTPS://example.org/", "HTTPS://example.org/"),
    "mailto": ("mailto:a@b.example", "mailto:a@b.example"),
    "relative": ("../programs/x/", "../programs/x/"),
    "fragment": ("#part", "#part"),
    "fragment with a colon": ("#a:b", "#a:b"),
    "from the site's root": ("/programs/x/", "../../programs/x/"),
    "the site's root": ("/", "../../"),
}


@pytest.mark.parametrize(("written", "kept"), LINKS.values(), ids=LINKS)
def test_a_link_is_kept(written, kept):
    assert to_html(f"[x]({written})", "../../") == f'<p><a href="{kept}">x</a></p>'


BAD_LINKS = {
    "script": "javascript:alert(1)",
    "script in capitals": "JaVaScRiPt:alert(1)",
    "script behind a space": "&#32;javascript:alert(1)",
    "script behind a control": "&#1;javascript:alert(1)",
    "script with a tab": "java&#9;script:alert(1)",
    "script with a line end": "java&#10;script:alert(1)",
    "script with a named tab": "java&Tab;script:alert(1)",
    "script with a named colon": "javascript&colon;alert(1)",
    "script as entities": "&#106;&#97;vascript:alert(1)",
    "script without semicolons": "&#0000106avascript:alert(1)",
    "vbscript": "vbscript:x",
    "data": "data:text/html;base64,PHNjcmlwdD4=",
    "file": "file:///etc/passwd",
    "blob": "blob:https://example.org/1",
    "tel": "tel:+441234",
    "another host": "//evil.example/",
    "another host by backslashes": "\\\\evil.example/",
    "another host by slash and backslash": "/\\evil.example/",
    "another host by a tab": "/&#9;/evil.example/",
    "no slashes": "https:evil.example",
    "three slashes": "https:///evil.example",
    "backslash in the host": "https:\\\\evil.example",
}


@pytest.mark.parametrize("link", BAD_LINKS.values(), ids=BAD_LINKS)
def test_a_bad_link_in_html_loses_its_address(link):
    assert to_html(f'<p><a href="{link}">x</a></p>') == "<p><a>x</a></p>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x](//evil.example/)",
        "[x][1]\n\n[1]: data:text/html,<script>alert(1)</script>",
    ],
)
def test_a_bad_link_in_markdown_loses_its_address(text):
    assert "href" not in to_html(text)


@pytest.mark.parametrize("root", ["", "../", "/badges/"])
def test_a_script_behind_the_root_stays_a_path(root):
    assert to_html("[x](/javascript:alert(1))", root) == (
        f'<p><a href="{root or "./"}javascript:alert(1)">x</a></p>'
    )


def test_a_picture_is_taken_from_the_root():
    assert to_html("![A chart](images/a/b.svg)", "../") == (
        '<p><img alt="A chart" src="../images/a/b.svg"></p>'
    )


BAD_PICTURES = {
    "another host": "https://evil.example/a.png",
    "another host without scheme": "//evil.example/a.png",
    "data": "data:image/svg+xml,<svg/onload=alert(1)>",
    "the root": "/images/a.png",
    "another folder": "assets/a.png",
    "out of the folder": "images/../../a.png",
    "a query": "images/a.png?x",
}


@pytest.mark.parametrize("address", BAD_PICTURES.values(), ids=BAD_PICTURES)
def test_a_picture_from_elsewhere_leaves_its_words(address):
    assert to_html(f'<p><img src="{address}" alt="A < chart"></p>') == "<p>A &lt; chart</p>"


def test_a_picture_without_words_leaves_nothing():
    assert to_html("<p>a<img src='//evil.example/pixel.gif'>b</p>") == "<p>ab</p>"


ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "script in two": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script without end": "<script>alert(1)",
    "script behind a comment": "<!--><script>alert(1)</script>-->",
    "script in a code block that ends early": "```\n</code></pre><script>alert(1)</script>\n```",
    "script in a heading": "# <script>alert(1)</script>",
    "script in a table": "|a|\n|-|\n|<script>alert(1)</script>|",
    "handler": "<img src=x onerror=alert(1)>",
    "handler with a slash": "<img/src=images/a.png/onerror=alert(1)>",
    "handler on a good picture": '<img src="images/a.png" onload="alert(1)">',
    "handler on a paragraph": '<p onclick="alert(1)" onfocus=alert(1) tabindex=1>x</p>',
    "handler in the words of a picture": '![" onerror="alert(1)](images/a.png)',
    "handler in a title": '[x](https://example.org/ "\\" onclick=\\"alert(1)")',
    "handler in an address": '[x](https://example.org/"onclick="alert(1))',
    "picture in the words of a picture": '<img alt="<img src=x onerror=alert(1)>" src="//e">',
    "escaped picture in words": "<img alt='&lt;img src=x onerror=alert(1)&gt;' src='//e'>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "svg animation": "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "style": "<style>@import '//evil.example/x.css'; body{display:none}</style>",
    "style attribute": '<p style="position:fixed;inset:0">x</p>',
    "class and id": '<p class="verified" id="verdict" name="x">x</p>',
    "data attribute": '<p data-verdict="valid" aria-hidden="true" lang="x" title="x">x</p>',
    "frame": '<iframe src="//evil.example/"></iframe><iframe srcdoc="<script>alert(1)</script>">',
    "object": '<object data="//evil.example/x.swf"></object><embed src="//evil.example/">',
    "base": '<base href="//evil.example/">',
    "meta": '<meta http-equiv="refresh" content="0;url=//evil.example/">',
    "link element": '<link rel="stylesheet" href="//evil.example/x.css">',
    "form": '<form action="//evil.example/"><input name=x autofocus onfocus=alert(1)>'
    '<button formaction="javascript:alert(1)">x</button></form>',
    "media": '<video src="//evil.example/" onerror=alert(1)><source srcset="//evil.example/">',
    "picture set": '<picture><source srcset="//evil.example/"><img srcset="//e 1x"></picture>',
    "mutation through math": "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "mutation through svg style": '<svg></p><style><a title="</style><img src onerror=alert(1)>">',
    "mutation through noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "mutation through a template": "<template><script>alert(1)</script></template>",
    "mutation through a title": "<title><img title='</title><img src onerror=alert(1)>'></title>",
    "mutation through a textarea": '<textarea><a title="</textarea><img src onerror=alert(1)>">',
    "mutation through form nesting": "<form><math><mtext></form><form><mglyph><style></math>"
    "<img src onerror=alert(1)>",
    "mutation through xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "mutation through select": "<select><style></select><script>alert(1)</script></style>",
    "foreign table": "<table><tr><td><svg><desc><td><img src onerror=alert(1)></table>",
    "processing instruction": "<?xml-stylesheet href='//evil.example/'?><?php echo 1 ?>",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "markdown's own placeholder": "\x02wzxhzdk:0\x03 \x02amp\x03 <b onclick=alert(1)>x</b>",
    "template language": "{{ 7 * 7 }} {% include 'x' %}",
    "end of the page": "</main></body></html><script>alert(1)</script>",
    "plaintext": "<plaintext><script>alert(1)</script>",
}

TAGS = {
    "p", "a", "strong", "em", "ul", "ol", "li", "code", "pre", "blockquote", "h2", "h3", "h4",
    "hr", "br", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "img",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}


class Reader(HTMLParser):
    """Collects what stands in HTML beyond the tags and attributes we allow."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()):
                self.found.append(f"{tag} {name}")
            if name == "src" and not value.startswith("./images/"):
                self.found.append(value)
            if name == "href" and not value.startswith(("https://example.org/", "#")):
                self.found.append(value)

    def handle_comment(self, data):
        self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def foreign(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_leaves_only_tags_and_attributes_we_allow(attack):
    assert foreign(to_html(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_within_a_text_leaves_only_tags_and_attributes_we_allow(attack):
    assert foreign(to_html(f"- before\n  {attack}\n\nand *{attack}* after")) == []


@pytest.mark.parametrize("tag", ["script", "style"])
def test_the_content_of_a_script_or_style_is_no_text(tag):
    assert to_html(f"a\n\n<{tag}>alert(1)</{tag}>\n\nb").split() == ["<p>a</p>", "<p>b</p>"]


def test_an_open_tag_does_not_reach_beyond_the_text():
    html = to_html("<blockquote><p>a")

    assert html.count("<blockquote>") == html.count("</blockquote>") == 1


def test_template_language_stays_text():
    assert to_html("{{ site.name }}") == "<p>{{ site.name }}</p>"


PICTURES = {
    "with words": ("![a lamp](images/a.png)", []),
    "without": ("a\n\n![](images/a.png)", [(3, "images/a.png")]),
    "with a space": ("![ ](images/a.png)", [(1, "images/a.png")]),
    "the second of two": (
        "![a](images/a.png)\n\n- ![](images/a.png)",
        [(3, "images/a.png")],
    ),
    "in HTML": ('b\n\n<img src="images/a.png">', [(3, "images/a.png")]),
    "in HTML, with none on purpose": ('<img alt="" src="images/a.png">', [(1, "images/a.png")]),
    "an address given elsewhere": ("![][x]\n\n[x]: images/a.png", [(3, "images/a.png")]),
    "an address in disguise": ('<img src="images&#47;a.png">', [(1, "images/a.png")]),
    "in code": ("`![](images/a.png)`", []),
    "of another site, which is not shown": ("![](https://elsewhere.example/a.png)", []),
}


@pytest.mark.parametrize(("text", "found"), PICTURES.values(), ids=PICTURES)
def test_a_picture_without_words_is_found_with_its_line(text, found):
    assert list(pictures_without_words(text)) == found
