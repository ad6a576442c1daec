"""Every op on inputs of which more or less is known: the static shapes and refusals are those that TensorFlow recorded."""

from __future__ import annotations

import json

import pytest
from support.op_samples import all_samples, built, names_of, samples_on_variables
from support.op_shapes import FILE, answer, cases, described, digest

SAMPLES = {
    name: sample for many in (all_samples(), samples_on_variables()) for name, sample in zip(names_of(many), many, strict=True)
}
RECORDED = {name: (asked, answers) for name, asked, answers in map(json.loads, FILE.read_text().splitlines())}

NOT_RECORDED = {
    *("HeadraceCTCLossDense", "HeadraceDecodeJSON", "GatherTree", "Resampler", "ResamplerGrad", "ImageConnectedComponents"),
    *("BipartiteMatch", "SparseFeatureCross", "SparseFeatureCrossV2", "PeriodicResample", "PeriodicResampleOpGrad"),
    *("SingleImageRandomDotStereograms", "HeadraceRot90", "ApplyAdamWithAmsgrad"),
}
"""Ops that TensorFlow 2 has not, nor others in their place."""

OTHERWISE = {
    "Conv2DBackpropInput": "TensorFlow 1 knows the shape by `input_sizes`, TensorFlow 2 looks at the other inputs too",
    "Conv3D": "windows of no elements and with holes",
    "CombinedNonMaxSuppression": "TensorFlow knows the batch by the boxes alone",
    "CropAndResizeGradBoxes": "TensorFlow gives the shape of the boxes, whatever rank they have",
    "DrawBoundingBoxes": "TensorFlow gives the shape of the images, whatever rank they have",
    "DrawBoundingBoxesV2": "the same",
    "EncodePng": "TensorFlow 2 encodes several images at once, TensorFlow 1 one",
    "ExtractVolumePatches": "TensorFlow says four axes, where there are five, when sizes are not known",
    "HeadraceMirror": "one op in the place of several: what does not fit is not refused by the first of them",
    "HeadraceStandardize": "the same",
    "ApplyKerasMomentum": "TensorFlow has it for resources alone: what it computes there was asked, not the op",
    "SparseApplyKerasMomentum": "the same",
    "MatrixDiagV2": "a length that is not known",
    "MatrixDiagV3": "the same",
    "MatrixSetDiagV2": "several diagonals in matrices of which not all is known, which TensorFlow takes for one",
    "MatrixSetDiagV3": "the same",
    "MatrixTriangularSolve": "TensorFlow 2 broadcasts, TensorFlow 1 does not",
    "ParseExampleV2": "of one Example, ParseSingleExample stands in its place, and knows that it is one",
    "ParseSequenceExampleV2": "of several, ParseSequenceExample stands in its place, and knows that they are a vector",
    "ApplyFtrlV2": "TensorFlow looks at the last number only when it runs",
    "SparseApplyFtrlV2": "the same",
    "SplitV": "TensorFlow takes an axis that is not known for the last one; the shape it tells may be wrong",
}
"""Ops whose rule says something else in some cases, and why."""


def _different(name):
    """The cases of a sampled node in which TensorFlow answers otherwise."""
    node = built(SAMPLES[name])
    asked = cases(node, node.inputs())
    known, answers = RECORDED[name]
    assert digest(node, asked) == known, "see golden/shapes/record.py"
    for case, expected in zip(asked, answers, strict=True):
        found = answer(node, case)
        if found != expected:
            yield f"{described(case)}\n      TensorFlow {expected}\n      headrace   {found}"


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.type not in {*OTHERWISE, *NOT_RECORDED}])
def test_shapes_are_tensorflows(name):
    assert not list(_different(name))


@pytest.mark.parametrize("type", OTHERWISE)
def test_what_is_otherwise_is_rare(type):
    names = [name for name, sample in SAMPLES.items() if sample.type == type]
    count = sum(len(list(_different(name))) for name in names)
    assert 0 < count <= sum(len(RECORDED[name][1]) for name in names) * 2 / 3
