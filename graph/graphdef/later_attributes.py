"""Attributes that TensorFlow after 1.15 has given to ops, and that a GraphDef of it therefore mentions.

Source: the op definitions of TensorFlow 2.21.
"""

from __future__ import annotations

from typing import Any

from headrace.formats import proto as messages

from ..types import dtypes
from .attr_values import message_of

HINTS = {"MatMul": ("grad_a", "grad_b"), "BatchMatMulV2": ("grad_x", "grad_y")}
"""Those that change nothing of what an op gives."""

_DEPTHWISE = ("DepthwiseConv2dNative", "DepthwiseConv2dNativeBackpropFilter", "DepthwiseConv2dNativeBackpropInput")
_GATHERED = ("SparseSegmentMean", "SparseSegmentSqrtN", "SparseSegmentSum")
_GATHERED_MORE = tuple(f"{op}WithNumSegments" for op in _GATHERED)

_DEFAULTS: list[tuple[tuple[str, ...], str, str, Any]] = [
    (("ApplyFtrl", "ApplyFtrlV2", "SparseApplyFtrl", "SparseApplyFtrlV2"), "multiply_linear_by_lr", "bool", False),
    (("CTCGreedyDecoder",), "blank_index", "int", -1),
    (("ConcatOffset",), "shape_type", "type", dtypes.int32),
    ((*_DEPTHWISE, "MaxPool", "MaxPoolGrad"), "explicit_paddings", "list(int)", ()),
    (("FusedBatchNorm", "FusedBatchNormV3"), "exponential_avg_factor", "float", 1.0),
    (("GatherNd", "ScatterNd", "ScatterNdAdd", "ScatterNdSub", "ScatterNdUpdate"), "bad_indices_policy", "string", ""),
    (("MergeV2Checkpoints",), "allow_missing_files", "bool", False),
    (("SerializeManySparse", "SerializeSparse"), "out_type", "type", dtypes.string),
    ((*_GATHERED, *_GATHERED_MORE), "sparse_gradient", "bool", False),
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
    if name in HINTS.get(op, ()):
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
