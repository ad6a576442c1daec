"""Text to numbers as TensorFlow reads them: the correctly rounded value or an error, whatever the locale.

White space (space, \\t \\n \\v \\f \\r) around a number is passed over; a sign may come first. An integer has decimal
digits only. A float may have a point and an exponent, be hexadecimal (`0x1.8p3`, also without exponent), or be `inf`,
`infinity`, `nan` or `nan(word)`, in any case of letters. A float too large becomes infinite, one too small zero; an
integer out of range is an error. Source: measured on tf.string_to_number and tf.decode_csv, TensorFlow 2.21.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from .errors import InvalidArgumentError
from .records import Records

_SPACE = rb"[ \t\n\v\f\r]*"
_INTEGER = re.compile(_SPACE + rb"([+-]?)0*(\d+)" + _SPACE + rb"\Z")
_DECIMAL = re.compile(_SPACE + rb"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]?inf(?:inity)?)" + _SPACE + rb"\Z", re.I)
_NOT_A_NUMBER = re.compile(_SPACE + rb"([+-]?nan)(?:\([0-9a-z_]*\))?" + _SPACE + rb"\Z", re.I)
_HEXADECIMAL = re.compile(
    _SPACE + rb"([+-]?)0x(?=\.?[0-9a-f])([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?" + _SPACE + rb"\Z", re.I
)
_MOST_DIGITS = 20  # of any integer type
_FLOAT32_LIMIT = 2.0**128 - 2.0**103  # half-way between the largest float32 and what would be the next

NUMBER_TYPES = ("float32", "float64", "int32", "int64", "uint32", "uint64")


def string_to_number(strings: Records | np.ndarray | Sequence | bytes, dtype: DTypeLike = np.float32) -> np.ndarray:
    """Convert byte strings to numbers.

    Args:
      strings: Records, or an array (or nested sequence) of bytes of any shape.
      dtype: float32, float64, int32, int64, uint32 or uint64.
    Returns:
      an array of that dtype and of the shape of `strings`.
    Raises:
      TypeError: another dtype.
      InvalidArgumentError: a string is no such number; `index` counts through the flattened strings.
    Source: tf.string_to_number.
    """
    wanted = np.dtype(dtype)
    if wanted.name not in NUMBER_TYPES:
        raise TypeError(
            f"Value passed to parameter 'out_type' has DataType {wanted.name} not in list of allowed values: "
            + ", ".join(NUMBER_TYPES)
        )
    array = strings.to_array() if isinstance(strings, Records) else np.asarray(strings, object)
    texts = array.ravel().tolist()
    values, bad = convert(texts, wanted)
    if bad is None:
        return values.reshape(array.shape)
    message = f"StringToNumberOp could not correctly convert string: {texts[bad].decode(errors='backslashreplace')}"
    if not isinstance(strings, Records) or strings.path is None:
        raise InvalidArgumentError(None, None, message, index=bad)
    number = None if strings.numbers is None else int(strings.numbers[bad])
    raise InvalidArgumentError(
        None, None, f"{message}; {strings.where(bad)}", path=strings.path_of(bad), record=number, index=bad
    )


def convert(texts: Sequence[bytes], dtype: np.dtype) -> tuple[np.ndarray, int | None]:
    """The numbers in n `texts`: an array [n] of `dtype`, and the index of the first text that is none.

    What follows that is undefined; it is None where all are numbers.
    """
    if dtype.kind == "u" or b"_" in b"".join(texts):  # Python takes 1_000 for a number
        return _convert_one_by_one(texts, dtype)
    try:
        if dtype.kind == "f":
            values = np.fromiter(map(float, texts), np.float64, len(texts))
            return (values if dtype == np.float64 else _narrowed(values, texts)), None
        integers = np.fromiter(map(int, texts), np.int64, len(texts))
    except (ValueError, OverflowError):
        return _convert_one_by_one(texts, dtype)
    narrow = integers.astype(dtype, copy=False)
    different = np.flatnonzero(narrow != integers)
    return narrow, int(different[0]) if len(different) else None


def _convert_one_by_one(texts: Sequence[bytes], dtype: np.dtype) -> tuple[np.ndarray, int | None]:
    values = np.zeros(len(texts), dtype)
    for index, text in enumerate(texts):
        try:
            values[index] = parse(text, dtype)
        except ValueError:
            return values, index
    return values, None


def parse(text: bytes, dtype: np.dtype) -> float | int:
    """The number that `text` stands for; rounding it to `dtype` is exact or correct.

    Raises:
      ValueError: it stands for none, or for an integer out of range.
    """
    if dtype.kind != "f":
        return _parse_integer(text, dtype)
    if found := _DECIMAL.match(text):
        value = float(found[1])
        if dtype.itemsize == 4:
            return _round_decimal_tie(value, found[1]) if _between_float32s(value) else _finite_or_infinite(value)
        return value
    if found := _NOT_A_NUMBER.match(text):
        return float(found[1])
    if found := _HEXADECIMAL.match(text):
        return _parse_hexadecimal(found, dtype)
    raise ValueError(f"not a {dtype.name}: {text!r}")


def _parse_integer(text: bytes, dtype: np.dtype) -> int:
    found = _INTEGER.match(text)
    if found and len(found[2]) <= _MOST_DIGITS and (dtype.kind == "i" or found[1] != b"-"):
        value = int(found[1] + found[2])
        limits = np.iinfo(dtype)
        if limits.min <= value <= limits.max:
            return value
    raise ValueError(f"not an {dtype.name}: {text!r}")


def _parse_hexadecimal(found: re.Match[bytes], dtype: np.dtype) -> float:
    sign, whole, part, exponent = found[1], found[2], found[3] or b"", found[4] or b"0"
    plain = b"%s0x%s.%sp%s" % (sign, whole, part, exponent)
    try:
        value = float.fromhex(plain.decode())
    except OverflowError:
        return -math.inf if sign == b"-" else math.inf
    if dtype.itemsize == 8:
        return value
    if not _between_float32s(value):
        return _finite_or_infinite(value)
    from fractions import Fraction  # rarely needed, and slow to import

    exact = Fraction(int(sign + whole + part, 16)) * Fraction(2) ** (int(exponent) - 4 * len(part))
    return _round_tie(value, (exact > value) - (exact < value))


def _narrowed(values: np.ndarray, texts: Sequence[bytes]) -> np.ndarray:
    """The float32s nearest to what n decimal texts say, `values` being the nearest float64s.

    Rounding twice is wrong where the first rounding makes a tie for the second.
    """
    with np.errstate(over="ignore", under="ignore"):
        narrow = values.astype(np.float32)
    suspects = (values.view(np.uint64) & 0x1FFFFFFF) == 0x10000000
    suspects |= (np.abs(values) < 2.0**-126) & (values != 0)
    for index in np.flatnonzero(suspects).tolist():
        value = float(values[index])
        if _between_float32s(value):
            narrow[index] = _round_decimal_tie(value, texts[index])
    return narrow


def _between_float32s(value: float) -> bool:
    """Whether a float64 lies half-way between neighbours in float32, of which one may be infinite."""
    if value == 0 or not math.isfinite(value):
        return False
    return math.ldexp(value, -_float32_step(value)) % 1 == 0.5


def _float32_step(value: float) -> int:
    """The exponent of the power of two by which float32s near a value differ."""
    return max(math.frexp(value)[1] - 24, -149)


def _round_decimal_tie(value: float, text: bytes) -> float:
    from decimal import Decimal  # rarely needed, and slow to import

    exact = Decimal(text.decode())  # comparisons of Decimals are exact
    return _round_tie(value, (exact > Decimal(value)) - (exact < Decimal(value)))


def _round_tie(value: float, side: int) -> float:
    """The float32 for a number above (1), below (-1) or at (0) `value`, a point half-way between two."""
    step = _float32_step(value)
    below = math.floor(math.ldexp(value, -step))
    chosen = below + (side > 0 or (side == 0 and below % 2 == 1))
    return _finite_or_infinite(math.copysign(math.ldexp(chosen, step), value))


def _finite_or_infinite(value: float) -> float:
    """The value, or the infinity that float32 has in its place."""
    return math.copysign(math.inf, value) if abs(value) > _FLOAT32_LIMIT else value
