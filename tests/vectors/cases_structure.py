"""Check `structure`: an OpenBadgeCredential in the pinned vocabulary, with its members in form."""

from tests.vectors import cases_dates, cases_proof_set
from tests.vectors.world import (
    BASE,
    DID,
    ELSEWHERE,
    EXT,
    GONE,
    OB,
    V2,
    Case,
    Collector,
    as_json,
    as_text,
    compact,
    jcs_record,
    put,
    record,
    sign,
    status_list,
)

ACHIEVEMENT = "credentialSubject/achievement"
OLDER = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
ALIGNMENT = {
    "type": ["Alignment"],
    "targetName": "Seamanship",
    "targetUrl": "https://framework.example/1",
}
RESULT_DESCRIPTION = {
    "id": f"{BASE}/programs/pilotage/#mark",
    "type": ["ResultDescription"],
    "name": "Mark",
    "resultType": "Percent",
}


def cases() -> list[Case]:
    add = Collector("structure")
    _types(add)
    _contexts(add)
    _missing(add)
    _malformed(add)
    _fine(add)
    cases_dates.add_cases(add)
    cases_proof_set.add_cases(add)
    return add.cases


def _types(add: Collector) -> None:
    for name, text in (
        ("array", f"[{compact(record())}]"),
        ("empty-array", "[]"),
        ("null", "null"),
        ("text", '"did:web:provider.example:badges"'),
        ("number", "5"),
        ("true", "true"),
        ("empty-object", "{}"),
    ):
        add(
            f"not-a-credential-{name}",
            "A record is one object that says what it is.",
            as_text(text),
            "not-a-credential",
        )
    for name, types, why in (
        ("type-missing", GONE, "Nothing says what it is."),
        ("type-null", None, "Nothing says what it is."),
        ("type-text", "OpenBadgeCredential", "`in` would find a word in a text too."),
        ("type-joined", "VerifiableCredential OpenBadgeCredential", "A text is not an array."),
        ("type-empty", [], "Neither word."),
        (
            "type-object",
            {"VerifiableCredential": 1, "OpenBadgeCredential": 1},
            "Member names are not entries.",
        ),
        ("type-without-badge", ["VerifiableCredential"], "A credential, but no badge."),
        ("type-without-credential", ["OpenBadgeCredential"], "Both words are needed."),
        (
            "type-endorsement",
            ["VerifiableCredential", "EndorsementCredential"],
            "An endorsement is not an award.",
        ),
        (
            "type-longer-word",
            ["VerifiableCredential", "OpenBadgeCredential2"],
            "Words are compared whole.",
        ),
        (
            "type-lower-case",
            ["verifiablecredential", "openbadgecredential"],
            "Words are compared exactly.",
        ),
        (
            "type-with-number",
            ["VerifiableCredential", "OpenBadgeCredential", 3],
            "Types are texts.",
        ),
        (
            "type-nested",
            [["VerifiableCredential", "OpenBadgeCredential"]],
            "An array in the array is not a word.",
        ),
    ):
        add(
            f"not-a-credential-{name}",
            why,
            as_json(jcs_record({"type": types})),
            "not-a-credential",
        )
    add(
        "not-a-credential-status-list",
        "The issuer's own signed status list is genuine, but awards nothing.",
        as_json(sign(status_list())),
        "not-a-credential",
    )
    add(
        "not-a-credential-presentation",
        "A genuine record inside another thing is not that thing.",
        as_json(
            {
                "@context": [V2],
                "type": ["VerifiablePresentation"],
                "verifiableCredential": [record()],
            }
        ),
        "not-a-credential",
    )


