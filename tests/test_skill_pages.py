"""The pages of skills and roles, and the planner's before its script runs."""

import re
import shutil
from dataclasses import replace

import pytest

from generator.content import load_site
from generator.skill_pages import LEADS_OF_A_SKILL, LICENCES, ROLES_ON_A_PAGE, SKILLS_ON_A_PAGE
from tests.conftest import REPOSITORY
from tests.test_leads import PROGRAM, PROGRAMS, ROLE, SKILLS

KIB_60 = 60_000
KINDS = (
    "skills/index.html",
    "skills/sql/index.html",
    "roles/analyst/index.html",
    "plan/index.html",
)


@pytest.fixture
def made(project):
    """A project with a few skills, a role and a pathway, built."""
    project.write("content/skills.yml", SKILLS)
    project.write("content/roles/analyst.md", ROLE)
    for slug, keys in PROGRAMS.items():
        project.write(f"content/programs/{slug}.md", PROGRAM.format(title=slug.title(), keys=keys))
    project.build()
    return project


def page(project, name):
    return (project.out / name).read_text("utf-8")


def text(html):
    """Return what can be read on a page, with single spaces."""
    main = html[html.index("<main") : html.index("</main>")]
    plain = re.sub(
        r"<(?:template|script).*?</(?:template|script)>|<[^>]+>", " ", main, flags=re.DOTALL
    )
    return " ".join(plain.split())


def test_the_list_counts_what_leads_to_each_skill(made):
    assert "SQL 3 programmes" in text(page(made, "skills/index.html"))


def test_the_list_goes_from_a_to_z(made):
    names = re.findall(
        r'<a href="../skills/[^"]+"[^>]*>([^<]+)</a>', page(made, "skills/index.html")
    )

    assert names == sorted(names, key=str.casefold)
    assert {"SQL", "Chart design", "Talking", "Resting"} <= set(names)


def test_a_skill_names_programmes_with_their_level(made):
    assert "Low Best" not in text(page(made, "skills/sql/index.html"))
    assert "Low Fair Badge · 10 hours" in text(page(made, "skills/sql/index.html"))


def test_a_skill_names_pathways_with_the_parts_that_teach_it(made):
    assert "Through Low , High" in text(page(made, "skills/sql/index.html"))


def test_a_part_that_can_be_left_out_is_told_as_a_choice(made):
    assert "If you choose Paid" in text(page(made, "skills/rest/index.html"))


def test_a_skill_names_the_roles_that_ask_for_it(made):
    assert "Roles that ask for it Analyst Good" in text(page(made, "skills/sql/index.html"))


def test_a_skill_shows_its_levels_in_order(made):
    assert "Levels Fair Good Best" in text(page(made, "skills/sql/index.html"))


def test_a_skill_shows_what_else_it_is_called(made):
    assert "Other names SQL-Abfragen de Queries" in text(page(made, "skills/sql/index.html"))


def test_a_skill_links_to_its_framework(made):
    html = page(made, "skills/charts/index.html")

    assert '<a href="https://x.example/charts"><bdi>Our map</bdi></a>' in html
    assert "Code C-1" in text(html)


def test_related_skills_name_each_other(project):
    project.write("content/skills.yml", "one: {name: One, related: [two]}\ntwo: Two\n")
    project.build()

    assert "Related skills Two" in text(page(project, "skills/one/index.html"))
    assert "Related skills One" in text(page(project, "skills/two/index.html"))


def test_a_skill_that_nothing_teaches_says_so(project):
    project.write("content/skills.yml", "idle: Idling\n")
    project.build()

    assert "No programme here leads to it." in text(page(project, "skills/idle/index.html"))


def test_a_skill_of_a_programme_alone_has_a_page(project):
    keys = "skills: [{name: Clear writing, level: Good}]"
    project.write("content/programs/own.md", PROGRAM.format(title="Own", keys=keys))
    project.build()

    assert "Own Good" in text(page(project, "skills/clear-writing/index.html"))


def test_skills_are_named_in_the_language_of_the_site(project):
    settings = (project.root / "content/site.yml").read_text()
    project.write("content/site.yml", re.sub(r"(?m)^language: .*$", "language: de", settings))
    project.write("content/skills.yml", "sql: {name: SQL, names: {de: SQL-Abfragen}}\n")
    project.build()

    html = page(project, "skills/sql/index.html")
    assert re.search(r'<h1 lang="de" dir="auto">SQL-Abfragen</h1>', html)


def test_a_role_names_first_what_reaches_its_level(made):
    needed = text(page(made, "roles/analyst/index.html"))

    assert "SQL Good High Best 20 hours Way Best Low Fair 10 hours" in needed


def test_a_role_names_four_programmes_for_a_skill_and_counts_the_others(made):
    for number in range(6):
        keys = "order: 9\nskills: [talk]"
        made.write(
            f"content/programs/talk-{number}.md", PROGRAM.format(title=f"T{number}", keys=keys)
        )
    made.build()

    assert "Talking Free T0 T1 T2 4 others" in text(page(made, "roles/analyst/index.html"))


def test_a_role_leads_to_its_plan(made):
    assert 'href="../../plan/#role=analyst"' in page(made, "roles/analyst/index.html")


def test_the_planner_offers_the_roles_and_links_to_them_without_script(made):
    html = page(made, "plan/index.html")

    assert '<option value="analyst" lang="en-GB" dir="auto">Analyst</option>' in html
    assert re.search(r'class="js-off".*href="../roles/analyst/".*no-index', html, re.DOTALL)


def test_the_planner_may_ask_other_sites_once_it_is_allowed_to(made):
    assert "connect-src &#39;self&#39; https:;" in page(made, "plan/index.html")


