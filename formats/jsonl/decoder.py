"""JSON objects as typed columns."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FLOATS = ("float16", "float32", "float64")
DTYPES = (*FLOATS, *INTEGERS, "bool", "string")
"""What columns can hold."""

_SPACE = " \t\r\n"
_SHOWN = 60  # characters of a value in messages
_AT_ONCE = 128  # records whose objects exist together; of more, Python's garbage collector makes a third of the time


def plain(value: Any) -> Any:
    """What stands for a value that `json` does not know."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"{type(value).__name__} is no type of JSON")


@dataclass(frozen=True, eq=False)
class Field:
    """What every object holds under one key.

    Attributes:
      key: the key.
      dtype: one of DTYPES, or a NumPy type of that name.
      shape: sizes of the nested lists: () for a single value, (2, 3) for two lists of three; the first may be None for a
        list of any length.
      default: the value, or as many as the shape holds, where the key is missing or null; None: it must be there.

    Raises:
      TypeError: another dtype, or a default that is none of it.
      ValueError: a size is unknown or negative, a default is of another shape.
    """

    key: str
    dtype: Any
    shape: Sequence[Any] = ()
    default: Any = None

    def __post_init__(self) -> None:
        dtype, shape = _type_name(self.key, self.dtype), tuple(self.shape)
        if any(size is None or size < 0 for size in shape[1:]) or (shape and shape[0] is not None and shape[0] < 0):
            raise ValueError(f"field {self.key!r}: sizes must be >= 0, and only the first may be unknown; got {list(shape)}")
        object.__setattr__(self, "dtype", dtype)
        object.__setattr__(self, "shape", shape)
        if self.default is not None:
            object.__setattr__(self, "default", self._checked_default())

    @property
    def numpy_dtype(self) -> np.dtype:
        """Of its column: that of `dtype`, object for strings."""
        return np.dtype(object if self.dtype == "string" else self.dtype)

    def _checked_default(self) -> np.ndarray:
        given = np.asarray(self.default, object)
        values = [plain(value) if isinstance(value, (bytes, np.generic)) else value for value in given.reshape(-1)]
        try:
            return _array(self, values).reshape([-1 if size is None else size for size in self.shape])
        except UnfitError as unfit:
            raise TypeError(f"field {self.key!r}: the default {unfit}") from None
        except ValueError:
            shape = list(given.shape)
            raise ValueError(f"field {self.key!r}: the default must be {_wanted(self)}; got one of shape {shape}") from None


def _type_name(key: str, dtype: Any) -> str:
    name = dtype if isinstance(dtype, str) else np.dtype(dtype).name.replace("object", "string")
    if name not in DTYPES:
        raise TypeError(f"field {key!r}: dtype must be one of {', '.join(DTYPES)}; got {name}")
    return name


class Decoded(NamedTuple):
    """A column.

    Attributes:
      values: array [n, *shape] that is the caller's, for a field of any length a list of n arrays.
      present: bool [n], False where the default stands; None where no record is without the field.
    """

    values: Any
    present: np.ndarray | None


