"""Saving and restoring as ops."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import checkpoint
from headrace.formats.checkpoint import element_types
from headrace.formats.checkpoint.slices import bracket, parse_spec
from headrace.formats.checkpoint.v1_writer import V1Writer

from ...core.constants import array_of
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.traits import ALLOCATES, PURE
from ...types.dtypes import DType
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, with_rank


def _text(value: Any) -> bytes:
    """The text in a string scalar."""
    return os.fsencode(np.asarray(value, object).item())


def _checked_inputs(op: Operation, ranks: Sequence[int]) -> None:
    for tensor, rank in zip(op.inputs, ranks, strict=False):
        with_rank(tensor.static_shape, rank)


def _no_outputs(*ranks: int) -> Any:
    def rule(op: Operation) -> list[StaticShape]:
        _checked_inputs(op, ranks)
        return []

    return rule


def _write(writer: Any, names: Any, specs: Any, tensors: Sequence[Any], types: Sequence[DType]) -> None:
    names, specs = np.asarray(names, object).tolist(), np.asarray(specs, object).tolist()
    if not len(names) == len(specs) == len(tensors):
        raise invalid(f"Got {len(names)} names, {len(specs)} slices and {len(tensors)} tensors")
    with writer:
        for name, spec, value, kind in zip(names, specs, tensors, types, strict=True):
            shape, part = _parsed(name, spec) if spec else (None, None)
            writer.add(os.fsdecode(name), kind.as_datatype_enum, value, shape, part)
        writer.finish()


def _parsed(name: bytes, spec: bytes) -> tuple[tuple[int, ...], checkpoint.TensorSlice]:
    try:
        return parse_spec(os.fsdecode(spec))
    except ValueError as error:
        raise invalid(f"{error}; tensor_name = {os.fsdecode(name)}") from error


SAVE_V2 = stateful_op(
    "SaveV2",
    "prefix: string, tensor_names: string, shape_and_slices: string, tensors: list(dtypes) ->",
    "dtypes: list(type) >= 1",
    shape=_no_outputs(0, 1, 1),
)


@SAVE_V2.kernel
def _save_v2(prefix: Any, tensor_names: Any, shape_and_slices: Any, tensors: Any, dtypes: Any) -> None:
    _write(checkpoint.BundleWriter(_text(prefix)), tensor_names, shape_and_slices, tensors, dtypes)


SAVE_SLICES = stateful_op(
    "SaveSlices",
    "filename: string, tensor_names: string, shapes_and_slices: string, data: list(T) ->",
    "T: list(type) >= 1",
    shape=_no_outputs(0, 1, 1),
)


@SAVE_SLICES.kernel
def _save_slices(filename: Any, tensor_names: Any, shapes_and_slices: Any, data: Any, T: Any) -> None:
    _write(V1Writer(_text(filename)), tensor_names, shapes_and_slices, data, T)


SAVE = stateful_op(
    "Save", "filename: string, tensor_names: string, data: list(T) ->", "T: list(type) >= 1", shape=_no_outputs(0, 1)
)


@SAVE.kernel
def _save(filename: Any, tensor_names: Any, data: Any, T: Any) -> None:
    _write(V1Writer(_text(filename)), tensor_names, [b""] * len(data), data, T)


RESTORE_V2 = stateful_op(
    "RestoreV2",
    "prefix: string, tensor_names: string, shape_and_slices: string -> tensors: list(dtypes)",
    "dtypes: list(type) >= 1",
    traits=ALLOCATES,
)


@RESTORE_V2.shape
def _restore_v2_shape(op: Operation) -> list[StaticShape]:
    _checked_inputs(op, (0, 1, 1))
    specs = constant_value(op.inputs[2])
    if specs is None or len(specs) != len(op.outputs):
        return [None] * len(op.outputs)
    return [_shape_of_spec(spec) for spec in np.asarray(specs, object).tolist()]


def _shape_of_spec(spec: bytes) -> StaticShape:
    if not spec:
        return None
    shape, part = parse_spec(os.fsdecode(spec))
    return part.shape_in(shape)


@RESTORE_V2.kernel
def _restore_v2(prefix: Any, tensor_names: Any, shape_and_slices: Any, dtypes: Sequence[DType]) -> tuple[np.ndarray, ...]:
    names = np.asarray(tensor_names, object).tolist()
    specs = np.asarray(shape_and_slices, object).tolist()
    if not len(names) == len(specs) == len(dtypes):
        raise invalid(f"Got {len(names)} names, {len(specs)} slices and {len(dtypes)} types")
    with checkpoint.open_checkpoint(_text(prefix)) as reader:
        # Nothing is read before everything is known to be there.
        wanted = [_checked(reader, *item) for item in zip(names, specs, dtypes, strict=True)]
        values = [reader.read(name) if part is None else reader.read_slice(name, part) for name, part in wanted]
    return tuple(
        value.view(kind.as_numpy_dtype) if kind.is_quantized else value for value, kind in zip(values, dtypes, strict=True)
    )


def _checked(reader: checkpoint.Reader, key: bytes, spec: bytes, kind: DType) -> tuple[str, checkpoint.TensorSlice | None]:
    """The name and the part of it to read. Raises InvalidArgumentError where type or shape are not those asked for."""
    name = os.fsdecode(key)
    entry = reader.entry(name)
    if entry.dtype != kind.as_datatype_enum:
        raise invalid(
            f"tensor_name = {name}; expected dtype {element_types.name_of(kind.as_datatype_enum)} does not equal "
            f"original dtype {element_types.name_of(entry.dtype)}"
        )
    if not spec:
        return name, None
    shape, part = _parsed(key, spec)
    if shape != entry.shape:
        raise invalid(
            f"tensor_name = {name}; shape in shape_and_slice spec {bracket(shape)} does not match the shape stored in "
            f"checkpoint: {bracket(entry.shape)}"
        )
    return name, part


RESTORE = stateful_op(
    "Restore",
    "file_pattern: string, tensor_name: string -> tensor: dt",
    "dt: type, preferred_shard: int = -1",
    traits=ALLOCATES,
)


@RESTORE.shape
def _restore_shape(op: Operation) -> StaticShape:
    _checked_inputs(op, (0, 0))
    return None


@RESTORE.kernel
def _restore(file_pattern: Any, tensor_name: Any, dt: DType) -> np.ndarray:
    return _restore_v2(file_pattern, [_text(tensor_name)], [b""], [dt])[0]


RESTORE_SLICE = stateful_op(
    "RestoreSlice",
    "file_pattern: string, tensor_name: string, shape_and_slice: string -> tensor: dt",
    "dt: type, preferred_shard: int = -1",
    traits=ALLOCATES,
)


@RESTORE_SLICE.shape
def _restore_slice_shape(op: Operation) -> StaticShape:
    _checked_inputs(op, (0, 0, 0))
    spec = constant_value(op.inputs[2])
    return None if spec is None else _shape_of_spec(_text(spec))


@RESTORE_SLICE.kernel
def _restore_slice(file_pattern: Any, tensor_name: Any, shape_and_slice: Any, dt: DType) -> np.ndarray:
    return _restore_v2(file_pattern, [_text(tensor_name)], [_text(shape_and_slice)], [dt])[0]


MERGE_V2_CHECKPOINTS = stateful_op(
    "MergeV2Checkpoints",
    "checkpoint_prefixes: string, destination_prefix: string ->",
    "delete_old_dirs: bool = true",
    shape=_no_outputs(1, 0),
)


@MERGE_V2_CHECKPOINTS.kernel
def _merge(checkpoint_prefixes: Any, destination_prefix: Any, delete_old_dirs: bool) -> None:
    prefixes = np.asarray(checkpoint_prefixes, object).tolist()
    checkpoint.merge(prefixes, _text(destination_prefix), delete_old_dirs)


def _of_scalars(op: Operation) -> StaticShape:
    for tensor in op.inputs:
        with_rank(tensor.static_shape, 0)
    return ()


SHARDED_FILENAME = Op(
    "ShardedFilename",
    "basename: string, shard: int32, num_shards: int32 -> filename: string",
    traits=PURE,
    shape=_of_scalars,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SHARDED_FILENAME.kernel
def _sharded_filename(basename: Any, shard: Any, num_shards: Any) -> np.ndarray:
    return array_of(_text(basename) + b"-%05d-of-%05d" % (shard, num_shards))


SHARDED_FILESPEC = Op(
    "ShardedFilespec",
    "basename: string, num_shards: int32 -> filename: string",
    traits=PURE,
    shape=_of_scalars,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SHARDED_FILESPEC.kernel
def _sharded_filespec(basename: Any, num_shards: Any) -> np.ndarray:
    return array_of(_text(basename) + b"-?????-of-%05d" % num_shards)
