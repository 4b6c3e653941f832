"""JSON Canonicalization Scheme, RFC 8785: one value, one sequence of bytes."""

import rfc8785

from generator.vc.strict_json import JSON


def canonical(value: JSON) -> bytes:
    """Serialise `value` by RFC 8785.

    Raises:
        ValueError: for what RFC 8785 cannot write (unsafe integers, NaN, lone surrogates);
            `strict_json.parse` never returns such a value.
    """
    try:
        return rfc8785.dumps(value)
    except UnicodeEncodeError as error:  # rfc8785 lets a lone surrogate in a member name through
        raise rfc8785.CanonicalizationError(str(error)) from error
