"""Parts of the Achievement that a programme is to Open Badges 3.0: what it aligns to, its results.

`issue` puts them into the record.
"""

from collections.abc import Iterator, Mapping

from generator.content import Site
from generator.programs import Program
from generator.vc.strict_json import JSON

# The levels' identifiers in the European Learning Model.
_EQF = "http://data.europa.eu/snb/eqf/"


def alignments(site: Site, program: Program) -> list[JSON]:
    """Make an Alignment for each skill that has an address, and for the EQF level.

    A listed skill that nobody else describes is described on its own page of the site.
    """
    return list(_alignments(site, program))


def result_descriptions(site: Site, program: Program) -> list[JSON]:
    """Make a ResultDescription for each kind of result, with the levels it can reach."""
    address = site.program_address(program)
    return [
        {
            "id": f"{address}#{result.id}",
            "type": ["ResultDescription"],
            "name": result.name,
            "resultType": result.type,
            "allowedValue": list(result.allowed),
            "requiredLevel": _level_address(site, program, result.id, result.required),
            "requiredValue": result.required,
            "rubricCriterionLevel": [
                {
                    "id": _level_address(site, program, result.id, level.name),
                    "type": ["RubricCriterionLevel"],
                    "name": level.name,
                    "description": level.description,
                }
                for level in result.levels
            ],
            "valueMin": result.min,
            "valueMax": result.max,
        }
        for result in program.results
    ]


def results(site: Site, program: Program, values: Mapping[str, str]) -> list[JSON]:
    """Make the Result of each value, by the id of its description."""
    address = site.program_address(program)
    return [
        {
            "type": ["Result"],
            "resultDescription": f"{address}#{name}",
            "achievedLevel": _level_address(site, program, name, value),
            "value": value,
        }
        for name, value in values.items()
    ]


def _alignments(site: Site, program: Program) -> Iterator[JSON]:
    for skill in program.skills:
        own = site.config.url + skill.url_path if skill.listed else None
        if skill.url is None and own is None:
            continue
        yield {
            "type": ["Alignment"],
            "targetType": "ceasn:Competency",
            "targetName": skill.name,
            "targetUrl": skill.url or own,
            "targetFramework": skill.framework,
            "targetCode": skill.code,
            "targetDescription": skill.level,  # what the page shows beside the name
        }
    if program.eqf is not None:
        yield {
            "type": ["Alignment"],
            "targetType": "ext:QualificationLevel",
            "targetName": f"EQF level {program.eqf}",
            "targetUrl": f"{_EQF}{program.eqf}",
            "targetFramework": "European Qualifications Framework",
            "targetCode": str(program.eqf),
        }


def _level_address(site: Site, program: Program, name: str, value: str | None) -> str | None:
    result = next((item for item in program.results if item.id == name), None)
    level = result.level_of(value) if result is not None else None
    return f"{site.program_address(program)}#{name}/{level.id}" if level is not None else None
