"""The provider's settings, from `content/site.yml`."""

import pytest

from generator.config import Config, load_config
from generator.errors import Problems
from generator.look import Look
from generator.vc import did

SMALLEST = """\
name: Northfield College
url: https://northfield.example/badges/
description: Badges of Northfield College.
"""

WHOLE = """\
name: Northfield College
url: https://northfield.example/badges/
description: Badges of Northfield College.
language: fr-CA
email: registry@northfield.example
website: https://northfield.example/
country: NO
logo: images/logo.svg
accent: "#1D3f8f"
accent_dark: "#8fb0ff"
font: humanist
heading_font: slab
radius: none
theme: plain
linkedin_organization_id: "0012345"
statistics: true
ctid: ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60
"""


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "content/images/logo.svg").write_text("<svg/>")
    return tmp_path


def load(root, problems, text):
    (root / "content/site.yml").write_text(text, encoding="utf-8")
    return load_config(root, problems)


def with_url(url):
    return SMALLEST.replace("https://northfield.example/badges/", url)


def test_every_key_is_read(root, problems):
    assert load(root, problems, WHOLE) == Config(
        name="Northfield College",
        url="https://northfield.example/badges/",
        description="Badges of Northfield College.",
        language="fr-CA",
        email="registry@northfield.example",
        website="https://northfield.example/",
        country="NO",
        logo="images/logo.svg",
        look=Look("#1D3f8f", "#8fb0ff", "humanist", "slab", "none"),
        theme="plain",
        linkedin_organization_id="0012345",
        statistics=True,
        ctid="ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60",
    )


def test_what_is_left_out_has_a_default_or_is_none(root, problems):
    assert load(root, problems, SMALLEST) == Config(
        name="Northfield College",
        url="https://northfield.example/badges/",
        description="Badges of Northfield College.",
        language="en-GB",
        email=None,
        website=None,
        country=None,
        logo=None,
        look=Look("#1d3f8f", None, None, None, None),
        theme="default",
        linkedin_organization_id=None,
    )


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("trusted", ("trusted",)),
        ("[trusted]", ("trusted",)),
        ("[eu-micro-credential, trusted]", ("eu-micro-credential", "trusted")),
    ],
)
def test_one_rule_or_several_can_be_asked_for(root, problems, written, rules):
    config = load(root, problems, f"{SMALLEST}completeness: {written}\n")

    assert config.completeness == rules


PLACES = {
    "a path": (
        "https://northfield.example/a/b/",
        ("did:web:northfield.example:a:b", "did.json", "/a/b/"),
    ),
    "no path": (
        "https://badges.northfield.example/",
        ("did:web:badges.northfield.example", ".well-known/did.json", "/"),
    ),
    "a project site": (
        "https://ada.github.io/My_Badges/",
        ("did:web:ada.github.io:My_Badges", "did.json", "/My_Badges/"),
    ),
}


@pytest.mark.parametrize(("url", "places"), PLACES.values(), ids=PLACES)
def test_the_address_gives_identifier_and_places(root, problems, url, places):
    config = load(root, problems, with_url(url))

    assert (config.did, config.did_path, config.base_path) == places


def test_the_host_is_that_of_the_address(root, problems):
    assert load(root, problems, SMALLEST).host == "northfield.example"


@pytest.mark.parametrize("url", ["https://northfield.example", "https://northfield.example/a"])
def test_a_missing_last_slash_is_added(root, problems, url):
    assert load(root, problems, with_url(url)).url == f"{url}/"


BAD_URLS = {
    "plain http": "http://northfield.example/",
    "no scheme": "northfield.example",
    "port": "https://northfield.example:8443/",
    "user": "https://ada@northfield.example/",
    "query": "https://northfield.example/?a",
    "fragment": '"https://northfield.example/#a"',
    "capital host": "https://Northfield.example/",
    "host without a dot": "https://localhost/",
    "IPv4 address": "https://192.0.2.1/",
    "IPv6 address": "https://[2001:db8::1]/",
    "empty label": "https://northfield..example/",
    "label with a hyphen at its end": "https://northfield-.example/",
    "host beyond ASCII": "https://nörthfield.example/",
    "host that is too long": "https://" + "a." * 127 + "example/",
    "empty segment": "https://northfield.example/a//b/",
    "dot segment": "https://northfield.example/a/../b/",
    "hidden folder": "https://northfield.example/.well-known/",
    "percent-encoding": "https://northfield.example/a%2Fb/",
    "colon in the path": "https://northfield.example/a:b/",
    "home folder": "https://northfield.example/~ada/",
    "two slashes at the end": "https://northfield.example//",
    "label that is too long": f"https://{'a' * 64}.example/",
    "label with a hyphen at its start": "https://-northfield.example/",
    "backslash": "https://northfield.example\\@evil.example/",
}


