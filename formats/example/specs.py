"""Feature specs, what to take out of an Example: TensorFlow's, and the plain form the parser works with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..exports import export

DTYPES = ("float32", "int64", "string")


@export("FixedLenFeature", "io.FixedLenFeature")
class FixedLenFeature(NamedTuple):
    """A feature with the same number of values in every record.

    Attributes:
      shape: list of known sizes; [] for one value.
      dtype: float32, int64 or string.
      default_value: used where the feature is missing, of `shape`; None: the feature is required, unless its shape has
        no elements.

    Example:
      >>> row = tf.train.Example()
      >>> row.features.feature["label"].int64_list.value.append(3)
      >>> parsed = tf.parse_single_example(row.SerializeToString(), {"label": tf.FixedLenFeature([], tf.int64)})
      >>> with tf.Session() as sess:
      ...     print(sess.run(parsed["label"]))
      3
    """

    shape: Any
    dtype: Any
    default_value: Any = None


@export("VarLenFeature", "io.VarLenFeature")
class VarLenFeature(NamedTuple):
    """A feature with any number of values, none where it is missing; gives a sparse column.

    Args:
      dtype: float32, int64 or string.
    """

    dtype: Any


@export("FixedLenSequenceFeature", "io.FixedLenSequenceFeature")
class FixedLenSequenceFeature(NamedTuple):
    """A feature with any number of steps, each of the same shape; gives a dense column, padded in a batch.

    Attributes:
      shape: sizes of one step.
      dtype: float32, int64 or string.
      allow_missing: a missing feature has no steps (a must in an Example); False: it is an error.
      default_value: one value to pad shorter records with; None: zero or the empty string.
    """

    shape: Any
    dtype: Any
    allow_missing: bool = False
    default_value: Any = None


@export("SparseFeature", "io.SparseFeature")
class SparseFeature(NamedTuple):
    """A sparse vector (or, with several index keys, tensor) kept as features of indices and of values.

    Attributes:
      index_key: name of the feature of the indices, or a list of names, one per dimension.
      value_key: name of the feature of the values.
      dtype: of the values.
      size: length of the vector, or a list of the sizes.
      already_sorted: indices are in order already; False: they are sorted.
    """

    index_key: Any
    value_key: Any
    dtype: Any
    size: Any
    already_sorted: bool = False


def dtype_name(dtype: Any) -> str:
    """float32, int64 or string for a numpy dtype, its name, or an object with `as_numpy_dtype`.

    Raises:
      TypeError: Examples hold no such type.
    """
    plain = getattr(dtype, "as_numpy_dtype", dtype)
    found = np.dtype(object if isinstance(plain, str) and plain == "string" else plain)
    if found.kind in "OSU":
        return "string"
    if found.name not in DTYPES:
        raise TypeError(f"DataType {found.name} not in list of allowed values: {', '.join(DTYPES)}")
    return found.name


def as_key(key: str | bytes) -> bytes:
    """A feature's name as it stands in a record."""
    return key.encode() if isinstance(key, str) else bytes(key)


@dataclass(frozen=True, eq=False)
class DenseSpec:
    """A feature to be made a dense column.

    Attributes:
      key: its name.
      dtype: float32, int64 or string (anything that `dtype_name` takes).
      shape: sizes of a record's values; of one step where `variable_length`.
      default: array of `shape` for records without the feature, None (or an empty array) where it is required, which
        no feature without elements is; one value to pad with where `variable_length`, None for zero or the empty
        string.
      variable_length: a record holds any number of steps, even none.
    """

    key: Any
    dtype: Any
    shape: Sequence[int] = ()
    default: Any = None
    variable_length: bool = False

    def __post_init__(self) -> None:
        key, dtype = as_key(self.key), dtype_name(self.dtype)
        shape = tuple(int(size) for size in self.shape)
        if any(size < 0 for size in shape) or (self.variable_length and 0 in shape):
            allowed = "positive" if self.variable_length else ">= 0"
            raise ValueError(f"feature {text_of(key)}: the sizes of its shape must be {allowed}; got {list(shape)}")
        default = None if self.default is None else _as_default(self.default, dtype)
        if self.variable_length:
            if default is None:
                default = np.array(b"" if dtype == "string" else 0, numpy_dtype(dtype))
            default = _reshape(default, ())
        elif 0 in shape:  # there is but one value it can have
            default = np.empty(shape, numpy_dtype(dtype))
        elif default is not None:
            default = _reshape(default, shape) if default.size else None
        for name, value in (("key", key), ("dtype", dtype), ("shape", shape), ("default", default)):
            object.__setattr__(self, name, value)

    @property
    def count(self) -> int:
        """Values in a record, or in one step."""
        return math.prod(self.shape)


@dataclass(frozen=True)
class SparseSpec:
    """A feature to be made a sparse column: `key` its name, `dtype` float32, int64 or string."""

    key: Any
    dtype: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", as_key(self.key))
        object.__setattr__(self, "dtype", dtype_name(self.dtype))


def numpy_dtype(dtype: str) -> Any:
    """The numpy type of float32, int64 or string (bytes objects)."""
    return object if dtype == "string" else dtype


