"""One file, one scenario, one fault: the verifier finds in each case exactly what it has to."""

from pathlib import Path

import pytest

from generator.vc import checks
from generator.vc.verify import verify
from tests.vector_cases import CASE_PATHS, VECTORS, case_name, expected, load_case, run_case
from tests.vectors import make_vectors

CODES = {
    (check, code)
    for check, entry in checks.catalogue()["checks"].items()
    for code in entry["codes"]
}


@pytest.mark.parametrize("path", CASE_PATHS, ids=case_name)
def test_a_case_comes_to_what_it_has_to(path):
    case = load_case(path)
    assert run_case(case, verify) == expected(case), case["why"]


def test_every_code_of_the_catalogue_has_a_case():
    found = {
        (check, code) for path in CASE_PATHS for check, _, code in expected(load_case(path))[1]
    }
    assert found == CODES


def test_every_failure_of_a_check_has_a_case_of_its_own_folder():
    found = {
        (path.parent.name, code)
        for path in CASE_PATHS
        for check, _, code in expected(load_case(path))[1]
        if check == path.parent.name
    }
    assert found >= {(check, code) for check, code in CODES if code != "not-reached"}


def test_every_case_names_its_seven_checks_in_order():
    for path in CASE_PATHS:
        findings = expected(load_case(path))[1]
        assert tuple(check for check, _, _ in findings) == checks.CHECKS, path


def test_every_case_says_why():
    assert [case_name(path) for path in CASE_PATHS if not load_case(path)["why"]] == []


def test_making_the_vectors_again_changes_nothing(tmp_path):
    make_vectors.write(tmp_path)
    assert tree(tmp_path) == {
        name: data for name, data in tree(VECTORS).items() if name.startswith(("cases/", "shared/"))
    }


def test_the_cases_stay_below_two_and_a_half_megabytes():
    assert sum(path.stat().st_size for path in CASE_PATHS) < 2_500_000


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
