"""`ctdl.json`: what can be earned, in the terms of the Credential Registry. Never about people.

https://credreg.net/ctdl/terms: one `@graph` of the organisation and of every programme and pathway,
each with a CTID. Publishing to the registry is the provider's own act and needs its key; this file
is what it reads.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from generator.content import Site
from generator.errors import Problem
from generator.hours import hours_range
from generator.machine_readable import (
    EQF,
    EQF_NAME,
    changed,
    iso_hours,
    language_of,
    skill_address,
    skill_language,
    sure_hours,
)
from generator.offers import Price
from generator.programs import Program
from generator.skills import Skill

Node = dict[str, Any]

FILE = "ctdl.json"
CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_TERMS = "https://credreg.net/ctdl/terms/"

# The classes that CTDL and Open Badges share by name. Everything else that is earned here is an
# Open Badge, which CTDL calls a digital badge; its generic class, Credential, is refused.
_CLASSES = frozenset(
    {
        "ApprenticeshipCertificate", "AssociateDegree", "BachelorDegree", "Certificate",
        "CertificateOfCompletion", "Certification", "Degree", "Diploma", "DoctoralDegree",
        "GeneralEducationDevelopment", "JourneymanCertificate", "License", "MasterCertificate",
        "MasterDegree", "MicroCredential", "ProfessionalDoctorate", "QualityAssuranceCredential",
        "ResearchDoctorate", "SecondarySchoolDiploma",
    }
)  # fmt: skip
_DELIVERY = {"online": "OnlineOnly", "on-site": "InPerson", "blended": "BlendedDelivery"}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def ctid(address: str) -> str:
    """Make the identifier of what is described at `address`.

    A CTID is `ce-` and a UUID of version 4, assigned by its owner and never another's. This one is
    the first 16 bytes of the address's SHA-256 with the bits of version and variant set (RFC 9562
    §5.4), so that every build finds the same without keeping a table. Who moves the site, or has a
    CTID in the registry already, writes it down (`ctid`).
    """
    digest = hashlib.sha256(address.encode()).digest()
    return f"ce-{uuid.UUID(bytes=digest[:16], version=4)}"


def graph(site: Site) -> bytes:
    """Return the file."""
    nodes = [_organisation(site), *(_credential(site, item) for item in site.programs.values())]
    document = {"@context": CONTEXT, "@graph": nodes}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def check_ctids(site: Site) -> Iterator[Problem]:
    """Look for an identifier that was given to two things."""
    owners = {_ctid_of_site(site): "content/site.yml"}
    for program in site.programs.values():
        name = _ctid_of(site, program)
        owner = owners.setdefault(name, program.path)
        if owner != program.path:
            message = f"'ctid' is {name}, which is that of {owner} already: one thing, one CTID"
            yield Problem(program.path, 0, 0, message, "value-repeated")


def _organisation(site: Site) -> Node:
    config = site.config
    return {
        "@id": _address(site),
        "@type": "ceterms:CredentialOrganization",
        **_ceterms(
            ctid=_ctid_of_site(site),
            name={config.language: config.name},
            description={config.language: config.description},
            subjectWebpage=config.website or config.url,
            email=[config.email] if config.email is not None else [],
            image=config.url + config.logo if config.logo is not None else None,
        ),
    }


def _credential(site: Site, program: Program) -> Node:
    address, language = site.program_address(program), language_of(program, site)
    mode = program.delivery.mode if program.delivery is not None else None
    return {
        "@id": address,
        "@type": f"ceterms:{program.type if program.type in _CLASSES else 'DigitalBadge'}",
        **_ceterms(
            ctid=_ctid_of(site, program),
            name={language: program.title},
            description={language: program.description},
            subjectWebpage=address,
            image=site.config.url + program.image,
            inLanguage=[language],
            ownedBy=[_address(site)],
            offeredBy=[_address(site)],
            credentialStatusType=_concept("CredentialStatus", "credentialStat", "Active"),
            dateEffective=changed(program),
            keyword={language: [program.field]} if program.field is not None else None,
            atLevel=_levels(program, language),
            learningDeliveryType=(
                [_concept("Delivery", "deliveryType", _DELIVERY[mode])] if mode is not None else []
            ),
            estimatedDuration=_durations(site, program),
            estimatedCost=_costs(site, program, language),
            requires=[_conditions(site, program, language)],
            recommends=_before(program, language),
            hasPart=[site.program_address(site.programs[slug]) for slug in program.parts],
            isPartOf=[
                site.program_address(item)
                for item in site.programs.values()
                if program.slug in item.parts
            ],
        ),
    }


def _address(site: Site) -> str:
    return f"{site.config.url}issuer/"


def _ctid_of_site(site: Site) -> str:
    return site.config.ctid or ctid(_address(site))


def _ctid_of(site: Site, program: Program) -> str:
    return program.ctid or ctid(site.program_address(program))


def _ceterms(**values: object) -> Node:
    """Return what there is something to say of, under the names of CTDL; 0 says something."""
    return {
        f"ceterms:{name}": value
        for name, value in values.items()
        if value not in (None, [], {}, "")
    }


def _profile(kind: str, **values: object) -> Node:
    return {"@type": f"ceterms:{kind}", **_ceterms(**values)}


def _concept(scheme: str, prefix: str, name: str) -> Node:
    """Name a concept of one of CTDL's own lists."""
    return _profile(
        "CredentialAlignmentObject",
        framework=f"{_TERMS}{scheme}",
        targetNode=f"{prefix}:{name}",
        targetNodeName={"en": _CAPITAL.sub(" ", name)},
    )