def specs_of(features: Mapping[str, Any]) -> tuple[list[DenseSpec], list[SparseSpec]]:
    """TensorFlow's feature specs in the parser's form, sorted by name.

    A SparseFeature becomes the sparse columns of its indices and values, each once however many features share it.

    Raises:
      ValueError, TypeError: as tf.io.parse_single_example does, in its words.
    """
    if features is None:
        raise ValueError("Invalid argument: features cannot be None.")
    if not features:
        raise ValueError("Invalid argument: features cannot be empty.")
    for one in features.values():
        if isinstance(one, FixedLenSequenceFeature) and not one.allow_missing:
            raise ValueError("Unsupported: FixedLenSequenceFeature requires allow_missing to be True.")
    return split(features, (FixedLenFeature, VarLenFeature, FixedLenSequenceFeature, SparseFeature))


def split(features: Mapping[str, Any], kinds: Any, prefix: str = "") -> tuple[list[DenseSpec], list[SparseSpec]]:
    """Feature specs of the kinds allowed in the parser's form; `prefix` stands before the op's parameters in errors."""
    dense: dict[str, DenseSpec] = {}
    sparse: dict[str, SparseSpec] = {}

    def add_sparse(key: str, dtype: Any) -> None:
        spec = SparseSpec(key, _allowed(key, dtype, f"{prefix}sparse_types"))
        known = sparse.setdefault(key, spec)
        if known != spec:
            raise ValueError(f"Conflicting type {known.dtype} vs {spec.dtype} for feature {key}.")

    for key in sorted(features):
        feature = features[key]
        if not isinstance(feature, kinds):
            raise ValueError(f"Unsupported {type(feature).__name__} {feature} for key '{key}'")
        if isinstance(feature, SparseFeature):
            if not feature.index_key:
                raise ValueError(f"Missing index_key for SparseFeature {feature}.")
            if not feature.value_key:
                raise ValueError(f"Missing value_key for SparseFeature {feature}.")
        if feature.dtype is None:
            raise ValueError(f"Missing type for feature {key}. Received feature={feature}")
        if isinstance(feature, VarLenFeature):
            add_sparse(key, feature.dtype)
        elif isinstance(feature, SparseFeature):
            for index_key in sorted(index_keys(feature)):
                add_sparse(index_key, "int64")
            add_sparse(feature.value_key, feature.dtype)
        else:
            dense[key] = _dense_spec(key, feature, prefix)
    both = dense.keys() & sparse.keys()
    if both:
        raise ValueError(
            f"Dense and sparse keys must not intersect; dense_keys: {[*dense]}, sparse_keys: {[*sparse]}, intersection: {both}"
        )
    return list(dense.values()), list(sparse.values())


def index_keys(feature: SparseFeature) -> list[str]:
    """The names of the features of the indices, one per dimension."""
    return [feature.index_key] if isinstance(feature.index_key, str) else list(feature.index_key)


def _dense_spec(key: str, feature: FixedLenFeature | FixedLenSequenceFeature, prefix: str) -> DenseSpec:
    if feature.shape is None:
        raise ValueError(f"Missing shape for feature {key}. Received feature={feature}.")
    sizes = _sizes(feature.shape)
    variable = isinstance(feature, FixedLenSequenceFeature)
    if sizes and sizes[0] is None and not variable:
        raise ValueError(
            f"First dimension of shape for feature {key} unknown. Consider using FixedLenSequenceFeature. "
            f"Received feature={feature}."
        )
    if None in sizes:
        raise ValueError(f"All dimensions of shape for feature {key} need to be known but received {feature.shape!s}.")
    # TensorFlow meets a wrong type where the op is made, in the first of its parameters that holds it.
    dtype = _allowed(key, feature.dtype, f"{prefix}dense_{'types' if variable and prefix else 'defaults'}")
    return DenseSpec(key, dtype, sizes, feature.default_value, variable)  # type: ignore[arg-type]


def _sizes(shape: Any) -> list[int | None]:
    if hasattr(shape, "as_list"):
        shape = shape.as_list()
    elif isinstance(shape, (int, np.integer)):
        shape = [shape]
    sizes = [getattr(size, "value", size) for size in shape]
    return [None if size is None or size < 0 else int(size) for size in sizes]


def _allowed(key: str, dtype: Any, parameter: str) -> str:
    try:
        return dtype_name(dtype)
    except TypeError as error:
        helps = f"parse the feature {key!r} as one of these, then tf.cast it"
        raise TypeError(f"Value passed to parameter '{parameter}' has {error}; {helps}") from None


def _as_default(value: Any, dtype: str) -> np.ndarray:
    array = np.asarray(value)
    if dtype == "string":
        array = np.asarray(value, object)
        if not all(isinstance(one, (str, bytes)) for one in array.flat):
            raise TypeError(f"Expected string, but got {value} of type '{type(value).__name__}'.")
        encoded = np.empty(array.size, object)
        encoded[:] = [one.encode() if isinstance(one, str) else one for one in array.flat]
        return encoded.reshape(array.shape)
    if array.size and array.dtype.kind not in ("iu" if dtype == "int64" else "iuf"):
        raise TypeError(f"Expected {dtype}, but got {value} of type '{type(value).__name__}'.")
    return array.astype(dtype)


def _reshape(default: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    if default.size != math.prod(shape):
        raise ValueError(
            f"Cannot reshape a tensor with {default.size} elements to shape {list(shape)} ({math.prod(shape)} elements)"
        )
    return default.reshape(shape)


def text_of(value: Any) -> str:
    """A key, a name or a record as it stands in messages."""
    return value.decode(errors="backslashreplace") if isinstance(value, bytes) else str(value)
