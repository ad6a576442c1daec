"""Every op: its values are those that TensorFlow recorded, or that a formula gives, and its attributes count."""

from __future__ import annotations

import functools
import itertools

import numpy as np
import pytest
from support.op_samples import all_samples, as_array, built, names_of, samples_on_variables
from support.op_values import digest, recorded

from headrace.graph.core.op import OPS, import_all_ops
from headrace.graph.core.signature import REQUIRED
from headrace.graph.runtime.kernels import as_outputs
from headrace.graph.types import errors
from headrace.graph.types.dtypes import of_array
from headrace.graph.types.static_shapes import compatible

import_all_ops()

SAMPLES = {
    name: sample for many in (all_samples(), samples_on_variables()) for name, sample in zip(names_of(many), many, strict=True)
}
TYPES = sorted({sample.type for sample in SAMPLES.values()})
RECORDED = recorded()

NOT_VARIED = {
    "DecodeJpeg": {"fancy_upscaling", "acceptable_fraction"},
    "DecodeAndCropJpeg": {"fancy_upscaling", "acceptable_fraction"},
    # Variants, as datasets have them: tests/pipeline/data.
    "SerializeSparse": {"out_type"},
    "SerializeManySparse": {"out_type"},
    "DeserializeSparse": {"Tserialized"},
    "EncodeJpeg": {"format", "density_unit", "x_density", "y_density", "xmp_metadata"},
    "ParseExampleV2": {"ragged_value_types", "ragged_split_types"},
    "ParseSequenceExampleV2": {
        f"{whose}_ragged_{what}_types" for whose in ("context", "feature_list") for what in ("value", "split")
    },
}
"""Attributes that are accepted and not followed: their functions say so; ragged features are not TensorFlow 1's."""

WITHOUT_EFFECT = {
    "SparseCross.hashed_output": "TensorFlow looks at the type of the output alone",
    "SparseCross.internal_type": "TensorFlow only checks that texts suffice",
    "SparseFeatureCross.hashed_output": "TensorFlow looks at the type of the output alone",
    "SparseFeatureCross.internal_type": "TensorFlow only checks that texts suffice",
    "SparseFeatureCrossV2.hashed_output": "TensorFlow looks at the type of the output alone",
    "SparseFeatureCrossV2.internal_type": "TensorFlow only checks that texts suffice",
    "SparseMatMul.a_is_sparse": "how it is computed",
    "SparseMatMul.b_is_sparse": "how it is computed",
    "use_locking": "who waits for whom",
    "use_cudnn_on_gpu": "how it is computed",
    "message": "words of an error",
    "summarize": "words of an error",
    "DenseToDenseSetOperation.validate_indices": "what is refused",
    "DenseToSparseSetOperation.validate_indices": "what is refused",
    "SparseToSparseSetOperation.validate_indices": "what is refused",
    "SetSize.validate_indices": "what is refused",
    "Equal.incompatible_shape_error": "what is refused",
    "NotEqual.incompatible_shape_error": "what is refused",
    "DecodeBmp.channels": "what is refused",
    "ComputeAccidentalHits.seed": "nothing is drawn",
    "ComputeAccidentalHits.seed2": "nothing is drawn",
    "ComputeAccidentalHits.num_true": "what is refused",
    "CountUpTo.limit": "what is refused",
    "Tout": "the type that belongs to the input's",
    "PlaceholderWithDefault.shape": "the static shape",
    "Cast.Truncate": "how types are rounded that NumPy has not",
    "TopKV2.sorted": "which order is promised",
    "SelfAdjointEigV2.compute_v": "whether vectors are given, whose signs differ; linalg/test_decompositions.py",
    "Svd.compute_uv": "as `compute_v`",
    "EncodePng.compression": "how small a file is",
    "EncodeJpeg.optimize_size": "how small a file is",
    "DecodeJpeg.dct_method": "how exact the decoder is; ours always is",
    "DecodeJpeg.try_recover_truncated": "what is done with files that are cut; tests/graph/ops/image/test_codecs.py",
    "DecodeAndCropJpeg.dct_method": "as of DecodeJpeg",
    "DecodeAndCropJpeg.try_recover_truncated": "as of DecodeJpeg",
    "MaxPoolGradWithArgmax.ksize": "the static shape; where the windows were, `argmax` says",
    "MaxPoolGradWithArgmax.strides": "as `ksize`",
    "MaxPoolGradWithArgmax.padding": "as `ksize`",
    "MaxPoolGradGradWithArgmax.ksize": "as `ksize`",
    "MaxPoolGradGradWithArgmax.strides": "as `ksize`",
    "MaxPoolGradGradWithArgmax.padding": "as `ksize`",
}
"""Attributes, of one op or of all, that no value depends on, and what does."""


@functools.cache
def _asked(name):
    """A sampled node, the arrays that reach it, and the digest of both."""
    node = built(SAMPLES[name])
    inputs = node.inputs()
    return node, inputs, digest(node, inputs)


def _expected(name):
    node, inputs, asked = _asked(name)
    if SAMPLES[name].values is not None:
        right = SAMPLES[name].values(*inputs)
        return [as_array(value) for value in (right if SAMPLES[name].variables else as_outputs(node.op, right))]
    assert asked in RECORDED, "no values recorded: see golden/ops/record.py, or give it a formula"
    return RECORDED[asked]


