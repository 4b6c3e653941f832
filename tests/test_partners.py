"""Who works with the provider, from `content/partners/`."""

import pytest

from generator.errors import Problems
from generator.partners import Partner, load_partners
from tests.conftest import DID

KEYS = """\
title: Acme Harbour
url: https://acme.example/
description: Runs a harbour.
"""


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/partners").mkdir(parents=True)
    (tmp_path / "content/images").mkdir()
    (tmp_path / "content/images/acme.svg").write_text("<svg/>")
    return tmp_path


def write(root, slug="acme", keys=KEYS, body=""):
    (root / f"content/partners/{slug}.md").write_text(f"---\n{keys}---\n{body}")


def codes(problems):
    return [(item.line, item.code) for item in problems.all]


def test_every_key_is_read(root, problems):
    more = "did: did:web:acme.example\nlogo: images/acme.svg\nlogo_alt: An anvil\n"
    write(root, keys=KEYS + more, body="Hello\n")

    assert load_partners(root, problems) == (
        Partner(
            slug="acme",
            path="content/partners/acme.md",
            title="Acme Harbour",
            url="https://acme.example/",
            did="did:web:acme.example",
            logo="images/acme.svg",
            logo_alt="An anvil",
            description="Runs a harbour.",
            body="Hello\n",
        ),
    )


def test_a_partner_needs_no_identity_and_no_logo(root, problems):
    write(root)

    (partner,) = load_partners(root, problems)
    assert (partner.did, partner.logo, partner.url_path) == (None, None, "partners/acme/")


def test_a_project_without_partners_has_none(tmp_path, problems):
    assert load_partners(tmp_path, problems) == ()


def test_partners_come_by_name(root, problems):
    write(root, "b", KEYS)
    write(root, "a", KEYS.replace("Acme", "Zebra"))

    assert [item.slug for item in load_partners(root, problems)] == ["b", "a"]


@pytest.mark.parametrize("key", ["title", "url", "description"])
def test_a_required_key_is_missed(root, problems, key):
    kept = [line for line in KEYS.splitlines() if not line.startswith(key)]
    write(root, keys="\n".join([*kept, ""]))

    assert load_partners(root, problems) == ()
    assert codes(problems) == [(2, "key-missing")]


@pytest.mark.parametrize("identity", ["acme.example", "did:key:z6Mk", "did:web:1.2.3.4"])
def test_an_identity_is_a_site(root, problems, identity):
    write(root, keys=f"{KEYS}did: {identity}\n")

    assert load_partners(root, problems) == ()
    assert codes(problems) == [(5, "value-form")]


def test_one_identity_is_one_partner(root, problems):
    write(root, "a", f"{KEYS}did: did:web:acme.example\n")
    write(root, "b", f"{KEYS}did: did:web:acme.example\n")

    assert [item.slug for item in load_partners(root, problems)] == ["a"]
    assert [(item.path, item.code) for item in problems.all] == [
        ("content/partners/b.md", "value-repeated")
    ]


def test_a_partner_is_somebody_else(project):
    project.write("content/partners/acme.md", f"---\n{KEYS}did: {DID}\n---\n")

    (line,) = project.problems()
    assert line.startswith("content/partners/acme.md:5:6: 'did' is your own")
    assert line.endswith("[partner-self]")


@pytest.mark.parametrize("key", ["logo: images/acme.svg", "logo_alt: An anvil"])
def test_a_logo_and_its_words_belong_together(root, problems, key):
    write(root, keys=f"{KEYS}{key}\n")

    load_partners(root, problems)
    assert codes(problems) == [(5, "key-pair")]


def test_an_unknown_key_is_told_with_the_nearest(root, problems):
    write(root, keys=f"{KEYS}dids: did:web:acme.example\n")

    load_partners(root, problems)
    assert "did you mean 'did'?" in problems.all[0].message
