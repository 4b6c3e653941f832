"""The pages of programmes and pathways: everything that a programme says is on its page."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator.program_pages import is_review_due, stackings, way_of
from tests.conftest import parse_html

PARTNER = """\
---
title: Acme
url: https://acme.example/
description: Builds.
---
"""
WATCH = """\
---
title: Night Watch
type: Certificate
description: Keeps watch.
criteria: Kept ten watches.
image: images/first-badge.svg
image_alt: A lamp
version: "2"
changes:
  - {version: "2", date: 2026-05-01, text: Longer nights}
  - {version: "1", date: 2025-05-01, text: First version}
skills: [Watching]
hours: 10
eqf: 3
ects: 0.5
participation: At the quay
delivery: {pace: scheduled, mode: on-site, starts: 2026-09-01, place: The quay, note: Four nights}
price: {amount: 1210, currency: EUR, note: with tea}
assessment:
  - name: A night
    method: placement
    supervised: true
    rubric: [{name: Asleep, description: Saw nothing}, {name: Awake}]
  - {name: A talk, method: interview, kind: formative}
results:
  - id: grade
    name: Grade
    type: RubricCriterionLevel
    levels: [{id: low, name: Low}, {id: high, name: High, description: Saw all}]
quality:
  body: Acme
  kind: external review
  url: https://acme.example/review
  last_review: 2025-06-01
  next_review: 2026-06-01
  note: Twice a year
partners: [{partner: acme, role: Lends the quay}]
---
"""
WAY = """\
---
title: The Way
type: LearningProgram
description: Goes on.
criteria: Went.
image: images/first-badge.svg
image_alt: A way
parts:
  - {choose: 1, of: [first-badge, watch], name: One night}
---
"""
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def copy_of(template, root, watch):
    shutil.copytree(template.root, root)
    made = replace(template, root=root)
    made.write("content/partners/acme.md", PARTNER)
    made.write("content/programs/watch.md", watch)
    made.write("content/programs/way.md", WAY)
    return made


@pytest.fixture(scope="module")
def whole(template, tmp_path_factory):
    """A site on the day of a review, whose programme gives every part of its offer."""
    made = copy_of(template, tmp_path_factory.mktemp("whole") / "project", WATCH)
    made.build(now=NOW)
    return made


@pytest.fixture(scope="module")
def later(template, tmp_path_factory):
    """A site one day behind a review, whose programme is free and gives its offer in sentences."""
    plain = re.sub(r"price: .*", "price: free", WATCH)
    plain = re.sub(r"delivery: .*", "delivery: Four nights at the quay", plain)
    made = copy_of(template, tmp_path_factory.mktemp("later") / "project", plain)
    made.build(now=NOW.replace(day=2))
    return made


@pytest.fixture(scope="module")
def page(whole):
    return text_of(whole, "programs/watch/")


def text_of(project, path):
    return (project.out / path / "index.html").read_text("utf-8")


def shown(page):
    plain = re.sub(r"<script.*?</script>|<[^>]+>", " ", page.partition("<main")[2], flags=re.DOTALL)
    return " ".join(plain.replace("&nbsp;", " ").split())


@pytest.mark.parametrize(
    "said",
    [
        "10 hours",
        "0.5 ECTS",
        "EQF level 3",
        "At the quay",
        "Scheduled · On site Four nights",
        "1 September 2026",
        "The quay",
        "€1,210 with tea",
        "Counts towards the award",
        "For practice",
        "Rubric: A night",
        "Asleep Saw nothing",
        "Levels: Grade",
        "High Saw all",
        "external review",
        "Twice a year",
        "Last reviewed 1 June 2025",
        "Next review 1 June 2026",
        "Acme Lends the quay",
        "Version 2 · 1 May 2026 Longer nights",
        "The Way One of several to choose from",
        "EU micro-credential: 9 of 11 elements",
    ],
)
def test_what_a_programme_says_is_on_its_page(page, said):
    assert said in shown(page)


def test_skills_and_partners_have_pages_of_their_own(page):
    links = {element.attributes.get("href") for element in parse_html(page.encode())}

    assert {
        "../../skills/watching/",
        "../../partners/acme/",
        "https://acme.example/review",
    } <= links


def test_a_partners_page_names_the_programmes_and_its_role(whole):
    assert "Night Watch Lends the quay" in shown(text_of(whole, "partners/acme/"))


@pytest.mark.parametrize(("day", "is_due"), [(date(2026, 6, 1), False), (date(2026, 6, 2), True)])
def test_a_review_is_due_once_its_day_has_passed(whole, day, is_due):
    assert is_review_due(whole.site.programs["watch"], day) is is_due


def test_a_review_that_is_due_is_marked(later):
    assert '<strong class="due" data-due="2026-06-01">' in text_of(later, "programs/watch/")


def test_a_review_that_is_not_due_is_marked_for_the_day_when_it_will_be(page):
    assert '<strong class="due" data-due="2026-06-01" hidden>' in page


def test_a_free_programme_says_so(later):
    assert "Price Free" in shown(text_of(later, "programs/watch/"))


def test_a_sentence_stands_as_it_was_written(later):
    assert "Delivery Four nights at the quay" in shown(text_of(later, "programs/watch/"))


def test_a_gap_says_what_it_would_tell(page):
    assert "Learning outcomes Missing Outcomes would say what its holders can do." in shown(page)


def test_the_list_of_a_pathway_says_how_many_of_how_many(whole):
    assert "One night 1 of these 2 First Aid" in shown(text_of(whole, "pathways/way/"))


def test_the_map_links_every_part(whole):
    elements = parse_html(text_of(whole, "pathways/way/").encode())
    boxes = {
        element.attributes["data-part"]: element.attributes["href"]
        for element in elements
        if element.tag == "a" and "data-part" in element.attributes
    }

    assert boxes == {
        "first-badge": "../../programs/first-badge/",
        "watch": "../../programs/watch/",
    }


def test_the_script_of_a_pathway_reads_its_tree_and_its_parts(whole):
    site = whole.site
    way = json.loads(json.dumps(way_of(site, site.programs["way"])))

    one, other = {"required": "first-badge"}, {"required": "watch"}
    assert way["id"] == f"{site.config.url}pathways/way/"
    assert way["steps"] == [{"choose": 1, "of": [one, other], "name": "One night"}]
    assert way["parts"]["watch"] == {
        "id": f"{site.config.url}programs/watch/",
        "title": "Night Watch",
        "language": "en-GB",
        "hours": [10, 10],
    }


def test_a_programme_knows_the_pathways_that_it_counts_towards(whole):
    site = whole.site

    (found,) = stackings(site, site.programs["watch"])
    assert (found.pathway.slug, found.standing) == ("way", "choice")


def test_a_credential_says_what_its_record_states(whole):
    page = shown(whole.page("ada").read_text("utf-8"))

    assert "Stated in the signed record The learner" in page
    assert "Completeness, not quality" in page
