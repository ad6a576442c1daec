"""CSV decoding as plainly as it can be written: a byte at a time, numbers as exact fractions. Slow; a toy for tests."""

from __future__ import annotations

import math
from fractions import Fraction

SPACES = b" \t\n\v\f\r"
NAMES = {"float32": "float", "float64": "double", "int32": "int32", "int64": "int64"}


class Wrong(Exception):
    """What TensorFlow says is wrong with the record."""


def decode(records, columns, delimiter=b",", quoted=True, missing=b"", chosen=()):
    """The values of each good record before the first bad one, and that one's message, or None.

    `columns` are pairs of a type's name and a default (None: required).
    """
    rows = []
    for index, record in enumerate(records):
        try:
            fields = split(record, delimiter, quoted, chosen)
            if len(fields) != len(columns):
                raise Wrong(f"Expect {len(columns)} fields but have {len(fields)} in record {index}")
            rows.append([value(*pair, index, missing) for pair in enumerate(zip(fields, columns, strict=True))])
        except Wrong as wrong:
            return rows, str(wrong)
    return rows, None


def split(record, delimiter, quoted, chosen):
    rest = record
    fields, kept = [], []
    while rest:
        if rest[:1] in (b"\n", b"\r"):
            rest = rest[1:]
            continue
        field = b""
        if quoted and rest[:1] == b'"':
            rest = rest[1:]
            while True:
                if rest == b'"' or rest[:2] == b'"' + delimiter:
                    rest = rest[2:]
                    break
                if rest[:1] == b'"' and rest[1:2] == b'"':
                    field, rest = field + b'"', rest[2:]
                elif rest[:1] == b'"':
                    raise Wrong("Quote inside a string has to be escaped by another quote")
                elif not rest:
                    raise Wrong("Quoted field has to end with quote followed by delim or end")
                else:
                    field, rest = field + rest[:1], rest[1:]
        else:
            while rest and rest[:1] != delimiter:
                if rest[:1] in (b"\n", b"\r") or (quoted and rest[:1] == b'"'):
                    raise Wrong("Unquoted fields cannot have quotes/CRLFs inside")
                field, rest = field + rest[:1], rest[1:]
            rest = rest[1:]
        if not chosen or len(fields) in chosen:
            kept.append(field)
        fields.append(field)
        if chosen and len(kept) == len(chosen):
            return kept
    if record[-1:] == delimiter and (not chosen or len(fields) in chosen):
        kept.append(b"")
    return kept


def value(number, field_and_column, index, missing):
    field, (name, default) = field_and_column
    if field in (b"", missing):
        if default is None:
            raise Wrong(f"Field {number} is required but missing in record {index}!")
        return default
    if name == "string":
        return field
    found = integer(field, int(name[3:])) if name.startswith("int") else real(field, int(name[5:]))
    if found is None:
        raise Wrong(f"Field {number} in record {index} is not a valid {NAMES[name]}: {field.decode('latin-1')}")
    return found


def integer(text, bits):
    """The integer that a text stands for, or None."""
    sign, digits = signed(text.strip(SPACES))
    if not digits or digits.strip(b"0123456789"):
        return None
    found = 0
    for digit in digits:
        found = found * 10 + digit - 48
    found *= sign
    return found if -(1 << (bits - 1)) <= found < 1 << (bits - 1) else None


def real(text, bits):
    """The float that a text stands for, or None."""
    sign, rest = signed(text.strip(SPACES).lower())
    if rest in (b"inf", b"infinity"):
        return sign * math.inf
    if rest == b"nan":
        return math.nan
    if rest[:4] == b"nan(" and rest[-1:] == b")" and not rest[4:-1].strip(b"0123456789abcdefghijklmnopqrstuvwxyz_"):
        return math.nan
    base, mark, digits = (16, b"p", b"0123456789abcdef") if rest[:2] == b"0x" else (10, b"e", b"0123456789")
    mantissa, marked, exponent = (rest[2:] if base == 16 else rest).partition(mark)
    whole, _, part = mantissa.partition(b".")
    power = integer(exponent, 64) if marked and not exponent[:1].isspace() and not exponent[-1:].isspace() else None
    if not whole + part or (whole + part).strip(digits) or (marked and power is None):
        return None
    found = Fraction(0)
    for digit in whole + part:
        found = found * base + digits.index(digit)
    found = found / base ** len(part) * Fraction(2 if base == 16 else 10) ** (power or 0)
    return math.copysign(nearest(found, *((24, -149, 128) if bits == 32 else (53, -1074, 1024))), sign)


def nearest(number, digits, lowest, highest):
    """The binary float nearest to a fraction: `digits` bits in its mantissa, steps >= 2**lowest, below 2**highest."""
    if number == 0:
        return 0.0
    size = number.numerator.bit_length() - number.denominator.bit_length()  # 2**(size-1) < number < 2**(size+1)
    size -= number < Fraction(2) ** size
    step = Fraction(2) ** max(size + 1 - digits, lowest)
    rounded = round(number / step) * step  # a Fraction rounds half to even
    return math.inf if rounded >= Fraction(2) ** highest else float(rounded)


def signed(text):
    if text[:1] in (b"+", b"-"):
        return (-1 if text[:1] == b"-" else 1), text[1:]
    return 1, text
