"""What can be earned, from `content/programs/`."""

from datetime import date, datetime

import pytest

from generator.assessment import Assessment, RubricLevel
from generator.errors import Problems
from generator.offers import Delivery, Price
from generator.pathways import Part
from generator.programs import ACHIEVEMENT_TYPES, Duration, Program, load_programs
from generator.quality import Change, Partnership, Quality
from generator.results import ResultDescription, ResultLevel
from generator.skills import Skill

KEYS = """\
title: Applied Data Analysis
type: Certificate
description: Cleans, analyses and presents data.
criteria: Passed the final examination.
image: images/a.svg
image_alt: Hexagon with a rising bar chart
"""

WHOLE = """\
title: Applied Data Analysis
type: Certificate
description: Cleans, analyses and presents data.
criteria: |
  Passed the final examination.

  - 70 % or more
image: images/a.svg
image_alt: Hexagon with a rising bar chart
language: en
version: "2026.1"
field: Data
skills:
  - SQL
  - name: Statistics
    url: http://data.europa.eu/esco/skill/1
    framework: ESCO
    code: S1
    level: Level 3
outcomes: [Cleans a data set, Draws a chart]
hours: 120
credits: 4.5
credit_system: Northfield credit
ects: 4.5
level: RQF level 3
eqf: 4
participation: Online, in a group
delivery: {pace: scheduled, mode: blended, starts: 2026-09-21, place: Quayside, note: 12 weeks}
price: {amount: 240, currency: GBP, note: in two instalments}
prerequisites: None
apply: mailto:apply@northfield.example
assessment:
  - {name: Practical, method: exam, supervised: true, identity_checked: false,
     pass_mark: 70 %, weight: 60,
     rubric: [{name: Fail}, {name: Pass, description: Runs}]}
  - {name: Talk, method: peer review, kind: formative}
results:
  - {id: final-mark, name: Final mark, type: Percent, min: "0", max: "100", required: "70"}
  - {id: grade, name: Grade, type: LetterGrade, allowed: [Fail, Pass, Merit]}
  - id: talk
    name: Talk
    type: RubricCriterionLevel
    levels: [{id: low, name: Low}, {id: high, name: High, description: Clear}]
    required: High
quality: {body: Open Board, kind: external review, url: "https://board.example/",
  last_review: 2026-05-01, next_review: 2027-05-01, note: Every year}
partners: [{partner: harbour, role: Sets the examination}]
changes:
  - {version: "2026.1", date: 2026-04-01, text: A new data set}
  - {version: "2025.1", date: 2025-04-01, text: The first one}
valid_for: 3 years
suspendable: true
order: 10
ctid: ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60
"""


@pytest.fixture
def problems():
    return Problems()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/programs").mkdir(parents=True)
    (tmp_path / "content/images").mkdir()
    (tmp_path / "content/images/a.svg").write_text("<svg/>")
    return tmp_path


def write(root, slug, keys=KEYS, body=""):
    path = root / f"content/programs/{slug}.md"
    path.write_text(f"---\n{keys}---\n{body}", encoding="utf-8")


def places(problems):
    return [(p.path.removeprefix("content/programs/"), p.line, p.code) for p in problems.all]