def _check(name, node):
    """Whether a sampled node gives the outputs it should, and leaves in its variables what it should."""
    sample = SAMPLES[name]
    variables = [node.given[position] for position in sample.variables]
    with node.session() as session:
        _, found = session.run([node.op, list(node.op.outputs)], node.feeds)
        found += session.run(variables)
    for position, (value, right) in enumerate(zip(found, _expected(name), strict=True)):
        if position not in sample.undefined:
            _compare(sample, as_array(value), right)


def _compare(sample, found, right):
    if sample.read is not None:
        found, right = sample.read(found), sample.read(right)
    assert (found.dtype, found.shape) == (right.dtype, right.shape)
    if right.dtype.kind in "fc":
        tolerance = 16 * np.finfo(right.dtype).eps if sample.tolerance is None else sample.tolerance
        np.testing.assert_allclose(found, right, rtol=tolerance, atol=tolerance)
    elif sample.tolerance is not None:
        np.testing.assert_allclose(found.astype(int), right.astype(int), rtol=0, atol=sample.tolerance)
    else:
        assert found.tolist() == right.tolist()


@pytest.mark.parametrize("name", SAMPLES)
def test_values_are_those_of_tensorflow_or_of_a_formula(name):
    node = _asked(name)[0]
    _check(name, node)
    for tensor, right in zip(node.op.outputs, _expected(name), strict=False):
        assert tensor.dtype.is_quantized or tensor.dtype.base_dtype is of_array(right)
        assert compatible(tensor.static_shape, right.shape), (tensor.static_shape, right.shape)


def test_what_is_recorded_is_asked_for():
    asked = {_asked(name)[2] for name, sample in SAMPLES.items() if sample.values is None}
    assert set(RECORDED) == asked, "see golden/ops/record.py"


# -- attributes --------------------------------------------------------------------------------------------------------


def _attributes(type):
    """The attributes that can be chosen: also the types of inputs, but not how many inputs there are."""
    definition = OPS[type]
    left_out = NOT_VARIED.get(type, set()) | {argument.number_attr for argument in definition.inputs}
    return [
        attribute
        for name, attribute in definition.attributes.items()
        if attribute.kind != "python" and name not in left_out and len(attribute.allowed) != 1
    ]


def _given(type, attribute):
    """The values of an attribute in the samples; as text, since some are arrays."""
    return [repr(_asked(name)[0].op.attributes[attribute.name]) for name in _names(type)]


@functools.cache
def _names(type):
    return [name for name, sample in SAMPLES.items() if sample.type == type]


@pytest.mark.parametrize("type", TYPES)
def test_every_attribute_has_another_value_than_its_default_in_some_sample(type):
    for attribute in _attributes(type):
        given = set(_given(type, attribute))
        if attribute.default is not REQUIRED:
            assert given - {repr(attribute.default)}, f"{attribute.name} is {attribute.default} always"
        else:
            assert len(given) > 1, f"{attribute.name} is {given} always"


@pytest.mark.parametrize("type", TYPES)
def test_attributes_of_one_kind_differ_in_some_sample(type):
    for one, other in itertools.combinations(_attributes(type), 2):
        if one.kind == other.kind:
            assert _given(type, one) != _given(type, other), f"{one.name} and {other.name} are the same always"


def _planted(type):
    """Faults of a kernel that takes one attribute for another, or does not look at it, by their names."""
    definition = OPS[type]
    # The types of inputs, and how many outputs there are, belong to the graph around the node.
    fixed = {one.type_attr for one in definition.inputs} | {one.number_attr for one in definition.outputs}
    chosen = [
        attribute
        for attribute in _attributes(type)
        if attribute.name not in fixed and not {attribute.name, f"{type}.{attribute.name}"} & set(WITHOUT_EFFECT)
    ]
    for attribute in chosen:
        name = attribute.name
        others = [_asked(sample)[0].op.attributes[name] for sample in _names(type)]
        for value in others if attribute.default is REQUIRED else [attribute.default]:
            yield f"{name} is always {value!r}", {name: lambda given, value=value: value}
    for one, other in itertools.combinations(chosen, 2):
        if one.kind == other.kind:
            yield (
                f"{one.name} and {other.name} are exchanged",
                {one.name: lambda given, k=other.name: given[k], other.name: lambda given, k=one.name: given[k]},
            )


def _is_found(name, changes):
    """Whether a sample gives something else, or an error, where a node has other attributes."""
    node = built(SAMPLES[name])
    given = dict(node.op.attributes)
    node.op.attributes.update({name: change(given) for name, change in changes.items()})
    if repr(given) == repr(dict(node.op.attributes)):
        return False
    try:
        with np.errstate(all="ignore"):
            _check(name, node)
    except (AssertionError, errors.OpError, ValueError, TypeError, LookupError):
        return True
    return False


@pytest.mark.parametrize("type", TYPES)
def test_a_kernel_that_mistakes_an_attribute_gives_other_values(type):
    for fault, changes in _planted(type):
        assert any(_is_found(name, changes) for name in _names(type)), fault
