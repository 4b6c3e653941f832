"""Results: what a programme describes, and which values fit."""

import pytest

from generator.results import ResultDescription, check_result

PERCENT = ResultDescription("mark", "Mark", "Percent", "0", "100", "70", ())
GRADE = ResultDescription(
    "grade", "Grade", "LetterGrade", None, None, "Pass", ("Fail", "Pass", "Merit")
)
FREE = ResultDescription("note", "Note", "Result", None, None, None, ())
AT_LEAST_ZERO = ResultDescription("score", "Score", "RawScore", "0", None, None, ())

GOOD = {
    "the least that passes": (PERCENT, "70"),
    "the most": (PERCENT, "100"),
    "a fraction": (PERCENT, "70.5"),
    "the word that passes": (GRADE, "Pass"),
    "a better word": (GRADE, "Merit"),
    "any text": (FREE, "with distinction"),
    "no upper end": (AT_LEAST_ZERO, "99999"),
}

BAD = {
    "over the range": (PERCENT, "100.1", "value-range"),
    "under the range": (PERCENT, "-1", "value-range"),
    "under the open range": (AT_LEAST_ZERO, "-0.5", "value-range"),
    "below what is required": (PERCENT, "69.9999", "result-low"),
    "a word below what is required": (GRADE, "Fail", "result-low"),
    "an unknown word": (GRADE, "pass", "value-choice"),
    "a unit": (PERCENT, "80 %", "value-type"),
    "a decimal comma": (PERCENT, "80,5", "value-type"),
    "an exponent": (PERCENT, "8e1", "value-type"),
    "not a number": (PERCENT, "NaN", "value-type"),
    "digits of another script": (PERCENT, "\uff18\uff10", "value-type"),
    "a null": (FREE, "a\x00", "text-control"),
    "two lines": (FREE, "a\nb", "value-lines"),
}


@pytest.mark.parametrize(("description", "value"), GOOD.values(), ids=GOOD)
def test_a_fitting_value_is_taken(description, value):
    assert check_result(description, value) is None


@pytest.mark.parametrize(("description", "value", "code"), BAD.values(), ids=BAD)
def test_a_value_that_does_not_fit_is_refused(description, value, code):
    fault = check_result(description, value)

    assert fault is not None
    assert fault.code == code


def test_a_refusal_names_the_value_and_the_range():
    assert check_result(PERCENT, "101") == ("is '101': it goes from 0 to 100", "value-range")