def test_every_key_is_read(root, problems):
    write(root, "data", WHOLE, "Long text.\n")
    (root / "content/partners").mkdir()
    (root / "content/partners/harbour.md").write_text("---\n---\n")

    assert load_programs(root, problems) == (
        Program(
            slug="data",
            path="content/programs/data.md",
            title="Applied Data Analysis",
            type="Certificate",
            description="Cleans, analyses and presents data.",
            criteria="Passed the final examination.\n\n- 70 % or more",
            image="images/a.svg",
            image_alt="Hexagon with a rising bar chart",
            language="en",
            version="2026.1",
            field="Data",
            skills=(
                Skill("sql", "SQL"),
                Skill(
                    id="statistics",
                    name="Statistics",
                    url="http://data.europa.eu/esco/skill/1",
                    framework="ESCO",
                    code="S1",
                    level="Level 3",
                ),
            ),
            outcomes=("Cleans a data set", "Draws a chart"),
            hours=120,
            credits=4.5,
            credit_system="Northfield credit",
            ects=4.5,
            level="RQF level 3",
            eqf=4,
            participation="Online, in a group",
            delivery=Delivery("scheduled", "blended", "2026-09-21", "Quayside", "12 weeks"),
            price=Price(240, "GBP", "in two instalments"),
            prerequisites="None",
            apply="mailto:apply@northfield.example",
            assessment=(
                Assessment(
                    name="Practical",
                    method="exam",
                    kind="summative",
                    supervised=True,
                    identity_checked=False,
                    pass_mark="70 %",
                    weight=60,
                    rubric=(RubricLevel("Fail", None), RubricLevel("Pass", "Runs")),
                ),
                Assessment("Talk", "peer review", "formative", None, None, None, None, ()),
            ),
            results=(
                ResultDescription("final-mark", "Final mark", "Percent", "0", "100", "70", ()),
                ResultDescription(
                    "grade", "Grade", "LetterGrade", None, None, None, ("Fail", "Pass", "Merit")
                ),
                ResultDescription(
                    id="talk",
                    name="Talk",
                    type="RubricCriterionLevel",
                    min=None,
                    max=None,
                    required="High",
                    allowed=("Low", "High"),
                    levels=(
                        ResultLevel("low", "Low", None),
                        ResultLevel("high", "High", "Clear"),
                    ),
                ),
            ),
            quality=Quality(
                body="Open Board",
                kind="external review",
                url="https://board.example/",
                last_review=date(2026, 5, 1),
                next_review=date(2027, 5, 1),
                note="Every year",
            ),
            reviewed=date(2026, 5, 1),
            partners=(Partnership("harbour", "Sets the examination"),),
            changes=(
                Change("2026.1", date(2026, 4, 1), "A new data set"),
                Change("2025.1", date(2025, 4, 1), "The first one"),
            ),
            valid_for=Duration(years=3),
            suspendable=True,
            parts=(),
            steps=(),
            order=10,
            ctid="ce-0f8b1a52-6c3e-4d27-9b5a-2f4e8c7d1a60",
            body="Long text.\n",
            body_line=len(WHOLE.splitlines()) + 3,
        ),
    )


def test_the_required_keys_are_enough(root, problems):
    write(root, "data")

    load_programs(root, problems)

    assert problems.all == ()


def test_the_body_starts_behind_the_front_matter(root, problems):
    write(root, "data", KEYS, "Here.\n")

    assert load_programs(root, problems)[0].body_line == 9


@pytest.mark.parametrize("achievement_type", ACHIEVEMENT_TYPES)
def test_every_type_of_open_badges_is_taken(root, problems, achievement_type):
    write(root, "data", KEYS.replace("Certificate", achievement_type))

    assert load_programs(root, problems)[0].type == achievement_type


def test_a_program_is_not_suspendable_unless_it_says_so(root, problems):
    write(root, "data")

    assert load_programs(root, problems)[0].suspendable is False


def test_a_program_with_parts_is_a_pathway(root, problems):
    write(root, "a", KEYS.replace("Applied", "Basic"))
    write(root, "b", KEYS + "parts: [a]\n")

    whole = {program.slug: program for program in load_programs(root, problems)}["b"]

    assert (whole.is_pathway, whole.url_path) == (True, "pathways/b/")
    assert (whole.parts, whole.steps) == (("a",), (Part("a"),))


def test_a_program_without_parts_is_no_pathway(root, problems):
    write(root, "a")

    program = load_programs(root, problems)[0]

    assert (program.is_pathway, program.url_path) == (False, "programs/a/")


def test_programs_come_by_order_then_title(root, problems):
    write(root, "a", KEYS.replace("Applied", "Zoological"))
    write(root, "b", KEYS.replace("Applied", "basic"))
    write(root, "c", KEYS.replace("Applied", "Last") + "order: 1\n")
    write(root, "d", KEYS)

    assert [program.slug for program in load_programs(root, problems)] == ["c", "d", "b", "a"]


