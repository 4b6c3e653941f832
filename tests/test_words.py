"""The catalogues of words: whole, used, filled alike, and chosen by language."""

import json
import re

import pytest

from generator.scripts import (
    MARK_ICONS,
    SCRIPT_KINDS,
    VERDICT_KINDS,
    check_words,
    script_words,
    switch_words,
)
from generator.themes import themes_folder
from generator.vc import checks
from generator.word_faults import faults, missing, own_faults
from generator.words import ENGLISH, Words, checked_words
from tests.conftest import REPOSITORY

FOLDER = themes_folder() / "words"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json"))
AREAS_OF_SCRIPTS = ("js.", "marks.", "states.")
NONE = REPOSITORY / "tests"  # a project without words of its own

KEY = r"[a-z]+(?:\.[A-Za-z0-9-]+)+"
# t('nav.main'), say('nav.main'), data-t="nav.main", and the first half of a key: say('type.' ~ x)
SAID = re.compile(
    rf"\b(?:t|say|ui\.fact|fact|cell)\(\s*'({KEY})'(?!\s*~)|data-t=\"({KEY})\"|data-ta=\"[a-z-]+:({KEY})\""
)
STARTED = re.compile(r"'([a-z]+\.(?:[a-z-]+[.-])*)' ~")


def read(code):
    return json.loads((FOLDER / f"{code}.json").read_text("utf-8"))


def sources(pattern, folder):
    return [path.read_text("utf-8") for path in sorted(folder.rglob(pattern))]


@pytest.fixture(scope="module")
def english():
    return Words(NONE, ENGLISH).at(ENGLISH).table


@pytest.fixture(scope="module")
def templates():
    return "\n".join(sources("*.html", themes_folder()))


@pytest.fixture(scope="module")
def python():
    return "\n".join(sources("*.py", REPOSITORY / "generator"))


def words_with(tmp_path, language="en-GB", **tables):
    """Return the words of a project with catalogues of its own, by language."""
    folder = tmp_path / "theme/words"
    folder.mkdir(parents=True, exist_ok=True)
    for code, table in tables.items():
        (folder / f"{code}.json").write_text(json.dumps(table))
    return Words(tmp_path, language)


# Whole and used


def test_every_word_that_a_template_says_is_in_the_catalogue(english, templates):
    said = {key for match in SAID.finditer(templates) for key in match.groups() if key}

    assert len(said) > 100
    unknown = {key for key in said if key not in english and f"{key}.other" not in english}
    assert unknown == set()


def test_every_word_in_the_catalogue_is_said_somewhere(templates, python):
    said = {key for match in SAID.finditer(templates) for key in match.groups() if key}
    starts = (*STARTED.findall(templates), *AREAS_OF_SCRIPTS, "type.")
    named = set(re.findall(rf"[\"']({KEY})[\"']", templates + python))
    unused = {
        key
        for key in read(ENGLISH)
        if (base := re.sub(r"\.(?:one|other)$", "", key)) not in said | named
        and key not in said | named
        and not key.startswith(starts)
        and not re.search(rf"[\"'{{(]{re.escape(base.rpartition('.')[0])}\.\{{", python)
    }

    assert unused == set()