def test_a_site_without_roles_has_no_list_of_them(project):
    project.write("content/skills.yml", "sql: SQL\n")
    for path in (project.root / "content/roles").glob("*.md"):
        path.unlink()
    project.build()

    assert not (project.out / "roles").exists()
    assert (project.out / "plan/index.html").exists()


def test_a_site_without_skills_has_none_of_these_pages(project):
    project.write("content/programs/first-badge.md", PROGRAM.format(title="First", keys=""))
    for path in (project.root / "content/roles").glob("*.md"):
        path.unlink()
    (project.root / "content/skills.yml").unlink(missing_ok=True)
    project.build()

    assert [name for name in ("skills", "roles", "plan") if (project.out / name).exists()] == []
    assert "plan/" not in page(project, "index.html")


def test_the_header_leads_to_skills_and_to_the_planner(made):
    (nav,) = re.findall(r"<nav.*?</nav>", page(made, "index.html"), re.DOTALL)[:1]

    assert 'href="skills/"' in nav
    assert 'href="plan/"' in nav


FRAMEWORKS = {"ESCO": "esco", "O*NET": "onet", "SFIA": "sfia", "CTDL": "ctdl"}


@pytest.fixture
def licensed(project):
    skills = "".join(
        f"{key}: {{name: {key}, framework: '{framework}', url: 'https://{key}.example/'}}\n"
        for framework, key in FRAMEWORKS.items()
    )
    project.write("content/skills.yml", skills)
    needed = "\n".join(f"  - {key}" for key in FRAMEWORKS.values())
    role = f"---\ntitle: All\ndescription: All of it.\nskills:\n{needed}\n---\n"
    project.write("content/roles/all.md", role)
    project.build()
    return project


@pytest.mark.parametrize(("framework", "key"), FRAMEWORKS.items())
def test_what_a_framework_asks_to_be_said_is_said_wherever_it_is_named(licensed, framework, key):
    line = LICENCES[framework].format(site="Northfield College")

    for name in ("skills", f"skills/{key}", "roles/all", "plan"):
        assert line in text(page(licensed, f"{name}/index.html")), name


def test_a_skill_says_nothing_of_other_frameworks(licensed):
    assert "O*NET" not in text(page(licensed, "skills/esco/index.html"))


def test_acknowledgements_are_worded_as_their_owners_ask():
    # https://esco.ec.europa.eu/en/use-esco/download, https://www.onetcenter.org/license_db.html
    assert LICENCES["ESCO"] == (
        "This service uses the ESCO classification of the European Commission."
    )
    assert (
        "Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA." in LICENCES["O*NET"]
    )


@pytest.fixture(scope="module")
def crowd(template, tmp_path_factory):
    """150 programmes with fifty skills in common and four skills of their own each, in one role."""
    root = tmp_path_factory.mktemp("crowd") / "site"
    shutil.copytree(template.root, root)
    project = replace(template, root=root)
    listed = [f"skill-{number:03}" for number in range(50)]
    names = "".join(f"{key}: A skill with a name of some length {key}\n" for key in listed)
    project.write("content/skills.yml", names)
    needed = "".join(f"  - {key}\n" for key in listed)
    for number in range(ROLES_ON_A_PAGE + 1):
        role = f"---\ntitle: Role {number}\ndescription: It asks.\nskills:\n{needed}---\n"
        project.write(f"content/roles/role-{number}.md", role)
    for number in range(150):
        own = ", ".join(f"Own skill {number} of {part}" for part in range(4))
        keys = f"hours: 10\nskills: [{', '.join(listed)}, {own}]"
        title = f"A programme with a long title, number {number}"
        project.write(f"content/programs/p{number}.md", PROGRAM.format(title=title, keys=keys))
    project.build()
    return project


def test_no_page_is_heavy_with_150_programmes(crowd):
    pages = [
        path for name in ("skills", "roles", "plan") for path in (crowd.out / name).rglob("*.html")
    ]

    assert {path.name: size for path in pages if (size := path.stat().st_size) > KIB_60} == {}


def test_a_skill_with_many_programmes_names_the_first_and_leads_to_the_others(crowd):
    html = page(crowd, "skills/skill-000/index.html")

    assert html.count('<img src="../../images/first-badge.svg" alt=""') == LEADS_OF_A_SKILL
    assert '<a href="../../programs/?skill=skill-000">' in html
    assert "All 150" in text(html)


def test_a_skill_with_few_programmes_names_all(made):
    assert "programs/?skill=" not in page(made, "skills/sql/index.html")


def test_a_long_list_of_skills_has_several_pages(crowd):
    first, second = page(crowd, "skills/index.html"), page(crowd, "skills/2.html")

    assert len(re.findall(r'<li><a href="../skills/', first)) == SKILLS_ON_A_PAGE
    assert 'href="../skills/2.html"' in first
    assert '<a href="../skills/2.html" aria-current="page"' in second


def test_a_long_list_of_roles_has_several_pages(crowd):
    assert (crowd.out / "roles/2.html").exists()


def test_every_skill_is_on_one_of_the_pages(crowd):
    pages = [path.read_text() for path in (crowd.out / "skills").glob("*.html")]
    listed = [
        name for html in pages for name in re.findall(r'<li><a href="../skills/([^/"]+)/"', html)
    ]

    assert sorted(listed) == sorted(
        {path.name for path in (crowd.out / "skills").iterdir() if path.is_dir()}
    )


def test_the_example_has_skills_and_roles_enough():
    site = load_site(REPOSITORY)

    assert len([skill for skill in site.skills.values() if skill.listed]) >= 30
    assert len(site.roles) >= 4
