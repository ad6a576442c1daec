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
