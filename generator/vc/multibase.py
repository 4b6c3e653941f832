"""Multibase texts of fixed length: base58-btc (`z`) and base64url without padding (`u`).

Controlled Identifiers 1.0 section 2.4. Decoders are strict: one text for one value, and the length
is looked at before any work is done (base58 takes time that grows with the square of it).
"""

import base64
import binascii
import re

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # Bitcoin's alphabet
_BASE58_VALUE = {character: value for value, character in enumerate(_BASE58)}
_BASE64URL = re.compile(r"u[A-Za-z0-9_-]*", re.ASCII)

MAX_BASE58 = 128  # a key is 48 characters, a signature at most 89


def encode_base58btc(data: bytes) -> str:
    """Write `data` as a multibase base58-btc text (`z…`)."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE58[digit] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + digits


def decode_base58btc(text: str, length: int) -> bytes | None:
    """Read a multibase base58-btc text that holds exactly `length` bytes; None if it does not."""
    if not text.startswith("z") or len(text) > MAX_BASE58:
        return None
    number = 0
    for character in text[1:]:
        value = _BASE58_VALUE.get(character)
        if value is None:
            return None
        number = number * 58 + value
    digits = text[1:].lstrip("1")
    zeros = len(text) - 1 - len(digits)
    data = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    return data if len(data) == length else None


def encode_base64url(data: bytes) -> str:
    """Write `data` as a multibase base64url text without padding (`u…`)."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes | None:
    """Read a multibase base64url text without padding; None if it is not exactly one."""
    if not _BASE64URL.fullmatch(text):
        return None
    body = text[1:]
    try:
        data = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    return data if encode_base64url(data) == text else None  # unused bits must be zero
