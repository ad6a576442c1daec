"""Tables that are filled once by an initializer."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any

from headrace.formats.exports import export

from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph, init_scope
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..ops.sparse.sparse_tensor import SparseTensor
from ..types.likes import TensorLike
from . import table_ops
from .initializers import TableInitializerBase
from .interface import LookupInterface, check_key_dtype


@export(
    "contrib.lookup.InitializableLookupTableBase",
    "contrib.lookup.InitializableLookupTableBaseV1",
    "python.ops.lookup_ops.InitializableLookupTableBase",
    "python.ops.lookup_ops.InitializableLookupTableBaseV1",
)
class InitializableLookupTableBase(LookupInterface):
    """A table that an initializer fills.

    Args:
      default_value: what keys have that are not there; a scalar.
      initializer: says what it is filled with, and the types of keys and values.
    """

    def __init__(self, default_value: TensorLike, initializer: TableInitializerBase) -> None:
        super().__init__(initializer.key_dtype, initializer.value_dtype)
        self._default_value = convert_to_tensor(default_value, self._value_dtype)
        self._default_value.shape.merge_with([])
        self._initializer = initializer
        with get_default_graph().control_dependencies(None):
            with init_scope():
                self._resource_handle = self._create_resource()
            self._init_op = self._initialize()

    def _create_resource(self) -> Tensor:
        raise NotImplementedError

    def _initialize(self) -> Operation:
        return self._initializer.initialize(self)

    def _filled(self) -> AbstractContextManager:
        """A block whose operations wait until it is filled, where it is made in a function: each call fills it."""
        graph = get_default_graph()
        is_own = graph.building_function and self._init_op.graph is graph
        return graph.control_dependencies([self._init_op] if is_own else [])

    @property
    def initializer(self) -> Operation:
        """The operation that fills it."""
        return self._init_op

    @property
    def default_value(self) -> Tensor:
        """What keys have that are not there."""
        return self._default_value

    def size(self, name: str | None = None) -> Tensor:
        """How many keys it has: 0 before it is filled.

        Returns:
          int64, a scalar.
        """
        with name_scope(name, f"{self.name}_Size", [self.resource_handle]), self._filled():
            return table_ops.SIZE(self.resource_handle)

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """The values of keys, the default value for those that are not there.

        Args:
          keys: a Tensor, or a SparseTensor of them.

        Returns:
          the same, of values.

        Raises:
          TypeError: keys of another type than the table's.
          FailedPreconditionError: (when run) the table was not initialized.
        """
        check_key_dtype(keys, self._key_dtype)
        dense = keys.values if isinstance(keys, SparseTensor) else keys
        with name_scope(name, f"{self.name}_Lookup", [self.resource_handle, dense, self._default_value]), self._filled():
            values = table_ops.FIND(self.resource_handle, dense, self._default_value)
        values.set_shape(dense.get_shape())
        return SparseTensor(keys.indices, values, keys.dense_shape) if isinstance(keys, SparseTensor) else values


class _HashTable(InitializableLookupTableBase):
    """A table of the op HashTableV2."""

    _shared_name: str | None
    _name: str
    _table_name: str | None = None

    def _create_resource(self) -> Tensor:
        handle = table_ops.HASH_TABLE(
            shared_name=self._shared_name or "",
            key_dtype=self._initializer.key_dtype,
            value_dtype=self._initializer.value_dtype,
            name=self._name,
        )
        self._table_name = handle.op.name.split("/")[-1]
        return handle

    @property
    def name(self) -> Any:
        """What it is called in the graph, without scopes."""
        return self._table_name

    @property
    def init(self) -> Operation:
        """`initializer` under its older name."""
        return self.initializer

    def _exported(self, scope: str | None) -> tuple[Tensor, Tensor]:
        with self._filled():
            keys, values = table_ops.EXPORT(
                self.resource_handle, Tkeys=self._key_dtype, Tvalues=self._value_dtype, name=scope or "LookupTableExportV2"
            )
        values.set_shape(keys.get_shape().concatenate(self._default_value.get_shape()))
        return keys, values


@export("lookup.StaticHashTable", "python.ops.lookup_ops.HashTable")
class StaticHashTable(_HashTable):
    """A table that an initializer fills, and that never changes after that.

    Args:
      initializer: says what it is filled with, and the types of keys and values.
      default_value: what keys have that are not there; a scalar.

    Example:
      >>> table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer([10, 20], [1.5, 2.5]), 0.0)
      >>> with tf.Session() as sess:
      ...     sess.run(table.initializer)
      ...     sess.run(table.lookup(tf.constant([20, 30]))).tolist()
      [2.5, 0.0]
    """

    def __init__(self, initializer: TableInitializerBase, default_value: TensorLike, name: str | None = None) -> None:
        self._shared_name = initializer._shared_name or f"hash_table_{uuid.uuid4()}"
        self._name = name or "hash_table"
        super().__init__(default_value, initializer)

    def export(self, name: str | None = None) -> tuple[Tensor, Tensor]:
        """All keys, and all values in the same order.

        Raises:
          AbortedError: (when run) the table was not initialized.
        """
        with name_scope(name, f"{self.name}_Export", [self.resource_handle]):
            return self._exported(None)


@export("contrib.lookup.HashTable")
class HashTable(_HashTable):
    """A table that an initializer fills, and that never changes after that.

    Args:
      initializer: says what it is filled with, and the types of keys and values.
      default_value: what keys have that are not there; a scalar.
      shared_name: tables of one name in a session are one table.
    """

    def __init__(
        self,
        initializer: TableInitializerBase,
        default_value: TensorLike,
        shared_name: str | None = None,
        name: str | None = None,
    ) -> None:
        self._shared_name = shared_name
        self._name = name or "hash_table"
        super().__init__(default_value, initializer)

    def export(self, name: str | None = None) -> tuple[Tensor, Tensor]:
        """All keys, and all values in the same order.

        Raises:
          AbortedError: (when run) the table was not initialized.
        """
        with name_scope(name, f"{self.name}_Export", [self.resource_handle]) as scope:
            return self._exported(scope)