def _contexts(add: Collector) -> None:
    evil = "https://stranger.example/context.json"
    extended = put(record(), {"@context/2": evil})
    add(
        "wrong-context-extended-after-signing",
        "eddsa-jcs-2022 as written hashes the proof's own @context and would accept this.",
        as_json(extended),
        "wrong-context",
    )
    both = put(extended, {"proof/1/@context/2": evil})
    add(
        "wrong-context-extended-in-both",
        "Neither list is the pinned one.",
        as_json(both),
        "wrong-context",
    )
    for name, context, why in (
        ("missing", GONE, "Nothing says what the words mean."),
        ("null", None, "In JSON-LD null means: no meaning at all."),
        ("empty", [], "No vocabulary."),
        ("text", OB, "The list has two entries."),
        ("object", {"@vocab": "https://stranger.example/#"}, "Own definitions."),
        ("reversed", [OB, V2], "The later context wins, so order is meaning."),
        ("only-credentials", [V2], "Without the badge vocabulary."),
        ("only-badges", [OB], "Without the credential vocabulary."),
        ("twice", [V2, OB, OB], "The list is exactly the pinned one."),
        (
            "inline-object",
            [V2, OB, {"name": "https://stranger.example/#x"}],
            "Own definitions may change what a word means.",
        ),
        ("unknown-third", [V2, OB, evil], "Unknown contexts are never fetched."),
        ("unknown-first", [evil, V2, OB], "Unknown contexts are never fetched."),
        ("extensions-second", [V2, EXT, OB], "Order is meaning."),
        ("extensions-and-more", [V2, OB, EXT, evil], "The list is exactly a pinned one."),
        ("extensions-twice", [V2, OB, EXT, EXT], "The list is exactly a pinned one."),
        ("older-badges", [V2, OLDER], "Version 3.0.2 has other terms."),
        (
            "first-credentials-version",
            ["https://www.w3.org/2018/credentials/v1", OB],
            "VC 1.1 has other dates.",
        ),
        ("http", [V2.replace("https:", "http:"), OB], "Addresses are compared exactly."),
        ("trailing-slash", [V2 + "/", OB], "Addresses are compared exactly."),
        ("capitals", [V2.replace("www.w3", "WWW.W3"), OB], "Addresses are compared exactly."),
        ("fragment", [V2, OB + "#"], "Addresses are compared exactly."),
        ("nested", [[V2, OB]], "A list in the list is not the list."),
        ("with-null", [V2, OB, None], "In JSON-LD null would wipe out what stands before."),
    ):
        # rdfc needs contexts that are known; one proof is enough for a fault of this layer.
        given = jcs_record(
            {"@context": context}, **({} if context is not GONE else {"@context": GONE})
        )
        add(f"wrong-context-{name}", why, as_json(given), "wrong-context")


def _missing(add: Collector) -> None:
    for path in (
        "id",
        "issuer",
        "validFrom",
        "credentialSubject",
        "issuer/id",
        "issuer/type",
        "credentialSubject/type",
        ACHIEVEMENT,
        f"{ACHIEVEMENT}/id",
        f"{ACHIEVEMENT}/type",
        f"{ACHIEVEMENT}/name",
        f"{ACHIEVEMENT}/description",
        f"{ACHIEVEMENT}/criteria",
        "credentialSubject/identifier/0/type",
        "credentialSubject/identifier/0/hashed",
        "credentialSubject/identifier/0/identityHash",
        "credentialSubject/identifier/0/identityType",
    ):
        name = path.lower().replace("/", "-")
        add(
            f"missing-{name}",
            "Open Badges 3.0 requires it; the signature does hold.",
            as_json(jcs_record({path: GONE})),
            "missing-member",
        )
    add(
        "missing-who-it-is-for",
        "A subject has an id or an identifier, else anybody could show the badge.",
        as_json(jcs_record({"credentialSubject/identifier": GONE})),
        "missing-member",
    )
    add(
        "missing-who-empty-identifier",
        "An empty array identifies nobody.",
        as_json(jcs_record({"credentialSubject/identifier": []})),
        "missing-member",
    )
    for name, changes in (
        ("evidence-type", {"evidence": [{"name": "Passage"}]}),
        ("alignment-type", {f"{ACHIEVEMENT}/alignment": [put(ALIGNMENT, {"type": GONE})]}),
        (
            "alignment-target-name",
            {f"{ACHIEVEMENT}/alignment": [put(ALIGNMENT, {"targetName": GONE})]},
        ),
        (
            "alignment-target-url",
            {f"{ACHIEVEMENT}/alignment": [put(ALIGNMENT, {"targetUrl": GONE})]},
        ),
        ("result-type", {"credentialSubject/result": [{"value": "88"}]}),
        (
            "result-description-name",
            {f"{ACHIEVEMENT}/resultDescription": [put(RESULT_DESCRIPTION, {"name": GONE})]},
        ),
        (
            "result-description-result-type",
            {f"{ACHIEVEMENT}/resultDescription": [put(RESULT_DESCRIPTION, {"resultType": GONE})]},
        ),
        ("image-type", {f"{ACHIEVEMENT}/image": {"id": f"{BASE}/x.png"}}),
        ("image-id", {f"{ACHIEVEMENT}/image": {"type": "Image"}}),
        ("language-map", {"name": {"en": "Harbour"}}),
        ("language-value", {"name": [{"@value": "Harbour"}, {"@language": "en"}]}),
        ("related-id", {"relatedResource": [{"digestSRI": "sha256-AAAA"}]}),
    ):
        add(
            f"missing-{name}",
            "Optional as a whole; if present, it is complete.",
            as_json(jcs_record(changes)),
            "missing-member",
        )


