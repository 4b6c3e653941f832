"""Typed values out of one YAML mapping, each misfit at its place."""

from datetime import date

import pytest

from generator.errors import Problems
from generator.source import read_yaml
from generator.text import SLUG


class Reading:
    """The fields of one file with their problems."""

    def __init__(self, root, text):
        (root / "content").mkdir(exist_ok=True)
        (root / "content/a.yml").write_text(text, encoding="utf-8")
        self.problems = Problems()
        self.fields = read_yaml(root, "content/a.yml", self.problems)

    @property
    def told(self):
        return [str(problem) for problem in self.problems.all]

    @property
    def codes(self):
        return [problem.code for problem in self.problems.all]


@pytest.fixture
def read(tmp_path):
    return lambda text: Reading(tmp_path, text)


def test_a_text_is_read_without_the_space_around_it(read):
    assert read("a: '  x y '\n").fields.text("a") == "x y"


@pytest.mark.parametrize(
    "word", ["no", "NO", "true", "null", "~", "1.10", "0x1F", "2026-05-01", "1_0"]
)
def test_a_scalar_stays_a_text(read, word):
    assert read(f"a: {word}\n").fields.text("a") == word


def test_an_absent_text_is_none(read):
    assert read("a: x\n").fields.text("b") is None


def test_a_missing_required_key_is_told_at_its_mapping(read):
    reading = read("# settings\nname: x\n")

    reading.fields.text("title", required=True)

    assert reading.told == ["content/a.yml:2:1: key 'title' is missing [key-missing]"]


def test_an_unknown_key_is_told_with_the_nearest_match(read):
    reading = read("name: x\n\ntitel: y\n")

    reading.fields.text("name")
    reading.fields.text("title")
    reading.fields.done()

    assert reading.told == [
        "content/a.yml:3:1: unknown key 'titel': did you mean 'title'? [key-unknown]"
    ]


def test_an_unknown_key_like_no_other_is_told_with_all_keys(read):
    reading = read("zzz: y\n")

    reading.fields.text("name")
    reading.fields.text("title")
    reading.fields.done()

    assert reading.told == [
        "content/a.yml:1:1: unknown key 'zzz': the keys here are name, title [key-unknown]"
    ]


def test_a_key_that_is_there_is_not_offered_for_a_misspelt_one(read):
    reading = read("title: x\ntitles: y\n")

    reading.fields.text("title")
    reading.fields.done()

    assert "did you mean" not in reading.told[0]


def test_a_key_that_stands_twice_is_told_at_the_second(read):
    reading = read("a: x\nb: y\na: z\n")

    assert reading.told == [
        "content/a.yml:3:1: key 'a' stands twice: it is on line 1 already [key-repeated]"
    ]


def test_a_merge_key_is_refused(read):
    assert read("<<: {a: b}\n").codes == ["yaml-feature"]


def test_a_key_that_is_a_list_is_refused(read):
    assert read("? [a]\n: b\n").codes == ["key-form"]


