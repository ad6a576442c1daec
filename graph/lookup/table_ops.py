"""The ops that make lookup tables, and those that work on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..core.op import Op, stateful_op
from ..core.operation import Operation
from ..core.rules.batch import Kernel, takes_records
from ..core.rules.gradient import NO_GRADIENT
from ..core.rules.shape import scalar
from ..core.static_values import constant_value
from ..core.traits import READS, RESOURCE
from ..types import errors
from ..types.dtypes import DType, message_name
from ..types.errors import invalid
from ..types.static_shapes import StaticShape, bracket, merge, with_rank
from .dense import DenseTable
from .tables import MutableTable, StaticTable, Table
from .text_files import read_table

_SHARED = "container: string = '', shared_name: string = '', use_node_name_sharing: bool = false"
_TYPES = "key_dtype: type, value_dtype: type"

_STATIC = {
    "string": ("string", "int64", "int32", "float32", "float64", "bool"),
    "int64": ("string", "int64", "int32", "float32", "float64"),
    "int32": ("string", "int32", "float32", "float64"),
}
_MUTABLE = {
    "string": ("int64", "int32", "float32", "float64", "bool"),
    "int64": ("string", "int64", "int32", "float32", "float64"),
    "int32": ("int32", "float32", "float64"),
}
_DENSE = {
    "string": ("int64", "int32", "float32", "float64", "bool"),
    "int64": ("int64", "int32", "float32", "float64", "bool"),
    "int32": ("int32", "float32", "float64"),
}


def _table_op(
    type: str,
    attributes: str,
    allowed: dict[str, tuple[str, ...]],
    make: Callable[[Operation], Table],
    inputs: str = "",
    shape: Any = scalar,
) -> Op:
    """An op whose value is a table of the session, of one of the `allowed` types of values by type of keys."""
    listed = ", ".join(filter(None, [_SHARED, _TYPES, attributes]))
    definition = stateful_op(type, f"{inputs} -> table_handle: resource", listed, traits=RESOURCE, shape=shape)

    @definition.bind
    def _table(op: Operation, session: Any) -> Callable[[], Table]:
        key, value = op.get_attr("key_dtype"), op.get_attr("value_dtype")
        if value.name not in allowed.get(key.name, ()):
            raise errors.InvalidArgumentError(
                None,
                op,
                f"No OpKernel was registered to support Op '{type}' used by node {op.name} with these attrs: "
                f"[key_dtype=DT_{message_name(key).upper()}, value_dtype=DT_{message_name(value).upper()}]",
            )
        shared = op.get_attr("shared_name") or (op.name if op.get_attr("use_node_name_sharing") else None)
        place = ("table", op.get_attr("container"), shared is not None, shared or op.name)

        def found() -> Table:
            try:
                table = session.contained(op.get_attr("container"), place, lambda: make(op))
            except errors.OpError as error:
                raise error.restated(op=op) from error
            if (table.key_dtype, table.value_dtype) != (key, value):
                raise errors.InvalidArgumentError(
                    None,
                    op,
                    f"Conflicting key/value dtypes {message_name(key)}->{message_name(value)} with "
                    f"{message_name(table.key_dtype)}-{message_name(table.value_dtype)} for table {table.name}",
                )
            return table

        return found

    return definition


def _own(op: Operation) -> tuple[str, DType, DType]:
    return op.get_attr("shared_name") or op.name, op.get_attr("key_dtype"), op.get_attr("value_dtype")


def _value_shape(op: Operation) -> tuple[int, ...]:
    return tuple(op.get_attr("value_shape"))


def _dense(op: Operation) -> DenseTable:
    empty, deleted = (constant_value(tensor) for tensor in op.inputs)
    if empty is None or deleted is None:
        raise invalid("empty_key and deleted_key must be constants")
    buckets, load = op.get_attr("initial_num_buckets"), op.get_attr("max_load_factor")
    return DenseTable(*_own(op), _value_shape(op), empty, deleted, buckets, load)


def _dense_shape(op: Operation) -> StaticShape:
    for mark in op.inputs:
        _check_rank(mark.static_shape)
    return ()


def _check_rank(shape: StaticShape) -> None:
    """Raises ValueError where it is neither a scalar nor a vector."""
    if shape is not None and len(shape) > 1:
        raise ValueError(f"Shape must be at most rank 1 but is rank {len(shape)}")


HASH_TABLE = _table_op("HashTableV2", "", _STATIC, lambda op: StaticTable(*_own(op)))
MUTABLE_HASH_TABLE = _table_op("MutableHashTableV2", "", _MUTABLE, lambda op: MutableTable(*_own(op)))
MUTABLE_HASH_TABLE_OF_TENSORS = _table_op(
    "MutableHashTableOfTensorsV2",
    "value_shape: shape = []",
    _MUTABLE,
    lambda op: MutableTable(*_own(op), _value_shape(op)),
)
MUTABLE_DENSE_HASH_TABLE = _table_op(
    "MutableDenseHashTableV2",
    "value_shape: shape = [], initial_num_buckets: int = 131072, max_load_factor: float = 0.8",
    _DENSE,
    _dense,
    "empty_key: key_dtype, deleted_key: key_dtype",
    _dense_shape,
)


def _shape_of_a_value(op: Operation) -> StaticShape:
    """The shape of the values of the table that an op works on; None where only the run tells the table."""
    handle = op.inputs[0].op
    if handle.definition is HASH_TABLE or handle.definition is MUTABLE_HASH_TABLE:
        return ()
    return _value_shape(handle) if "value_shape" in handle.attributes else None


def _shape_of_a_key(op: Operation) -> StaticShape:
    """The shape of the keys of the table that an op works on; None where only the run tells the table."""
    handle = op.inputs[0].op
    if handle.definition is MUTABLE_DENSE_HASH_TABLE:
        return handle.inputs[0].static_shape
    return () if RESOURCE in handle.definition.traits else None


def _check_types(table: Table, key: DType, value: DType, has_result: bool) -> None:
    """Raises InvalidArgumentError where an op was made for a table of other types."""
    if (key, value) == (table.key_dtype, table.value_dtype):
        return
    have, expected = (
        f"resource, {message_name(a)}, {message_name(b)}->{message_name(b) if has_result else ''}"
        for a, b in ((key, value), (table.key_dtype, table.value_dtype))
    )
    raise invalid(f"Signature mismatch, have: {have} expected: {expected}")


# -- looking up --------------------------------------------------------------------------------------------------------

FIND = Op(
    "LookupTableFindV2",
    "table_handle: resource, keys: Tin, default_value: Tout -> values: Tout",
    traits=READS,
    gradient=NO_GRADIENT,
)


@FIND.shape
def _find_shape(op: Operation) -> StaticShape:
    keys, key, value = op.inputs[1].static_shape, _shape_of_a_key(op), _shape_of_a_value(op)
    _check_rank(op.inputs[2].static_shape)
    if keys is None or key is None or value is None:
        return None
    outer = len(keys) - len(key)
    if outer < 0:
        raise ValueError(f"Expected keys to have suffix {bracket(key)} but saw shape: {bracket(keys)}")
    return (*keys[:outer], *value)


@FIND.kernel
def _find(table_handle: Table, keys: Any, default_value: Any, Tin: DType, Tout: DType) -> Any:
    _check_types(table_handle, Tin, Tout, True)
    return table_handle.find(keys, default_value)[()]


@FIND.batch
@takes_records
def _find_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[0] or batched[2]:
        return None
    if batched[1]:
        return lambda n, table, keys, default: kernel(table, keys, default)

    def run(n: int, table: Table, keys: Any, default: Any) -> Any:
        found = np.asarray(kernel(table, keys, default))
        return np.repeat(found[np.newaxis], n, axis=0)

    return run


SIZE = Op("LookupTableSizeV2", "table_handle: resource -> size: int64", traits=READS, gradient=NO_GRADIENT, shape=scalar)
SIZE.kernel(lambda table_handle: np.int64(table_handle.size()))


@SIZE.batch
def _size_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    return None if batched[0] else lambda n, table: np.full(n, kernel(table), np.int64)


EXPORT = stateful_op(
    "LookupTableExportV2", "table_handle: resource -> keys: Tkeys, values: Tvalues", "Tkeys: type, Tvalues: type"
)
EXPORT.kernel(lambda table_handle: table_handle.export())


@EXPORT.shape
def _export_shape(op: Operation) -> list[StaticShape]:
    value = _shape_of_a_value(op)
    if op.inputs[0].op.definition is MUTABLE_DENSE_HASH_TABLE:
        return [(None, None), (None, None)]
    return [(None,), None if value is None else (None, *value)]


# -- filling and changing ----------------------------------------------------------------------------------------------


INITIALIZE = stateful_op("InitializeTableV2", "table_handle: resource, keys: Tkey, values: Tval ->")


@INITIALIZE.shape
def _initialize_shape(op: Operation) -> list[StaticShape]:
    merge(with_rank(op.inputs[1].static_shape, 1), op.inputs[2].static_shape)
    return []


@INITIALIZE.kernel
def _initialize(table_handle: Table, keys: Any, values: Any, Tkey: DType, Tval: DType) -> None:
    _check_types(table_handle, Tkey, Tval, False)
    if np.ndim(keys) != 1:
        raise invalid(f"Keys must be a vector, but received shape{bracket(np.shape(keys))}")
    if np.ndim(values) != 1:
        raise invalid(f"Values must be a vector, but received shape{bracket(np.shape(values))}")
    if len(keys) != len(values):
        raise invalid(f"Keys and values must have the same size {len(keys)} vs {len(values)}")
    table_handle.take(keys, values)


INITIALIZE_FROM_TEXT_FILE = stateful_op(
    "InitializeTableFromTextFileV2",
    "table_handle: resource, filename: string ->",
    "key_index: int >= -2, value_index: int >= -2, vocab_size: int >= -1 = -1, delimiter: string = '\t'",
)


@INITIALIZE_FROM_TEXT_FILE.kernel
def _initialize_from_file(
    table_handle: Table, filename: Any, key_index: int, value_index: int, vocab_size: int, delimiter: str
) -> None:
    if isinstance(table_handle, StaticTable) and table_handle.is_initialized:
        return
    path = filename.item() if isinstance(filename, np.ndarray) else filename
    kinds = table_handle.key_dtype, table_handle.value_dtype
    table_handle.take(*read_table(path, kinds[0], key_index, kinds[1], value_index, vocab_size, delimiter))


def _changing(type: str, signature: str, change: Callable[[Table, Any, Any], None]) -> Op:
    definition = stateful_op(type, signature)

    @definition.kernel
    def _change(table_handle: Table, keys: Any, values: Any, Tin: DType, Tout: DType) -> None:
        _check_types(table_handle, Tin, Tout, False)
        change(table_handle, keys, values)

    return definition


def _import(table: Table, keys: Any, values: Any) -> None:
    if isinstance(table, StaticTable):
        table.check_values(keys, values)
    table.take(keys, values)


_PAIRS = "table_handle: resource, keys: Tin, values: Tout ->"
IMPORT = _changing("LookupTableImportV2", _PAIRS, _import)
INSERT = _changing("LookupTableInsertV2", _PAIRS, lambda table, keys, values: table.insert(keys, values))
REMOVE = stateful_op("LookupTableRemoveV2", "table_handle: resource, keys: Tin ->")


@REMOVE.kernel
def _remove(table_handle: Table, keys: Any, Tin: DType) -> None:
    if Tin != table_handle.key_dtype:
        have, expected = message_name(Tin), message_name(table_handle.key_dtype)
        raise invalid(f"Signature mismatch, have: resource, {have}-> expected: resource, {expected}->")
    table_handle.remove(keys)