def _malformed(add: Collector) -> None:
    who = "credentialSubject/identifier"
    for name, path, value in (
        ("id-number", "id", 5),
        ("id-null", "id", None),
        ("id-empty", "id", ""),
        ("id-relative", "id", "/c/ab/x.html"),
        ("id-without-scheme", "id", "provider.example/badges/c"),
        ("id-with-space", "id", f"{BASE}/c/a b"),
        ("id-with-newline", "id", f"{BASE}/c\n"),
        ("id-with-quote", "id", f'{BASE}/c/"x'),
        ("id-with-angle", "id", f"{BASE}/c/<x"),
        ("id-letter", "id", "r"),
        ("id-array-of-empty", "id", [""]),
        ("subject-type-with-number", "credentialSubject/type", ["AchievementSubject", 3]),
        ("id-scheme-only", "id", "https:"),
        ("id-scheme-digit", "id", "1https://provider.example/"),
        ("id-array", "id", [f"{BASE}/c/x"]),
        ("name-number", "name", 5),
        ("name-null", "name", None),
        ("name-language-number", "name", {"@value": 5}),
        ("name-language-tags", "name", {"@value": "Harbour", "@language": ["en"]}),
        ("name-language-direction", "name", {"@value": "Harbour", "@direction": 1}),
        ("name-language-mixed", "name", [{"@value": "Harbour", "@language": "en"}, "Hafen"]),
        ("related-text", "relatedResource", f"{BASE}/images/tug.svg"),
        ("related-relative", "relatedResource", {"id": "images/tug.svg"}),
        ("related-digest-number", "relatedResource", {"id": f"{BASE}/x.svg", "digestSRI": 5}),
        ("description-array", "description", ["x"]),
        ("image-number", "image", 5),
        ("image-relative", "image", "x.png"),
        ("issuer-null", "issuer", None),
        ("issuer-array", "issuer", [DID]),
        ("issuer-number", "issuer", 1),
        ("issuer-empty", "issuer", ""),
        ("issuer-leading-space", "issuer", f" {DID}"),
        ("issuer-id-number", "issuer/id", 1),
        ("issuer-id-array", "issuer/id", [DID, ELSEWHERE]),
        ("issuer-type-text", "issuer/type", "Profile"),
        ("issuer-type-other", "issuer/type", ["Organization"]),
        ("issuer-name-null", "issuer/name", None),
        ("subject-array", "credentialSubject", [jcs_record()["credentialSubject"]]),
        ("subject-text", "credentialSubject", "did:example:ada"),
        ("subject-null", "credentialSubject", None),
        ("subject-type-text", "credentialSubject/type", "AchievementSubject"),
        ("subject-type-other", "credentialSubject/type", ["EndorsementSubject"]),
        ("subject-id-relative", "credentialSubject/id", "ada"),
        ("identifier-object", who, {"type": "IdentityObject"}),
        ("identifier-text", f"{who}/0", "Ada"),
        ("identifier-type-array", f"{who}/0/type", ["IdentityObject"]),
        ("identifier-hashed-text", f"{who}/0/hashed", "true"),
        ("identifier-hashed-number", f"{who}/0/hashed", 0),
        ("identifier-hash-number", f"{who}/0/identityHash", 5),
        ("identifier-salt-null", f"{who}/0/salt", None),
        ("achievement-array", ACHIEVEMENT, [{}]),
        ("achievement-text", ACHIEVEMENT, f"{BASE}/programs/pilotage/"),
        ("achievement-type-text", f"{ACHIEVEMENT}/type", "Achievement"),
        ("achievement-name-array", f"{ACHIEVEMENT}/name", ["x"]),
        ("criteria-text", f"{ACHIEVEMENT}/criteria", "Four passages."),
        ("criteria-narrative-number", f"{ACHIEVEMENT}/criteria/narrative", 4),
        ("tag-text", f"{ACHIEVEMENT}/tag", "sea"),
        ("tag-number", f"{ACHIEVEMENT}/tag", ["sea", 5]),
        ("credits-text", "credentialSubject/creditsEarned", "4"),
        ("credits-true", "credentialSubject/creditsEarned", True),
        ("credits-null", "credentialSubject/creditsEarned", None),
        ("image-type-array", f"{ACHIEVEMENT}/image", {"id": f"{BASE}/x", "type": ["Image"]}),
        ("alignment-object", f"{ACHIEVEMENT}/alignment", ALIGNMENT),
        (
            "alignment-url-relative",
            f"{ACHIEVEMENT}/alignment",
            [put(ALIGNMENT, {"targetUrl": "framework"})],
        ),
        ("result-text", "credentialSubject/result", ["88"]),
        ("result-value-number", "credentialSubject/result", [{"type": ["Result"], "value": 88}]),
        ("evidence-object", "evidence", {"type": ["Evidence"]}),
        ("evidence-type-text", "evidence", [{"type": "Evidence"}]),
        ("evidence-second-text", "evidence", [{"type": ["Evidence"]}, "x"]),
        ("status-null", "credentialStatus", None),
        ("status-text", "credentialStatus", f"{BASE}/status/revocation.json#5"),
        ("status-number", "credentialStatus", 5),
        ("status-false", "credentialStatus", False),
        ("status-array-of-text", "credentialStatus", ["x"]),
        ("status-array-of-null", "credentialStatus", [None]),
    ):
        add(
            f"malformed-{name}",
            "Of another form than Open Badges 3.0 gives it.",
            as_json(jcs_record({path: value})),
            "malformed-member",
        )


