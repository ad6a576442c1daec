"""Features as programs before TensorFlow 0.7 said them: lists of keys and types."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from headrace.formats.example.specs import FixedLenFeature, VarLenFeature
from headrace.formats.old_forms import tell

F = TypeVar("F", bound=Callable[..., Any])

_OLD = ("sparse_keys", "sparse_types", "dense_keys", "dense_types", "dense_defaults", "dense_shapes")


def with_old_features(function: F) -> F:
    """A decorator: the function takes `dense_keys`, `dense_types` and so on in the place of `features`, too."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if kwargs.keys() & {*_OLD, "names"}:
            tell("features as lists of keys and types", "a dict, features={key: tf.FixedLenFeature(...)},", "0.7")
            kwargs["example_names"] = kwargs.pop("names", None)
            kwargs["features"] = _features(**{name: kwargs.pop(name) for name in _OLD if name in kwargs})
        return function(*args, **kwargs)

    return call  # type: ignore[return-value]


def _features(
    sparse_keys: Sequence[str] = (),
    sparse_types: Sequence[Any] = (),
    dense_keys: Sequence[str] = (),
    dense_types: Sequence[Any] = (),
    dense_defaults: Mapping[str, Any] | None = None,
    dense_shapes: Sequence[Any] | None = None,
) -> dict[str, Any]:
    defaults = dense_defaults or {}
    shapes = [()] * len(dense_keys) if dense_shapes is None else dense_shapes
    found: dict[str, Any] = {key: VarLenFeature(kind) for key, kind in zip(sparse_keys, sparse_types, strict=True)}
    for key, kind, shape in zip(dense_keys, dense_types, shapes, strict=True):
        found[key] = FixedLenFeature(list(shape), kind, defaults.get(key))
    return found
