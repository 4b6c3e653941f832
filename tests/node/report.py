"""Read what `node --test` printed: show what failed, hold the core to full coverage.

Every line and function of the modules that mirror `generator/vc` is reached by the tests of Node;
what needs a page (`credential-page any-badge show resources`) and the file readers are tested
in the browser.
"""

import re
import sys
from pathlib import Path

CORE = (
    "checks credential dates did ed25519 eddsa-jcs-2022 gunzip jcs multibase shapes status-list "
    "strict-json verify"
)
_COVERED = re.compile(
    r"# +(?:themes/verifier/)?(?P<name>[a-z0-9-]+)\.js +\| +(?P<lines>[\d.]+) +\| +[\d.]+ +\| "
    r"+(?P<functions>[\d.]+) +\|"
)


def main(tap: str) -> int:
    """Print a summary of `tap`; 1 if the core is not covered."""
    failed = [line for line in tap.splitlines() if line.lstrip().startswith("not ok")]
    counts = dict(re.findall(r"^# (tests|pass|fail) (\d+)$", tap, re.MULTILINE))
    covered = {match["name"]: match for match in _COVERED.finditer(tap)}
    gaps = [
        f"{name}.js is not covered in full"
        for name in CORE.split()
        if name not in covered or {covered[name]["lines"], covered[name]["functions"]} != {"100.00"}
    ]
    report = [*failed, *gaps, f"{counts.get('pass', 0)} passed, {counts.get('fail', 0)} failed"]
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).read_text("utf-8")))
