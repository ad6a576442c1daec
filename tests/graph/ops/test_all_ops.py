"""Every op: its static shape, its declared aliases, its gradient, its batch rule. Its values: test_values_of_all_ops.py."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from support.op_samples import all_samples, built, names_of, samples_on_variables

from headrace.formats.records import Records
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.op import OPS, import_all_ops
from headrace.graph.core.rules import batch
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.traits import DATASET, DRAWS, RESOURCE
from headrace.graph.execution.session import Session
from headrace.graph.gradients.gradients import gradients
from headrace.graph.runtime.kernels import as_outputs
from headrace.graph.types.dtypes import of_array
from headrace.graph.types.static_shapes import compatible

import_all_ops()

SAMPLES = all_samples()
NOT_SAMPLED = {
    **dict.fromkeys(["Const", "Placeholder", "VariableV2"], "has no inputs"),
    **dict.fromkeys(
        ["Switch", "RefSwitch", "Merge", "RefMerge", "LoopCond"], "belongs to branches and loops; tests/graph/control_flow"
    ),
    "ControlTrigger": "has no inputs",
    "HeadraceElsewhere": "stands for an operation of another process; tests/cluster",
    "Timestamp": "has no inputs, and another value each time",
    "PrintV2": "writes, and gives nothing; tests/graph/ops/arrays/test_small_operations.py",
    "RefIdentity": "gives a variable itself; tests/graph/graphdef/test_older_forms.py",
    "StackV2": "makes a stack; tests/graph/control_flow/test_stacks.py",
    **dict.fromkeys(
        [f"{ref}{name}" for name in ("Enter", "Exit", "NextIteration") for ref in ("", "Ref")],
        "belongs to loops; tests/graph/control_flow",
    ),
    "TensorArrayV3": "makes what there is while a step runs; tests/graph/control_flow/test_tensor_arrays.py",
    **dict.fromkeys(["PyFunc", "Print"], "does something beside the graph; tests/graph/execution"),
    **dict.fromkeys(["MatchingFiles", "WriteFile"], "is about the files of a machine; tests/graph/ops/parsing/test_csv.py"),
    **dict.fromkeys(
        ["Save", "SaveSlices", "SaveV2", "Restore", "RestoreSlice", "RestoreV2", "MergeV2Checkpoints"],
        "writes or reads checkpoints; tests/graph/checkpoints",
    ),
    **dict.fromkeys(
        ["AddSparseToTensorsMap", "AddManySparseToTensorsMap", "TakeManySparseFromTensorsMap"],
        "keeps tensors between calls; tests/graph/ops/sparse",
    ),
    **dict.fromkeys(
        ["LearnedUnigramCandidateSampler", "ThreadUnsafeUnigramCandidateSampler"],
        "learns between calls; tests/graph/ops/sampling",
    ),
    **dict.fromkeys(
        [f"Accumulator{does}" for does in ("ApplyGradient", "TakeGradient", "SetGlobalStep", "NumAccumulated")]
        + ["SparseAccumulatorApplyGradient", "SparseAccumulatorTakeGradient"],
        "takes an accumulator; tests/graph/execution/programs/accumulators.py",
    ),
    **dict.fromkeys(
        ["GetSessionHandle", "GetSessionTensor", "DeleteSessionTensor"],
        "keeps tensors between calls; tests/graph/execution/programs/handles.py",
    ),
    **dict.fromkeys(
        ["If", "While", "StatelessIf", "StatelessWhile", "PartitionedCall", "StatefulPartitionedCall"]
        + ["Case", "StatelessCase", "For", "SymbolicGradient"],
        "calls functions; tests/graph/graphdef/test_functional.py",
    ),
    "FakeParam": "has no inputs",
    **dict.fromkeys(
        ["DatasetToSingleElement", "ReduceDataset", "DatasetCardinality", "DatasetToTFRecord"],
        "goes through a dataset; tests/pipeline/data",
    ),
    **dict.fromkeys(
        [f"Barrier{does}" for does in ("InsertMany", "TakeMany", "Close", "ReadySize", "IncompleteSize")],
        "takes a barrier; tests/pipeline/queues",
    ),
    **dict.fromkeys(
        ["GenerateVocabRemapping", "LoadAndRemapMatrix"], "reads files; tests/training/contrib/framework/remapping.py"
    ),
    "ObtainNext": "goes on from call to call; tests/graph/execution/programs/small_packages.py",
    "RecordInput": "reads files; tests/training/contrib/framework",
    **dict.fromkeys(["IteratorFromStringHandle", "IteratorFromStringHandleV2"], "gives an iterator; tests/pipeline/data"),
}
"""Ops that this walk cannot run, and why."""


def _has_own_tests(definition) -> bool:
    """Ops on queues, readers and datasets (tests/pipeline), and those that draw numbers (tests/graph/ops/random)."""
    on_resources = any(argument.dtype is not None and argument.dtype.name == "resource" for argument in definition.inputs)
    return on_resources or bool(definition.traits & (RESOURCE | DRAWS | DATASET))


@pytest.mark.parametrize("name", sorted(OPS))
def test_every_op_has_its_rules(name):
    definition = OPS[name]
    assert definition.kernel or definition.bind, "no kernel"
    assert definition.batch, "no batch rule"
    assert definition.gradient, "no gradient rule, and no word that there is none"
    assert definition.shape or not definition.outputs or definition.outputs[0].dtype is None, "no shape rule"


def test_every_op_is_sampled():
    sampled = {sample.type for sample in (*SAMPLES, *samples_on_variables())}
    assert not [name for name, op in OPS.items() if not _has_own_tests(op) and name not in sampled | set(NOT_SAMPLED)]
    assert not sampled & set(NOT_SAMPLED)


def _same(found, expected):
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape
    if expected.dtype == object or expected.dtype.kind in "biu":
        assert found.tolist() == expected.tolist()
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


_IDS = names_of(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=_IDS)
def test_values_fit_static_shape_type_and_aliases(sample):
    node = built(sample)
    op, inputs = node.op, node.inputs()
    before = [array.copy() for array in inputs]
    kernel = op.definition.flat_kernel_of(op, Session(graph=node.graph))
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
    node = built(sample)
    op = node.op
    rule = op.definition.batch.function
    if rule is batch.NEVER or DRAWS in op.definition.traits:
        pytest.skip("does not run in blocks, or draws anew each time")
    inputs = node.inputs()
    kernel = op.definition.flat_kernel_of(op, Session(graph=node.graph))
    free = {tensor for position, tensor in node.fed.items() if position in sample.varying()}
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
def test_gradient_is_that_of_finite_differences(sample):
    arrays = [array.astype(np.float64) if array.dtype == np.float32 else array for array in sample.arrays()]
    floating = [k for k, array in enumerate(arrays) if array.dtype == np.float64 and k not in sample.constants]
    definition = OPS[sample.type]
    if not sample.gradient or definition.gradient.function is NO_GRADIENT or not floating:
        pytest.skip("no gradient")
    node = built(sample, arrays)
    fed, feeds = node.fed, node.feeds
    outputs = [output for output in node.outputs if output.dtype.name == "float64"]
    with node.graph.as_default(), Session(graph=node.graph) as session:
        weights = [np.random.default_rng(k).normal(size=np.shape(v)) for k, v in enumerate(session.run(outputs, feeds))]
        computed = gradients(outputs, [fed[k] for k in floating], grad_ys=weights)
        for position, gradient in zip(floating, computed, strict=True):
            if gradient is None:
                continue
            found = session.run(convert_to_tensor(gradient), feeds)
            expected = _differences(session, outputs, weights, feeds, fed[position])
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def _differences(session, outputs, weights, feeds, x):
    value = np.array(feeds[x])
    gradient = np.zeros(value.shape)
    for place in np.ndindex(value.shape):
        sides = []
        for step in (1e-6, -1e-6):
            moved = value.copy()
            moved[place] += step
            results = session.run(outputs, {**feeds, x: moved})
            sides.append(sum(float((w * r).sum()) for w, r in zip(weights, results, strict=True)))
        gradient[place] = (sides[0] - sides[1]) / 2e-6
    return gradient
