"""Nodes of ops that have a successor here, or forms of later releases: what stands for them when a GraphDef is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats import proto as messages

from ..core.op import op_of_type
from ..types import dtypes
from .composed_ops import COMPOSED
from .rewriting import Rewriting, handed_on

# -- handles: strings in variables once, resources now -------------------------------------------------------------------

_QUEUES = ("FIFOQueue", "PaddingFIFOQueue", "PriorityQueue", "RandomShuffleQueue")
_OF_QUEUES = ("Close", "Dequeue", "DequeueMany", "DequeueUpTo", "Enqueue", "EnqueueMany", "IsClosed", "Size")
_READERS = ("FixedLengthRecord", "Identity", "TFRecord", "TextLine", "WholeFile")
_OF_READERS = ("NumRecordsProduced", "NumWorkUnitsCompleted", "Read", "ReadUpTo", "Reset", "RestoreState", "SerializeState")
_TABLES = ("HashTable", "MutableDenseHashTable", "MutableHashTable", "MutableHashTableOfTensors")
_OF_TABLES = (
    "InitializeTable",
    "InitializeTableFromTextFile",
    *(f"LookupTable{x}" for x in ("Export", "Find", "Import", "Insert", "Size")),
)
_OF_ARRAYS = ("Close", "Concat", "Gather", "Grad", "Read", "Scatter", "Size", "Split", "Write")
_OF_MATRICES = (
    *("MatrixBandPart", "MatrixDeterminant", "MatrixDiag", "MatrixDiagPart", "MatrixInverse", "MatrixSetDiag", "MatrixSolve"),
    *("MatrixSolveLs", "MatrixTriangularSolve", "Cholesky", "CholeskyGrad", "SelfAdjointEigV2", "Svd"),
)

_MAKES_HANDLE = {
    *_QUEUES,
    *(f"{reader}Reader" for reader in _READERS),
    *_TABLES,
    *(f"TensorArray{what}{version}" for what in ("", "Grad") for version in ("", "V2")),
    "Stack",
}

_DATASETS = (
    *("BytesProducedStats", "CSV", "DenseToSparseBatch", "DirectedInterleave", "GroupByReducer", "GroupByWindow"),
    *("IgnoreErrors", "LatencyStats", "MapAndBatch", "MaxIntraOpParallelism", "ParallelInterleave", "ParseExample"),
    *("PrivateThreadPool", "Random", "Scan", "SetStatsAggregator", "SlidingWindow", "Sql", "TakeWhile", "Unbatch", "Unique"),
)
_OF_DATASETS = ("DatasetCardinality", "DatasetToTFRecord", "StatsAggregatorHandle", "StatsAggregatorSummary")

_RENAMED = {
    **{op: f"{op}V2" for op in (*_QUEUES, *_TABLES, *_OF_TABLES)},
    **{f"Queue{what}": f"Queue{what}V2" for what in _OF_QUEUES},
    **{f"{reader}Reader": f"{reader}ReaderV2" for reader in _READERS},
    **{f"Reader{what}": f"Reader{what}V2" for what in _OF_READERS},
    **{f"TensorArray{what}{version}": f"TensorArray{what}V3" for what in ("", *_OF_ARRAYS) for version in ("", "V2")},
    **{f"Stack{what}": f"Stack{what}V2" for what in ("Push", "Pop", "Close")},
    **{f"Experimental{name}": name for name in (*(f"{kind}Dataset" for kind in _DATASETS), *_OF_DATASETS)},
    "BatchMatMul": "BatchMatMulV2",
    "BiasAddV1": "BiasAdd",
    "FusedBatchNormV2": "FusedBatchNormV3",
    "Inv": "Reciprocal",
    "InvGrad": "ReciprocalGrad",
    "Mod": "TruncateMod",
    "PlaceholderV2": "Placeholder",
    "Snapshot": "Identity",
    **{f"Batch{op}": op for op in _OF_MATRICES},
    **{f"Batch{way}FFT{n}": f"{way}FFT{n}" for way in ("", "I") for n in ("", "2D", "3D")},
}
"""Ops whose successors have the same inputs, outputs and attributes (or some more of these that have defaults)."""

_CHANGED = {**COMPOSED}
"""Other ops: what adds the nodes in the place of one."""


_UNKNOWN_SHAPE = messages.graph_pb2.AttrValue()
_UNKNOWN_SHAPE.shape.unknown_rank = True


def in_newer_ops(nodes: Iterable[Any]) -> list[Any]:
    """The nodes, each in the terms of the ops that there are now."""
    given = list(nodes)
    if not any(node.op in _CHANGED or node.op in _RENAMED for node in given):
        return given
    handles = {node.name for node in given if node.op in _MAKES_HANDLE}
    handing_on = handed_on(given, handles, dtypes.string.as_datatype_enum)
    taken = {node.name for node in given}
    found = []
    for node in given:
        place = Rewriting(node, taken)
        if node.name in handing_on:
            place.become(node.op.removeprefix("Ref"), place.inputs, {"T": dtypes.resource, **_but(place, "T")})
        elif node.op in _CHANGED:
            try:
                _CHANGED[node.op](place)
            except (ValueError, TypeError, OverflowError) as error:  # it has other inputs or types, or numbers out of range
                raise ValueError(f"{error}; NodeDef: {{{{node {node.name}}}}}, op: {node.op}") from error
        elif node.op in _RENAMED and op_of_type(_RENAMED[node.op]) is not None:
            place.become(_RENAMED[node.op], place.inputs)
        found += place.made or [node]
    return found


def _but(place: Rewriting, *names: str) -> dict[str, Any]:
    """All attributes of a node but some."""
    return {name: value for name, value in place.node.attr.items() if name not in names}


def _changed(*ops: str) -> Callable[[Callable[[Rewriting], None]], Callable[[Rewriting], None]]:
    def note(change: Callable[[Rewriting], None]) -> Callable[[Rewriting], None]:
        _CHANGED.update(dict.fromkeys(ops, change))
        return change

    return note


# -- state -------------------------------------------------------------------------------------------------------------


@_changed("Variable")
def _variable(place: Rewriting) -> None:
    """One whose shape has no dimensions may have any."""
    attributes = dict(place.node.attr)
    if not place.node.attr["shape"].shape.dim:
        attributes["shape"] = _UNKNOWN_SHAPE
    place.become("VariableV2", place.inputs, attributes)


@_changed("Stack")
def _stack(place: Rewriting) -> None:
    place.become("StackV2", [place.constant("max_size", -1)])


@_changed("TensorArrayPack")
def _pack(place: Rewriting) -> None:
    handle, flow = place.inputs
    size = place.add("size", "TensorArraySizeV3", handle, flow)
    places = place.add("range", "Range", place.constant("start", 0), size, place.constant("delta", 1), Tidx=dtypes.int32)
    place.become("TensorArrayGatherV3", [handle, places, flow])


@_changed("TensorArrayUnpack")
def _unpack(place: Rewriting) -> None:
    handle, value, flow = place.inputs
    zero, one = place.constant("start", [0]), place.constant("one", [1])
    shape = place.add("shape", "Shape", value, out_type=dtypes.int32, **place.kept("T"))
    bounds = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask"), 0)
    kinds = {"T": dtypes.int32, "Index": dtypes.int32, "shrink_axis_mask": 1}
    size = place.add("size", "StridedSlice", shape, zero, one, one, **kinds, **bounds)
    places = place.add("range", "Range", place.constant("first", 0), size, place.constant("delta", 1), Tidx=dtypes.int32)
    place.become("TensorArrayScatterV3", [handle, places, value, flow])


# -- arrays and numbers --------------------------------------------------------------------------------------------------


@_changed("Concat")
def _concat(place: Rewriting) -> None:
    axis, *values = place.inputs
    place.become("ConcatV2", [*values, axis], {"Tidx": dtypes.int32, **_but(place)})


@_changed("Gather")
def _gather(place: Rewriting) -> None:
    axis = place.constant("axis", 0)
    place.become("GatherV2", [*place.inputs, axis], {"Taxis": dtypes.int32, **place.kept("Tparams", "Tindices")})


@_changed("AccumulateNV2")
def _accumulate(place: Rewriting) -> None:
    """What it may do with memory is the machine's choice here."""
    place.become("AddN", place.inputs, place.kept("N", "T"))


