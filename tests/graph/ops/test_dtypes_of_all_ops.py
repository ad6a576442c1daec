"""Every op in every type, at hard values and on empty arrays: what its kernel and its blocks give is what TensorFlow gave."""

from __future__ import annotations

import collections
import fnmatch
import functools

import numpy as np
import pytest
from support.op_dtypes import asked_node, digest, fillings, is_asked, recorded, sampled, sampled_node
from support.op_samples import as_array

from headrace.formats.records import Records
from headrace.graph.core.op import import_all_ops
from headrace.graph.core.rules import batch
from headrace.graph.execution.session import Session
from headrace.graph.runtime.kernels import as_outputs
from headrace.graph.types import errors

import_all_ops()

RECORDED = collections.defaultdict(list)
for _line in recorded():
    RECORDED[sampled()[_line[0]].type].append(_line)

NOT_ASKED = {
    "MaxPoolGradGradWithArgmax": "TensorFlow computes it on no CPU",
    **dict.fromkeys(["GatherTree", "Resampler", "ResamplerGrad", "ImageConnectedComponents"], "TensorFlow 2 has it not"),
    **dict.fromkeys(["BipartiteMatch", "SparseFeatureCross", "SparseFeatureCrossV2"], "TensorFlow 2 has it not"),
    **dict.fromkeys(
        ["PeriodicResample", "PeriodicResampleOpGrad", "SingleImageRandomDotStereograms"], "TensorFlow 2 has it not"
    ),
    **dict.fromkeys(
        ["ApplyKerasMomentum", "SparseApplyKerasMomentum", "ApplyAdamWithAmsgrad"], "TensorFlow has it for resources alone"
    ),
    **dict.fromkeys(["Dequantize", "QuantizedConcat"], "of quantized types, which arrays have not"),
    **dict.fromkeys(["CropAndResizeGradBoxes", "CropAndResizeGradImage"], "TensorFlow gives no answer to what it is asked"),
}
"""Sampled ops that are asked nothing."""