@pytest.mark.parametrize("kind", SCRIPT_KINDS)
def test_every_word_that_a_script_says_is_in_its_words(kind):
    entry = {
        "credential": ("credential-page", "after"),
        "verify": ("any-badge",),
        "plan": ("plan-page",),
        "pathway": ("pathway-page",),
        "endorsements": ("endorsements",),
        "collection": ("collection-page",),
    }[kind]
    known = json.loads(script_words(Words(NONE, ENGLISH).at(ENGLISH), kind))
    folder = themes_folder() / "verifier"
    modules, waiting = set(), list(entry)
    while waiting:
        name = waiting.pop()
        path = folder / f"{name}.js"
        if name not in modules and path.is_file():
            modules.add(name)
            waiting += re.findall(r"from '\./([a-z0-9-]+)\.js'", path.read_text("utf-8"))
    text = "\n".join((folder / f"{name}.js").read_text("utf-8") for name in sorted(modules))

    # Pages without a verdict use modules that could say one.
    unsaid = set() if kind in VERDICT_KINDS else {"states", "types"}
    assert set(re.findall(r"\bwords\(\)\.(\w+)", text)) - known.keys() - unsaid == set()


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_catalogue_has_nothing_superfluous_and_fills_the_same_places(code, english):
    assert dict(faults(code, read(code), english)) == {}


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_catalogue_lacks_nothing(code, english):
    # English words of the checks stand in the catalogue of checks, which the command line reads.
    own = read(code) | (checked_words() if code == ENGLISH else {})

    assert list(missing(code, own, english)) == []


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_catalogue_is_written_the_plain_way(code):
    text = (FOLDER / f"{code}.json").read_text("utf-8")

    assert text == json.dumps(read(code), ensure_ascii=False, indent=2) + "\n"


def test_no_sentence_holds_markup(english):
    assert [key for key, text in english.items() if re.search(r"[<>]|&\w+;", text)] == []


# Sentences


def test_a_sentence_is_filled():
    catalogue = Words(NONE, "en-GB").at("en-GB")

    assert catalogue.text("catalogue.description", site="Ada’s") == "What you can earn at Ada’s."


def test_a_value_with_a_placeholder_in_it_is_not_filled_again():
    catalogue = Words(NONE, "en-GB").at("en-GB")

    assert catalogue.text("catalogue.description", site="{host}") == "What you can earn at {host}."


def test_a_sentence_that_nobody_wrote_is_an_error_with_the_nearest_one():
    with pytest.raises(KeyError, match=r"no words 'nav\.issuers': did you mean 'nav\.issuer'"):
        Words(NONE, "en").at("en").text("nav.issuers")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 hours"), (1, "1 hour"), (2, "2 hours"), (1.5, "1.5 hours"), (1234, "1,234 hours")],
)
def test_english_has_two_plurals(count, expected):
    assert Words(NONE, "en").at("en").text("count.hours", count=count) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (100, "other")],
)
def test_arabic_has_six_plurals(tmp_path, count, expected):
    forms = ("zero", "one", "two", "few", "many", "other")
    words = words_with(tmp_path, ar={f"count.hours.{form}": form for form in forms})

    assert words.at("ar").text("count.hours", count=count) == expected


def test_a_plural_that_a_catalogue_lacks_is_said_like_any_other_number(tmp_path):
    words = words_with(tmp_path, pl={"count.hours.other": "other"})

    assert words.at("pl").text("count.hours", count=3) == "other"


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "June 12, 2026", "1,234.5"),
        ("en-GB", "12 June 2026", "1,234.5"),
        ("de", "12. Juni 2026", "1.234,5"),
        ("fr", "12 juin 2026", "1 234,5"),
        ("es", "12 de junio de 2026", "1.234,5"),
        ("ar", "12 يونيو 2026", "1,234.5"),
        ("ar-SA", "12 يونيو 2026", "1,234.5"),
        ("zh-Hans", "2026年6月12日", "1,234.5"),
        ("tlh", "June 12, 2026", "1,234.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(tmp_path, language, day, number):
    words = words_with(tmp_path, language, **{language: {}})
    catalogue = words.at(language)

    assert (catalogue.day("2026-06-12"), catalogue.number(1234.5).replace("\u202f", " ")) == (
        day,
        number,
    )


# Choice


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("de", "en-GB"), "de"),
        (("de-AT", "en-GB"), "de-AT"),
        (("xx", "en-GB"), "en-GB"),
        ((None, "en-GB"), "en-GB"),
        (("xx", "yy"), "en"),
        (("pt-BR", "en"), "pt-BR"),
        (("pt", "en"), "en"),
    ],
)
def test_a_page_is_in_the_first_language_that_there_are_words_for(tmp_path, tags, expected):
    words = words_with(tmp_path, de={}, **{"pt-BR": {}})

    assert words.choose(*tags) == expected