class Decoder:
    """Turns records that are JSON objects into a column per field. Several threads may use it at once.

    Args:
      fields: at least one, of different keys. Other keys of the records are passed over.

    Raises:
      ValueError: there is no field, or two have one key.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        keys = [field.key for field in fields]
        if not keys or len(set(keys)) < len(keys):
            raise ValueError(f"fields must be at least one, and of different keys; got {keys}")
        self.fields = tuple(fields)

    def __call__(self, records: Records) -> list[Any]:
        """For each field an array [n, *shape] that is the caller's, for one of any length a list of n arrays.

        Raises:
          InvalidArgumentError: a record is no JSON object; a value is missing, or is not of its type, range or shape. The
            first such record is reported: `index` is its place among them, `path` and `record` (the line) that in the file.
        """
        return [column.values for column in self.columns(records)]

    def columns(self, records: Records) -> list[Decoded]:
        """The columns of `records` as a call gives them, and where each field was there. Raises as a call."""
        texts = list(records)
        try:
            parts = [self._columns(texts[at : at + _AT_ONCE]) for at in range(0, max(len(texts), 1), _AT_ONCE)]
        except UnfitError:
            index, unfit = self._first_unfit(texts)
            raise error_of(records, index, unfit) from unfit.__cause__
        return parts[0] if len(parts) == 1 else [_joined(pieces) for pieces in zip(*parts, strict=True)]

    def _columns(self, texts: Sequence[bytes]) -> list[Decoded]:
        objects = [parse(text) for text in texts]
        if not set(map(type, objects)) <= {dict}:
            other = next(value for value in objects if type(value) is not dict)
            raise UnfitError(f"a record must be a JSON object, not {_described(other)}")
        return [_column_of(field, objects) for field in self.fields]

    def _first_unfit(self, texts: Sequence[bytes]) -> tuple[int, UnfitError]:
        for index, text in enumerate(texts):
            try:
                self._columns([text])
            except UnfitError as unfit:
                return index, unfit
        raise AssertionError("a block was refused though each of its records is taken")


def _joined(parts: Sequence[Decoded]) -> Decoded:
    values = [part.values for part in parts]
    present = None
    if any(part.present is not None for part in parts):
        present = np.concatenate([np.ones(len(one), bool) if has is None else has for one, has in parts])
    return Decoded([*chain(*values)] if isinstance(values[0], list) else np.concatenate(values), present)


def _column_of(field: Field, objects: Sequence[dict]) -> Decoded:
    values = [record.get(field.key) for record in objects]
    try:
        return _with_defaults(field, objects, values) if None in values else Decoded(_column(field, values), None)
    except UnfitError as unfit:
        raise UnfitError(f"key {_shown(field.key)} {unfit}") from unfit.__cause__


def _with_defaults(field: Field, objects: Sequence[dict], values: list) -> Decoded:
    missing = np.array([value is None for value in values])
    if field.default is None:
        record = objects[int(np.flatnonzero(missing)[0])]
        found = "null" if field.key in record else f"the keys {_shown([*record])}"
        raise UnfitError(f"is required ({_wanted(field)}) but missing; found {found}")
    given = _column(field, [value for value in values if value is not None])
    if field.shape[:1] == (None,):
        rest = iter(given)
        return Decoded([field.default.copy() if is_missing else next(rest) for is_missing in missing.tolist()], ~missing)
    column = np.empty((len(values), *field.shape), field.numpy_dtype)
    column[missing] = field.default
    column[~missing] = given
    return Decoded(column, ~missing)


class UnfitError(Exception):
    """A value is not what was asked for."""


def parse(text: bytes) -> Any:
    """The JSON value that a record is."""
    try:
        content = text.decode()
        value, end = _PARSER.raw_decode(content, len(content) - len(content.lstrip(_SPACE)))
        if end < len(content) and (rest := content[end:].lstrip(_SPACE)):
            raise json.JSONDecodeError("Extra data", content, len(content) - len(rest))
    except (ValueError, RecursionError) as error:
        shown = cut(text[: 4 * _SHOWN].decode(errors="backslashreplace")) or "nothing"
        words = f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise UnfitError(f"a record must be JSON: {words}; found {shown}") from error
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


_PARSER = json.JSONDecoder(parse_constant=_refuse_constant)


def _column(field: Field, values: list) -> Any:
    """The column of n values, none of which is None."""
    count, sizes, lengths = len(values), field.shape, None
    if sizes and sizes[0] is None:
        _check_lists(field, values, None)
        lengths = list(map(len, values))
        values = list(chain.from_iterable(values))
        count, sizes = len(values), sizes[1:]
    for size in sizes:
        _check_lists(field, values, size)
        values = list(chain.from_iterable(values))
    column = _array(field, values).reshape(count, *sizes)
    if lengths is None:
        return column
    return [column[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]


def _check_lists(field: Field, values: list, size: int | None) -> None:
    """Raises UnfitError unless the values are lists, of that size where it is given."""
    if not set(map(type, values)) <= {list}:
        other = next(value for value in values if type(value) is not list)
        raise UnfitError(f"must be {_wanted(field)}; found {_described(other)}, where a list belongs")
    if size is not None and not set(map(len, values)) <= {size}:
        other = next(value for value in values if len(value) != size)
        raise UnfitError(f"must be {_wanted(field)}; found a list of {len(other)} where {size} belong: {_shown(other)}")


def _array(field: Field, values: list) -> np.ndarray:
    """The values, which may be anything, as a vector of the field's type."""
    kinds = set(map(type, values))
    if not kinds <= _PYTHON_TYPES[field.dtype]:
        other = next(value for value in values if type(value) not in _PYTHON_TYPES[field.dtype])
        raise UnfitError(f"must be {_wanted(field)}; found {_described(other)}")
    if field.dtype == "string":
        return _strings(values)
    if field.dtype in INTEGERS:
        limits = np.iinfo(field.dtype)
        if values and not (limits.min <= min(values) and max(values) <= limits.max):
            other = next(value for value in values if not limits.min <= value <= limits.max)
            raise UnfitError(f"must be {_wanted(field)}, in [{limits.min}, {limits.max}]; found {_shown(other)}")
        return np.array(values, field.dtype)
    if field.dtype in FLOATS:
        return _floats(field, values, has_integers=int in kinds)
    return np.array(values, bool)


