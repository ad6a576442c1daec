"""What all lookup tables of programs have in common."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.tensor import Tensor
from ..types.dtypes import DType, as_dtype
from ..types.likes import DTypeLike


@export("contrib.lookup.LookupInterface", "python.ops.lookup_ops.LookupInterface")
class LookupInterface:
    """A table from keys to values that a session keeps from run to run.

    Args:
      key_dtype, value_dtype: of keys and values.
    """

    def __init__(self, key_dtype: DTypeLike, value_dtype: DTypeLike) -> None:
        self._key_dtype = as_dtype(key_dtype)
        self._value_dtype = as_dtype(value_dtype)
        self._resource_handle: Any = None
        graph = get_default_graph()
        if graph.building_function:
            graph.makes_tables = True  # type: ignore[attr-defined]

    @property
    def key_dtype(self) -> DType:
        """The dtype of its keys."""
        return self._key_dtype

    @property
    def value_dtype(self) -> DType:
        """The dtype of its values."""
        return self._value_dtype

    @property
    def resource_handle(self) -> Tensor:
        """The tensor that ops on tables take for it."""
        return self._resource_handle

    @property
    def name(self) -> Any:
        """What it is called in the graph, without scopes."""
        return NotImplementedError

    def size(self, name: str | None = None) -> Tensor:
        """How many keys it has.

        Returns:
          int64, a scalar.
        """
        raise NotImplementedError

    def lookup(self, keys: Any, name: str | None = None) -> Any:
        """The values of keys.

        Args:
          keys: a Tensor, or a SparseTensor of them.
        """
        raise NotImplementedError


def check_table_dtypes(table: LookupInterface, key_dtype: DType, value_dtype: DType) -> None:
    """Raises TypeError where a table has keys or values of other types."""
    if key_dtype.base_dtype != table.key_dtype:
        raise TypeError(f"Invalid key dtype, expected {table.key_dtype} but got {key_dtype}.")
    if value_dtype.base_dtype != table.value_dtype:
        raise TypeError(f"Invalid value dtype, expected {table.value_dtype} but got {value_dtype}.")


def check_key_dtype(keys: Any, wanted: DType) -> None:
    """Raises TypeError where keys are of another type."""
    if keys.dtype.base_dtype != wanted:
        raise TypeError(f"Signature mismatch. Keys must be dtype {wanted}, got {keys.dtype}.")


@export("tables_initializer", "initializers.tables_initializer")
def tables_initializer(name: str = "init_all_tables") -> Any:
    """An operation that fills all tables of the graph that are filled once: it runs the initializers in the collection
    TABLE_INITIALIZERS."""
    return ops.group(*get_default_graph().get_collection(GraphKeys.TABLE_INITIALIZERS), name=name)
