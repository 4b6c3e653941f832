"""Ed25519 (RFC 8032) behind one strict gate, the only module of the core that touches libsodium.

Implementations disagree on keys and signatures made on purpose: points of small or mixed order,
non-canonical encodings. The gate refuses them all, so that Python and every browser agree:
libsodium itself refuses S >= L, small-order A and R and non-canonical encodings;
`crypto_core_ed25519_is_valid_point` adds that A lies in the main subgroup.
`ed25519.js` is the same set of rules, written out.
"""

from nacl import bindings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
SEED_BYTES = 32


def is_acceptable_key(public_key: bytes) -> bool:
    """Tell whether these 32 bytes are a canonical point of the main subgroup."""
    return len(public_key) == PUBLIC_KEY_BYTES and bool(
        bindings.crypto_core_ed25519_is_valid_point(public_key)
    )


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether `signature` (64 bytes) over `message` is `public_key`'s, by the strict rules."""
    if len(signature) != SIGNATURE_BYTES or not is_acceptable_key(public_key):
        return False
    try:
        VerifyKey(public_key).verify(message, signature)
    except BadSignatureError:
        return False
    return True


def public_key_of(seed: bytes) -> bytes:
    """Derive the public key (32 bytes) of a private seed (32 bytes)."""
    return bytes(SigningKey(seed).verify_key)


def sign(seed: bytes, message: bytes) -> bytes:
    """Sign `message` with a private seed (32 bytes); 64 bytes."""
    return SigningKey(seed).sign(message).signature