def _levels(program: Program, language: str) -> list[Node]:
    levels = []
    if program.level is not None:
        levels.append(
            _profile("CredentialAlignmentObject", targetNodeName={language: program.level})
        )
    if program.eqf is not None:
        levels.append(
            _profile(
                "CredentialAlignmentObject",
                frameworkName={"en": EQF_NAME},
                targetNode=f"{EQF}{program.eqf}",
                targetNodeName={"en": f"EQF level {program.eqf}"},
            )
        )
    return levels


def _durations(site: Site, program: Program) -> list[Node]:
    hours = sure_hours(program, site)
    if hours is not None:
        return [_profile("DurationProfile", exactDuration=iso_hours(hours))]
    least, most = hours_range(program.steps, site)
    if not least:
        return []
    longest = iso_hours(most) if most is not None else None
    return [_profile("DurationProfile", minimumDuration=iso_hours(least), maximumDuration=longest)]


def _costs(site: Site, program: Program, language: str) -> list[Node]:
    price = program.price
    if price is None or price == Price():
        return []
    return [
        _profile(
            "CostProfile",
            description={language: price.note} if price.note is not None else None,
            costDetails=site.program_address(program),
            price=price.amount,
            currency=price.currency,
        )
    ]


def _conditions(site: Site, program: Program, language: str) -> Node:
    """Say what it takes: the criteria, the skills that are shown, the parts of a pathway."""
    return _profile(
        "ConditionProfile",
        description={language: program.criteria},
        subjectWebpage=site.program_address(program),
        targetCompetency=[_competency(site, program, skill) for skill in program.skills],
        targetCredential=[site.program_address(site.programs[slug]) for slug in program.parts],
    )


def _before(program: Program, language: str) -> list[Node]:
    if program.prerequisites is None:
        return []
    return [_profile("ConditionProfile", description={language: program.prerequisites})]


def _competency(site: Site, program: Program, skill: Skill) -> Node:
    known = site.skills[skill.id].description
    own = site.config.language
    return _profile(
        "CredentialAlignmentObject",
        targetNode=skill_address(skill, site),
        targetNodeName={skill_language(skill, program, site): skill.name},
        targetNodeDescription={own: known} if known is not None else None,
        frameworkName={own: skill.framework} if skill.framework is not None else None,
        codedNotation=skill.code,
    )
