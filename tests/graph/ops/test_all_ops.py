"""Every op: its static shape, its declared aliases, its gradient, its batch rule."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from support.op_samples import all_samples, built

from headrace.formats.records import Records
from headrace.graph.core.op import NO_GRADIENT, OPS, import_all_ops
from headrace.graph.core.rules import batch
from headrace.graph.core.traits import DRAWS, PURE, READS
from headrace.graph.execution.session import Session
from headrace.graph.gradients.gradients import gradients
from headrace.graph.runtime.kernels import as_outputs
from headrace.graph.types.dtypes import of_array
from headrace.graph.types.static_shapes import compatible

import_all_ops()

SAMPLES = all_samples()

NOT_SAMPLED = {
    "Const": "has no inputs",
    "Placeholder": "has no inputs",
    "VariableV2": "is a resource; tests/graph/variables/test_variables.py",
    "Switch": "belongs to a plan's branches; tests/graph/control_flow/test_cond.py",
    "Merge": "belongs to a plan's branches; tests/graph/control_flow/test_cond.py",
}
"""Ops that this walk cannot run, and why."""


def _is_state(definition) -> bool:
    """Ops on resources, or with effects: their own tests cover them."""
    on_resources = any(a.is_ref or (a.dtype is not None and a.dtype.name == "resource") for a in definition.inputs)
    return on_resources or not definition.traits & (PURE | READS)


@pytest.mark.parametrize("name", sorted(OPS))
def test_every_op_has_its_rules(name):
    definition = OPS[name]
    assert definition.kernel or definition.bind, "no kernel"
    assert definition.batch, "no batch rule"
    assert definition.gradient, "no gradient rule, and no word that there is none"
    assert definition.shape or not definition.outputs or definition.outputs[0].dtype is None, "no shape rule"


def test_every_op_without_state_is_sampled():
    sampled = {sample.type for sample in SAMPLES}
    missing = [name for name, op in OPS.items() if not _is_state(op) and name not in sampled and name not in NOT_SAMPLED]
    assert not missing


def _values_of(op, graph, fed, arrays):
    """The arrays that reach the node."""
    feeds = {tensor: arrays[position] for position, tensor in fed.items()}
    with Session(graph=graph) as session:
        return session.run(list(op.inputs), feeds)


def _as_array(value, dtype):
    return np.asarray(value, dtype=object) if dtype.name == "string" else np.asarray(value)


def _same(found, expected):
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    if expected.dtype == object or expected.dtype.kind in "biu":
        assert found.tolist() == expected.tolist()
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


_IDS = [f"{sample.type}-{k}" for k, sample in enumerate(SAMPLES)]


@pytest.mark.parametrize("sample", SAMPLES, ids=_IDS)
def test_values_fit_static_shape_type_and_aliases(sample):
    arrays = sample.arrays()
    graph, op, _, fed = built(sample, arrays)
    inputs = [_as_array(v, t.dtype) for v, t in zip(_values_of(op, graph, fed, arrays), op.inputs, strict=True)]
    before = [array.copy() for array in inputs]
    kernel = op.definition.flat_kernel_of(op, Session(graph=graph))
    results = as_outputs(op, kernel(*inputs))
    for tensor, value in zip(op.outputs, results, strict=True):
        if tensor.dtype.name == "string":
            assert type(value) is np.ndarray, "a text that NumPy would take for one of fixed width"
            assert value.dtype == object
        value = np.asarray(value)
        assert compatible(tensor.static_shape, value.shape), (tensor.static_shape, value.shape)
        assert of_array(value) is tensor.dtype.base_dtype
        for position, array in enumerate(inputs):
            if position not in op.definition.aliases:
                assert not np.may_share_memory(value, array), f"shares memory with input {position}, undeclared"
    for array, copy in zip(inputs, before, strict=True):
        _same(array, copy)


@pytest.mark.parametrize("sample", SAMPLES, ids=_IDS)
def test_batch_rule_gives_what_a_loop_over_the_records_gives(sample):
    arrays = sample.arrays()
    graph, op, _, fed = built(sample, arrays)
    rule = op.definition.batch.function
    if rule is batch.NEVER or DRAWS in op.definition.traits:
        pytest.skip("does not run in blocks, or draws anew each time")
    inputs = [_as_array(v, t.dtype) for v, t in zip(_values_of(op, graph, fed, arrays), op.inputs, strict=True)]
    kernel = op.definition.flat_kernel_of(op, Session(graph=graph))
    free = {tensor for position, tensor in fed.items() if position in sample.varying()}
    varying = [k for k, tensor in enumerate(op.inputs) if tensor in free]
    for size in range(1, len(varying) + 1):
        for chosen in itertools.combinations(varying, size):
            batched = [k in chosen for k in range(len(inputs))]
            run = rule(op, batched, kernel)
            if run is None or rule is batch.PER_RECORD:
                continue
            columns = [np.stack(_variants(array)) if b else array for array, b in zip(inputs, batched, strict=True)]
            n = 3
            found = as_outputs(op, run(n, *columns))
            expected = as_outputs(op, batch.record_by_record(op, batched, kernel)(n, *columns))
            for a, b in zip(found, expected, strict=True):
                parts = a if isinstance(a, list) else [a]
                assert not any(isinstance(x, np.ndarray) and x.dtype.kind in "SU" for x in parts), "texts that were cut"
                if isinstance(a, list):
                    assert [x.tolist() for x in a] == [np.asarray(x).tolist() for x in b]
                else:
                    _the_very_same(a, b)


def _variants(array):
    """Three records like `array`: itself, its elements reversed, itself again or stretched."""
    stretched = (array * array.dtype.type(0.7)).astype(array.dtype) if array.dtype.kind in "fc" else array
    return [array, array.reshape(-1)[::-1].reshape(array.shape), stretched]


def _the_very_same(found, expected):
    """To the last bit: nobody may see whether records came in a block."""
    found = found.to_array() if isinstance(found, Records) else np.asarray(found)
    expected = np.asarray(expected)
    assert (found.shape, found.dtype) == (expected.shape, expected.dtype)
    if expected.dtype == object:
        assert found.tolist() == expected.tolist()
    else:
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("sample", SAMPLES, ids=_IDS)
def test_gradient_is_the_slope(sample):
    arrays = [array.astype(np.float64) if array.dtype == np.float32 else array for array in sample.arrays()]
    floating = [k for k, array in enumerate(arrays) if array.dtype == np.float64 and k not in sample.constants]
    definition = OPS[sample.type]
    if not sample.gradient or definition.gradient.function is NO_GRADIENT or not floating:
        pytest.skip("no gradient")
    graph, _, outputs, fed = built(sample, arrays)
    outputs = [output for output in outputs if output.dtype.name == "float64"]
    with graph.as_default(), Session(graph=graph) as session:
        feeds = {tensor: arrays[position] for position, tensor in fed.items()}
        weights = [np.random.default_rng(k).normal(size=np.shape(v)) for k, v in enumerate(session.run(outputs, feeds))]
        slopes = gradients(outputs, [fed[k] for k in floating], grad_ys=weights)
        for position, slope in zip(floating, slopes, strict=True):
            if slope is None:
                continue
            found = session.run(_dense(slope), feeds)
            expected = _differences(session, outputs, weights, feeds, fed[position])
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def _dense(slope):
    from headrace.graph.core.build import convert_to_tensor

    return convert_to_tensor(slope)


def _differences(session, outputs, weights, feeds, x):
    value = np.array(feeds[x])
    slope = np.zeros(value.shape)
    for place in np.ndindex(value.shape):
        sides = []
        for step in (1e-6, -1e-6):
            moved = value.copy()
            moved[place] += step
            results = session.run(outputs, {**feeds, x: moved})
            sides.append(sum(float((w * r).sum()) for w, r in zip(weights, results, strict=True)))
        slope[place] = (sides[0] - sides[1]) / 2e-6
    return slope
