"""Secure a document with the issuer's key, and write it as it is published."""

import json
from collections.abc import Mapping
from datetime import datetime

from generator.keys import IssuerKey
from generator.vc import credential, eddsa_jcs_2022, eddsa_rdfc_2022
from generator.vc.dates import format_date_time_stamp
from generator.vc.strict_json import JSON


def secure(document: Mapping[str, JSON], key: IssuerKey, now: datetime) -> dict[str, JSON]:
    """Add both proofs; each covers the document without `proof` (Data Integrity, proof sets).

    Raises:
        TransformationError: when a member is not defined by the contexts.
    """
    options = {
        "type": "DataIntegrityProof",
        "created": format_date_time_stamp(now),
        "verificationMethod": key.method,
        "proofPurpose": credential.PROOF_PURPOSE,
    }
    suites = (eddsa_rdfc_2022, eddsa_jcs_2022)
    return {
        **document,
        "proof": [suite.create_proof(document, options, key.sign) for suite in suites],
    }


def serialise(document: Mapping[str, JSON]) -> bytes:
    """Write a signed document as it is published: compact UTF-8 and one line end."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"