def _fine(add: Collector) -> None:
    subject_id = {"credentialSubject/id": "did:example:ada", "credentialSubject/identifier": GONE}
    rich = {
        "description": "Level 2",
        "image": f"{BASE}/badge.png",
        "awardedDate": "2026-01-10T00:00:00Z",
        "evidence": [{"type": ["Evidence"], "name": "Passage 4", "id": f"{BASE}/e/4"}],
        "credentialSubject/creditsEarned": 4.5,
        "credentialSubject/result": [{"type": ["Result"], "value": "88"}],
        f"{ACHIEVEMENT}/tag": ["sea", "tugs"],
        f"{ACHIEVEMENT}/alignment": [ALIGNMENT],
        f"{ACHIEVEMENT}/resultDescription": [RESULT_DESCRIPTION],
        f"{ACHIEVEMENT}/image": {"id": f"{BASE}/x.png", "type": "Image", "caption": "Tug"},
        "issuer/image": {"id": f"{BASE}/logo.png", "type": "Image"},
    }
    harbour = [
        {"@value": "Harbour Pilotage", "@language": "en"},
        {"@value": "قيادة السفن في الميناء", "@language": "ar", "@direction": "rtl"},
    ]
    languages = {
        "name": harbour,
        "description": {"@value": "Anlegen und Schlepper", "@language": "de-CH"},
        "issuer/name": {"@value": "Provider Example"},
        f"{ACHIEVEMENT}/name": harbour,
        f"{ACHIEVEMENT}/description": {"@value": "Berthing and tug orders.", "@language": "en"},
        f"{ACHIEVEMENT}/criteria": {"narrative": harbour},
    }
    picture = {
        "id": f"{BASE}/images/tug.svg",
        "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "mediaType": "image/svg+xml",
    }
    schema = {
        "@context": [V2, OB, EXT],
        "credentialSchema": [
            {
                "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                "type": "1EdTechJsonSchemaValidator2019",
            }
        ],
    }
    for name, changes, why in (
        ("rich", rich, "Everything that a badge may say."),
        ("languages", languages, "VC Data Model 2.0 gives texts a language, one or several."),
        ("related-resource", {"relatedResource": picture}, "A picture with the digest of it."),
        ("related-resources", {"relatedResource": [picture]}, "One of perhaps several."),
        ("extensions-context", schema, "The one context that may stand third."),
        (
            "achievement-credential",
            {"type": ["VerifiableCredential", "AchievementCredential"]},
            "Open Badges gives the class two names.",
        ),
        (
            "types-reversed",
            {"type": ["OpenBadgeCredential", "VerifiableCredential"]},
            "Types are a set.",
        ),
        ("subject-with-id", subject_id, "An id names the subject as well as an identifier."),
        ("issuer-text", {"issuer": DID}, "Open Badges allows the bare identifier."),
        ("urn-id", {"id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"}, "A URN is a URI."),
    ):
        add(f"fine-{name}", why, as_json(record(changes)))
    for name, further, why in (
        (
            "further-type",
            {"type": ["VerifiableCredential", "OpenBadgeCredential", "Extra"]},
            "More types take nothing away.",
        ),
        (
            "unknown-members",
            {"colour": "blue", f"{ACHIEVEMENT}/weather": [None, True, {"x": 1}]},
            "What no shape names is signed and harmless.",
        ),
        ("unknown-null", {"credentialSubject/note": None}, "null is a value of an unknown member."),
        ("empty-arrays", {"evidence": [], f"{ACHIEVEMENT}/tag": []}, "Nothing is listed."),
        ("empty-texts", {"name": "", "description": ""}, "Empty, but of the right form."),
        ("uri-not-ascii", {"id": f"{BASE}/c/zoë"}, "An IRI is read as it stands."),
    ):
        add(f"fine-{name}", why, as_json(jcs_record(further)))
