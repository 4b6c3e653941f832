"""Check `issuer`: the record's issuer is, letter for letter, the one whom the reader trusts."""

from tests.vectors.world import (
    BASE,
    DID,
    ELSEWHERE,
    ELSEWHERE_URL,
    GONE,
    JSON,
    RESOURCES,
    STRANGER,
    Case,
    Collector,
    as_json,
    credential,
    did_document,
    jcs_record,
    put,
    record,
    sign,
)


def cases() -> list[Case]:
    add = Collector("issuer")
    add("fine-object", "The issuer as a Profile.", as_json(record()))
    for name, issuer, why in (
        ("stranger", ELSEWHERE, "The stranger's record."),
        ("parent", "did:web:provider.example", "The host's own DID is another issuer."),
        ("child", f"{DID}:x", "A DID below is another issuer."),
        ("longer-word", f"{DID}2", "A prefix is not the whole."),
        ("shorter-word", DID[:-1], "A prefix is not the whole."),
        ("capital-host", "did:web:Provider.example:badges", "Compared exactly."),
        ("capital-path", "did:web:provider.example:Badges", "Compared exactly."),
        ("capital-scheme", "DID:web:provider.example:badges", "Compared exactly."),
        ("capital-method", "did:WEB:provider.example:badges", "Compared exactly."),
        ("trailing-colon", f"{DID}:", "Compared exactly."),
        ("trailing-slash", f"{DID}/", "Compared exactly."),
        ("trailing-dot", "did:web:provider.example.:badges", "The same host to DNS, another DID."),
        ("percent-letter", "did:web:provider.example:b%61dges", "Nothing is decoded."),
        ("percent-colon", "did:web:provider.example%3Abadges", "Nothing is decoded."),
        ("fragment", f"{DID}#x", "A DID URL is not the DID."),
        ("query", f"{DID}?versionId=1", "A DID URL is not the DID."),
        ("https", f"{BASE}/", "The site's address is not its DID."),
        ("cyrillic", DID.replace("a", "\u0430"), "It looks alike."),
        ("zero-width", f"{DID}\u200b", "It looks alike."),
        ("did-key", f"did:key:{STRANGER.multibase}", "A key without a publisher."),
    ):
        for form, path in (("object", "issuer/id"), ("text", "issuer")):
            if form == "text" and name not in ("stranger", "longer-word", "capital-host"):
                continue
            add(
                f"other-{name}{'-as-text' if form == 'text' else ''}",
                why,
                as_json(jcs_record({path: issuer})),
                "other-issuer",
            )
    strange: JSON = {"key": STRANGER, "verificationMethod": f"{ELSEWHERE}#{STRANGER.multibase}"}
    add(
        "other-with-good-signature",
        "A stranger's record is genuine at the stranger's site, whatever name it bears.",
        as_json(sign(put(credential(), {"issuer/id": ELSEWHERE}), **strange)),
        "other-issuer",
    )
    add(
        "fine-stranger-where-trusted",
        "The caller says whom to trust: at the stranger's site the same record is valid.",
        as_json(
            sign(put(credential(), {"issuer/id": ELSEWHERE, "credentialStatus": GONE}), **strange)
        ),
        {"status": "no-status"},
        resources={ELSEWHERE_URL: {"json": did_document(STRANGER, did=ELSEWHERE)}},
        issuer=ELSEWHERE,
    )
    add(
        "other-than-trusted",
        "The provider's own record, shown to a reader who trusts the stranger.",
        as_json(record()),
        "other-issuer",
        resources=RESOURCES,
        issuer=ELSEWHERE,
    )
    add(
        "other-changed-after-signing",
        "The issuer is looked at before the signature.",
        as_json(put(record(), {"issuer/id": ELSEWHERE})),
        "other-issuer",
    )
    return add.cases