@_changed("TopK")
def _top_k(place: Rewriting) -> None:
    place.become("TopKV2", [*place.inputs, place.constant("k", place.node.attr["k"].i)], _but(place, "k"))


@_changed("InTopK")
def _in_top_k(place: Rewriting) -> None:
    kind = dtypes.as_dtype(place.node.attr["T"].type or dtypes.int32)
    place.become("InTopKV2", [*place.inputs, place.constant("k", place.node.attr["k"].i, kind)], _but(place, "k"))


@_changed("Reverse")
def _reverse(place: Rewriting) -> None:
    """Which axes, as truth values."""
    given, dims = place.inputs
    found = place.add("where", "Where", dims, T=dtypes.bool_)
    axes = place.add("axis", "Squeeze", found, T=dtypes.int64, squeeze_dims=(1,))
    place.become("ReverseV2", [given, axes], {"Tidx": dtypes.int64, **place.kept("T")})


@_changed("SpaceToBatch")
def _space_to_batch(place: Rewriting) -> None:
    place.become("SpaceToBatchND", *_blocks(place, "Tpaddings"))


@_changed("BatchToSpace")
def _batch_to_space(place: Rewriting) -> None:
    place.become("BatchToSpaceND", *_blocks(place, "Tcrops"))


def _blocks(place: Rewriting, kind: str) -> tuple[list[str], dict[str, Any]]:
    given, borders = place.inputs
    size = place.node.attr["block_size"].i
    block = place.constant("block_shape", [size, size])
    return [given, block, borders], {"Tblock_shape": dtypes.int32, **place.kept("T", **{kind: "Tidx"})}


