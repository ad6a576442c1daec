"""What columns may be made of: keys, types, shapes, default values."""

from __future__ import annotations

from typing import Any

from headrace.graph.core.structures import is_nested
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType


def check_key(key: Any) -> None:
    """Raises ValueError for a key that is no text."""
    if not isinstance(key, str):
        raise ValueError(f"key must be a string. Got: type {type(key)}. Given key: {key}.")


def check_string_or_int(dtype: DType, prefix: str) -> None:
    """Raises ValueError for a type that has no ids."""
    if dtype != dtypes.string and not dtype.is_integer:
        raise ValueError(f"{prefix} dtype must be string or integer. dtype: {dtype}.")


def check_number(dtype: DType, key: str) -> None:
    """Raises ValueError for a type that is no number."""
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype must be convertible to float. dtype: {dtype}, key: {key}")


def check_normalizer(normalizer_fn: Any) -> None:
    """Raises TypeError for what cannot be called."""
    if normalizer_fn is not None and not callable(normalizer_fn):
        raise TypeError(f"normalizer_fn must be a callable. Given: {normalizer_fn}")


def checked_shape(shape: Any, key: str) -> tuple[int, ...]:
    """A shape as a tuple. Raises TypeError or ValueError for what is no shape of a feature."""
    sizes = tuple(shape) if is_nested(shape) else (shape,)
    for size in sizes:
        if not isinstance(size, int):
            raise TypeError(f"shape dimensions must be integer. shape: {sizes}, key: {key}")
        if size < 1:
            raise ValueError(f"shape dimensions must be greater than 0. shape: {sizes}, key: {key}")
    return sizes


def checked_default(shape: tuple[int, ...], default: Any, dtype: DType, key: str) -> Any:
    """A default value in the shape of its feature, in tuples; None for none. Raises TypeError or ValueError."""
    if default is None:
        return None
    if isinstance(default, int) or (isinstance(default, float) and dtype.is_floating):
        return _filled(shape, default)
    if callable(getattr(default, "tolist", None)):
        default = default.tolist()
    if is_nested(default):
        if not _is_of_shape(default, shape):
            raise ValueError(
                f"The shape of default_value must be equal to given shape. default_value: {default}, shape: {shape}, key: {key}"
            )
        leaves = list(_leaves(default))
        if all(isinstance(leaf, int) for leaf in leaves):
            return _as_tuples(default)
        if any(isinstance(leaf, float) for leaf in leaves) and dtype.is_floating:
            return _as_tuples(default)
    raise TypeError(f"default_value must be compatible with dtype. default_value: {default}, dtype: {dtype}, key: {key}")


def _filled(shape: tuple[int, ...], value: Any) -> Any:
    return (_filled(shape[1:], value),) * shape[0] if shape else value


def _is_of_shape(value: Any, shape: tuple[int, ...]) -> bool:
    if not is_nested(value) or not shape:
        return not is_nested(value) and not shape
    return len(value) == shape[0] and all(_is_of_shape(item, shape[1:]) for item in value)


def _leaves(value: Any) -> Any:
    if not is_nested(value):
        yield value
        return
    for item in value:
        yield from _leaves(item)


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(item) for item in value) if is_nested(value) else value
