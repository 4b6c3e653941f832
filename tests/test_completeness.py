"""What a programme or a record states of what is asked: counted, and each gap with its remedy."""

import pytest

from generator import completeness
from generator.completeness import Source, State
from generator.completeness_rules import EU, RULES, TRUSTED
from generator.content import load_site
from generator.criteria import write_criteria
from generator.words import Words

SITE = """\
name: Ada's School
url: https://ada.github.io/badges/
description: Learn.
"""
BARE = """\
title: Night Watch
type: MicroCredential
description: Keeps watch at night.
criteria: Kept ten watches.
image: images/a.svg
image_alt: A lamp
"""
WHOLE = (
    BARE
    + """\
outcomes: [Keeps awake]
hours: 10
eqf: 3
participation: On site
assessment: [{name: Watch, method: placement, supervised: true, identity_checked: true}]
quality: Seen twice a year
skills: [{name: Watching, url: "https://example.org/w", framework: Ours}]
results: [{id: grade, name: Grade, type: LetterGrade, allowed: [Pass, Merit]}]
"""
)
# A key of the programme, and the element that is missing without it.
NEEDED = {
    "outcomes": "outcomes",
    "hours": "workload",
    "eqf": "level",
    "participation": "participation",
    "assessment": "assessment",
    "quality": "quality",
}


def site_of(root, program=WHOLE, settings="country: GB\n"):
    for folder in ("programs", "images"):
        (root / "content" / folder).mkdir(parents=True, exist_ok=True)
    (root / "content/images/a.svg").write_text("<svg/>")
    (root / "content/site.yml").write_text(SITE + settings)
    (root / "content/programs/watch.md").write_text(f"---\n{program}---\n")
    return load_site(root)


def counted(site, rule=EU):
    found = completeness.of_program(site, site.programs["watch"])
    return next(item for item in found if item.rule == rule)


def without(program, key):
    return "".join(
        line for line in program.splitlines(keepends=True) if not line.startswith(f"{key}:")
    )


def test_the_eu_names_eleven_elements():
    assert len(RULES[EU]) == 11


def test_a_programme_that_states_everything_is_complete(tmp_path):
    site = site_of(tmp_path)

    assert [(found.present, found.asked) for found in (counted(site), counted(site, TRUSTED))] == [
        (11, 11),
        (15, 15),
    ]


@pytest.mark.parametrize(("key", "element"), NEEDED.items())
def test_what_a_programme_does_not_state_is_missing(tmp_path, key, element):
    assert counted(site_of(tmp_path, without(WHOLE, key))).missing == (element,)


@pytest.mark.parametrize(("key", "element"), {"skills": "skills", "results": "results"}.items())
def test_trusted_asks_for_skills_and_results(tmp_path, key, element):
    assert counted(site_of(tmp_path, without(WHOLE, key)), TRUSTED).missing == (element,)


def test_a_country_is_the_issuers(tmp_path):
    site = site_of(tmp_path, settings="")

    assert counted(site).missing == ("country",)


def test_an_award_has_no_level_to_state(tmp_path):
    award = without(WHOLE, "eqf").replace("MicroCredential", "Award")
    found = counted(site_of(tmp_path, award))

    assert (found.present, found.asked, found.missing) == (10, 10, ())


def test_practice_alone_is_no_assessment(tmp_path):
    practice = WHOLE.replace("method: placement", "method: placement, kind: formative")

    assert counted(site_of(tmp_path, practice)).missing == ("assessment",)


@pytest.mark.parametrize(
    ("method", "expected"),
    [("project", "application"), ("placement", "application"), ("exam", "knowledge")],
)
def test_the_class_follows_from_the_assessment(tmp_path, method, expected):
    site = site_of(tmp_path, WHOLE.replace("placement", method))

    assert completeness.trusted_class(site.programs["watch"]) == expected


def test_without_an_assessment_there_is_no_class(tmp_path):
    site = site_of(tmp_path, BARE)

    assert completeness.trusted_class(site.programs["watch"]) is None


# Records


def test_a_record_is_asked_before_its_programme(project):
    site, document = project.site, project.document("ada")
    program = site.programs["first-badge"]
    words = Words(project.root, "en").at("en")

    found = completeness.of_record(site, document, program, words)[0]
    states = {item.id: (item.state, item.source) for item in found.elements}

    assert states["learner"] == (State.PRESENT, Source.RECORD)
    assert states["date"] == (State.PRESENT, Source.RECORD)
    assert states["outcomes"] == (State.PRESENT, Source.RECORD)
    assert states["quality"] == (State.MISSING, Source.PROGRAM)