def test_a_project_without_programs_has_none(tmp_path, problems):
    (tmp_path / "content").mkdir()

    assert load_programs(tmp_path, problems) == ()
    assert problems.all == ()


@pytest.mark.parametrize("key", ["title", "type", "description", "criteria", "image", "image_alt"])
def test_a_required_key_is_missed(root, problems, key):
    write(
        root, "a", "".join(x for x in KEYS.splitlines(keepends=True) if not x.startswith(f"{key}:"))
    )

    assert load_programs(root, problems) == ()
    assert [p.message for p in problems.all] == [f"key '{key}' is missing"]


CHANGE = "text: x, date: "

BAD_VALUES = {
    "an unknown key": ("skill: [SQL]", "key-unknown"),
    "a language by its name": ("language: English", "value-form"),
    "the same skill twice": ("skills: [SQL, sql]", "value-repeated"),
    "a skill without a name": ("skills: [{url: 'https://example.org/'}]", "key-missing"),
    "a skill with an unknown key": ("skills: [{name: SQL, link: x}]", "key-unknown"),
    "a framework without a link": ("skills: [{name: SQL, framework: ESCO}]", "key-pair"),
    "a code without a link": ("skills: [{name: SQL, code: S1}]", "key-pair"),
    "no hours": ("hours: 0", "value-type"),
    "a credit system without credits": ("credit_system: ECTS", "key-pair"),
    "a script to apply": ("apply: javascript:alert(1)", "link-scheme"),
    "an unknown method": ("assessment: [{name: x, method: guess}]", "value-choice"),
    "an assessment without a method": ("assessment: [{name: x}]", "key-missing"),
    "a result without an id": ("results: [{name: x, type: Percent}]", "key-missing"),
    "a result of an unknown type": ("results: [{id: x, name: x, type: Mark}]", "value-choice"),
    "a result with a bad id": ("results: [{id: A b, name: x, type: Percent}]", "value-form"),
    "a result with a word for a number": (
        "results: [{id: x, name: x, type: Percent, min: none}]",
        "value-type",
    ),
    "a result with its ends exchanged": (
        "results: [{id: x, name: x, type: Percent, min: 10, max: 9}]",
        "value-range",
    ),
    "a result that requires too much": (
        "results: [{id: x, name: x, type: Percent, max: 100, required: 101}]",
        "value-range",
    ),
    "a result that requires an unknown word": (
        "results: [{id: x, name: x, type: Status, allowed: [Pass], required: Fail}]",
        "value-choice",
    ),
    "a result with words and numbers": (
        "results: [{id: x, name: x, type: Status, allowed: [Pass], min: 0}]",
        "key-pair",
    ),
    "the same result twice": (
        "results: [{id: x, name: x, type: Percent}, {id: x, name: y, type: Percent}]",
        "value-repeated",
    ),
    "allowed words and levels": (
        "results: [{id: x, name: x, type: Result, allowed: [A], levels: [{id: a, name: A}]}]",
        "key-pair",
    ),
    "a number and levels": (
        "results: [{id: x, name: x, type: Result, min: 1, levels: [{id: a, name: A}]}]",
        "key-pair",
    ),
    "the same level twice": (
        "results: [{id: x, name: x, type: Result, levels: [{id: a, name: A}, {id: a, name: B}]}]",
        "value-repeated",
    ),
    "an EQF level that is none": ("eqf: 9", "value-range"),
    "an unknown pace": ("delivery: {pace: slow}", "value-choice"),
    "an unknown mode": ("delivery: {mode: by post}", "value-choice"),
    "a price without a currency": ("price: {amount: 240}", "key-pair"),
    "a currency without a price": ("price: {currency: GBP}", "key-pair"),
    "a currency by its sign": ("price: {amount: 240, currency: £}", "value-form"),
    "a currency that is none": ("price: {amount: 240, currency: QQQ}", "value-choice"),
    "a start on a day that is none": ("delivery: {starts: 2026-02-31}", "value-type"),
    "a start on a day without its zeros": ("delivery: {starts: 2026-9-1}", "value-type"),
    "a weight for what does not count": (
        "assessment: [{name: x, method: quiz, kind: formative, weight: 10}]",
        "key-pair",
    ),
    "a level of a rubric twice": (
        "assessment: [{name: x, method: quiz, rubric: [Pass, Pass]}]",
        "value-repeated",
    ),
    "two days of the last review": (
        "reviewed: 2026-05-01\nquality: {note: x, last_review: 2026-05-01}",
        "key-pair",
    ),
    "a review by nobody": ("quality: {kind: accreditation}", "key-missing"),
    "an unknown kind of review": ("quality: {note: x, kind: praise}", "value-choice"),
    "a next review before the last": (
        "quality: {note: x, last_review: 2026-05-01, next_review: 2026-04-01}",
        "value-range",
    ),
    "a partner that is not there": ("partners: [{partner: acme, role: x}]", "partner-missing"),
    "changes with the oldest first": (
        f"changes: [{{version: A, {CHANGE}2025-01-01}}, {{version: B, {CHANGE}2026-01-01}}]",
        "value-range",
    ),
    "two changes with one version": (
        f"changes: [{{version: A, {CHANGE}2026-01-01}}, {{version: A, {CHANGE}2025-01-01}}]",
        "value-repeated",
    ),
    "a change without a day": ("changes: [{version: a, text: x}]", "key-missing"),
    "a day that is none": ("reviewed: 2026-02-30", "value-type"),
    "a duration without a number": ("valid_for: a year", "value-form"),
    "a duration in weeks": ("valid_for: 3 weeks", "value-form"),
    "a duration of nothing": ("valid_for: 0 years", "value-form"),
    "a duration over a century": ("valid_for: 101 years", "value-form"),
    "itself as a part": ("parts: [a]", "part-circle"),
    "a part that is not there": ("parts: [b]", "part-missing"),
    "a part by its path": ("parts: [../pages/about]", "part-missing"),
    "no parts": ("parts: []", "value-length"),
}


