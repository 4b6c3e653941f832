"""Check `key`, the DID document: where it is, and whether it can be read at all."""

from tests.vectors.world import (
    DID,
    DID_URL,
    GONE,
    JSON,
    KEY,
    METHOD,
    STRANGER,
    Collector,
    as_bytes,
    as_json,
    as_text,
    compact,
    did_document,
    jcs_record,
    put,
    verification_method,
)


def add_cases(add: Collector) -> None:
    _unsupported(add)
    _addresses(add)
    _unreachable(add)
    _unreadable(add)
    _mismatch(add)


def _of(did: str) -> JSON:
    """Sign as the issuer `did`, without a status, so that only did.json is needed."""
    return as_json(
        jcs_record(
            {"issuer/id": did, "credentialStatus": GONE},
            verificationMethod=f"{did}#{KEY.multibase}",
        )
    )


def _unsupported(add: Collector) -> None:
    for name, did, why in (
        ("did-key", f"did:key:{KEY.multibase}", "Nobody publishes it."),
        ("https", "https://provider.example/issuer.json", "Not a DID."),
        ("other-method", "did:webvh:provider.example", "Another method."),
        ("empty-host", "did:web:", "No host."),
        ("capital-host", "did:web:PROVIDER.example", "Hosts are written in lower case."),
        ("ip-address", "did:web:192.0.2.1", "The method allows no IP addresses."),
        ("ip-number", "did:web:3221225985", "The same address as a number."),
        ("ip-hexadecimal", "did:web:0x7f.0.0.0x1", "The same, in the form that browsers take."),
        ("user-info", "did:web:user@provider.example", "No user in a host."),
        ("underscore", "did:web:pro_vider.example", "No host name."),
        ("leading-hyphen", "did:web:-provider.example", "No host name."),
        ("empty-label", "did:web:provider..example", "No host name."),
        ("trailing-dot", "did:web:provider.example.", "One form of a host only."),
        ("slash", "did:web:provider.example/badges", "Segments stand between colons."),
        ("empty-segment", "did:web:provider.example::badges", "No empty segments."),
        ("trailing-colon", "did:web:provider.example:", "No empty segments."),
        ("dot-segment", "did:web:provider.example:.:badges", "Servers would resolve it."),
        ("dot-dot-segment", "did:web:provider.example:badges:..", "It would climb."),
        ("percent-slash", "did:web:provider.example:a%2Fb", "A server may decode it."),
        ("percent-dots", "did:web:provider.example:%2e%2e", "A server may decode it."),
        ("port-zero", "did:web:provider.example%3A0", "No such port."),
        ("port-65536", "did:web:provider.example%3A65536", "No such port."),
        ("port-99999", "did:web:provider.example%3A99999", "No such port."),
        ("port-empty", "did:web:provider.example%3A", "No such port."),
        ("port-colon", "did:web:provider.example:8443?x", "A query is not part of a DID."),
        ("port-lower-case", "did:web:provider.example%3a8443", "One form of a port only."),
        ("not-ascii", "did:web:prövider.example", "Hosts are written in Punycode."),
        ("full-width-dot", "did:web:provider\uff0eexample", "Browsers would make it a dot."),
        ("backslash", "did:web:provider.example:a/../b", "No path in a segment."),
    ):
        add(f"did-unsupported-{name}", why, _of(did), "did-unsupported", resources={}, issuer=did)


def _addresses(add: Collector) -> None:
    for name, did, url in (
        ("bare-host", "did:web:provider.example", "https://provider.example/.well-known/did.json"),
        (
            "deep-path",
            "did:web:provider.example:a:b-c:v1.0~x",
            "https://provider.example/a/b-c/v1.0~x/did.json",
        ),
        (
            "port",
            "did:web:provider.example%3A8443",
            "https://provider.example:8443/.well-known/did.json",
        ),
        (
            "port-65535",
            "did:web:provider.example%3A65535",
            "https://provider.example:65535/.well-known/did.json",
        ),
        (
            "port-and-path",
            "did:web:provider.example%3A8443:badges",
            "https://provider.example:8443/badges/did.json",
        ),
        (
            "punycode",
            "did:web:xn--prvider-90a.xn--p1ai",
            "https://xn--prvider-90a.xn--p1ai/.well-known/did.json",
        ),
        (
            "digits-in-host",
            "did:web:1.2.3.4.example",
            "https://1.2.3.4.example/.well-known/did.json",
        ),
    ):
        add(
            f"fine-address-{name}",
            "Where the did:web method says that the document is.",
            _of(did),
            {"status": "no-status"},
            resources={url: as_json(did_document(KEY, did=did))},
            issuer=did,
        )