_WORDS = "said of any two arrays whose shapes differ"
_INFINITE = "matrices that hold infinities or NaN"
_MEMORY = "TensorFlow gives what was in memory"
_ORDER = "halves are added and multiplied in another order"
_SLOTS = "sums of slots that hold infinities are formed in another order"
_NOTHING = "no elements are changed where there are none"
_COMPLEX = "TensorFlow's optimizers take no complex variables either"
_POLE = "1.15 gives infinity at poles, 2.21 NaN"
_OF_ZERO = "0 has no sign in 1.15"
_RESIZED = "whether what has no weight counts where it is no finite number"
ON_PURPOSE = {
    "AdjustHue * hard": "colors of pixels that are no finite numbers",
    "AdjustSaturation * hard": "colors of pixels that are no finite numbers",
    "ApplyAdaMax * hard": "NaN stays, once there is one",
    "AsString T=string *": "1.15 refuses texts",
    "AudioSummaryV2 * empty": "1.15 refuses sounds of no frames",
    "AudioSpectrogram * hard": "where a transform is infinite and where it is NaN",
    "BlockLSTM T=float16 plain": _ORDER,
    "BlockLSTMGrad * empty": "1.15's words",
    "CTCBeamSearchDecoder * hard": "which sequence is likelier than one of which that is not known",
    "CTCLoss * hard": "chances so small that TensorFlow's kernels take them for 0",
    "CTCLoss * index": "a sequence of blanks alone: TensorFlow reads beyond its only state",
    "Cast *DstT=uint32 crossed": "what is out of range is as the machine has it",
    "Cast *DstT=uint64 crossed": "what is out of range is as the machine has it",
    "Cast SrcT=string*": "1.15 refuses texts",
    "Cholesky * hard": "1.15 refuses what is not positive definite",
    "CholeskyGrad * hard": _INFINITE,
    "Conv2D * empty": "filters of no elements: what TensorFlow's plain kernel takes, oneDNN's does not",
    "Conv2DBackpropFilter T=float16 *": "halves are added up in single precision",
    "Conv2DBackpropFilter * empty": _MEMORY + "; 1.15's words for sizes that differ",
    "Conv2DBackpropInput T=float16 *": "halves are added up in single precision",
    "Conv2DBackpropInput * empty": "1.15's words for sizes that differ",
    "AvgPoolGrad * index": "a shape that is not that of the pooled images is refused",
    "AvgPool3DGrad * index": "a shape that is not that of the pooled volumes is refused",
    "AvgPool3DGrad * empty": "a shape that is not that of the pooled volumes is refused",
    "Conv3D*": "TensorFlow knows no channels first on CPUs, and multiplies what it spreads gradients with; 1.15's words",
    "DecodeJSONExample *": "Examples in other bytes, other words for what is no JSON",
    "EncodeWav * empty": "1.15 refuses sounds of no frames",
    "EnsureShape * empty": "a tensor is called as the program calls it",
    "Fingerprint * empty": _MEMORY,
    "QuantizeAndDequantizeV2 * plain": _OF_ZERO,
    "QuantizeAndDequantizeV2 * hard": _OF_ZERO + "; which number is the least where one is NaN",
    "QuantizeAndDequantizeV3 *": _OF_ZERO + "; 1.15's words",
    "MaxPool3D * hard": "TensorFlow passes over NaN in some of its loops",
    "MaxPool3DGrad* empty": "1.15's words for sizes that differ",
    "CumulativeLogsumexp * hard": "NaN stays, once there is one",
    "DecodeAndCropJpeg * index": "1.15's words",
    "Decode* hard": "says which formats it knows",
    "DepthwiseConv2dNative * hard": "what pads images is not multiplied: no NaN from an infinite weight",
    "DepthwiseConv2dNativeBackprop* T=float16 *": "halves are added up in single precision",
    "DepthwiseConv2dNativeBackprop* plain": "dilated: TensorFlow's kernels know the plain ones only",
    "DepthwiseConv2dNativeBackprop* hard": "what pads images is not multiplied: no NaN from an infinite weight",
    "DepthwiseConv2dNativeBackprop* empty": _MEMORY,
    "DepthwiseConv2dNativeBackprop* index": "says what does not fit first",
    "Digamma * crossed": _POLE,
    "Einsum * empty": "sizes that differ are refused where there is nothing to add, too; " + _OF_ZERO,
    "Einsum * hard": _OF_ZERO,
    "EluGrad * empty": _WORDS,
    "EncodeJpeg * empty": "says which shape it is",
    "EncodeJpegVariableQuality * index": "1.15 takes the nearest quality that there is",
    "EncodePng * empty": "says which shape it is",
    "Fractional*PoolGrad * index": "shapes and bounds that are not those of one pool are refused",
    "FractionalMaxPoolGrad * hard": "1.15 does not compare what was pooled with what is given",
    "Fractional*PoolGrad * empty": "of no images there is a gradient without elements",
    "FusedBatchNorm* empty": _MEMORY,
    "Erf T=float64 crossed": "2.21 gives NaN for infinite doubles, 1.15 -1 and 1",
    "GatherNd * index": "1.15 does not say which node it is",
    "Igamma* crossed": "2.21 gives up adding where both are 1e30",
    "LRNGrad * hard": "sums along channels: NaN in one of the window's",
    "LeakyReluGrad * empty": _WORDS,
    "ListDiff T=float16 hard": "0 and -0 are equal, as in other types",
    "NonMaxSuppression* hard": "there is no order among scores and corners that are no finite numbers",
    "NonMaxSuppression* empty": "1.15's words",
    "CombinedNonMaxSuppression * index": "1.15's words",
    "CombinedNonMaxSuppression * empty": "1.15's words",
    "NthElement * hard": "TensorFlow's selection does not know where to put NaN",
    "NthElement * empty": "1.15's words",
    "NthElement * index": "1.15's words",
    "Parse*ExampleV2 * empty": "as many names as types: said otherwise",
    "ParseTensor * hard": "says what is wrong with the text",
    "MaxPoolGradWithArgmax * index": "places that are none are refused",
    "Lu T=complex* hard": _INFINITE,
    "MatrixInverse T=complex* hard": _INFINITE,
    "MatrixInverse T=float16 *": "1.15 has no kernel",
    "MatrixSolveLs * hard": _INFINITE,
    "MatrixTriangularSolve * empty": "1.15's words, which does not broadcast",
    "MatrixTriangularSolve * hard": "1.15 refuses zeros on the diagonal",
    "Pow T=complex* crossed": "powers of infinite numbers",
    "Qr * hard": _INFINITE,
    "Qr T=float16 *": "1.15 has no kernel",
    "Relu*Grad * empty": _WORDS,
    "Polygamma * crossed": _POLE,
    "RGBToHSV * hard": "colors of pixels that are no finite numbers",
    "RandomGammaGrad * crossed": "2.21 gives up where the density is 0",
    "ReciprocalGrad * empty": _WORDS,
    "ResizeArea * hard": _RESIZED,
    "ResizeBicubicGrad * hard": _RESIZED,
    "ResizeBilinearGrad * hard": _RESIZED,
    "Round T=int*": "2.21 gives zeros for integers, 1.15 the integers",
    "RsqrtGrad * crossed": "a root of -0 has 0 as its gradient, of either sign",
    "RsqrtGrad * empty": _WORDS,
    "Rsqrt T=complex* crossed": "roots of infinite numbers",
    "ScatterNd * empty": "says what it misses first",
    "Mfcc * index": "1.15's words",
    "Mfcc * empty": "1.15's words",
    "Prod T=float16 long": _ORDER,
    "SelfAdjointEigV2 * hard": _INFINITE,
    "Segment* T=float16 long": _ORDER,
    "SparseSegment*GradV2 * index": "the words of the first version",
    "SerializeManySparse * index": "1.15 does not look whether indices are in bounds",
    "ScalarSummary * hard": "tags are texts in UTF-8",
    "ScatterM* hard": "NaN stays, once there is one",
    "ScatterNd?* empty": "says what it misses first",
    "ShardedFile* hard": "NUL ends no text",
    "StatelessMultinomial * index": "1.15's words",
    "StridedSliceAssign *": "1.15 does not broadcast what is assigned",
    "SeluGrad * empty": _WORDS,
    "SigmoidGrad * empty": _WORDS,
    "SoftplusGrad * empty": _WORDS,
    "SoftsignGrad * empty": _WORDS,
    "SqrtGrad * empty": _WORDS,
    "TanhGrad * empty": _WORDS,
    "SparseApply* empty": _NOTHING,
    "SparseApplyAdagradDA * index": "steps before the first",
    "SparseAdd *Treal=*": "a threshold of another type than the values' is read as it lies in memory",
    "SparseAdd * empty": "1.15's words",
    "SparseDenseCwiseDiv * hard": "1.15 divides by zero",
    "SparseMatMul * hard": "what is zero is skipped, whatever stands beside it",
    "SparseReduceMax* hard": "NaN stays, once there is one",
    "SparseSegment*Grad * index": "1.15's words",
    "SparseSegment*WithNumSegments * index": "says what is wrong first",
    "SparseApplyFtrl* hard": "no weight where what is added up is NaN",
    "*ApplyAdadelta * hard": _SLOTS,
    "*Apply* T=complex*": _COMPLEX,
    "SparseSparseM* empty": "1.15's words",
    "SparseSparseM* index": "1.15 does not look whether indices are in bounds",
    "SparseSplit * index": "1.15's words",
    "SparseSplit * empty": "1.15's words",
    "SparseTensorDenseAdd * index": "1.15's words",
    "SparseTensorDenseAdd * empty": "1.15's words",
    "Svd T=complex* hard": _INFINITE,
    "Svd  hard": _INFINITE,
    "TridiagonalSolve * hard": "1.15 refuses what has no inverse",
    "*RFFT* * empty": "what is too small for the transform is refused",
    "UnravelIndex * empty": "no places have no coordinates",
    "UnravelIndex * index": "places that are none are refused",
    "StringFormat * empty": "brackets around nothing",
    "StringFormat * hard": "1.15 escapes all that is not ASCII",
    "StringNGrams * index": "1.15's words",
    "StringNGrams * empty": "1.15's words; TensorFlow gives what was in memory",
    "Substr * hard": "1.15's words",
    "Xdivy * crossed": _OF_ZERO,
    "Xlogy * crossed": _OF_ZERO,
    "Zeta * crossed": _POLE,
}
"""Where headrace differs, and why: patterns of `Op`, the types it is asked in, and the first word of the filling."""


