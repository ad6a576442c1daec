"""What ops declare of themselves, held against their kernels. Compilers believe every trait (graph/core/traits.py)."""

from __future__ import annotations

import numpy as np
import pytest
from support.op_samples import all_samples, built, names_of

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.op import OPS, op_of_type
from headrace.graph.core.rules import batch
from headrace.graph.core.traits import (
    ADOPTS,
    ALLOCATES,
    BRANCHING,
    CASTS,
    CHECKS,
    CONSTANT,
    DATASET,
    DRAWS,
    FED,
    FORWARDS,
    INFALLIBLE,
    MERGES,
    PURE,
    READS,
    REARRANGES,
    REF_VARIABLE,
    RESOURCE,
    SWITCHES,
)
from headrace.graph.execution.plans.in_place import makes_new_array
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.runtime.kernels import as_outputs
from headrace.graph.runtime.random_generators import generator_of
from headrace.graph.types.dtypes import float32
from headrace.graph.types.errors import InvalidArgumentError
from headrace.graph.types.texts import as_kernels_take

SAMPLES = all_samples()

op_of_type("all modules that declare ops are imported by asking for one that nobody has")


def having(trait):
    """The samples of ops that declare a trait, as parameters."""
    chosen = [sample for sample in SAMPLES if trait in OPS[sample.type].traits]
    return pytest.mark.parametrize("sample", chosen, ids=names_of(chosen))


def node(sample, arrays=None):
    """A sampled node and the arrays that reach it."""
    made = built(sample, arrays)
    return made.op, [np.asarray(as_kernels_take(value)) for value in made.inputs()]


def run(op, inputs, session=None):
    """What its kernel gives, as arrays."""
    kernel = op.definition.flat_kernel_of(op, session or Session(graph=op.graph))
    return [np.asarray(as_kernels_take(value)) for value in as_outputs(op, kernel(*inputs))]


def same(found, expected):
    for a, b in zip(found, expected, strict=True):
        assert (a.dtype, a.shape) == (b.dtype, b.shape)
        assert a.tobytes() == b.tobytes() if a.dtype != object else a.tolist() == b.tolist()


def test_what_depends_on_the_session_declares_how():
    for op in OPS.values():
        on_resources = any(a.is_ref or (a.dtype is not None and a.dtype.name == "resource") for a in op.inputs)
        if on_resources or RESOURCE in op.traits:
            assert not op.traits & (PURE | DRAWS), op.type
        if {"seed", "seed2"} <= set(op.attributes) and op.outputs[0].dtype is None:
            assert DRAWS in op.traits, op.type
        if INFALLIBLE & ~PURE & op.traits or REARRANGES & ~PURE & op.traits or FORWARDS & ~PURE & op.traits:
            assert PURE in op.traits, op.type
        if (CASTS | CONSTANT | CHECKS) & ~PURE & op.traits:
            assert PURE in op.traits, op.type
        if (SWITCHES | MERGES) & ~BRANCHING & op.traits:
            assert BRANCHING in op.traits, op.type
        if REF_VARIABLE & ~RESOURCE & op.traits or (
            RESOURCE in op.traits and op.outputs[0].is_ref and op.outputs[0].dtype is None
        ):
            assert REF_VARIABLE in op.traits, op.type
        if ADOPTS in op.traits:
            assert op.kernel_into, op.type


def test_an_op_that_may_run_in_blocks_declares_why():
    for op in OPS.values():
        if op.batch.function is not batch.NEVER:
            assert op.traits & (PURE | READS | DRAWS | DATASET), op.type


@having(PURE)
def test_a_pure_op_gives_the_same_for_the_same_inputs(sample):
    op, inputs = node(sample)
    copies = [array.copy() for array in inputs]
    session = Session(graph=op.graph)
    first = [array.copy() for array in run(op, inputs, session)]
    same(run(op, inputs, session), first)
    same(run(op, copies), first)


HARD = {"f": [0.0, -0.0, 1.0, -1.5, np.inf, -np.inf, np.nan, 6e4, 1e-7], "i": [0, 1, -1], "u": [0, 1, 255], "b": [False, True]}


def _hard(array, number):
    """Values that ops stumble over, in the shape and type of an array."""
    if array.dtype.kind == "c":
        return (_hard(array.real, number) + 1j * _hard(array.imag, number + 1)).astype(array.dtype)
    values = list(HARD[array.dtype.kind])
    if array.dtype.kind in "iu":
        values += [np.iinfo(array.dtype).min, np.iinfo(array.dtype).max]
    chosen = np.random.default_rng(number).choice(np.array(values, array.dtype), array.shape)
    return np.asarray(chosen, array.dtype)