def _unreachable(add: Collector) -> None:
    record = as_json(jcs_record())
    add(
        "did-unreachable",
        "No answer says nothing about the record.",
        record,
        "did-unreachable",
        resources={DID_URL: None},
    )
    add(
        "did-unreachable-published-elsewhere",
        "Only the method's own address counts.",
        record,
        "did-unreachable",
        resources={
            "https://provider.example/.well-known/did.json": as_json(did_document()),
            "https://provider.example/badges/.well-known/did.json": as_json(did_document()),
            "http://provider.example/badges/did.json": as_json(did_document()),
        },
    )
    odd = as_json(jcs_record(key=STRANGER, verificationMethod="did:web:stranger.example#k"))
    add(
        "did-unreachable-before-foreign-key",
        "Without did.json nothing is said about keys.",
        odd,
        "did-unreachable",
        resources={DID_URL: None},
    )


def _unreadable(add: Collector) -> None:
    text = compact(did_document())
    for name, given, why in (
        ("empty", as_text(""), "Nothing was served."),
        ("html", as_text("<!doctype html><title>404</title>"), "A host's error page."),
        ("cut-short", as_text(text[:-1]), "A broken transfer."),
        ("byte-order-mark", as_bytes(b"\xef\xbb\xbf" + text.encode()), "As for a record."),
        (
            "not-utf8",
            as_bytes(text.replace("Multikey", "M\xe9").encode("latin-1")),
            "As for a record.",
        ),
        ("too-large", as_text(text, pad=1_048_577), "As for a record."),
        (
            "duplicate-id",
            as_text(text.replace('"id":', '"id":"did:web:x.example","id":', 1)),
            "Which DID is it?",
        ),
        (
            "duplicate-assertion",
            as_text(
                text.replace('"assertionMethod":', '"assertionMethod":[],"assertionMethod":', 1)
            ),
            "Which keys are they?",
        ),
        ("proto", as_text(text.replace('"id":', '"__proto__":{},"id":', 1)), "As for a record."),
        ("array", as_json([did_document()]), "One document."),
        ("null", as_text("null"), "No document."),
        ("nested-deep", as_text("[" * 100 + "]" * 100), "As for a record."),
    ):
        add(f"did-unreadable-{name}", why, as_json(jcs_record()), "did-unreadable", did=given)
    embedded = verification_method(KEY)
    for name, changes, why in (
        ("id-missing", {"id": GONE}, "Whose document is it?"),
        ("id-number", {"id": 5}, "Whose document is it?"),
        ("methods-missing", {"verificationMethod": GONE}, "It names no keys."),
        ("methods-object", {"verificationMethod": embedded}, "An array, by DID Core."),
        ("methods-text", {"verificationMethod": METHOD}, "An array of keys, by DID Core."),
        ("method-text", {"verificationMethod/1": METHOD}, "A key is an object."),
        ("method-null", {"verificationMethod/1": None}, "A key is an object."),
        ("method-without-id", {"verificationMethod/1/id": GONE}, "A key has a name."),
        ("method-relative-id", {"verificationMethod/1/id": "#key-1"}, "DID URLs are absolute."),
        ("assertion-missing", {"assertionMethod": GONE}, "It does not say what keys may do."),
        ("assertion-number", {"assertionMethod": 5}, "Names of keys."),
        ("assertion-null", {"assertionMethod": [METHOD, None]}, "Names of keys."),
        ("assertion-relative", {"assertionMethod": ["#key-1"]}, "DID URLs are absolute."),
        (
            "assertion-embedded",
            {"assertionMethod": [METHOD, embedded]},
            "We publish names; an embedded key would be a second place to look for keys.",
        ),
    ):
        add(
            f"did-unreadable-{name}",
            why,
            as_json(jcs_record()),
            "did-unreadable",
            did=as_json(put(did_document(), changes)),
        )


def _mismatch(add: Collector) -> None:
    for name, did in (
        ("stranger", "did:web:stranger.example"),
        ("prefix", f"{DID}2"),
        ("parent", "did:web:provider.example"),
        ("capitals", DID.replace("provider", "Provider")),
        ("trailing-slash", f"{DID}/"),
        ("https", DID_URL),
    ):
        add(
            f"did-mismatch-{name}",
            "A document says itself whose it is, letter for letter.",
            as_json(jcs_record()),
            "did-mismatch",
            did=as_json(put(did_document(), {"id": did})),
        )