@_changed("FusedBatchNormGradV2")
def _fused_batch_norm_gradient(place: Rewriting) -> None:
    place.become("FusedBatchNormGradV3", [*place.inputs, place.constant("reserve_space_3", 0, dtypes.float32)])


# -- summaries -----------------------------------------------------------------------------------------------------------


@_changed("AudioSummary")
def _audio_summary(place: Rewriting) -> None:
    rate = place.constant("sample_rate", place.node.attr["sample_rate"].f, dtypes.float32)
    place.become("AudioSummaryV2", [*place.inputs, rate], place.kept("max_outputs"))


# -- what later releases write -------------------------------------------------------------------------------------------


@_changed(
    *(f"SparseSegment{how}{counted}" for how in ("Mean", "SqrtN", "Sum") for counted in ("", "WithNumSegments")),
    *(f"SparseSegment{how}Grad" for how in ("Mean", "SqrtN")),
    *(f"SparseSegment{how}GradV2" for how in ("Mean", "SqrtN", "Sum")),
)
def _sparse_segments(place: Rewriting) -> None:
    """Numbers of segments may be int64."""
    if "Tsegmentids" in place.node.attr and place.node.attr["Tsegmentids"].type == dtypes.int64.as_datatype_enum:
        data, indices, segments, *count = place.inputs
        segments = place.add("segment_ids", "Cast", segments, SrcT=dtypes.int64, DstT=dtypes.int32)
        place.become(place.node.op, [data, indices, segments, *count], _but(place, "Tsegmentids"))


@_changed("SparseSegmentSumGrad")
def _sparse_segment_sums(place: Rewriting) -> None:
    gradient, indices, segments, size = place.inputs
    kinds = {"Taxis": dtypes.int32, **place.kept(Tparams="T", Tindices="Tsegmentids")}
    rows = place.add("rows", "GatherV2", gradient, segments, place.constant("axis", 0), **{"Tindices": dtypes.int32, **kinds})
    place.become(
        "UnsortedSegmentSum",
        [rows, indices, size],
        {"Tindices": dtypes.int32, **place.kept("T", Tindices="Tidx"), "Tnumsegments": dtypes.int32},
    )
