"""Tables that programs change, and what Savers save of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export

from ..checkpoints.saveables import SaveableObject, SaveSpec
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..types.likes import DTypeLike, TensorLike
from . import table_ops
from .interface import LookupInterface


class _Changing(LookupInterface):
    """A table that programs change."""

    _default_value: Tensor
    _name: str
    _checkpoint: bool

    def _created(self, handle: Tensor) -> None:
        self._resource_handle = handle
        self._table_name = handle.op.name.split("/")[-1]
        if self._checkpoint:
            get_default_graph().add_to_collection(GraphKeys.SAVEABLE_OBJECTS, _Saveable(self, self._name))

    @property
    def name(self) -> Any:
        """What it is called in the graph, without scopes."""
        return self._table_name

    def _scope(self, name: str | None, action: str, values: Sequence[Any] = ()) -> Any:
        return name_scope(name, f"{self.name}_{action}", [self.resource_handle, *values])

    def _beside(self) -> Any:
        return get_default_graph().colocate_with(self.resource_handle)

    def size(self, name: str | None = None) -> Tensor:
        """How many keys it has.

        Returns:
          int64, a scalar.
        """
        with self._scope(name, "Size"), self._beside():
            return table_ops.SIZE(self.resource_handle)

    def lookup(self, keys: Any, name: str | None = None) -> Tensor:
        """The values of keys, the default value for those that are not there.

        Args:
          keys: of the table's type, of any shape.

        Returns:
          the shape of the keys + that of a value.

        Raises:
          TypeError: keys of another type than the table's.
        """
        given = [self._default_value] if isinstance(self, MutableHashTable) else []
        with self._scope(name, "lookup_table_find", [tensor for tensor in (keys, *given) if isinstance(tensor, Tensor)]):
            keys = convert_to_tensor(keys, self._key_dtype, name="keys")
            with self._beside():
                return table_ops.FIND(self.resource_handle, keys, self._default_value)

    def insert(self, keys: TensorLike, values: TensorLike, name: str | None = None) -> Operation:
        """Add keys, or give them new values.

        Args:
          keys: of the table's type, of any shape.
          values: of the shape of the keys + that of a value.

        Returns:
          the operation that does it.

        Raises:
          TypeError: keys or values of other types.
          InvalidArgumentError: (when run) there is not a value for each key.
        """
        with self._scope(name, "lookup_table_insert", [x for x in (keys, values) if isinstance(x, Tensor)]):
            keys = convert_to_tensor(keys, self._key_dtype, name="keys")
            values = convert_to_tensor(values, self._value_dtype, name="values")
            with self._beside():
                return table_ops.INSERT(self.resource_handle, keys, values)

    def remove(self, keys: Any, name: str | None = None) -> Operation:
        """Take keys out; those that are not there are passed over.

        Args:
          keys: a Tensor of the table's type.

        Returns:
          the operation that does it.

        Raises:
          TypeError: keys of another type than the table's.
        """
        if keys.dtype != self._key_dtype:
            raise TypeError(f"Signature mismatch. Keys must be dtype {self._key_dtype}, got {keys.dtype}.")
        with self._scope(name, "lookup_table_remove", [keys, self._default_value]):
            return table_ops.REMOVE(self.resource_handle, keys)

    def export(self, name: str | None = None) -> tuple[Tensor, Tensor]:
        """All keys, and all values in the same order."""
        with self._scope(name, "lookup_table_export_values"), self._beside():
            keys, values = table_ops.EXPORT(self.resource_handle, Tkeys=self._key_dtype, Tvalues=self._value_dtype)
        return keys, values


class _Saveable(SaveableObject):
    """The keys and values of a table."""

    def __init__(self, table: _Changing, name: str) -> None:
        keys, values = table.export()
        super().__init__(table, [SaveSpec(keys, "", f"{name}-keys"), SaveSpec(values, "", f"{name}-values")], name)

    def restore(self, restored_tensors: Sequence[Tensor], restored_shapes: Any, name: str | None = None) -> Operation:
        with name_scope(name, f"{self.name}_table_restore"), get_default_graph().colocate_with(self.op.resource_handle):
            return table_ops.IMPORT(self.op.resource_handle, *restored_tensors)


@export("contrib.lookup.MutableHashTable", "python.ops.lookup_ops.MutableHashTable")
class MutableHashTable(_Changing):
    """A table that programs change.

    Args:
      key_dtype, value_dtype: of keys and values.
      default_value: what keys have that are not there; its shape is that of each value.
      checkpoint: whether Savers save it, as `<name>-keys` and `<name>-values`.

    Example:
      >>> table = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
      >>> with tf.Session() as sess:
      ...     sess.run(table.insert(["a", "b"], [1, 2]))
      ...     sess.run(table.lookup(["b", "c"])).tolist()
      [2, -1]
    """

    def __init__(
        self,
        key_dtype: DTypeLike,
        value_dtype: DTypeLike,
        default_value: TensorLike,
        name: str = "MutableHashTable",
        checkpoint: bool = True,
    ) -> None:
        super().__init__(key_dtype, value_dtype)
        self._default_value = convert_to_tensor(default_value, value_dtype)
        self._checkpoint = checkpoint
        self._name = name
        shape = self._default_value.get_shape()
        kinds = {"key_dtype": self._key_dtype, "value_dtype": self._value_dtype, "use_node_name_sharing": bool(checkpoint)}
        if shape.ndims == 0:
            self._created(table_ops.MUTABLE_HASH_TABLE(**kinds, name=name))
        else:
            self._created(table_ops.MUTABLE_HASH_TABLE_OF_TENSORS(**kinds, value_shape=shape, name=name))


@export("lookup.experimental.DenseHashTable", "contrib.lookup.MutableDenseHashTable")
class DenseHashTable(_Changing):
    """A table that programs change, whose keys may be vectors.

    Args:
      key_dtype, value_dtype: of keys and values.
      default_value: what keys have that are not there; its shape is that of each value.
      empty_key, deleted_key: two constants that are never keys; their shape, a scalar or a vector, is that of each key.
      initial_num_buckets: how many buckets there are at first, a power of 2; 131072 by default.
      checkpoint: whether Savers save it, as `<name>-keys` and `<name>-values`: all buckets.
    """

    def __init__(
        self,
        key_dtype: DTypeLike,
        value_dtype: DTypeLike,
        default_value: TensorLike,
        empty_key: TensorLike,
        deleted_key: TensorLike,
        initial_num_buckets: int | None = None,
        name: str = "MutableDenseHashTable",
        checkpoint: bool = True,
    ) -> None:
        super().__init__(key_dtype, value_dtype)
        self._default_value = convert_to_tensor(default_value, value_dtype, name="default_value")
        self._checkpoint = checkpoint
        self._name = name
        empty = convert_to_tensor(empty_key, key_dtype, name="empty_key")
        deleted = convert_to_tensor(deleted_key, key_dtype, name="deleted_key")
        self._created(
            table_ops.MUTABLE_DENSE_HASH_TABLE(
                empty,
                deleted,
                use_node_name_sharing=bool(checkpoint),
                value_dtype=self._value_dtype,
                value_shape=self._default_value.get_shape(),
                initial_num_buckets=131072 if initial_num_buckets is None else initial_num_buckets,
                name=name,
            )
        )

    def insert_or_assign(self, keys: TensorLike, values: TensorLike, name: str | None = None) -> Operation:
        """`insert` under its newer name.

        Args:
          keys, values: as of `insert`.

        Returns:
          the operation that does it.
        """
        return self.insert(keys, values, name)

    def erase(self, keys: Any, name: str | None = None) -> Operation:
        """`remove` under its newer name.

        Args:
          keys: as of `remove`.

        Returns:
          the operation that does it.
        """
        return self.remove(keys, name)
