"""Ops whose datasets call functions that give datasets, compute in threads of their own, put together by keys, or keep."""

from __future__ import annotations

from typing import Any

from headrace.graph.core.op import Op
from headrace.graph.core.operation import Operation

from ..flow.batches import Batch
from ..flow.caches import Cache
from ..flow.choices import Choose, Zip
from ..flow.flow import DatasetValue
from ..flow.groups import GroupByWindow, Unique, Window
from ..flow.interleaves import FlatMap, Interleave
from ..flow.parallel_maps import ParallelMap
from ..flow.prefetching import Prefetch
from ..flow.reducers import GroupByReducer
from ..flow.sources import RandomNumbers
from ..flow.sparse_batches import DenseToSparseBatch
from .declared import OUTPUTS, Make, dataset_op, function_of, plain
from .stages import CALLS, CAPTURES, ON_INPUT


@dataset_op("FlatMapDataset", CAPTURES, CALLS)
def FLAT_MAP(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured: FlatMap(dataset, bind(captured))


@dataset_op("InterleaveDataset", f"{CAPTURES}, cycle_length: int64, block_length: int64", CALLS)
def INTERLEAVE(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured, cycle, block: Interleave(dataset, bind(captured), int(cycle), int(block))


@dataset_op(
    "ParallelInterleaveDatasetV2",
    f"{CAPTURES}, cycle_length: int64, block_length: int64, num_parallel_calls: int64",
    f"{CALLS}, sloppy: bool = false",
)
def PARALLEL_INTERLEAVE_V2(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    return lambda dataset, captured, cycle, block, calls: Interleave(dataset, bind(captured), int(cycle), int(block), True)


@dataset_op(
    "ParallelInterleaveDataset",
    f"{CAPTURES}, cycle_length: int64, block_length: int64, sloppy: bool, buffer_output_elements: int64, "
    "prefetch_input_elements: int64",
    CALLS,
)
def PARALLEL_INTERLEAVE(op: Operation, session: Any) -> Make:
    bind = function_of(op, session, "f", "other_arguments")
    # Sloppy or not: the order of those that take turns is one of those that chance could give.
    return lambda dataset, captured, cycle, block, *others: Interleave(dataset, bind(captured), int(cycle), int(block), True)


@dataset_op(
    "ParallelMapDataset",
    f"{CAPTURES}, num_parallel_calls: int32",
    f"{CALLS}, use_inter_op_parallelism: bool = true, sloppy: bool = false, preserve_cardinality: bool = false",
)
def PARALLEL_MAP(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")
    return lambda dataset, captured, calls: ParallelMap(dataset, bind(captured), int(calls), preserves)


@dataset_op(
    "MapAndBatchDataset",
    f"{CAPTURES}, batch_size: int64, num_parallel_calls: int64, drop_remainder: bool",
    f"{CALLS}, preserve_cardinality: bool = false",
)
def MAP_AND_BATCH(op: Operation, session: Any) -> Make:
    bind, preserves = function_of(op, session, "f", "other_arguments"), op.get_attr("preserve_cardinality")

    def make(dataset: DatasetValue, captured: Any, size: Any, calls: Any, drops: Any) -> Batch:
        return Batch(ParallelMap(dataset, bind(captured), int(calls), preserves), int(size), bool(drops), fused=True)

    return make


@dataset_op(
    "PrefetchDataset",
    f"{ON_INPUT}, buffer_size: int64",
    f"{OUTPUTS}, slack_period: int = 0, legacy_autotune: bool = true",
)
def PREFETCH(op: Operation, session: Any) -> Make:
    return lambda dataset, size: Prefetch(dataset, int(size))


CACHE = plain("CacheDataset", f"{ON_INPUT}, filename: string", Cache)

WINDOW = plain(
    "WindowDataset",
    f"{ON_INPUT}, size: int64, shift: int64, stride: int64, drop_remainder: bool",
    Window,
)


@dataset_op(
    "DirectedInterleaveDataset",
    "selector_input_dataset: variant, data_input_datasets: N * variant",
    f"{OUTPUTS}, N: int >= 1",
)
def DIRECTED_INTERLEAVE(op: Operation, session: Any) -> Make:
    return lambda selector, datasets: Choose(selector, *datasets)


_GROUPS = ("key_func", "reduce_func", "window_size_func")


def _taking(parts: tuple[str, ...]) -> tuple[str, str]:
    """The inputs and attributes of an op that calls several functions."""
    captures = ", ".join([ON_INPUT, *(f"{part}_other_arguments: list(T{part}_other_arguments)" for part in parts)])
    functions = [f"{part}: func" for part in parts]
    return captures, ", ".join([*functions, *(f"T{part}_other_arguments: list(type) >= 0" for part in parts), OUTPUTS])


@dataset_op("GroupByWindowDataset", *_taking(_GROUPS))
def GROUP_BY_WINDOW(op: Operation, session: Any) -> Make:
    binds = [function_of(op, session, part, f"{part}_other_arguments") for part in _GROUPS]
    return lambda dataset, *captured: GroupByWindow(dataset, *(bind(one) for bind, one in zip(binds, captured, strict=True)))


_REDUCES = ("key_func", "init_func", "reduce_func", "finalize_func")


def _reducing(type: str) -> Op:
    @dataset_op(type, *_taking(_REDUCES))
    def definition(op: Operation, session: Any) -> Make:
        binds = [function_of(op, session, part, f"{part}_other_arguments") for part in _REDUCES]
        return lambda dataset, *captured: GroupByReducer(
            dataset, *(bind(one) for bind, one in zip(binds, captured, strict=True))
        )

    return definition


GROUP_BY_REDUCER = _reducing("ExperimentalGroupByReducerDataset")
_reducing("GroupByReducerDataset")

DENSE_TO_SPARSE = plain("DenseToSparseBatchDataset", f"{ON_INPUT}, batch_size: int64, row_shape: int64", DenseToSparseBatch)


class _Batched:
    """In place of a function: it makes one batch of the elements of windows."""

    ahead, in_blocks = True, False

    def __init__(self, size: int) -> None:
        self._size = size

    def one(self, run: Any, *windows: DatasetValue) -> tuple[DatasetValue]:
        return (Batch(Zip(*windows), self._size),)

    def drawn(self) -> None:
        return None


def _sliding(dataset: DatasetValue, size: int, shift: int, stride: int) -> FlatMap:
    return FlatMap(Window(dataset, size, shift, stride, True), _Batched(size))  # type: ignore[arg-type]


SLIDING_WINDOW = plain(
    "SlidingWindowDataset", f"{ON_INPUT}, window_size: int64, window_shift: int64, window_stride: int64", _sliding
)

UNIQUE = plain("UniqueDataset", ON_INPUT, Unique)


RANDOM = plain("RandomDataset", "seed: int64, seed2: int64", RandomNumbers)