def _excuse(type, types, label):
    said = " ".join(f"{attribute}={kind}" for attribute, kind in types.items())
    asked = f"{type} {said} {label.partition(' ')[0]}"
    return next((pattern for pattern in ON_PURPOSE if fnmatch.fnmatchcase(asked, pattern)), None)


def _run(node, arrays):
    """What the node gives, then what its variables hold; or an error's text."""
    try:
        if node.given.keys() - node.fed.keys():
            with node.session() as session:
                _, found = session.run([node.op, list(node.op.outputs)], node.feeds)
                found += session.run([node.given[k] for k in node.given if k not in node.fed])
        else:
            kernel = node.op.definition.flat_kernel_of(node.op, Session(graph=node.graph))
            with np.errstate(all="ignore"):
                found = as_outputs(node.op, kernel(*arrays))
    except Exception as error:
        error = errors.from_kernel(error, node.op) or error
        return f"{type(error).__name__}: {' '.join(str(getattr(error, 'message', error)).split())}"
    return [as_array(value) for value in found]


def _differs(sample, found, right):
    """How an answer is another than the right one; None where it is not."""
    if isinstance(found, str) or isinstance(right, str):
        if isinstance(found, str) and isinstance(right, str) and found[: len(right)] == right:
            return None
        return f"{_said(found)} instead of {_said(right)}"
    if len(found) != len(right):
        return f"{len(found)} outputs instead of {len(right)}"
    for position, (one, other) in enumerate(zip(found, right, strict=True)):
        if position in sample.undefined:
            continue
        if sample.read is not None:
            one, other = sample.read(one), sample.read(other)
        if (one.dtype, one.shape) != (other.dtype, other.shape):
            return f"{one.dtype} {one.shape} instead of {other.dtype} {other.shape}"
        same = _equal(sample, one, other)
        if not same.all():
            return f"{one[~same].tolist()[:8]} instead of {other[~same].tolist()[:8]} at {np.argwhere(~same)[:8].tolist()}"
    return None