@having(INFALLIBLE)
def test_an_infallible_op_refuses_no_values(sample):
    op, inputs = node(sample)
    elementwise = op.definition.batch.function is batch.elementwise
    for position in range(len(inputs) if elementwise else min(len(inputs), 1)):
        if inputs[position].dtype == object:
            continue
        for number in range(20):
            changed = list(inputs)
            changed[position] = _hard(inputs[position], number)
            with np.errstate(all="ignore"):
                (found,) = run(op, changed)
            assert found.dtype == np.dtype(op.outputs[0].dtype.as_numpy_dtype)


@having(REARRANGES)
def test_what_rearranges_gives_elements_of_its_first_input_none_twice_and_does_not_look_at_them(sample):
    op, inputs = node(sample)
    numbers = np.arange(inputs[0].size, dtype=np.int64).reshape(inputs[0].shape)
    (order,) = run(op, [numbers, *inputs[1:]])
    assert len(np.unique(order)) == order.size
    numbers = np.random.default_rng(1).integers(0, 99, numbers.shape)
    for values in (numbers.astype(np.uint8), numbers.astype(np.float64), numbers.astype(bytes).astype(object)):
        (found,) = run(op, [values, *inputs[1:]])
        assert found.reshape(-1).tolist() == values.reshape(-1)[order.reshape(-1)].tolist()


@having(ALLOCATES)
def test_what_allocates_gives_arrays_that_nothing_else_holds(sample):
    op, inputs = node(sample)
    session = Session(graph=op.graph)
    once, again = run(op, inputs, session), run(op, inputs, session)
    for array in once:
        assert not any(np.may_share_memory(array, other) for other in (*inputs, *again))


@having(CASTS)
def test_what_casts_gives_each_element_by_itself_in_the_other_type(sample):
    op, inputs = node(sample)
    (found,) = run(op, inputs)
    assert found.dtype == np.dtype(op.outputs[0].dtype.as_numpy_dtype)
    apart = [run(op, [element, *inputs[1:]])[0] for element in inputs[0].reshape(-1)]
    assert found.reshape(-1).tolist() == [element.item() for element in apart]


@having(CHECKS)
def test_a_check_fails_unless_its_first_input_holds(sample):
    op, inputs = node(sample)
    assert not op.outputs
    assert run(op, [np.bool_(True), *inputs[1:]]) == []
    with pytest.raises(InvalidArgumentError):
        run(op, [np.bool_(False), *inputs[1:]])


def test_a_constant_is_its_attribute_and_what_has_to_be_fed_says_so():
    with Graph().as_default():
        const, fed = constant([1.5, 2.5]).op, placeholder(float32).op
    assert [op.type for op in OPS.values() if CONSTANT in op.traits] == [const.type]
    assert [op.type for op in OPS.values() if FED in op.traits] == [fed.type]
    same(run(const, []), [const.get_attr("value")])
    with pytest.raises(InvalidArgumentError, match="You must feed a value"):
        run(fed, [])


@having(FORWARDS)
def test_what_forwards_gives_its_first_input(sample):
    op, inputs = node(sample)
    assert all(found is inputs[0] or found.tolist() == inputs[0].tolist() for found in run(op, inputs))


@having(DRAWS)
@pytest.mark.parametrize("n", [1, 2, 7])
def test_a_block_draws_what_its_records_would_draw_one_by_one(sample, n):
    op, inputs = node(sample)
    batched = [False] * len(inputs)
    one, block = Session(graph=op.graph), Session(graph=op.graph)
    for session in (one, block):
        generator_of(op, session).bit_generator.state = np.random.PCG64(5).state
    expected = np.stack([run(op, inputs, one)[0] for _ in range(n)])
    kernel = op.definition.flat_kernel_of(op, block)
    rule = op.definition.batch.function(op, batched, kernel)
    if rule is None:
        return  # runs for each record
    same([np.asarray(rule(n, *inputs))], [expected])
    assert generator_of(op, block).bit_generator.state == generator_of(op, one).bit_generator.state


MAKERS = [sample for sample in SAMPLES if PURE in OPS[sample.type].traits and makes_new_array(built(sample).op)]


@pytest.mark.parametrize("sample", MAKERS, ids=names_of(MAKERS))
def test_what_may_be_overwritten_is_new_in_blocks_too(sample):
    op, inputs = node(sample)
    kernel = op.definition.flat_kernel_of(op, Session(graph=op.graph))
    for position in sample.varying():
        batched = [at == position for at in range(len(inputs))]
        rule = op.definition.batch.function(op, batched, kernel)
        if rule is None:
            continue
        columns = [np.stack([array, array]) if b else array for array, b in zip(inputs, batched, strict=True)]
        with np.errstate(all="ignore"):
            found = as_outputs(op, rule(2, *columns))
        for output in found:
            assert not any(isinstance(output, np.ndarray) and np.may_share_memory(output, column) for column in columns)
