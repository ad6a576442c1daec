"""Columns out of pyarrow's arrays, and tables of pandas by way of these. Neither is imported before it is needed."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError, UnimplementedError
from ..records import Records
from .batches import Column
from .fitting import unfit
from .schema import DTYPES, Feature


def _arrow() -> ModuleType:
    try:
        import pyarrow
    except ImportError as error:
        message = "This needs pyarrow, the extra `parquet`: pip install headrace[parquet]"
        raise UnimplementedError(None, None, message) from error
    return pyarrow


def is_table(value: Any) -> bool:
    """Whether something is a Table or a RecordBatch of pyarrow."""
    kind = type(value)
    return kind.__module__.split(".")[0] == "pyarrow" and kind.__name__ in ("Table", "RecordBatch")


def is_pandas(value: Any) -> bool:
    """Whether something is a DataFrame of pandas."""
    kind = type(value)
    return kind.__module__.split(".")[0] == "pandas" and kind.__name__ == "DataFrame"


def of_pandas(frame: Any) -> dict[str, Any]:
    """A DataFrame as columns: what pandas takes for missing (NaN in a column of objects or of its nullable types) is None."""
    columns: dict[str, Any] = {}
    for place, name in enumerate(frame.columns):
        series = frame.iloc[:, place]
        if isinstance(series.dtype, np.dtype) and series.dtype != object:
            columns[str(name)] = series.to_numpy()
        else:
            missing = series.isna().tolist()
            columns[str(name)] = [None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)]
    return columns


def type_of(kind: Any, column: str, name: str) -> tuple[str, tuple[int, ...] | None]:
    arrow = _arrow()
    types = arrow.types
    if types.is_dictionary(kind):
        return type_of(kind.value_type, column, name)
    if types.is_fixed_size_list(kind):
        dtype, shape = type_of(kind.value_type, column, name)
        if shape is not None:
            return dtype, (kind.list_size, *shape)
    elif types.is_list(kind) or types.is_large_list(kind):
        dtype, shape = type_of(kind.value_type, column, name)
        if shape == ():
            return dtype, None
    elif _is_text_or_bytes(kind):
        return "string", ()
    else:
        text = {"float": "float32", "double": "float64", "halffloat": "float16"}.get(str(kind), str(kind))
        if text in DTYPES:
            return text, ()
    message = f"{name}: column {column!r} is {kind}, which no row of a table holds; leave it out of the schema"
    raise InvalidArgumentError(None, None, message, path=name)


def _is_text_or_bytes(kind: Any) -> bool:
    arrow = _arrow()
    names = ("string", "large_string", "binary", "large_binary", "fixed_size_binary")
    return any(getattr(arrow.types, f"is_{name}")(kind) for name in names)


def column_of(array: Any, feature: Feature, origin: Records) -> Column:
    arrow = _arrow()
    types = arrow.types
    present = None
    if array.null_count:
        present = np.asarray(array.is_valid())
    kind = array.type
    if types.is_fixed_size_list(kind):
        if present is not None:
            inner = column_of(array.take(arrow.array(np.flatnonzero(present))).flatten(), feature, origin)
            return _spread_lists(inner, array, present)
        inner = _inner(array.flatten(), feature, origin)
        if inner.is_string:
            return Column(inner.values, None, None, (kind.list_size, *(inner.shape or ())))
        return Column(inner.values.reshape(len(array), kind.list_size, *(inner.shape or ())))
    if types.is_list(kind) or types.is_large_list(kind):
        inner = _inner(array.flatten(), feature, origin)
        lengths = np.asarray(array.value_lengths().fill_null(0), np.int64)
        return Column(inner.values, np.concatenate([[0], np.cumsum(lengths)]), present)
    if types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    if _is_text_or_bytes(kind):
        array = array.cast(arrow.large_binary())
        _, offsets, data = array.buffers()
        bounds = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
        buffer = np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)
        return Column(Records(buffer, bounds[:-1], bounds[1:]), None, present)
    if present is not None:
        array = array.fill_null(False if types.is_boolean(kind) else 0)
    return Column(np.asarray(array), None, present)


def _inner(array: Any, feature: Feature, origin: Records) -> Column:
    if array.null_count:
        raise unfit(feature, origin, 0, "found a list with null in it (in this row or one of the next)")
    return column_of(array, feature, origin)


def _spread_lists(inner: Column, array: Any, present: np.ndarray) -> Column:
    """Lists of a fixed size of which some are null."""
    size = array.type.list_size * (1 if inner.is_string else int(np.prod(inner.values.shape[1:], dtype=np.int64)))
    counts = np.where(present, size, 0)
    return Column(inner.flat(), np.concatenate([[0], np.cumsum(counts)]), present)
