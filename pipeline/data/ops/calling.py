"""Ops whose datasets call functions that give datasets, or compute in threads of their own, or keep elements."""

from __future__ import annotations

from typing import Any

from headrace.graph.core.operation import Operation

from .declared import OUTPUTS, Make, dataset_op, function_of, plain
from .stages import CALLS, CAPTURES, ON_INPUT

PENDING: Any = None


@dataset_op("FlatMapDataset", CAPTURES, CALLS)
def FLAT_MAP(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured: PENDING(dataset, bind(captured))


@dataset_op("InterleaveDataset", f"{CAPTURES}, cycle_length: int64, block_length: int64", CALLS)
def INTERLEAVE(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured, cycle, block: PENDING(dataset, bind(captured), int(cycle), int(block))


@dataset_op(
    "ParallelInterleaveDatasetV2",
    f"{CAPTURES}, cycle_length: int64, block_length: int64, num_parallel_calls: int64",
    f"{CALLS}, sloppy: bool = false",
)
def PARALLEL_INTERLEAVE_V2(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured, cycle, block, calls: PENDING(dataset, bind(captured), int(cycle), int(block), int(calls))


@dataset_op(
    "ParallelMapDataset",
    f"{CAPTURES}, num_parallel_calls: int32",
    f"{CALLS}, use_inter_op_parallelism: bool = true, sloppy: bool = false, preserve_cardinality: bool = false",
)
def PARALLEL_MAP(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")
    return lambda dataset, captured, calls: PENDING(dataset, bind(captured), int(calls), preserves)


@dataset_op(
    "PrefetchDataset",
    f"{ON_INPUT}, buffer_size: int64",
    f"{OUTPUTS}, slack_period: int = 0, legacy_autotune: bool = true",
)
def PREFETCH(op: Operation, session: Any) -> Make:
    return lambda dataset, size: PENDING(dataset, int(size))


CACHE = plain("CacheDataset", f"{ON_INPUT}, filename: string", lambda *a: PENDING(*a))
WINDOW = plain(
    "WindowDataset",
    f"{ON_INPUT}, size: int64, shift: int64, stride: int64, drop_remainder: bool",
    lambda *a: PENDING(*a),
)


@dataset_op(
    "ParallelInterleaveDataset",
    f"{CAPTURES}, cycle_length: int64, block_length: int64, sloppy: bool, buffer_output_elements: int64, "
    "prefetch_input_elements: int64",
    CALLS,
)
def PARALLEL_INTERLEAVE(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured, *sizes: PENDING(dataset, bind(captured), *map(int, sizes))


UNIQUE = plain("UniqueDataset", ON_INPUT, lambda *a: PENDING(*a))
RANDOM = plain("RandomDataset", "seed: int64, seed2: int64", lambda *a: PENDING(*a))
DENSE_TO_SPARSE = plain(
    "DenseToSparseBatchDataset", f"{ON_INPUT}, batch_size: int64, row_shape: int64", lambda *a: PENDING(*a)
)
SLIDING_WINDOW = plain(
    "SlidingWindowDataset",
    f"{ON_INPUT}, window_size: int64, window_shift: int64, window_stride: int64",
    lambda *a: PENDING(*a),
)


@dataset_op(
    "MapAndBatchDataset",
    f"{CAPTURES}, batch_size: int64, num_parallel_calls: int64, drop_remainder: bool",
    f"{CALLS}, preserve_cardinality: bool = false",
)
def MAP_AND_BATCH(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")
    return lambda dataset, captured, size, calls, drops: PENDING(dataset, bind(captured), int(size), int(calls), bool(drops), preserves)


@dataset_op("DirectedInterleaveDataset", "selector_input_dataset: variant, data_input_datasets: N * variant", f"{OUTPUTS}, N: int >= 1")
def DIRECTED_INTERLEAVE(op: Operation, session: Any) -> Make:
    return lambda selector, datasets: PENDING(selector, *datasets)


_GROUPS = ("key_func", "reduce_func", "window_size_func")


@dataset_op(
    "GroupByWindowDataset",
    ", ".join([ON_INPUT, *(f"{part}_other_arguments: list(T{part}_other_arguments)" for part in _GROUPS)]),
    ", ".join([*(f"{part}: func" for part in _GROUPS), *(f"T{part}_other_arguments: list(type) >= 0" for part in _GROUPS), OUTPUTS]),
)
def GROUP_BY_WINDOW(op: Operation, session: Any) -> Make:
    binds = [function_of(op, session, part, f"{part}_other_arguments") for part in _GROUPS]
    return lambda dataset, *captured: PENDING(dataset, *(bind(one) for bind, one in zip(binds, captured, strict=True)))


_REDUCES = ("key_func", "init_func", "reduce_func", "finalize_func")


@dataset_op(
    "ExperimentalGroupByReducerDataset",
    ", ".join([ON_INPUT, *(f"{part}_other_arguments: list(T{part}_other_arguments)" for part in _REDUCES)]),
    ", ".join([*(f"{part}: func" for part in _REDUCES), *(f"T{part}_other_arguments: list(type) >= 0" for part in _REDUCES), OUTPUTS]),
)
def GROUP_BY_REDUCER(op: Operation, session: Any) -> Make:
    binds = [function_of(op, session, part, f"{part}_other_arguments") for part in _REDUCES]
    return lambda dataset, *captured: PENDING(dataset, *(bind(one) for bind, one in zip(binds, captured, strict=True)))
