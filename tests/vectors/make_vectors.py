"""Write `cases/` and `shared/`: `python -m tests.vectors.make_vectors [FOLDER]`.

Seeds and dates are fixed, so running it again changes nothing.
"""

import shutil
import sys
from collections import Counter
from pathlib import Path

from tests.vectors import (
    cases_endorsement,
    cases_format,
    cases_issuer,
    cases_key,
    cases_proof,
    cases_status,
    cases_status_list,
    cases_structure,
    cases_validity,
    pictures,
)
from tests.vectors.world import Case, compact, shared_files

HERE = Path(__file__).resolve().parent
MODULES = (
    cases_format,
    cases_structure,
    cases_issuer,
    cases_key,
    cases_proof,
    cases_validity,
    cases_status,
    cases_status_list,
    cases_endorsement,
)


def all_cases() -> list[Case]:
    return [case for module in MODULES for case in module.cases()]


def case_text(case: Case) -> str:
    """One member a line: what a case is about can be read, and its bulk stays on one line."""
    lines = [f'  "{name}": {compact(value)}' for name, value in case.data().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(folder: Path) -> int:
    """Write every file below `folder`, and nothing else there; return the number of cases."""
    cases = all_cases()
    names = Counter(f"{case.check}/{case.name}" for case in cases)
    assert max(names.values()) == 1, names.most_common(3)
    for name in ("cases", "shared"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "shared").mkdir(parents=True)
    for name, text in {**shared_files(), pictures.FILE: pictures.text()}.items():
        (folder / "shared" / name).write_text(text, "utf-8")
    for case in cases:
        path = folder / "cases" / case.check / f"{case.name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case_text(case), "utf-8")
    return len(cases)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))  # noqa: T201
