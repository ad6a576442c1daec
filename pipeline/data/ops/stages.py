"""Ops whose datasets take the elements of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.core.operation import Operation

from ..flow.batches import Batch, PaddedBatch, Unbatch
from ..flow.choices import Concatenate, Zip
from ..flow.flow import DatasetValue
from ..flow.maps import Filter, Map, Scan, TakeWhile
from ..flow.order import EvenShard, IgnoreErrors, Repeat, Shard, Skip, Take
from ..flow.shuffles import Shuffle, ShuffleAndRepeat
from .declared import OUTPUTS, Make, dataset_op, function_of, plain, python_value

ON_INPUT = "input_dataset: variant"
CAPTURES = "input_dataset: variant, other_arguments: list(Targuments)"
CALLS = f"f: func, Targuments: list(type) >= 0, {OUTPUTS}"


@dataset_op("ZipDataset", "input_datasets: N * variant", f"{OUTPUTS}, N: int >= 1")
def ZIP(op: Operation, session: Any) -> Make:
    return lambda datasets: Zip(*datasets)


CONCATENATE = plain("ConcatenateDataset", "input_dataset: variant, another_dataset: variant", Concatenate)
TAKE = plain("TakeDataset", "input_dataset: variant, count: int64", Take)
SKIP = plain("SkipDataset", "input_dataset: variant, count: int64", Skip)
REPEAT = plain("RepeatDataset", "input_dataset: variant, count: int64", Repeat)


@dataset_op(
    "ShardDataset", "input_dataset: variant, num_shards: int64, index: int64", f"require_non_empty: bool = false, {OUTPUTS}"
)
def SHARD(op: Operation, session: Any) -> Make:
    return lambda dataset, shards, index: Shard(dataset, int(shards), int(index))


@dataset_op(
    "HeadraceEvenShardDataset",
    "input_dataset: variant, num_shards: int64, index: int64",
    f"even: {{'pad', 'drop'}}, {OUTPUTS}",
)
def EVEN_SHARD(op: Operation, session: Any) -> Make:
    return lambda dataset, shards, index: EvenShard(dataset, int(shards), int(index), op.get_attr("even") == "pad")


def _batch(dataset: DatasetValue, size: int, drops: bool = False) -> Batch:
    """A batch of what a map has made is one step with it, as TensorFlow's optimizer makes it."""
    return Batch(dataset, size, drops, fused=isinstance(dataset, Map))


BATCH = plain("BatchDataset", "input_dataset: variant, batch_size: int64", _batch)
BATCH_V2 = plain(
    "BatchDatasetV2",
    "input_dataset: variant, batch_size: int64, drop_remainder: bool",
    _batch,
    f"parallel_copy: bool = false, {OUTPUTS}",
)

_PADDED = "input_dataset: variant, batch_size: int64, padded_shapes: N * int64, padding_values: list(Toutput_types)"


def _padded(dataset: DatasetValue, size: Any, shapes: Sequence[Any], values: Sequence[Any], drops: Any = False) -> PaddedBatch:
    wanted = [np.asarray(shape).tolist() for shape in shapes]
    return PaddedBatch(dataset, int(size), wanted, [python_value(value) for value in values], bool(drops))


@dataset_op("PaddedBatchDataset", _PADDED, "Toutput_types: list(type) >= 1, output_shapes: list(shape) >= 1, N: int >= 1")
def PADDED_BATCH(op: Operation, session: Any) -> Make:
    return _padded


@dataset_op(
    "PaddedBatchDatasetV2",
    f"{_PADDED}, drop_remainder: bool",
    "parallel_copy: bool = false, Toutput_types: list(type) >= 1, output_shapes: list(shape) >= 1, N: int >= 1",
)
def PADDED_BATCH_V2(op: Operation, session: Any) -> Make:
    return _padded


UNBATCH = plain("UnbatchDataset", ON_INPUT, Unbatch)


@dataset_op(
    "ShuffleDataset",
    "input_dataset: variant, buffer_size: int64, seed: int64, seed2: int64",
    f"reshuffle_each_iteration: bool = true, {OUTPUTS}",
)
def SHUFFLE(op: Operation, session: Any) -> Make:
    again = op.get_attr("reshuffle_each_iteration")
    return lambda dataset, size, seed, seed2: Shuffle(dataset, int(size), int(seed), int(seed2), again)


@dataset_op("ShuffleAndRepeatDataset", "input_dataset: variant, buffer_size: int64, seed: int64, seed2: int64, count: int64")
def SHUFFLE_AND_REPEAT(op: Operation, session: Any) -> Make:
    return lambda dataset, size, seed, seed2, count: ShuffleAndRepeat(dataset, int(size), int(count), int(seed), int(seed2))


@dataset_op("MapDataset", CAPTURES, f"{CALLS}, use_inter_op_parallelism: bool = true, preserve_cardinality: bool = false")
def MAP(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")
    return lambda dataset, captured: Map(dataset, bind(captured), preserves)


@dataset_op("FilterDataset", CAPTURES, f"predicate: func, Targuments: list(type) >= 0, {OUTPUTS}")
def FILTER(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "predicate", "other_arguments")
    return lambda dataset, captured: Filter(dataset, bind(captured))


@dataset_op("TakeWhileDataset", CAPTURES, f"predicate: func, Targuments: list(type) >= 0, {OUTPUTS}")
def TAKE_WHILE(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "predicate", "other_arguments")
    return lambda dataset, captured: TakeWhile(dataset, bind(captured))


@dataset_op(
    "ScanDataset",
    "input_dataset: variant, initial_state: list(Tstate), other_arguments: list(Targuments)",
    f"f: func, Tstate: list(type) >= 1, Targuments: list(type) >= 0, {OUTPUTS}, preserve_cardinality: bool = false",
)
def SCAN(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")
    return lambda dataset, state, captured: Scan(dataset, state, bind(captured), preserves)


IGNORE_ERRORS = plain("IgnoreErrorsDataset", ON_INPUT, IgnoreErrors)


def _as_it_is(dataset: DatasetValue, *others: Any) -> DatasetValue:
    """The dataset: what TensorFlow changes of it is how it is run."""
    return dataset


OPTIMIZE = plain(
    "OptimizeDataset",
    "input_dataset: variant, optimizations: string",
    _as_it_is,
    f"{OUTPUTS}, optimization_configs: list(string) = []",
)
MODEL = plain("ModelDataset", ON_INPUT, _as_it_is, f"algorithm: int = 0, cpu_budget: int = 0, {OUTPUTS}")
MAX_INTRA_OP_PARALLELISM = plain(
    "MaxIntraOpParallelismDataset", "input_dataset: variant, max_intra_op_parallelism: int64", _as_it_is
)
PRIVATE_THREAD_POOL = plain("PrivateThreadPoolDataset", "input_dataset: variant, num_threads: int64", _as_it_is)
WRAP = plain("WrapDatasetVariant", "input_handle: variant", _as_it_is, "", output="output_handle")
UNWRAP = plain("UnwrapDatasetVariant", "input_handle: variant", _as_it_is, "", output="output_handle")