@pytest.mark.parametrize(("line", "code"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_bad_value_is_told_at_its_line(root, problems, line, code):
    write(root, "a", f"{KEYS}{line}\n")

    assert load_programs(root, problems) == ()
    assert places(problems) == [("a.md", 8, code)]


# What stands in a programme, and what its author reads about it.
MESSAGES = {
    "swapped letters of a currency": (
        "price: {amount: 240, currency: GPB}",
        "'currency' is 'GPB', which no currency has in ISO 4217: did you mean 'GBP'?",
    ),
    "a wrong last letter of a currency": (
        "price: {amount: 240, currency: EUO}",
        "'currency' is 'EUO', which no currency has in ISO 4217: did you mean 'EUR'?",
    ),
    "a currency near none": (
        "price: {amount: 240, currency: QQQ}",
        "'currency' is 'QQQ', which no currency has in ISO 4217: write one like GBP or EUR",
    ),
    "a start on a day that is none": (
        "delivery: {starts: 2026-02-31}",
        (
            "'starts' is '2026-02-31', which is no day of the calendar: write a day like "
            "2026-09-21, or words"
        ),
    ),
    "a next review on the day of the last": (
        "quality: {note: x, last_review: 2026-05-01, next_review: 2026-05-01}",
        "'next_review' must be later than 'last_review' (2026-05-01)",
    ),
    "a next review before 'reviewed'": (
        "reviewed: 2026-05-01\nquality: {note: x, next_review: 2026-04-01}",
        "'next_review' must be later than 'reviewed' (2026-05-01)",
    ),
    "changes with the oldest first": (
        f"changes: [{{version: A, {CHANGE}2025-01-01}}, {{version: B, {CHANGE}2026-01-01}}]",
        "is later than the change above: the newest stands first",
    ),
    "a partner that is nearly there": (
        "partners: [{partner: harbour-trsut, role: x}]",
        (
            "names 'harbour-trsut', but there is no content/partners/harbour-trsut.md: "
            "did you mean 'harbour-trust'?"
        ),
    ),
    "a part that is nearly there": (
        "parts: [roof-survy]",
        (
            "'parts' names 'roof-survy', but there is no content/programs/roof-survy.md: "
            "did you mean 'roof-survey'?"
        ),
    ),
}


@pytest.mark.parametrize(("line", "message"), MESSAGES.values(), ids=MESSAGES)
def test_a_bad_value_is_told_with_what_to_write(root, problems, line, message):
    (root / "content/partners").mkdir(exist_ok=True)
    (root / "content/partners/harbour-trust.md").write_text("")
    write(root, "roof-survey", KEYS)
    write(root, "a", f"{KEYS}{line}\n")

    load_programs(root, problems)

    assert [problem.message for problem in problems.all] == [message]


def test_the_version_is_that_of_the_newest_change(root, problems):
    write(root, "a", KEYS + "version: b\nchanges: [{version: a, date: 2026-01-01, text: x}]\n")

    load_programs(root, problems)

    assert [p.message for p in problems.all] == ["the newest change is 'a', 'version' 'b'"]


PRICES = {
    "a sentence": ("£95, or free with a voucher", Price(note="£95, or free with a voucher")),
    "the word": ("free", Price(amount=0)),
    "nothing": ("{amount: 0}", Price(amount=0)),
    "an amount": ("{amount: 1200.5, currency: EUR}", Price(1200.5, "EUR")),
}


@pytest.mark.parametrize(("written", "price"), PRICES.values(), ids=PRICES)
def test_a_price_is_a_sentence_or_an_amount(root, problems, written, price):
    write(root, "a", f"{KEYS}price: {written}\n")

    assert load_programs(root, problems)[0].price == price


@pytest.mark.parametrize(
    ("price", "text"),
    [
        (Price(note="£95"), "£95"),
        (Price(amount=0), "Free"),
        (Price(amount=0, note="for members"), "Free, for members"),
        (Price(1200, "EUR"), "EUR 1,200"),
        (Price(9.5, "EUR", "a week"), "EUR 9.50, a week"),
    ],
)
def test_a_price_has_a_text_for_every_page(price, text):
    assert str(price) == text


@pytest.mark.parametrize(
    ("delivery", "text"),
    [
        (Delivery(note="Online, 12 weeks"), "Online, 12 weeks"),
        (Delivery(pace="scheduled", note="12 weeks"), "12 weeks"),
        (
            Delivery("scheduled", "online", "2026-09-21", "Quayside"),
            "scheduled, online, Quayside, starts 2026-09-21",
        ),
    ],
)
def test_a_delivery_has_a_text_for_every_page(delivery, text):
    assert str(delivery) == text


def test_a_plain_quality_keeps_its_plain_day_of_review(root, problems):
    write(root, "a", KEYS + "quality: Sampled\nreviewed: 2026-05-01\n")

    (program,) = load_programs(root, problems)

    assert program.quality == Quality(note="Sampled", last_review=date(2026, 5, 1))
    assert program.reviewed == date(2026, 5, 1)


def test_a_day_of_review_may_stand_alone(root, problems):
    write(root, "a", KEYS + "reviewed: 2026-05-01\n")

    (program,) = load_programs(root, problems)

    assert (program.quality, program.reviewed) == (None, date(2026, 5, 1))


def test_a_missing_part_is_told_at_its_item(root, problems):
    write(root, "a")
    write(root, "b", KEYS + "parts:\n  - a\n  - c\n")

    load_programs(root, problems)

    assert [(p.line, p.column, p.message) for p in problems.all] == [
        (10, 5, "'parts' names 'c', but there is no content/programs/c.md")
    ]


def test_a_part_that_has_problems_of_its_own_is_not_missing(root, problems):
    write(root, "a", "title: x\n")
    write(root, "b", KEYS + "parts: [a]\n")

    load_programs(root, problems)

    assert {p.path for p in problems.all} == {"content/programs/a.md"}


def test_parts_that_go_round_in_a_circle_are_told_once(root, problems):
    write(root, "c", KEYS + "parts: [a]\n")
    write(root, "b", KEYS + "parts: [c]\n")
    write(root, "a", KEYS + "parts: [b]\n")

    load_programs(root, problems)

    assert [(p.path, p.line, p.column, p.message) for p in problems.all] == [
        (
            "content/programs/a.md",
            8,
            8,
            "'parts' go round in a circle: a -> b -> c -> a; take one of them out",
        )
    ]


def test_every_circle_is_told(root, problems):
    for slug, part in {"a": "b", "b": "a", "c": "d", "d": "c"}.items():
        write(root, slug, f"{KEYS}parts: [{part}]\n")

    load_programs(root, problems)

    assert places(problems) == [("a.md", 8, "part-circle"), ("c.md", 8, "part-circle")]


def test_two_pathways_may_share_a_part(root, problems):
    write(root, "a")
    write(root, "b", KEYS + "parts: [a]\n")
    write(root, "c", KEYS + "parts: [a, b]\n")

    load_programs(root, problems)

    assert problems.all == ()


def test_a_faulty_program_does_not_hide_the_faults_of_another(root, problems):
    write(root, "a", "title: x: y\n")
    write(root, "b", KEYS + "hours: many\n")

    load_programs(root, problems)

    assert places(problems) == [("a.md", 2, "yaml-syntax"), ("b.md", 8, "value-type")]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("1 year", Duration(years=1)),
        ("3 years", Duration(years=3)),
        ("18 months", Duration(months=18)),
        ("90 days", Duration(days=90)),
    ],
)
def test_a_duration_is_read(root, problems, text, duration):
    write(root, "a", f"{KEYS}valid_for: {text}\n")

    assert load_programs(root, problems)[0].valid_for == duration