_PYTHON_TYPES: dict[str, frozenset] = {
    **dict.fromkeys(INTEGERS, frozenset({int})),
    **dict.fromkeys(FLOATS, frozenset({int, float})),
    "bool": frozenset({bool}),
    "string": frozenset({str}),
}


def _strings(values: list[str]) -> np.ndarray:
    column = np.empty(len(values), object)
    try:
        column[:] = [value.encode() for value in values]
    except UnicodeEncodeError as error:
        raise UnfitError(f"must be a text that UTF-8 can hold; found a lone surrogate: {_shown(error.object)}") from error
    return column


def _floats(field: Field, values: list, has_integers: bool) -> np.ndarray:
    if has_integers:
        exact = 1 << (np.finfo(field.dtype).nmant + 1)  # up to here all integers are exact
        for value in values:
            if type(value) is int and not (-exact <= value <= exact or _is_exact(value, field.numpy_dtype.type)):
                raise UnfitError(f"must be {_wanted(field)}, which does not hold the integer {_shown(value)} exactly")
    doubles = np.array(values, np.float64)
    with np.errstate(over="ignore"):
        column = doubles.astype(field.dtype)
    if np.isinf(column).any():
        other = values[int(np.flatnonzero(np.isinf(column))[0])]
        found = "a number beyond float64" if math.isinf(other) else repr(other)
        raise UnfitError(f"must be {_wanted(field)}, at most {np.finfo(field.dtype).max}; found {found}")
    return column


def _is_exact(value: int, kind: Any) -> bool:
    """Whether a NumPy type of floats holds an integer."""
    try:
        return int(kind(value)) == value
    except OverflowError:
        return False


_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", int: "an integer", float: "a fraction"}


def _wanted(field: Field) -> str:
    """The type and the shape of a field, `int64 [?, 2]`."""
    return f"{field.dtype} {[*field.shape] or ''}".rstrip().replace("None", "?")


def _described(value: Any) -> str:
    return "null" if value is None else f"{_NAMES[type(value)]}: {_shown(value)}"


def _shown(value: Any) -> str:
    return cut(json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace").decode())


def cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def error_of(records: Records, index: int, unfit: UnfitError) -> InvalidArgumentError:
    """What is wrong with a record, and where it is; a record alone in memory needs no place."""
    path = records.path_of(index)
    place = "" if path is None and len(records) == 1 else f"; {records.where(index)}"
    number = None if records.numbers is None else int(records.numbers[index])
    return InvalidArgumentError(None, None, f"{unfit}{place}", path=path, record=number, index=index)
