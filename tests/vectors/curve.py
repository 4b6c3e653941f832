"""Edwards25519 written out, for keys and signatures that no library would make on purpose."""

import hashlib
from dataclasses import dataclass

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1

Point = tuple[int, int]
IDENTITY: Point = (0, 1)


def recover_x(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x % 2 != sign and x else x


def plus(a: Point, b: Point) -> Point:
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P)
    return x % P, y % P


def times(scalar: int, point: Point) -> Point:
    total = IDENTITY
    while scalar:
        if scalar & 1:
            total = plus(total, point)
        point = plus(point, point)
        scalar >>= 1
    return total


def encode(point: Point) -> bytes:
    return encode_parts(point[1], point[0] & 1)


def encode_parts(y: int, sign: int) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def challenge(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


_BASE_Y = 4 * pow(5, -1, P) % P
_BASE_X = recover_x(_BASE_Y, 0)
assert _BASE_X is not None
B: Point = (_BASE_X, _BASE_Y)


def _point_of_order_8() -> Point:
    y = 2
    while True:
        x = recover_x(y, 0)
        if x is not None:
            point = times(L, (x, y))
            if times(4, point) != IDENTITY:
                return point
        y += 1


ORDER_8 = _point_of_order_8()
SMALL = [times(multiple, ORDER_8) for multiple in range(8)]  # by multiple, 0 is the identity


def small_order_encodings() -> dict[str, tuple[Point, bytes]]:
    """All 14 encodings of the eight points of small order, canonical or not, by name."""
    found: dict[str, tuple[Point, bytes]] = {}
    for multiple, (x, y) in enumerate(SMALL):
        name = f"multiple-{multiple}"
        found[name] = (x, y), encode((x, y))
        if x == 0:
            found[f"{name}-signed-zero"] = (x, y), encode_parts(y, 1)
        if y + P < 2**255:
            found[f"{name}-y-plus-p"] = (x, y), encode_parts(y + P, x & 1)
            if x == 0:
                found[f"{name}-y-plus-p-signed-zero"] = (x, y), encode_parts(y + P, 1)
    return found


@dataclass(frozen=True)
class OddKey:
    """A key `secret * B + small`, under any encoding, whose signatures satisfy S*B = R + h*A."""

    encoded: bytes
    small: Point
    secret: int = 0

    def sign(self, message: bytes) -> bytes:
        """Try nonces until the small part of h*A vanishes; plain libraries then accept."""
        nonce = 1
        while True:
            r_point = encode(times(nonce, B))
            h = challenge(r_point, self.encoded, message)
            if times(h % 8, self.small) == IDENTITY:
                return r_point + ((nonce + h * self.secret) % L).to_bytes(32, "little")
            nonce += 1
