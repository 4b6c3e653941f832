"""Many programmes, made up: what the tests and the benchmark of the catalogue look through."""

from itertools import product
from pathlib import Path

TOPICS = (
    "Bread baking", "Câblage électrique", "Data literacy", "Elderly care", "Forklift driving",
    "Grafische Gestaltung", "Harbour radio", "Irrigation", "Jewellery repair", "Køkkenhygiejne",
)  # fmt: skip
DEGREES = ("Introduction", "Foundation", "Practice", "Methods", "Supervision")
SETTINGS = ("small firms", "public service", "seasonal work", "night shifts", "Łódź")
PACES = ("self-paced", "scheduled", "mixed")
MODES = ("online", "on-site", "blended")
TYPES = ("Badge", "Certificate", "MicroCredential", "Course")
OUTCOMES = (
    "Plans a day of {topic} and says beforehand what it will need and what it will cost",
    "Checks each step of {topic} against a written list and notes what was found",
    "Explains {topic} to somebody who has never seen it done, in plain words",
    "Recognises the three most frequent faults and prevents two of them",
)
_PROGRAM = """\
---
title: {title}
type: {type}
description: >-
  Learns {topic} for {setting} from people who do it every day: how work is prepared, what can go
  wrong, how others are kept safe, and how the result is shown to a customer who has questions.
criteria: Did it three times under supervision.
image: images/first-badge.svg
image_alt: A badge
field: {field}
language: {language}
hours: {hours}
eqf: {eqf}
skills: [{skills}]
outcomes:
{outcomes}
delivery: {{pace: {pace}, mode: {mode}, starts: 2027-02-01, place: Main building}}
price: {{amount: {price}, currency: {currency}}}
---
"""


def write_programs(root: Path, count: int) -> None:
    """Write `count` programmes into the project in `root`, the same ones every time."""
    names = product(range(1, 1 + count // 250 + 1), SETTINGS, DEGREES, TOPICS)
    for at, (part, setting, degree, topic) in zip(range(count), names, strict=False):
        text = _PROGRAM.format(
            title=f"{topic}, {degree} {part} for {setting}",
            type=TYPES[at % len(TYPES)],
            topic=topic,
            setting=setting,
            field=topic,
            language=("en", "fr", "de", "es")[at % 4],
            hours=1 + at * 7 % 200,
            eqf=1 + at % 8,
            skills=", ".join(f"Skill {n}" for n in {at % 120, at * 3 % 120, at * 7 % 120}),
            outcomes="\n".join(f"  - {outcome.format(topic=topic)}" for outcome in OUTCOMES),
            pace=PACES[at % len(PACES)],
            mode=MODES[at // 3 % len(MODES)],
            price=at * 13 % 900,
            currency="EUR" if at % 5 else "USD",
        )
        (root / f"content/programs/p{at:04}.md").write_text(text, "utf-8")