@pytest.mark.parametrize("url", BAD_URLS.values(), ids=BAD_URLS)
def test_an_address_that_makes_no_identifier_is_refused(root, problems, url):
    assert load(root, problems, with_url(url)) is None
    assert [(p.line, p.column, p.code) for p in problems.all] == [(2, 6, "value-form")]


BAD_VALUES = {
    "a language by its name": ("language: English", "value-form"),
    "an e-mail without host": ("email: registry", "value-form"),
    "a website without https": ("website: http://northfield.example/", "link-scheme"),
    "a country by its name": ("country: Norway", "value-form"),
    "the United Kingdom as UK": ("country: UK", "value-form"),
    "a logo that is not there": ("logo: images/other.svg", "image-missing"),
    "a colour by its name": ("accent: navy", "value-form"),
    "a short colour": ('accent: "#123"', "value-form"),
    "a dark colour by its name": ("accent_dark: white", "value-form"),
    "a font that is no stack": ("font: Comic Sans MS", "value-choice"),
    "a heading in no stack": ("heading_font: serrif", "value-choice"),
    "corners in pixels": ("radius: 4px", "value-choice"),
    "a rule that nobody knows": ("completeness: iso-9001", "value-choice"),
    "a rule among others that nobody knows": ("completeness: [trusted, eu]", "value-choice"),
    "a rule twice": ("completeness: [trusted, trusted]", "value-repeated"),
    "a theme by its path": ("theme: ../mine", "value-form"),
    "an organisation by its address": (
        "linkedin_organization_id: https://www.linkedin.com/company/x",
        "value-form",
    ),
    "an unknown key": ("colour: red", "key-unknown"),
}


@pytest.mark.parametrize(("line", "code"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_bad_value_is_refused(root, problems, line, code):
    assert load(root, problems, f"{SMALLEST}{line}\n") is None
    assert [(p.line, p.code) for p in problems.all] == [(4, code)]


@pytest.mark.parametrize("key", ["name", "url", "description"])
def test_a_required_key_is_missed(root, problems, key):
    text = "".join(line for line in SMALLEST.splitlines(keepends=True) if not line.startswith(key))

    assert load(root, problems, text) is None
    assert [p.message for p in problems.all] == [f"key '{key}' is missing"]


def test_missing_settings_are_told(root, problems):
    assert load_config(root, problems) is None
    assert [str(p) for p in problems.all] == ["content/site.yml: does not exist [file-missing]"]


def test_everything_wrong_is_told_at_once(root, problems):
    load(root, problems, "nmae: x\nurl: ftp://x\nmenu: y\n")

    assert [(p.line, p.code) for p in problems.all] == [
        (1, "key-missing"),
        (1, "key-missing"),
        (1, "key-unknown"),
        (2, "value-form"),
        (3, "key-unknown"),
    ]


@pytest.mark.parametrize("url", [url for url, _ in PLACES.values()])
def test_the_identifier_is_the_one_that_verifiers_find_the_document_by(root, problems, url):
    config = load(root, problems, with_url(url))

    assert config.did == did.of_address(url.removesuffix("/"))
    assert did.web_address(config.did) == config.url + config.did_path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("accent: #1d3f8f", "'accent' is empty, since # begins a remark: put it in quotes"),
        ("accent:  # ours", "'accent' is empty: give it a value or remove it"),
        ("accent:", "'accent' is empty: give it a value or remove it"),
        ('accent: ""', "'accent' is empty: give it a value or remove it"),
        ("theme: fancy", "there is no theme 'fancy': choose one of default, plain"),
    ],
)
def test_a_bad_value_is_told_with_its_line_and_what_to_do(root, problems, line, message):
    (root / "content/site.yml").write_text(f"{SMALLEST}{line}\n")

    load_config(root, problems)

    assert [(p.line, p.message) for p in problems.all] == [(4, message)]


def test_a_key_that_is_needed_is_not_to_be_removed(root, problems):
    (root / "content/site.yml").write_text(SMALLEST.replace("Badges of Northfield College.", ""))

    load_config(root, problems)

    assert [p.message for p in problems.all] == ["'description' is empty: give it a value"]