def test_what_was_signed_counts_though_the_programme_is_gone(project):
    document = project.document("ada")
    criteria = document["credentialSubject"]["achievement"]["criteria"]
    criteria["narrative"] = (
        "Kept.\n\n## What the holder can do\n\n- Wakes\n\n## Size and level\n\n"
        "- Workload: 10 hours\n- Level: 3\n- Form of participation: On site"
    )
    words = Words(project.root, "en").at("en")

    found = completeness.of_record(project.site, document, None, words)[0]
    signed = {item.id for item in found.elements if item.source is Source.RECORD}

    assert {"outcomes", "workload", "level", "participation"} <= signed
    assert set(found.missing) == {"country", "assessment", "quality"}


def trusted(project, document, program=None):
    words = Words(project.root, "en").at("en")
    found = completeness.of_record(project.site, document, program, words)[1]
    return {item.id: (item.state, item.source) for item in found.elements}


def test_a_result_that_a_programme_lists_is_none_of_a_record(project, tmp_path):
    program = site_of(tmp_path).programs["watch"]

    states = trusted(project, project.document("ada"), program)

    assert states["results"] == (State.MISSING, Source.RECORD)


def test_a_result_that_a_record_states_is_there(project):
    document = project.document("ada")
    document["credentialSubject"]["result"] = [{"value": "Merit"}]

    assert trusted(project, document)["results"] == (State.PRESENT, Source.RECORD)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["**Exam**: exam, supervised, identity checked, weight 60 %"], State.PRESENT),
        (["**Exam**: exam, not supervised, identity not checked"], State.PRESENT),
        (["**Exam**: exam, supervised"], State.MISSING),
        (["**Exam**: exam, supervised, identity checked", "**Quiz**: quiz"], State.MISSING),
        (
            [
                "**Exam**: exam, supervised, identity checked",
                "**Quiz**: quiz, for practice, not counted",
            ],
            State.PRESENT,
        ),
        (["**Quiz**: quiz, for practice, not counted"], State.MISSING),
        ([], State.MISSING),
    ],
)
def test_conditions_are_found_in_the_signed_criteria(project, items, expected):
    document = project.document("ada")
    section = "\n".join(f"- {item}" for item in items)
    narrative = f"Kept.\n\n## How it was assessed\n\n{section}\n\n## Size and level\n\n- Level: 3"
    document["credentialSubject"]["achievement"]["criteria"]["narrative"] = narrative

    assert trusted(project, document)["conditions"] == (expected, Source.RECORD)


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "zh"])
def test_conditions_are_found_as_they_are_written_in_every_language(project, tmp_path, language):
    document, words = project.document("ada"), Words(project.root, language).at(language)
    program = site_of(tmp_path).programs["watch"]
    document["credentialSubject"]["achievement"]["criteria"]["narrative"] = write_criteria(
        program, words
    )

    found = completeness.of_record(project.site, document, None, words)[1]

    assert "conditions" not in found.missing


def test_a_record_that_names_nobody_lacks_its_learner(project):
    document = project.document("ada")
    del document["credentialSubject"]["identifier"]
    words = Words(project.root, "en").at("en")

    assert "learner" in completeness.of_record(project.site, document, None, words)[0].missing


# Advice


def told(question, site):
    return [str(problem) for problem in question(site)]


def test_gaps_are_suggested_with_their_remedies(tmp_path):
    site = site_of(tmp_path, without(without(WHOLE, "eqf"), "quality"))

    assert told(completeness.suggest_completeness, site) == [
        (
            "content/programs/watch.md:1:1: states 9 of 11 elements of an EU micro-credential: "
            "give 'eqf' or 'level'; give 'quality' [completeness]"
        )
    ]
    assert told(completeness.advise_completeness, site) == []


def test_gaps_are_advice_where_the_site_asks(tmp_path):
    settings = "country: GB\ncompleteness: trusted\n"
    site = site_of(tmp_path, without(WHOLE, "results"), settings)

    assert told(completeness.suggest_completeness, site) == []
    assert told(completeness.advise_completeness, site) == [
        (
            "content/programs/watch.md:1:1: states 14 of 15 elements of a TrustEd microcredential: "
            "give 'results', which a credential can then state [completeness]"
        )
    ]


def test_a_missing_country_is_told_once_where_it_belongs(tmp_path):
    site_of(tmp_path, settings="")
    other = without(WHOLE, "eqf")
    (tmp_path / "content/programs/other.md").write_text(f"---\n{other}---\n", "utf-8")
    site = load_site(tmp_path)

    assert told(completeness.suggest_completeness, site) == [
        (
            "content/programs/other.md:1:1: states 9 of 11 elements of an EU micro-credential: "
            "give 'eqf' or 'level' [completeness]"
        ),
        (
            "content/site.yml: give 'country': it is one of the elements of an EU "
            "micro-credential [completeness]"
        ),
    ]


def test_both_rules_can_be_asked_for(tmp_path):
    settings = "country: GB\ncompleteness: [eu-micro-credential, trusted]\n"
    site = site_of(tmp_path, BARE, settings)

    assert len(told(completeness.advise_completeness, site)) == 2