def test_the_nearest_catalogue_speaks_for_a_language(tmp_path):
    words = words_with(tmp_path, zh={"nav.issuer": "甲"}, **{"zh-Hant": {"nav.issuer": "乙"}})

    said = [words.at(tag).text("nav.issuer") for tag in ("zh", "zh-Hans", "zh-Hant-TW")]
    assert said == ["甲", "甲", "乙"]


def test_what_a_catalogue_lacks_is_said_in_english(tmp_path):
    words = words_with(tmp_path, xx={"nav.issuer": "Xx"})

    said = [words.at("xx").text(key) for key in ("nav.issuer", "nav.skip")]
    assert said == ["Xx", "Skip to the content"]


def test_a_project_changes_one_word_and_keeps_the_others(tmp_path):
    words = words_with(tmp_path, en={"nav.programmes": "Courses"})

    said = [words.at("en-GB").text(key) for key in ("nav.programmes", "nav.issuer")]
    assert said == ["Courses", "Issuer"]


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ks-Latn", "ltr")],
)
def test_a_language_has_a_direction(tmp_path, language, direction):
    assert words_with(tmp_path, **{language: {}}).at(language).direction == direction


def test_the_languages_are_listed_by_their_own_names_and_the_sites_by_its_tag(tmp_path):
    words = words_with(
        tmp_path, xx={"language.name": "Aaa"}, yy={"language.name": "\u05d0"}, language="en-GB"
    )

    listed = [(item.name, item.language) for item in words.catalogues()]
    assert listed[0] == ("Aaa", "xx")
    assert ("English", "en-GB") in listed
    assert listed[-1][1] in ("yy", "zh")


# A project's own words


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"nav.isuer": "x"}, "'nav.isuer' is no key: did you mean 'nav.issuer'?"),
        ({"nav.issuer": 5}, "'nav.issuer' must be a text"),
        ({"nav.issuer": " "}, "'nav.issuer' must be a text"),
        ({"nav.issuer": "a\u202eb"}, "holds U+202E"),
        ({"nav.issuer": "{x}"}, "has a placeholder that nothing fills: {x}"),
        ({"catalogue.description": "x"}, "lacks the placeholder {site}"),
        ({"count.hours.few": "x"}, "is no plural of this language: it has one, other"),
        ({"count.hours.other": "x"}, "lacks the placeholder {count}"),
        ({"verdict.valid.tilte": "x"}, "did you mean 'verdict.valid.title'?"),
    ],
)
def test_a_word_that_cannot_be_used_is_told_with_its_place(tmp_path, table, expected):
    words_with(tmp_path, de={"language.name": "Deutsch", **table})

    (problem,) = own_faults(tmp_path)
    assert expected in problem.message
    assert (problem.path, problem.line, problem.code) == ("theme/words/de.json", 1, "words-entry")


def test_the_line_of_a_word_is_told(tmp_path):
    (tmp_path / "theme/words").mkdir(parents=True)
    (tmp_path / "theme/words/de.json").write_text('{\n  "nav.issuer": "A",\n  "nav.x": "B"\n}\n')

    assert [problem.line for problem in own_faults(tmp_path)] == [3]


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("de.json", "{", "words-json"),
        ("de.json", "[]", "words-json"),
        ("de.json", '{"nav.issuer": "A", "nav.issuer": "B"}', "words-json"),
        ("German.json", "{}", "words-name"),
        ("de.yml", "nav.issuer: A", "words-name"),
    ],
)
def test_a_file_that_is_no_catalogue_is_a_problem_and_is_passed_over(tmp_path, name, raw, code):
    (tmp_path / "theme/words").mkdir(parents=True)
    (tmp_path / "theme/words" / name).write_text(raw)

    assert [problem.code for problem in own_faults(tmp_path)] == [code]
    assert Words(tmp_path, "de").choose("en-GB", "de") == "en-GB"