BAD_VALUES = {
    "a list for a text": ("[x]", lambda f: f.text("k"), "value-type"),
    "keys for a text": ("{x: y}", lambda f: f.text("k"), "value-type"),
    "nothing for a text": ("", lambda f: f.text("k"), "value-empty"),
    "space for a text": ("'  '", lambda f: f.text("k"), "value-empty"),
    "a text that is too long": ("abcd", lambda f: f.text("k", max_length=3), "value-long"),
    "two lines for one": ('"a\\nb"', lambda f: f.text("k"), "value-lines"),
    "an escaped null": ('"a\\0b"', lambda f: f.text("k"), "text-control"),
    "an escaped override": ('"a\\u202eb"', lambda f: f.text("k"), "text-control"),
    "an escaped surrogate": ('"a\\ud800b"', lambda f: f.text("k"), "text-control"),
    "an escaped combining accent": ('"e\\u0301"', lambda f: f.text("k"), "text-nfc"),
    "a text of another form": ("A b", lambda f: f.text("k", form=SLUG), "value-form"),
    "a word outside the list": ("Bagde", lambda f: f.choice("k", ["Badge"]), "value-choice"),
    "yes for true": ("yes", lambda f: f.flag("k"), "value-type"),
    "a capital True": ("True", lambda f: f.flag("k"), "value-type"),
    "a fraction for a whole number": ("1.5", lambda f: f.integer("k"), "value-type"),
    "an octal number": ("010", lambda f: f.integer("k"), "value-type"),
    "digits of another script": ("\uff11\uff12", lambda f: f.integer("k"), "value-type"),
    "a number with a unit": ("120 h", lambda f: f.number("k"), "value-type"),
    "zero": ("0", lambda f: f.number("k"), "value-type"),
    "a negative number": ("-1", lambda f: f.number("k"), "value-type"),
    "not a number": (".nan", lambda f: f.number("k"), "value-type"),
    "a day that is none": ("2026-02-30", lambda f: f.date("k"), "value-type"),
    "a day in another order": ("31.05.2026", lambda f: f.date("k"), "value-type"),
    "a moment for a day": ("2026-05-31T10:00:00", lambda f: f.date("k"), "value-type"),
    "a script for a link": ("javascript:alert(1)", lambda f: f.link("k"), "link-scheme"),
    "a name for an address": ("Ada", lambda f: f.email("k"), "value-form"),
    "a text for a list": ("x", lambda f: f.texts("k"), "value-type"),
    "an empty list": ("[]", lambda f: f.texts("k"), "value-length"),
    "a list that is too long": (
        f"[{', '.join(map(str, range(201)))}]",
        lambda f: f.texts("k"),
        "value-length",
    ),
    "a list in a list": ("[[x]]", lambda f: f.texts("k"), "value-type"),
    "the same twice": ("[x, x]", lambda f: f.texts("k"), "value-repeated"),
    "texts for mappings": ("[x]", lambda f: f.mappings("k"), "value-type"),
}


@pytest.mark.parametrize(("yaml", "ask", "code"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_misfit_is_told(read, yaml, ask, code):
    reading = read(f"k: {yaml}\n")

    ask(reading.fields)

    assert reading.codes == [code]


def test_a_misfit_is_told_at_the_value(read):
    reading = read("a: x\nmenu:   maybe\n")

    reading.fields.flag("menu")

    assert reading.told == [
        "content/a.yml:2:9: 'menu' is 'maybe': write true or false [value-type]"
    ]


def test_a_misfit_in_a_list_is_told_at_its_item(read):
    reading = read("parts:\n  - one\n  - {}\n")

    reading.fields.texts("parts")

    assert [(p.line, p.column) for p in reading.problems.all] == [(3, 5)]


def test_a_word_outside_the_list_is_told_with_the_nearest_match(read):
    reading = read("type: Bagde\n")

    reading.fields.choice("type", ["Award", "Badge"])

    assert reading.problems.all[0].message == (
        "'type' is 'Bagde', which is not known here: did you mean 'Badge'?"
    )


@pytest.mark.parametrize(("yaml", "value"), [("true", True), ("false", False)])
def test_a_flag_is_read(read, yaml, value):
    assert read(f"k: {yaml}\n").fields.flag("k") is value


@pytest.mark.parametrize(("yaml", "value"), [("0", 0), ("-5", -5), ("1000", 1000)])
def test_a_whole_number_is_read(read, yaml, value):
    assert read(f"k: {yaml}\n").fields.integer("k") == value


@pytest.mark.parametrize(("yaml", "words"), [("120", "120"), ("7.5", "7.5"), ('"5"', "5")])
def test_a_number_keeps_its_kind(read, yaml, words):
    assert str(read(f"k: {yaml}\n").fields.number("k")) == words


def test_a_date_is_read(read):
    assert read("k: 2026-05-31\n").fields.date("k") == date(2026, 5, 31)


def test_a_link_is_read(read):
    assert read("k: https://example.org/\n").fields.link("k") == "https://example.org/"


def test_a_list_of_texts_is_read_in_its_order(read):
    assert read("k: [b, a]\n").fields.texts("k") == ("b", "a")


def test_a_list_of_mappings_is_read(read):
    items = read("k:\n  - name: x\n  - name: y\n").fields.mappings("k")

    assert [item.text("name") for item in items] == ["x", "y"]


def test_a_text_can_stand_for_a_mapping(read):
    (item,) = read("k: [SQL]\n").fields.mappings("k", shorthand="name")

    assert item.text("name") == "SQL"


def test_an_unknown_key_in_a_list_is_told(read):
    reading = read("k:\n  - name: x\n    nmae: y\n")

    (item,) = reading.fields.mappings("k")
    item.text("name")
    item.done()

    assert [(p.line, p.column, p.code) for p in reading.problems.all] == [(3, 5, "key-unknown")]