ENDS = {
    "a year": (Duration(years=1), "2026-05-31", "2027-05-31"),
    "a year from a leap day": (Duration(years=1), "2028-02-29", "2029-02-28"),
    "four years from a leap day": (Duration(years=4), "2028-02-29", "2032-02-29"),
    "a month into a shorter one": (Duration(months=1), "2026-01-31", "2026-02-28"),
    "a month into the next year": (Duration(months=1), "2026-12-15", "2027-01-15"),
    "thirty days": (Duration(days=30), "2026-01-31", "2026-03-02"),
}


@pytest.mark.parametrize(("duration", "start", "end"), ENDS.values(), ids=ENDS)
def test_a_duration_ends_on_a_day_of_the_calendar(duration, start, end):
    moment = datetime.fromisoformat(f"{start}T10:30:00Z")

    assert duration.add_to(moment).isoformat() == f"{end}T10:30:00+00:00"


WRAPPED = {
    "a paragraph": ("Worked for\n120 hours", "Worked for 120 hours"),
    "Chinese": ("完成课程，\n通过考试", "完成课程，通过考试"),
    "two paragraphs": ("One\n\nTwo", "One\n\nTwo"),
    "a list": ("Passed:\n- an exam\n- a project", "Passed:\n- an exam\n- a project"),
    "an item over two lines": (
        "- an exam\n  of two hours\n- a talk",
        "- an exam of two hours\n- a talk",
    ),
    "numbered": ("1. First\n2. Second", "1. First\n2. Second"),
}


@pytest.mark.parametrize(("written", "kept"), WRAPPED.values(), ids=WRAPPED)
def test_criteria_keep_their_paragraphs_but_not_the_editors_line_breaks(
    root, problems, written, kept
):
    text = written.replace("\n", "\n  ")
    keys = KEYS.replace("Passed the final examination.", f"|-\n  {text}")

    write(root, "data", keys)

    assert load_programs(root, problems)[0].criteria == kept