@pytest.mark.parametrize(
    ("raw", "place", "reason"),
    [
        ('{\n  "nav.issuer": "A",\n}\n', (2, 20), "the comma before the end is one too many"),
        ('{\n  "nav.issuer": "A"\n  "nav.x": "B"\n}', (3, 3), "expecting ',' delimiter"),
        ('{"nav.issuer": "A", "nav.issuer": "B"}', (0, 0), "duplicate-member"),
    ],
)
def test_a_catalogue_that_is_no_json_is_told_with_place_and_reason(tmp_path, raw, place, reason):
    (tmp_path / "theme/words").mkdir(parents=True)
    (tmp_path / "theme/words/de.json").write_text(raw)

    (problem,) = own_faults(tmp_path)

    assert (problem.line, problem.column) == place
    assert reason in problem.message


def test_a_plural_may_say_its_number_in_words(tmp_path):
    words_with(tmp_path, de={"count.hours.one": "eine Stunde"})

    assert list(own_faults(tmp_path)) == []


def test_wrong_words_write_nothing(project):
    project.write("theme/words/de.json", '{"nav.isuer": "x"}')

    assert project.problems() == [
        "theme/words/de.json:1:1: 'nav.isuer' is no key: did you mean 'nav.issuer'? [words-entry]"
    ]


# What scripts read


def test_the_words_of_the_checks_are_by_check_and_code():
    table = json.loads(check_words(Words(NONE, "en").at("en")))
    entry = checks.catalogue()["checks"]["proof"]["codes"]["ok"]

    assert list(table) == list(checks.CHECKS)
    assert table["proof"]["ok"] == [entry["title"], entry["text"]]
    assert table["proof"][""] == [Words(NONE, "en").at("en").table["checks.proof"], ""]


def test_the_words_of_the_checks_are_said_in_another_language(tmp_path):
    words = words_with(tmp_path, de={"check.proof.ok.title": "Unverändert"})

    assert json.loads(check_words(words.at("de")))["proof"]["ok"][0] == "Unverändert"


@pytest.mark.parametrize("kind", SCRIPT_KINDS)
def test_scripts_have_words_for_every_mark(kind):
    said = json.loads(script_words(Words(NONE, "en").at("en"), kind))

    assert said["marks"].keys() == MARK_ICONS.keys()


@pytest.mark.parametrize("kind", VERDICT_KINDS)
def test_scripts_have_words_for_every_verdict(kind):
    said = json.loads(script_words(Words(NONE, "en").at("en"), kind))

    assert {verdict.value for verdict in checks.Verdict} <= said["states"].keys()
    for state, entry in said["states"].items():
        assert entry.keys() == {"icon", "title", "text"}, state


def test_a_kind_of_page_has_its_own_words_before_those_of_all():
    catalogue = Words(NONE, "en").at("en")
    titles = {
        kind: json.loads(script_words(catalogue, kind))["states"]["valid"]["title"]
        for kind in ("credential", "verify")
    }

    assert titles == {"credential": "Verified", "verify": "Signed by {host}"}


def test_a_page_has_the_types_that_it_asks_for():
    catalogue = Words(NONE, "en").at("en")
    asked = json.loads(script_words(catalogue, "credential", ("LearningProgram", "ext:Other")))

    assert asked["types"] == {"LearningProgram": "Learning programme"}
    assert json.loads(script_words(catalogue, "verify"))["types"]["Badge"] == "Badge"


def test_what_a_reader_switches_to_has_labels_and_what_each_kind_of_page_says(tmp_path):
    words = words_with(tmp_path, ar={"nav.issuer": "الجهة"})
    said = json.loads(switch_words(words.at("ar")))

    assert (said["language"], said["dir"]) == ("ar", "rtl")
    assert said["labels"]["nav.issuer"] == "الجهة"
    assert {key.partition(".")[0] for key in said["labels"]} & {"js", "check", "states"} == set()
    assert said["js"] == {
        kind: json.loads(script_words(words.at("ar"), kind)) for kind in SCRIPT_KINDS
    }
    assert said["checks"] == json.loads(check_words(words.at("ar")))
