"""Batches out of what programs hold rows in: dicts, dataclasses, arrays, tables of pandas and pyarrow."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records
from . import arrow
from .batches import Batch, Column
from .fitting import fitted
from .inference import Seen
from .schema import DTYPES, Feature, Schema

_ROWS_AT_ONCE = 1 << 12
_PLAIN = {int: "int64", float: "float64", bool: "bool", bytes: "string", str: "string"}


def batches_of(rows: Any, schema: Schema | None = None) -> Iterator[Batch]:
    """Rows as batches, a few thousand at a time.

    Args:
      rows: one of
        an iterable of rows: dicts, dataclasses or named tuples; None, or no key, where a row is without a feature;
        a dict of columns: {name: array or list, a value a row};
        a NumPy array of a structured type;
        a table of pandas or pyarrow.
      schema: what the features are; None: types are inferred, from all rows where they are a list or a tuple, and from
        the first few thousand of an iterator.
    Raises:
      InvalidArgumentError: a row does not fit, or a value is of no type that files hold; `record` is the row's number.
    """
    if arrow.is_pandas(rows):
        rows = arrow.of_pandas(rows)
    if arrow.is_table(rows):
        return _of_table(rows, schema)
    if isinstance(rows, np.ndarray):
        if not rows.dtype.names:
            message = f"an array of rows has fields, {rows.dtype} has none; give a dict of arrays"
            raise InvalidArgumentError(None, None, message)
        return _of_columns({name: rows[name] for name in rows.dtype.names}, schema)
    if isinstance(rows, Mapping):
        return _of_columns(rows, schema)
    return _of_rows(rows, schema)


def _origin(first: int, count: int) -> Records:
    """What names rows in errors."""
    nowhere = np.zeros(count, np.int64)
    return Records(np.empty(0, np.uint8), nowhere, nowhere, "row", range(first, first + count))


def _of_table(table: Any, schema: Schema | None) -> Iterator[Batch]:
    first = 0
    names = table.schema.names
    batches = table.to_batches(_ROWS_AT_ONCE) if hasattr(table, "to_batches") else [table]
    for part in batches:
        origin = _origin(first, part.num_rows)
        found = {}
        for name in names if schema is None else schema.names:
            dtype, shape = arrow.type_of(part.schema.field(name).type, name, "the table")
            feature = Feature(name, dtype, shape, True)
            found[name] = arrow.column_of(part.column(name), feature, origin)
        yield _fitted(found, schema, part.num_rows, origin)
        first += part.num_rows


def _of_columns(columns: Mapping[str, Any], schema: Schema | None) -> Iterator[Batch]:
    counts = {name: len(values) for name, values in columns.items()}
    if len(set(counts.values())) > 1:
        raise InvalidArgumentError(None, None, f"columns must have a value a row, all of them; their lengths are {counts}")
    count = next(iter(counts.values()), 0)
    names = list(columns) if schema is None else list(schema.names)
    inferred = {name: None if isinstance(columns[name], np.ndarray) else _feature_of(name, columns[name]) for name in names}
    for first in range(0, count, _ROWS_AT_ONCE):
        size = min(_ROWS_AT_ONCE, count - first)
        origin = _origin(first, size)
        found = {}
        for name in names:
            part = columns[name][first : first + size]
            if isinstance(part, np.ndarray) and part.dtype != object:
                found[name] = _column_of_array(name, part)
            else:
                values = list(part)
                found[name] = _column(inferred[name] or _feature_of(name, values), values)
        yield _fitted(found, schema, size, origin)


def _of_rows(rows: Iterable[Any], schema: Schema | None) -> Iterator[Batch]:
    features: dict[str, Feature] = {} if schema is None else {one.name: one for one in schema}
    if schema is None and isinstance(rows, (list, tuple)):
        features = _features_of([_as_dict(row, number) for number, row in enumerate(rows)])
    first = 0
    left = iter(rows)
    while part := [_as_dict(row, first + number) for number, row in enumerate(islice(left, _ROWS_AT_ONCE))]:
        origin = _origin(first, len(part))
        here = _features_of(part, first)
        columns = {}
        for name in here if schema is None else schema.names:
            found = here.get(name) or dataclasses.replace(features[name], optional=True)
            column = _column(found, [row.get(name) for row in part])
            known = features.setdefault(name, found)
            columns[name] = _of_dtype(column, known, origin) if schema is None else column
        yield _fitted(columns, schema, len(part), origin)
        first += len(part)


def _as_dict(row: Any, number: int) -> Mapping[str, Any]:
    if isinstance(row, Mapping):
        return row
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    if hasattr(row, "_asdict"):
        found: Mapping[str, Any] = row._asdict()
        return found
    message = f"row {number} must be a dict, a dataclass or a named tuple; it is {type(row).__name__}"
    raise InvalidArgumentError(None, None, message, record=number)


def _features_of(rows: Sequence[Mapping[str, Any]], first: int = 0) -> dict[str, Feature]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _feature_of(name, [row.get(name) for row in rows], first) for name in names}


def _feature_of(name: str, values: Sequence[Any], first: int = 0) -> Feature:
    """What holds the values of a feature; None among them is none."""
    held = [value for value in values if value is not None]
    dtype, shape = _alike(held)
    if dtype:
        return Feature(str(name), dtype, shape, len(held) < len(values))
    seen = Seen(str(name))
    for index, value in enumerate(values):
        seen.look(value, None, first + index)
    return seen.feature(len(values))


def _alike(values: Sequence[Any]) -> tuple[str, tuple[int, ...] | None]:
    """The dtype and the shape of values that are all of one plain type, or lists of such, or arrays; "" of others."""
    kinds = set(map(type, values))
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is list:
        dtype, shape = _alike([*chain.from_iterable(values)])
        lengths = {*map(len, values)}
        return (dtype if shape == () else ""), (lengths.pop(),) if len(lengths) == 1 else None
    if kind is np.ndarray:
        types, shapes = {value.dtype for value in values}, {value.shape for value in values}
        dtype = types.pop().name if len(types) == 1 else ""
        is_flat = all(len(one) == 1 for one in shapes)
        return (dtype if dtype in DTYPES and (is_flat or len(shapes) == 1) else ""), shapes.pop() if len(shapes) == 1 else None
    if kind is int and not (min(values) >= -(1 << 63) and max(values) < 1 << 63):
        return "", ()
    return _PLAIN.get(kind, "") if kind is not None else "", ()


def _column(feature: Feature, values: Sequence[Any]) -> Column:
    """The column of values that a feature describes."""
    present = None
    if any(value is None for value in values):
        present = np.array([value is not None for value in values])
    if feature.shape is None:
        lists = [() if value is None else value for value in values]
        splits = np.cumsum([0, *map(len, lists)])
        return Column(_flat(feature, [*chain.from_iterable(lists)]), splits, present)
    if feature.shape == ():
        nothing: Any = b"" if feature.dtype == "string" else 0
        flat = [nothing if value is None else value for value in values]
        return Column(_flat(feature, flat), None, present)
    if feature.dtype == "string":
        blank = np.full(feature.shape, b"", object)
        flat = [one for value in values for one in np.asarray(blank if value is None else value, object).reshape(-1)]
        return Column(_flat(feature, flat), None, present, feature.shape)
    zeros = np.zeros(feature.shape, feature.dtype)
    found = np.array([zeros if value is None else value for value in values], feature.dtype)
    return Column(found.reshape(len(values), *feature.shape), None, present)


def _flat(feature: Feature, values: Sequence[Any]) -> Any:
    if feature.dtype == "string":
        return Records.from_list([_text(feature.name, one) for one in values])
    return np.array(values, feature.dtype)


def _text(name: str, value: Any) -> bytes:
    try:
        return value.encode() if isinstance(value, str) else bytes(value)
    except UnicodeEncodeError as error:
        raise InvalidArgumentError(None, None, f"feature {name!r}: {value!r} is no text that UTF-8 can hold") from error


def _column_of_array(name: str, values: np.ndarray) -> Column:
    if values.dtype.kind in "SU":
        flat = values.reshape(-1).tolist()
        return Column(_flat(Feature(name, "string"), flat), shape=values.shape[1:])
    if values.dtype.name not in DTYPES:
        raise InvalidArgumentError(None, None, f"column {name!r} is {values.dtype}, which no file of rows holds")
    return Column(np.ascontiguousarray(values, values.dtype.newbyteorder("=")))


def _of_dtype(column: Column, feature: Feature, origin: Records) -> Column:
    """The column in the type that rows before have, whatever its shape."""
    if column.dtype == feature.dtype:
        return column
    wanted = Feature(feature.name, feature.dtype, column.shape, column.present is not None)
    return fitted(column, wanted, origin)


def _fitted(columns: Mapping[str, Column], schema: Schema | None, count: int, origin: Records) -> Batch:
    if schema is None:
        return Batch(columns, count, origin)
    return Batch({one.name: fitted(columns[one.name], one, origin) for one in schema}, count, origin)
