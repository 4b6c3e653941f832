"""Every page of the built example: inert, whole, linked, and silent about people."""

import html
import json
import re
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
import segno
import yaml

from generator.issuer_keys import fingerprint
from generator.sharing import linkedin_url, qr_svg
from generator.vc import did, ed25519
from generator.views import read_view
from generator.words import Words
from tests.conftest import DID, REPOSITORY, SEED, URL, links, parse_html, tree

BASE = "https://northfield.example/badges/"


@pytest.fixture(scope="module", params=["example", "plain_example"])
def files(request):
    """What is published, in each theme."""
    return tree(request.getfixturevalue(request.param).out)


@pytest.fixture(scope="module")
def pages(files):
    return {name: parse_html(data) for name, data in files.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def records(example):
    return {
        path.stem: path.read_bytes()
        for path in sorted((example.root / "content/credentials").rglob("*.json"))
    }


def attribute(elements, tag, **wanted):
    return [
        element
        for element in elements
        if element.tag == tag
        and all(element.attributes.get(name.rstrip("_")) == is_ for name, is_ in wanted.items())
    ]


def is_person(name):
    return name.startswith(("c/", "collections/"))


def test_there_is_a_page_for_everything(files, records):
    assert {
        "index.html",
        "programs/index.html",
        "issuer/index.html",
        "verify/index.html",
        "404.html",
        "did.json",
        ".nojekyll",
        "_headers",
        "sitemap.xml",
        "robots.txt",
        "programs/applied-data-analysis/index.html",
        "pathways/data-at-work/index.html",
        "about/index.html",
        "status/revocation.json",
        "status/suspension.json",
    } <= files.keys()
    stems = {f"c/{name[:2]}/{name}" for name in records}
    assert {name for name in files if name.startswith("c/")} == {
        f"{stem}{suffix}" for stem in stems for suffix in (".html", ".json", ".svg")
    }


def test_nothing_that_is_kept_for_the_issuer_alone_is_published(files):
    assert [name for name in files if name.startswith("status/")] == [
        "status/revocation.json",
        "status/suspension.json",
    ]


def test_the_policy_stands_right_behind_the_charset(pages):
    for name, elements in pages.items():
        start = next(at for at, element in enumerate(elements) if element.tag == "head")
        charset, policy = elements[start + 1 : start + 3]
        assert charset.attributes == {"charset": "utf-8"}, name
        assert policy.attributes["http-equiv"] == "Content-Security-Policy", name


def test_the_policy_allows_the_site_itself_and_no_inline_code(pages):
    policies = {
        elements[index].attributes["content"]
        for elements in pages.values()
        for index in [next(i for i, e in enumerate(elements) if e.tag == "head") + 2]
    }

    for policy in policies:
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == "'self'"
        assert rules["base-uri"] == rules["form-action"] == "'none'"
        assert rules["require-trusted-types-for"] == "'script'"
        assert rules["connect-src"].split()[0] == "'self'"


def test_other_sites_may_be_asked_by_the_pages_with_a_button_for_it_alone(pages, example):
    asked = {
        f"programs/{slug}/index.html": [f"https://{host}"]
        for slug, host in (
            ("applied-data-analysis", "ternweir.example"),
            ("harbour-radio-watch", "harbour.seaholm.example"),
            ("medicines-support", "larkfieldcare.example"),
            ("spill-response", "harbour.seaholm.example"),
        )
    }
    asked["pathways/harbour-operations/index.html"] = ["https://harbour.seaholm.example"]
    asked["verify/index.html"] = asked["plan/index.html"] = ["https:"]  # issuers of any badge
    found = {name: connects(elements) for name, elements in pages.items()}

    assert {name: sites for name, sites in found.items() if sites} == asked
    assert len(example.site.partners) == 3


def connects(elements):
    """Return where a page may send requests, beside its own site."""
    at = next(i for i, element in enumerate(elements) if element.tag == "head") + 2
    policy = elements[at].attributes["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    return rules["connect-src"].split()[1:]


def test_no_page_holds_an_inline_script_or_style(pages):
    for name, elements in pages.items():
        assert attribute(elements, "style") == [], name
        for script in attribute(elements, "script"):
            if script.attributes.get("type") in {"application/json", "application/ld+json"}:
                json.loads(script.text)
            else:
                assert script.attributes["src"], name
                assert script.text == "", name
        for element in elements:
            bad = [key for key in element.attributes if key.startswith("on") or key == "style"]
            assert bad == [], name


def test_nothing_is_loaded_from_other_sites(pages):
    loading = ("script", "link", "img", "source", "iframe", "object", "embed", "video", "audio")
    for name, elements in pages.items():
        for element in elements:
            if element.tag in loading:
                address = element.attributes.get("src") or element.attributes.get("href") or ""
                assert urlsplit(address).scheme == urlsplit(address).netloc == "", name
                assert "srcset" not in element.attributes


def test_links_lead_to_the_web_to_mail_or_to_the_site(pages):
    for name, elements in pages.items():
        schemes = {urlsplit(address).scheme for address in links(elements)}
        assert schemes <= {"", "https", "http", "mailto"}, name


def test_every_link_within_the_site_resolves(pages, files):
    broken = []
    for name, elements in pages.items():
        here = BASE + name.removesuffix("index.html")
        for address in links(elements):
            target, _, fragment = urljoin(here, address).partition("#")
            if not target.startswith(BASE):
                continue
            place = unquote(target.removeprefix(BASE).partition("?")[0])
            file = f"{place}index.html" if place.endswith("/") or not place else place
            if file not in files:
                broken.append(f"{name}: {address}")
            elif fragment and file.endswith(".html") and "=" not in fragment:
                ids = {element.attributes.get("id") for element in pages[file]}
                if fragment not in ids:
                    broken.append(f"{name}: {address} (no such id)")

    assert broken == []


def test_links_within_the_site_do_not_name_its_address(pages):
    for name, elements in pages.items():
        if name == "404.html":
            continue
        loaded = [e for e in elements if e.tag in ("script", "img", "link")]
        assert [address for address in links(loaded) if address.startswith("/")] == [], name


def test_the_page_that_any_address_may_show_is_linked_from_the_hosts_root(pages):
    inner = [address for address in links(pages["404.html"]) if not urlsplit(address).scheme]

    assert {address for address in inner if not address.startswith(("/badges/", "#"))} == set()
    assert "/badges/assets/style.css" in inner


def test_every_id_stands_once_on_its_page(pages):
    for name, elements in pages.items():
        ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), name


def test_every_picture_has_a_text_and_every_page_one_title(pages):
    for name, elements in pages.items():
        assert [e for e in attribute(elements, "img") if "alt" not in e.attributes] == [], name
        titles = [e for e in attribute(elements, "title") if "id" not in e.attributes]  # of no svg
        assert len(titles) == 1, name
        assert len(attribute(elements, "h1")) == 1, name
        assert elements[0].tag == "html"
        assert elements[0].attributes["lang"]
        assert elements[0].attributes["dir"] in ("ltr", "rtl")


def test_no_page_says_verified_before_anything_was_checked(files):
    for name, data in files.items():
        if is_person(name) and name.endswith(".html"):
            text = re.sub(r"<script.*?</script>", "", data.decode(), flags=re.DOTALL)
            assert re.search(r"\bverified\b", text, re.IGNORECASE) is None, name
            language = re.search(r'<html lang="([^"]+)"', text)
            assert language is not None
            words = Words(REPOSITORY, "en").at(language[1])
            assert words.text("credential.unchecked") in text


def test_only_pages_for_everybody_may_be_indexed(pages):
    for name, elements in pages.items():
        hidden = bool(attribute(elements, "meta", name="robots", content="noindex"))
        assert hidden == (is_person(name) or name == "404.html"), name


def test_the_sitemap_names_every_public_page_and_nobodys(files, pages):
    listed = set(re.findall(r"<loc>(.*?)</loc>", files["sitemap.xml"].decode()))

    public = {name for name in pages if not is_person(name) and name != "404.html"}
    assert {html.unescape(address) for address in listed} == {
        BASE + name.removesuffix("index.html") for name in public
    }
    assert not any(f"{BASE}c/" in address for address in listed)


def test_no_public_page_links_to_a_person(pages):
    for name, elements in pages.items():
        if not is_person(name):
            assert [a for a in links(elements) if re.search(r"(^|/)c/", a)] == [], name


def test_the_published_record_is_the_contents_byte_for_byte(files, records):
    for name, raw in records.items():
        assert files[f"c/{name[:2]}/{name}.json"] == raw


def test_keys_and_lists_are_published_byte_for_byte(example, files):
    for name in ("did.json", "status/revocation.json", "status/suspension.json"):
        assert files[name] == (example.root / "content" / name).read_bytes()


def test_the_data_block_of_a_page_is_the_record(pages, records):
    for name, raw in records.items():
        (block,) = attribute(pages[f"c/{name[:2]}/{name}.html"], "script", id="credential")
        assert block.attributes["type"] == "application/json"
        assert json.loads(block.text) == json.loads(raw)


def test_a_page_shows_the_name_and_the_title_of_its_record(files, records):
    for name, raw in records.items():
        document = json.loads(raw)
        page = files[f"c/{name[:2]}/{name}.html"].decode()
        assert html.escape(document["credentialSubject"]["achievement"]["name"], quote=False) in (
            page.replace("&#39;", "'").replace("&#34;", '"')
        )


def test_no_address_of_a_recipient_is_anywhere(example, files):
    people = yaml.safe_load((REPOSITORY / "tests/example/people.yml").read_text("utf-8"))
    addresses = {person["email"].lower() for person in people if person.get("email")}
    published = {**files, **tree(example.root / "content")}

    assert len(addresses) >= 20
    for name, data in published.items():
        text = data.decode("utf-8", "replace").lower()
        assert [address for address in addresses if address in text] == [], name


def test_reasons_stand_on_the_page_of_what_was_withdrawn(example, files):
    reasons = json.loads((example.root / "content/status/reasons").read_bytes())

    assert reasons
    for reason in reasons:
        name = reason["record_id"]
        page = html.unescape(files[f"c/{name[:2]}/{name}.html"].decode())
        assert reason["text"] in page
        assert "(not part of the signed record)" in page


def test_the_issuer_page_shows_the_fingerprint_of_each_key(example, files):
    page = files["issuer/index.html"].decode()

    for multibase in example.site.public_keys():
        key = did.decode_multikey(multibase)
        assert key is not None
        assert fingerprint(key) in page
        assert multibase in page


def test_a_fingerprint_is_sha_256_in_groups_of_four():
    assert fingerprint(ed25519.public_key_of(bytes(32))) == (
        "139e 3940 e64b 5491 7220 88d9 a0d7 4162 8fc8 26e0 9475 d341 a780 acde 3c4b 8070"
    )


def test_the_code_on_a_certificate_is_its_address():
    address = f"{URL}c/ab/abcdefghijklmnopqrstuvwxyz.html"
    drawn = parse_html(qr_svg(address))
    size = segno.make_qr(address, error="m").symbol_size(border=2)[0]

    assert drawn[0].tag == "svg"
    assert drawn[0].attributes["viewbox"] == f"0 0 {size} {size}"
    assert {element.tag for element in drawn} == {"svg", "path"}
    assert qr_svg(address) == qr_svg(address) != qr_svg(f"{address}x")


def test_linkedin_is_told_what_the_record_says(project):
    view = read_view(project.document("ada"), project.site, "en")
    parts = urlsplit(linkedin_url(view, project.site.config.linkedin_organization_id))

    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://www.linkedin.com/profile/add"
    assert parse_qs(parts.query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["First Aid at Work, Refresher"],
        "organizationName": ["Northfield College"],
        "issueYear": ["2026"],
        "issueMonth": ["6"],
        "expirationYear": ["2029"],
        "expirationMonth": ["6"],
        "certUrl": [view.id],
        "certId": [project.ids["ada"][:10]],
    }


def test_a_site_at_a_hosts_root_has_its_keys_in_the_well_known_place(project, tmp_path):
    for part in ("credentials", "status", "did.json"):
        place = project.root / "content" / part
        place.rename(tmp_path / part)
    settings = project.root / "content/site.yml"
    settings.write_text(settings.read_text().replace(URL, "https://ada.example/"))
    document = (tmp_path / "did.json").read_text().replace(DID, "did:web:ada.example")
    project.write("content/did.json", document)

    project.build()

    assert (project.out / ".well-known/did.json").read_text() == document
    assert not (project.out / "did.json").exists()


def test_no_form_of_the_seed_is_in_the_output(project):
    project.build()

    assert [
        name
        for name, data in tree(project.out).items()
        for form in secret_forms(SEED)
        if form in data
    ] == []


def secret_forms(seed):
    """Return the ways in which a seed is written: raw, hexadecimal, base64, base58, Multikey."""
    from base64 import b64encode, urlsafe_b64encode  # noqa: PLC0415  beside its only use

    from generator.vc.multibase import encode_base58btc  # noqa: PLC0415  beside its only use

    whole = seed + ed25519.public_key_of(seed)
    return [
        seed,
        seed.hex().encode(),
        seed.hex().upper().encode(),
        *(
            encode(data).rstrip(b"=")[:42]
            for encode in (b64encode, urlsafe_b64encode)
            for data in (seed, whole)
        ),
        encode_base58btc(seed)[1:].encode(),
        encode_base58btc(b"\x80\x26" + seed)[1:].encode(),
        encode_base58btc(whole)[1:].encode(),
    ]


# Languages


def html_of(project, path):
    return parse_html((project.out / path).read_bytes())[0].attributes


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("xh", {"lang": "xh", "dir": "ltr", "data-words": "xh"}),
        ("xh-ZA", {"lang": "xh-ZA", "dir": "ltr", "data-words": "xh"}),
        ("he", {"lang": "he", "dir": "rtl", "data-words": "he"}),
        ("tlh", {"lang": "en-GB", "dir": "ltr", "data-words": "en"}),
    ],
)
def test_the_page_of_a_programme_is_in_its_language_if_there_are_words(project, language, expected):
    for code in ("he", "xh"):
        project.write(f"theme/words/{code}.json", "{}")
    source = (project.root / "content/programs/night-watch.md").read_text()
    project.write(
        "content/programs/night-watch.md",
        source.replace("type:", f"language: {language}\ntype:", 1),
    )

    project.build()

    assert html_of(project, "programs/night-watch/index.html") == expected
    assert html_of(project, "index.html")["lang"] == "en-GB"


def test_the_words_of_a_programme_are_marked_as_in_its_language(project):
    source = (project.root / "content/programs/night-watch.md").read_text()
    project.write(
        "content/programs/night-watch.md", source.replace("type:", "language: tlh\ntype:", 1)
    )

    project.build()

    page = parse_html((project.out / "programs/night-watch/index.html").read_bytes())
    (title,) = attribute(page, "h1")
    assert (title.attributes["lang"], title.attributes["dir"]) == ("tlh", "auto")


def test_a_reader_is_offered_the_languages_there_are(project):
    project.write("theme/words/xh.json", '{"language.name": "isiXhosa"}')

    project.build()

    page = parse_html((project.out / "index.html").read_bytes())
    options = {e.attributes["value"]: e.text for e in attribute(page, "option")}
    assert options["xh"] == "isiXhosa"
    assert options["en"] == "English"
    for code in options:
        assert (project.out / f"assets/words.{code}.json").is_file()
        assert (project.out / f"assets/checks.{code}.json").is_file()