def _equal(sample, found, right):
    """Which elements are those that they should be."""
    if right.dtype.kind == "c":
        same = _close(sample, found.real, right.real) & _close(sample, found.imag, right.imag)
        return same | ~np.isfinite(right)  # whose parts are as the compiler orders sums, vectors other than the rest
    if right.dtype.kind in "iu" and sample.tolerance is not None:
        return np.abs(found.astype(float) - right.astype(float)) <= sample.tolerance
    if right.dtype.kind != "f":
        pairs = zip(found.reshape(-1).tolist(), right.reshape(-1).tolist(), strict=True)
        return np.array([type(one) is type(other) and one == other for one, other in pairs], bool).reshape(right.shape)
    zero = (right == 0) & (found == 0) & (np.signbit(found) != np.signbit(right))
    return _close(sample, found, right) & ~zero


def _close(sample, found, right):
    epsilon = np.finfo(right.dtype).eps * (1 if right.dtype == np.float16 else 16)
    tolerance = max(epsilon, sample.tolerance or 0)
    finite = np.isfinite(right) & np.isfinite(found)
    size = min(1, np.abs(right[finite]).max(initial=0))
    with np.errstate(all="ignore"):
        close = np.abs(found - right) <= tolerance * (np.abs(right) + size)
    return np.where(finite, close, (found == right) | (np.isnan(found) & np.isnan(right)))


def _said(answer):
    said = answer if isinstance(answer, str) else [(str(array.dtype), array.shape, array.tolist()) for array in answer]
    return str(said)[:150]


def _in_block(node, arrays):
    """What two equal records in a block give each, where the op has a rule for it: which inputs are theirs, what it gives."""
    rule = node.op.definition.batch.function
    if rule in (batch.NEVER, batch.PER_RECORD) or node.given.keys() - node.fed.keys():
        return
    kernel = node.op.definition.flat_kernel_of(node.op, Session(graph=node.graph))
    data = sorted(node.fed)
    for chosen in {tuple(data), tuple(data[:1]), tuple(data[1:])} - {()}:
        batched = [k in chosen for k in range(len(arrays))]
        with np.errstate(all="ignore"):
            run = rule(node.op, batched, kernel)
            if run is None:
                continue
            columns = [np.stack([array, array]) if b else array for array, b in zip(arrays, batched, strict=True)]
            outputs = as_outputs(node.op, run(2, *columns))
        found = [one.to_array() if isinstance(one, Records) else one for one in outputs]
        for record in range(2):
            yield chosen, [as_array(one[record]) for one in found]


def _asked(name, types, arrays):
    try:
        return asked_node(name, types, arrays)
    except ValueError:  # some ops want to know how many sizes there are
        return asked_node(name, types, arrays, counted=True)


def _difference(name, types, label, arrays, right):
    """How headrace answers otherwise; None where it does not."""
    sample = sampled()[name]
    try:
        node = _asked(name, types, arrays)
    except (TypeError, ValueError) as error:
        return f"refused: {error}" if label == "plain" else None  # by shape when the graph is built
    how = _differs(sample, _run(node, arrays), right)
    if how or isinstance(right, str):
        return how
    try:
        node = asked_node(name, types, arrays, known=True)
    except (TypeError, ValueError, errors.OpError):
        return None  # by shape
    for chosen, found in _in_block(node, arrays):
        how = _differs(sample, found, right)
        if how:
            return f"inputs {chosen} in a block: {how}"
    return None


@functools.cache
def _differences(type):
    """What differs, as (pattern that excuses it or None, words)."""
    found = []
    for name, types, asked, answers in RECORDED[type]:
        filled = list(fillings(name, types))
        if digest(name, types, filled) != asked:
            found.append((None, f"{name} {types}: something else was asked; see golden/ops/record_dtypes.py"))
            continue
        for label, arrays in filled:
            if label in answers:
                how = _difference(name, types, label, arrays, answers[label])
                if how:
                    found.append((_excuse(type, types, label), f"{name} {types} {label}: {how}"))
    return found


@pytest.mark.parametrize("type", sorted(RECORDED))
def test_answers_are_those_of_tensorflow(type):
    assert not [words for excuse, words in _differences(type) if excuse is None]


def test_what_is_excused_differs():
    used = {excuse for type in RECORDED for excuse, _ in _differences(type)}
    assert not set(ON_PURPOSE) - used


def test_every_sampled_op_is_asked():
    asked = {sample.type for name, sample in sampled().items() if is_asked(sampled_node(name)[0])}
    assert asked - set(RECORDED) == set(NOT_ASKED)
