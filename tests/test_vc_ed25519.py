"""The gate in front of Ed25519, by itself: the verifier stands behind it a second time."""

import pytest

from generator.vc import ed25519
from tests.vectors import curve
from tests.vectors.world import KEY, STRANGER

MESSAGE = b"message"
SIGNATURE = KEY.sign(MESSAGE)


def test_an_honest_signature_holds_for_its_key_and_message_only():
    assert ed25519.verify(KEY.public, MESSAGE, SIGNATURE)
    assert not ed25519.verify(STRANGER.public, MESSAGE, SIGNATURE)
    assert not ed25519.verify(KEY.public, MESSAGE + b"!", SIGNATURE)


@pytest.mark.parametrize(
    "signature", [b"", SIGNATURE[:63], SIGNATURE + b"\0", SIGNATURE * 2], ids=len
)
def test_a_signature_has_sixty_four_bytes(signature):
    assert not ed25519.verify(KEY.public, MESSAGE, signature)


@pytest.mark.parametrize("key", [b"", KEY.public[:31], KEY.public + b"\0", KEY.public * 2], ids=len)
def test_a_key_has_thirty_two_bytes(key):
    assert not ed25519.is_acceptable_key(key)
    assert not ed25519.verify(key, MESSAGE, SIGNATURE)


@pytest.mark.parametrize(("name", "found"), curve.small_order_encodings().items())
def test_a_key_of_small_order_is_refused_under_every_encoding(name, found):
    point, encoded = found
    forged = curve.OddKey(encoded, point).sign(MESSAGE)
    assert not ed25519.is_acceptable_key(encoded), name
    assert not ed25519.verify(encoded, MESSAGE, forged)


@pytest.mark.parametrize("multiple", range(1, 8))
def test_a_key_of_mixed_order_is_refused_though_the_equation_holds(multiple):
    secret, small = 2**251 + 5, curve.SMALL[multiple]
    encoded = curve.encode(curve.plus(curve.times(secret, curve.B), small))
    signature = curve.OddKey(encoded, small, secret).sign(MESSAGE)
    assert not ed25519.is_acceptable_key(encoded)
    assert not ed25519.verify(encoded, MESSAGE, signature)


def test_the_same_construction_without_a_small_part_is_honest():
    secret = 2**251 + 5
    encoded = curve.encode(curve.times(secret, curve.B))
    assert ed25519.verify(
        encoded, MESSAGE, curve.OddKey(encoded, curve.IDENTITY, secret).sign(MESSAGE)
    )


def test_fourteen_encodings_of_small_order_are_known():
    assert len(curve.small_order_encodings()) == 14


def test_signing_is_deterministic_and_by_rfc_8032():
    seed = bytes(range(32))
    signature = ed25519.sign(seed, MESSAGE)
    assert signature == ed25519.sign(seed, MESSAGE)
    assert ed25519.verify(ed25519.public_key_of(seed), MESSAGE, signature)
