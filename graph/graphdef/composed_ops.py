"""Nodes of ops that are several of ours: what is computed in their place when a GraphDef is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from headrace.formats import proto as messages

from ..types import dtypes
from .rewriting import Rewriting

COMPOSED: dict[str, Callable[[Rewriting], None]] = {}
"""What adds the nodes in the place of one."""


def composed(*ops: str) -> Callable[[Callable[[Rewriting], None]], Callable[[Rewriting], None]]:
    def note(change: Callable[[Rewriting], None]) -> Callable[[Rewriting], None]:
        COMPOSED.update(dict.fromkeys(ops, change))
        return change

    return note


def _kind_of(place: Rewriting, name: str = "T") -> dtypes.DType:
    """A type attribute; where it is left out, float32."""
    return dtypes.as_dtype(place.node.attr[name].type or dtypes.float32)


# -- numbers -----------------------------------------------------------------------------------------------------------


@composed("ApproximateEqual")
def _approximate_equal(place: Rewriting) -> None:
    kind = _kind_of(place)
    apart = place.add("abs", "Abs", place.add("sub", "Sub", *place.inputs, T=kind), T=kind)
    tolerance = place.node.attr["tolerance"].f if "tolerance" in place.node.attr else 1e-5
    place.become("Less", [apart, place.constant("tolerance", tolerance, kind)], {"T": kind})


@composed("ClipByValue")
def _clip_by_value(place: Rewriting) -> None:
    values, low, high = place.inputs
    place.become("Maximum", [place.add("minimum", "Minimum", values, high, **place.kept("T")), low], place.kept("T"))


@composed("ConjugateTranspose")
def _conjugate_transpose(place: Rewriting) -> None:
    if not _kind_of(place).is_complex:
        place.become("Transpose", place.inputs)
        return
    place.become("Conj", [place.add("transpose", "Transpose", *place.inputs, **place.kept("T", "Tperm"))], place.kept("T"))


@composed("SelfAdjointEig", "BatchSelfAdjointEig")
def _self_adjoint_eig(place: Rewriting) -> None:
    """Eigenvalues as one more row, above the eigenvectors."""
    found = place.add("eig", "SelfAdjointEigV2", *place.inputs, compute_v=True, **place.kept("T"))
    axis = place.constant("axis", -2)
    row = place.add("row", "ExpandDims", found, axis, Tdim=dtypes.int32, **place.kept("T"))
    place.become("ConcatV2", [row, f"{found}:1", axis], {"N": 2, "Tidx": dtypes.int32, **place.kept("T")})


@composed("QuantizeAndDequantize")
def _quantize_and_dequantize(place: Rewriting) -> None:
    limits = [place.constant(name, place.node.attr[name].f, _kind_of(place)) for name in ("input_min", "input_max")]
    kept = place.kept("signed_input", "num_bits", "range_given", "T")
    place.become("QuantizeAndDequantizeV2", [*place.inputs, *limits], kept)


@composed("RandomPoisson")
def _random_poisson(place: Rewriting) -> None:
    place.become("RandomPoissonV2", place.inputs, place.kept("seed", "seed2", "S", "dtype", R="dtype"))


# -- arrays ------------------------------------------------------------------------------------------------------------


@composed("ParallelConcat")
def _parallel_concat(place: Rewriting) -> None:
    axis = place.constant("axis", 0)
    place.become("ConcatV2", [*place.inputs, axis], {"Tidx": dtypes.int32, **place.kept("N", "T")})


@composed("ScatterNdNonAliasingAdd")
def _scatter_nd_add(place: Rewriting) -> None:
    place.become("TensorScatterAdd", place.inputs)


# -- images and volumes ------------------------------------------------------------------------------------------------


@composed("BatchNormWithGlobalNormalization")
def _batch_norm(place: Rewriting) -> None:
    kind = _kind_of(place)
    given, mean, variance, beta, gamma = place.inputs
    epsilon = place.constant("epsilon", place.node.attr["variance_epsilon"].f, kind)
    scale = place.add("rsqrt", "Rsqrt", place.add("add", "Add", variance, epsilon, T=kind), T=kind)
    if place.node.attr["scale_after_normalization"].b:
        scale = place.add("scale", "Mul", scale, gamma, T=kind)
    centered = place.add("sub", "Sub", given, mean, T=kind)
    place.become("Add", [place.add("mul", "Mul", centered, scale, T=kind), beta], {"T": kind})


@composed("FusedPadConv2D", "FusedResizeAndPadConv2D")
def _padded_convolution(place: Rewriting) -> None:
    kind = _kind_of(place)
    images, *size, paddings, filter_ = place.inputs
    if size:
        corners = place.kept(align_corners="resize_align_corners")
        images = place.add("resize", "ResizeBilinear", images, *size, T=kind, **corners)
        if kind is not dtypes.float32:
            images = place.add("cast", "Cast", images, SrcT=dtypes.float32, DstT=kind)
    padded = place.add("pad", "MirrorPad", images, paddings, T=kind, Tpaddings=dtypes.int32, **place.kept("mode"))
    place.become("Conv2D", [padded, filter_], place.kept("T", "strides", "padding"))


@composed("Conv3DBackpropInput", "Conv3DBackpropFilter")
def _gradient_of_volumes(place: Rewriting) -> None:
    """The newer ops take the shape of what the gradient is by, and not the tensor."""
    volumes, filter_, gradient = place.inputs
    more = place.kept("T", "strides", "padding", "dilations")
    if place.node.op == "Conv3DBackpropFilter":
        filter_ = place.add("shape", "Shape", filter_, out_type=dtypes.int32, **place.kept("T"))
    else:
        volumes = place.add("shape", "Shape", volumes, out_type=dtypes.int32, **place.kept("T"))
        more["Tshape"] = dtypes.int32
    place.become(f"{place.node.op}V2", [volumes, filter_, gradient], more)


@composed("NonMaxSuppression", "NonMaxSuppressionV2")
def _non_max_suppression(place: Rewriting) -> None:
    inputs, kind = list(place.inputs), _kind_of(place, "T_threshold")
    if place.node.op == "NonMaxSuppression":
        threshold = place.node.attr["iou_threshold"].f if "iou_threshold" in place.node.attr else 0.5
        inputs.append(place.constant("iou_threshold", threshold, kind))
    least = place.constant("score_threshold", kind.min, kind)
    place.become("NonMaxSuppressionV3", [*inputs, least], {"T": _kind_of(place), "T_threshold": kind})


# -- Examples, parsed by the ops that have the keys as vectors ---------------------------------------------------------


@composed("ParseExample", "ParseSingleExample")
def _parsed(place: Rewriting) -> None:
    node = place.node
    if node.op == "ParseExample":
        sparse, dense = node.attr["Nsparse"].i, node.attr["Ndense"].i
        serialized, names, *others = place.inputs
        keys = [_packed(place, "sparse_keys", others[:sparse]), _packed(place, "dense_keys", others[sparse:][:dense])]
        defaults = others[sparse + dense :]
    else:
        sparse = node.attr["num_sparse"].i
        serialized, *defaults = place.inputs
        names = _strings(place, "names", [])
        keys = [_strings(place, name, node.attr[name].list.s) for name in ("sparse_keys", "dense_keys")]
    inputs = [serialized, names, *keys, _strings(place, "ragged_keys", []), *defaults]
    place.become("ParseExampleV2", inputs, {"num_sparse": sparse, **place.kept("sparse_types", "Tdense", "dense_shapes")})


_KEYS = ("context_sparse", "context_dense", "feature_list_sparse", "feature_list_dense")
_COUNTS = ("Ncontext_sparse", "Nfeature_list_sparse", "Nfeature_list_dense")
_LISTS = (
    *("context_sparse_types", "Tcontext_dense", "feature_list_dense_types", "context_dense_shapes"),
    *("feature_list_sparse_types", "feature_list_dense_shapes"),
)
_EMPTY = messages.graph_pb2.AttrValue()
_EMPTY.list.SetInParent()


@composed("ParseSequenceExample")
def _parsed_sequences(place: Rewriting) -> None:
    serialized, names, *defaults = place.inputs
    listed = {name: list(place.node.attr[f"{name}_keys"].list.s) for name in _KEYS}
    empty = set(place.node.attr["feature_list_dense_missing_assumed_empty"].list.s)
    may_be_empty = place.constant("may_be_empty", [key in empty for key in listed["feature_list_dense"]], dtypes.bool_)
    keys = {name: _strings(place, f"{name}_keys", values) for name, values in listed.items()}
    _parse_sequences(place, serialized, names, keys, may_be_empty, defaults)


@composed("ParseSingleSequenceExample")
def _parsed_sequence(place: Rewriting) -> None:
    serialized, empty, *others, name = place.inputs
    keys = {}
    for kind in _KEYS:
        count = place.node.attr[f"N{kind}"].i
        keys[kind], others = _packed(place, f"{kind}_keys", others[:count]), others[count:]
    column = place.add("column", "ExpandDims", keys["feature_list_dense"], place.constant("one", 1), T=dtypes.string)
    equal = place.add("equal", "Equal", column, empty, T=dtypes.string)
    may_be_empty = place.add("any", "Any", equal, place.constant("axis", [1]), Tidx=dtypes.int32)
    _parse_sequences(place, serialized, name, keys, may_be_empty, others)


def _parse_sequences(
    place: Rewriting, serialized: str, names: str, keys: dict[str, str], may_be_empty: str, defaults: list[str]
) -> None:
    sparse, dense, list_sparse, list_dense = (keys[name] for name in _KEYS)
    none = _strings(place, "ragged_keys", [])
    inputs = [serialized, names, sparse, dense, none, list_sparse, list_dense, none, may_be_empty, *defaults]
    counts = {name: place.node.attr[name].i for name in _COUNTS}  # what is not there is 0, or empty
    lists = dict.fromkeys(_LISTS, _EMPTY) | place.kept(*_LISTS)
    place.become("ParseSequenceExampleV2", inputs, {**counts, **lists})


def _strings(place: Rewriting, name: str, values: Iterable[bytes]) -> str:
    return place.constant(name, np.array(list(values), object), dtypes.string)


def _packed(place: Rewriting, name: str, keys: list[str]) -> str:
    """A vector of scalars."""
    if not keys:
        return _strings(place, name, [])
    return place.add(name, "Pack", *keys, T=dtypes.string, N=len(keys), axis=0)
