"""Numbers for all keys there may be: those of a table first, hashes for all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export, export_value

from .. import ops
from ..core.build import convert_to_tensor
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..ops.sparse.sparse_tensor import SparseTensor
from ..types.dtypes import DType, int64, string
from .initializers import TableInitializerBase
from .interface import LookupInterface, check_key_dtype
from .static import StaticHashTable


class _Hasher(NamedTuple):
    hasher: str
    key: Any


@export("contrib.lookup.HasherSpec", "python.ops.lookup_ops.HasherSpec")
class HasherSpec(_Hasher):
    """By which hash keys become numbers.

    Args:
      hasher: "fasthash" (`tf.string_to_hash_bucket_fast`), "stronghash" (`tf.string_to_hash_bucket_strong`) or "legacy"
        (`tf.string_to_hash_bucket`).
      key: two numbers, for "stronghash"; else None.
    """

    __slots__ = ()


FastHashSpec = HasherSpec("fasthash", None)
export_value(FastHashSpec, "contrib.lookup.FastHashSpec", "python.ops.lookup_ops.FastHashSpec")


@export("contrib.lookup.StrongHashSpec", "python.ops.lookup_ops.StrongHashSpec")
class StrongHashSpec(HasherSpec):
    """By `tf.string_to_hash_bucket_strong`.

    Args:
      key: two numbers of 64 bits.

    Raises:
      ValueError: not two.
      TypeError: not integers.
    """

    __slots__ = ()

    def __new__(cls, key: Sequence[int]) -> StrongHashSpec:
        """The arguments.

        Args:
          key: two numbers of 64 bits.
        """
        if len(key) != 2:
            raise ValueError(f"key must have size 2, got {len(key)}.")
        if not all(isinstance(part, (int, np.integer)) for part in key):
            raise TypeError(f"Invalid key {key}. Must be unsigned integer values.")
        return super().__new__(cls, "stronghash", key)


class _WithBuckets(LookupInterface):
    """What a table gives its keys, and after these a bucket for all others."""

    _table: Any
    _num_oov_buckets: int
    _table_name: str | None

    @property
    def initializer(self) -> Any:
        """The operation that fills the table; one that does nothing where there is none."""
        if self._table is not None:
            return self._table.initializer
        with name_scope(None, "init"):
            return ops.no_op()

    @property
    def resource_handle(self) -> Any:
        """The tensor that ops on tables take for the table; None where there is none."""
        return None if self._table is None else self._table.resource_handle

    @property
    def name(self) -> Any:
        """What it is called."""
        return self._table_name

    def size(self, name: str | None = None) -> Tensor:
        """How many numbers it gives: as many as the table has keys, and the buckets.

        Returns:
          int64, a scalar.
        """
        with name_scope(name, f"{self.name}_Size"):
            own = self._table.size() if self._table is not None else convert_to_tensor(0, int64)
            return own + self._num_oov_buckets

    def _numbers(self, keys: Any, name: str | None, hashed: Callable[..., Tensor]) -> Any:
        """The numbers of keys, by `hashed` where the table has them not."""
        values = self._values_of(keys)
        with name_scope(name, f"{self.name}_Lookup"):
            text = values if values.dtype.base_dtype == string else ops.as_string(values)
            numbers = hashed(text, num_buckets=self._num_oov_buckets, name="hash_bucket")
            if self._table is not None:
                known = self._table.lookup(values)
                numbers = ops.add(numbers, self._table.size())
                numbers = ops.where(ops.not_equal(known, self._table.default_value), known, numbers, name="SelectV2")
        return _like(keys, numbers)

    def _values_of(self, keys: Any) -> Tensor:
        check_key_dtype(keys, self._key_dtype)
        values = keys.values if isinstance(keys, SparseTensor) else keys
        return ops.cast(values, int64) if self._table is not None and self._table.key_dtype == int64 else values


def _like(keys: Any, values: Tensor) -> Any:
    return SparseTensor(keys.indices, values, keys.dense_shape) if isinstance(keys, SparseTensor) else values


def _check_table(key_dtype: DType, value_dtype: DType, lookup_dtype: DType) -> None:
    """Raises TypeError for a table that cannot have keys of `lookup_dtype` looked up and hashed."""
    if key_dtype not in (int64, string):
        raise TypeError(f"Invalid key dtype, expected one of {(int64, string)}, but got {lookup_dtype}.")
    if key_dtype.is_integer != lookup_dtype.is_integer:
        wanted = "integer" if lookup_dtype.is_integer else "non-integer"
        raise TypeError(f"Invalid key dtype, expected {wanted} but got {key_dtype}.")
    if value_dtype != int64:
        raise TypeError(f"Invalid value dtype, expected {int64} but got {value_dtype}.")


def _check_key_dtype(key_dtype: DType) -> None:
    if not key_dtype.is_integer and key_dtype != string:
        raise TypeError(f"Invalid key_dtype, expected integer or string, got {key_dtype}.")


@export("contrib.lookup.IdTableWithHashBuckets", "python.ops.lookup_ops.IdTableWithHashBuckets")
class IdTableWithHashBuckets(_WithBuckets):
    """A table whose missing keys have numbers, too: of `num_oov_buckets` buckets after those of the table, by a hash.

    Args:
      table: from strings or int64 to int64; None: all keys are hashed.
      num_oov_buckets: how many; 0 gives missing keys the table's default value.
      hasher_spec: by which hash.
      key_dtype: of the keys that are looked up, an integer type or string; the table's by default.

    Raises:
      ValueError: neither a table nor buckets.
      TypeError: types that do not fit, or `hasher_spec` is no HasherSpec.
    """

    def __init__(
        self,
        table: Any,
        num_oov_buckets: int,
        hasher_spec: Any = FastHashSpec,
        name: str | None = None,
        key_dtype: DType | None = None,
    ) -> None:
        name = name.rstrip("/") if name else name
        self._table = table or None
        if table:
            key_dtype = table.key_dtype if key_dtype is None else key_dtype
            _check_table(table.key_dtype, table.value_dtype, key_dtype)
            name = name or table.name
        else:
            if num_oov_buckets <= 0:
                raise ValueError("oov_buckets must be > 0 if no table is supplied.")
            key_dtype = string if key_dtype is None else key_dtype
            name = name or "hash_bucket"
        _check_key_dtype(key_dtype)
        self._num_oov_buckets = num_oov_buckets
        if not isinstance(hasher_spec, HasherSpec):
            raise TypeError(f"hasher_spec must be of type HasherSpec, got {hasher_spec}")
        self._hasher_spec = hasher_spec
        self._table_name = name.split("/")[-1] if name else None
        super().__init__(key_dtype, int64)

    @property
    def init(self) -> Any:
        """`initializer` under its older name."""
        return self.initializer

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """The numbers of keys.

        Args:
          keys: a Tensor, or a SparseTensor of them.

        Returns:
          the same, of int64.

        Raises:
          TypeError: keys of another type.
          ValueError: a hash that is not known.
        """
        if self._num_oov_buckets == 0:
            return _like(keys, self._table.lookup(self._values_of(keys), name=name))
        check_key_dtype(keys, self._key_dtype)
        return self._numbers(keys, name, self._hash())

    def _hash(self) -> Callable[..., Tensor]:
        kind = self._hasher_spec.hasher
        if kind == "fasthash":
            return ops.string_to_hash_bucket_fast
        if kind == "legacy":
            return ops.string_to_hash_bucket
        if kind == "stronghash":
            return lambda text, num_buckets, name: ops.string_to_hash_bucket_strong(
                text, num_buckets, self._hasher_spec.key, name
            )
        raise ValueError(f"Unknown hasher {kind}")


@export("lookup.StaticVocabularyTable")
class StaticVocabularyTable(_WithBuckets):
    """Numbers for the keys that an initializer gives, and for all others those of `num_oov_buckets` buckets behind them.

    Args:
      initializer: of a table from strings or int64 to int64; None: all keys are hashed.
      num_oov_buckets: how many, at least 1.
      lookup_key_dtype: of the keys that are looked up, an integer type or string; the initializer's by default.

    Raises:
      ValueError: no buckets.
      TypeError: types that do not fit.
    """

    def __init__(
        self,
        initializer: TableInitializerBase | None,
        num_oov_buckets: int,
        lookup_key_dtype: DType | None = None,
        name: str | None = None,
    ) -> None:
        if num_oov_buckets <= 0:
            raise ValueError("oov_buckets must be > 0.")
        name = name.rstrip("/") if name else name
        self._table = None
        if initializer:
            key_dtype = initializer.key_dtype if lookup_key_dtype is None else lookup_key_dtype
            _check_table(initializer.key_dtype, initializer.value_dtype, key_dtype)
            self._table = StaticHashTable(initializer, -1)
            name = name or self._table.name
        else:
            key_dtype = string
            name = name or "hash_bucket"
        _check_key_dtype(key_dtype)
        self._num_oov_buckets = num_oov_buckets
        self._table_name = name.split("/")[-1] if name is not None else None
        super().__init__(key_dtype, int64)

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """The numbers of keys.

        Args:
          keys: a Tensor, or a SparseTensor of them.

        Returns:
          the same, of int64.

        Raises:
          TypeError: keys of another type.
        """
        return self._numbers(keys, name, ops.string_to_hash_bucket_fast)
