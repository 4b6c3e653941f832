"""The provider's own pages, from `content/pages/`."""

import pytest

from generator.errors import Problems
from generator.prose import RESERVED_SLUGS, Prose, load_prose


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/pages").mkdir(parents=True)
    return tmp_path


def write(root, slug, text="---\ntitle: About\n---\n"):
    (root / f"content/pages/{slug}.md").write_text(text, encoding="utf-8")


def test_a_page_is_read(root, problems):
    text = "---\ntitle: About us\ndescription: Who we are\nmenu: false\norder: 5\n---\n\n*Hello*\n"
    write(root, "about", text)

    assert load_prose(root, problems) == (
        Prose(
            slug="about",
            path="content/pages/about.md",
            title="About us",
            description="Who we are",
            menu=False,
            order=5,
            body="\n*Hello*\n",
            body_line=7,
        ),
    )


def test_a_page_is_in_the_menu_unless_it_says_otherwise(root, problems):
    write(root, "about")

    assert load_prose(root, problems)[0].menu is True


def test_pages_come_by_order_then_title(root, problems):
    write(root, "a", "---\ntitle: Zebra\n---\n")
    write(root, "b", "---\ntitle: apple\n---\n")
    write(root, "x", "---\ntitle: Banana\n---\n")
    write(root, "d", "---\ntitle: Last but first\norder: 1\n---\n")

    assert [page.slug for page in load_prose(root, problems)] == ["d", "b", "x", "a"]


def test_a_project_without_pages_has_none(tmp_path, problems):
    (tmp_path / "content").mkdir()

    assert load_prose(tmp_path, problems) == ()
    assert problems.all == ()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS - {"did.json"}))
def test_a_page_cannot_take_a_place_of_the_site(root, problems, slug):
    write(root, slug)

    assert load_prose(root, problems) == ()
    assert [(p.path, p.code) for p in problems.all] == [
        (f"content/pages/{slug}.md", "slug-reserved")
    ]


def test_a_page_needs_a_title(root, problems):
    write(root, "about", "---\nmenu: true\n---\n")

    assert load_prose(root, problems) == ()
    assert [p.message for p in problems.all] == ["key 'title' is missing"]


def test_a_faulty_page_does_not_hide_the_faults_of_another(root, problems):
    write(root, "a", "no front matter\n")
    write(root, "b", "---\ntitel: x\n---\n")

    load_prose(root, problems)

    assert {p.path for p in problems.all} == {"content/pages/a.md", "content/pages/b.md"}
