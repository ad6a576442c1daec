"""Attributes that TensorFlow after 1.15 has given to ops, and that a GraphDef of it therefore mentions.

Source: the op definitions of TensorFlow 2.21.
"""

from __future__ import annotations

from typing import Any

from headrace.formats import proto as messages

from ..types import dtypes
from .attr_values import message_of

_GATHERED = ("SparseSegmentMean", "SparseSegmentSqrtN", "SparseSegmentSum")
_GATHERED_MORE = tuple(f"{op}WithNumSegments" for op in _GATHERED)

HINTS = {
    "MatMul": ("grad_a", "grad_b"),
    "BatchMatMulV2": ("grad_x", "grad_y"),
    **dict.fromkeys((*_GATHERED, *_GATHERED_MORE), ("sparse_gradient",)),
}
"""Those that change nothing of what an op gives."""

_OF_DATASETS = frozenset(
    (
        *("metadata", "force_synchronous", "is_files", "replicate_on_split", "buffer_size_min", "ram_budget", "log_warning"),
        *("use_default_device", "cardinality_options", "external_state_policy"),
    )
)
"""Those that change nothing of what a dataset gives: names, and hints for machines that share one."""

_DEPTHWISE = ("DepthwiseConv2dNative", "DepthwiseConv2dNativeBackpropFilter", "DepthwiseConv2dNativeBackpropInput")
_REAL_TRANSFORMS = tuple(f"{way}FFT{n}" for way in ("R", "IR") for n in ("", "2D", "3D"))
_SCATTERED = ("ScatterNd", *(f"{kind}{how}" for kind in ("ScatterNd", "TensorScatter") for how in ("Add", "Sub", "Update")))
_DEFAULTS: list[tuple[tuple[str, ...], str, str, Any]] = [
    (("ApplyFtrl", "ApplyFtrlV2", "SparseApplyFtrl", "SparseApplyFtrlV2"), "multiply_linear_by_lr", "bool", False),
    (("CTCGreedyDecoder",), "blank_index", "int", -1),
    (("DirectedInterleaveDataset",), "stop_on_empty_dataset", "bool", False),
    (("ImageProjectiveTransformV2",), "fill_mode", "string", "CONSTANT"),
    (("InitializeTableFromTextFileV2",), "offset", "int", 0),
    (("ParseExampleDataset",), "ragged_keys", "list(string)", ()),
    (("ParseExampleDataset",), "ragged_split_types", "list(type)", ()),
    (("ParseExampleDataset",), "ragged_value_types", "list(type)", ()),
    (_REAL_TRANSFORMS, "Tcomplex", "type", dtypes.complex64),
    (_REAL_TRANSFORMS, "Treal", "type", dtypes.float32),
    (("ShuffleAndRepeatDataset",), "reshuffle_each_iteration", "bool", True),
    (("SlidingWindowDataset",), "drop_remainder", "bool", True),
    (("TridiagonalSolve",), "perturb_singular", "bool", False),
    (("ConcatOffset",), "shape_type", "type", dtypes.int32),
    ((*_DEPTHWISE, "MaxPool", "MaxPoolGrad"), "explicit_paddings", "list(int)", ()),
    (("FusedBatchNorm", "FusedBatchNormV3"), "exponential_avg_factor", "float", 1.0),
    (("GatherNd", *_SCATTERED), "bad_indices_policy", "string", ""),
    (("MergeV2Checkpoints",), "allow_missing_files", "bool", False),
    (("SerializeManySparse", "SerializeSparse"), "out_type", "type", dtypes.string),
    ((*_GATHERED, *_GATHERED_MORE, "SparseSegmentMeanGrad", "SparseSegmentSqrtNGrad"), "Tsegmentids", "type", dtypes.int32),
    (("TopKV2",), "Tk", "type", dtypes.int32),
    (("TopKV2",), "index_type", "type", dtypes.int32),
]

DEFAULTS = {(op, attribute): message_of(kind, default) for ops, attribute, kind, default in _DEFAULTS for op in ops}
"""Of the others, by op and name, the value that leaves everything as it was in 1.15."""


def means_nothing(op: str, name: str, value: messages.graph_pb2.AttrValue) -> bool:
    """Whether an attribute that 1.15 does not know leaves an op as it was there.

    Raises:
      ValueError: a later TensorFlow knows the attribute, and the value is not its default.
    """
    if name in HINTS.get(op, ()) or ("Dataset" in op and name in _OF_DATASETS):
        return True
    if (op, name) not in DEFAULTS:
        return False
    if value != DEFAULTS[op, name]:
        raise ValueError(
            f"NodeDef gives attr '{name}' of Op<name={op}> the value {_text(value)}. Later releases of TensorFlow have that "
            f"attribute; headrace computes what its default stands for, {_text(DEFAULTS[op, name])}."
        )
    return True


def _text(value: messages.graph_pb2.AttrValue) -> str:
    return " ".join(str(value).split())
