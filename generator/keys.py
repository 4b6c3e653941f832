"""The issuer's signing key: made once, kept encrypted outside the project, opened to sign.

File format, version 1: a marker line that secret scanners can find, then one JSON object: a header
(key and issuer it belongs to, Argon2id parameters) and the seed under XChaCha20-Poly1305. The whole
header is authenticated, and its parameters are bounded before they are used.
"""

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.utils import random as random_bytes

from generator.errors import KeyFileError
from generator.vc import did, ed25519, jcs, strict_json

MARKER = "INSIGNIA-ENCRYPTED-SIGNING-KEY"  # `check` and secret scanners look for this line
MIN_PASSPHRASE = 12

_KDF = "argon2id13"
_MAX_FILE = 4096
_NONCE_BYTES = 24


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work one guess at the passphrase takes (Argon2id)."""

    operations: int
    memory: int
    """In bytes."""


MODERATE = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)  # 256 MiB, half a second
LIGHT = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)  # for tests and published example keys
_MAX_COST = Cost(argon2id.OPSLIMIT_SENSITIVE, argon2id.MEMLIMIT_SENSITIVE)


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key ready to sign: whose it is, its public half, and a function that signs."""

    did: str
    public_key: bytes
    sign: Callable[[bytes], bytes] = field(repr=False)

    @property
    def method(self) -> str:
        """The key's id in did.json: the DID and the public key itself as fragment."""
        return f"{self.did}#{did.encode_multikey(self.public_key)}"


def key_of_seed(issuer: str, seed: bytes) -> IssuerKey:
    """Make a key of `issuer` from its private seed (32 bytes)."""
    return IssuerKey(
        issuer, ed25519.public_key_of(seed), lambda message: ed25519.sign(seed, message)
    )


def key_folder(config_home: Path, issuer: str) -> Path:
    """Return where the keys of `issuer` lie: below the user's configuration, never the project."""
    return config_home / "insignia" / issuer.removeprefix("did:web:").replace(":", "_")


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that a thief of the file could guess.

    Raises:
        KeyFileError: when it is too short or of one repeated character.
    """
    if len(passphrase) < MIN_PASSPHRASE or len(set(passphrase)) < 4:
        msg = (
            f"the passphrase is too weak: use at least {MIN_PASSPHRASE} characters, "
            "for example four words that do not belong together"
        )
        raise KeyFileError(msg)


def create_key_file(folder: Path, issuer: str, passphrase: str, cost: Cost = MODERATE) -> Path:
    """Make a new key for `issuer`, encrypted under `passphrase`; the path of its file.

    Raises:
        KeyFileError: when the passphrase is too weak or the folder cannot be written.
    """
    return save_key_file(folder, issuer, random_bytes(ed25519.SEED_BYTES), passphrase, cost)


def save_key_file(
    folder: Path, issuer: str, seed: bytes, passphrase: str, cost: Cost = MODERATE
) -> Path:
    """Write the key of `seed`, encrypted, readable by its owner alone from the first byte.

    Raises:
        KeyFileError: when the passphrase is too weak or the file cannot be made.
    """
    check_passphrase(passphrase)
    multikey = did.encode_multikey(ed25519.public_key_of(seed))
    salt, nonce = random_bytes(argon2id.SALTBYTES), random_bytes(_NONCE_BYTES)
    header = {
        "version": 1,
        "issuer": issuer,
        "publicKeyMultibase": multikey,
        "kdf": _KDF,
        "operations": cost.operations,
        "memory": cost.memory,
        "salt": b64encode(salt).decode("ascii"),
        "nonce": b64encode(nonce).decode("ascii"),
    }
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        seed, jcs.canonical(header), nonce, _derive(passphrase, salt, cost)
    )
    document = {**header, "sealedSeed": b64encode(sealed).decode("ascii")}
    text = f"{MARKER}\n{json.dumps(document, indent=1)}\n"
    path = folder / f"{multikey}.key"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        msg = f"cannot write the key file {path}: {error.strerror}"
        raise KeyFileError(msg) from error
    return path


def find_key_file(folder: Path, public_keys: list[str]) -> Path:
    """Return the key file for the first of `public_keys` (Multikey texts) that has one.

    Raises:
        KeyFileError: when there is none.
    """
    for multikey in public_keys:
        path = folder / f"{multikey}.key"
        if path.is_file():
            return path
    msg = (
        f"no key file in {folder} for a key listed in content/did.json: copy it there from the "
        "machine that made it, or from your backup"
    )
    raise KeyFileError(msg)


def open_key_file(path: Path, issuer: str, passphrase: str) -> IssuerKey:
    """Open a key file and make sure that it holds the key it says.

    Raises:
        KeyFileError: when it is not a key file of `issuer`, is readable by others, or the
            passphrase is wrong (which cannot be told from a damaged file).
    """
    header, sealed = _read(path)
    if header["issuer"] != issuer:
        msg = f"{path} is a key of {header['issuer']}, not of {issuer}"
        raise KeyFileError(msg)
    salt, nonce = b64decode(header["salt"]), b64decode(header["nonce"])
    cost = Cost(header["operations"], header["memory"])
    try:
        seed = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, jcs.canonical(header), nonce, _derive(passphrase, salt, cost)
        )
    except CryptoError as error:
        msg = f"wrong passphrase for {path} (or the file is damaged: restore it from a backup)"
        raise KeyFileError(msg) from error
    key = key_of_seed(issuer, seed)
    if did.encode_multikey(key.public_key) != header["publicKeyMultibase"]:
        msg = f"{path} does not hold the key that it names: restore it from a backup"
        raise KeyFileError(msg)
    return key


def _read(path: Path) -> tuple[dict[str, Any], bytes]:
    damaged = KeyFileError(f"{path} is not a key file of this version, or is damaged")
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            msg = f"{path} can be read by other users: run 'chmod 600' on it"
            raise KeyFileError(msg)
        with path.open("rb") as file:
            raw = file.read(_MAX_FILE + 1)
    except OSError as error:
        msg = f"cannot read the key file {path}: {error.strerror}"
        raise KeyFileError(msg) from error
    marker, _, body = raw.partition(b"\n")
    if len(raw) > _MAX_FILE or marker != MARKER.encode("ascii"):
        raise damaged
    try:
        header = strict_json.parse(body)
        sealed = b64decode(header.pop("sealedSeed"), validate=True)
    except (strict_json.FormatError, AttributeError, KeyError, TypeError, Base64Error) as error:
        raise damaged from error
    if not _is_header(header):
        raise damaged
    return header, sealed


def _is_header(header: dict[str, Any]) -> bool:
    try:
        lengths = [len(b64decode(header[name], validate=True)) for name in ("salt", "nonce")]
        return (
            (header["version"], header["kdf"]) == (1, _KDF)
            and all(isinstance(header[name], str) for name in ("issuer", "publicKeyMultibase"))
            and all(type(header[name]) is int for name in ("operations", "memory"))
            and LIGHT.operations <= header["operations"] <= _MAX_COST.operations
            and LIGHT.memory <= header["memory"] <= _MAX_COST.memory
            and lengths == [argon2id.SALTBYTES, _NONCE_BYTES]
        )
    except (KeyError, TypeError, Base64Error):
        return False


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # NFC: the same words typed on another keyboard give the same bytes.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return argon2id.kdf(
        bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
        secret,
        salt,
        opslimit=cost.operations,
        memlimit=cost.memory,
    )
