"""Random ops: what seeds fix, what the numbers are like, what blocks of records get, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.random.random import multinomial, random_normal, random_uniform, truncated_normal
from headrace.graph.ops.random.shuffle import random_crop, random_shuffle
from headrace.graph.runtime.random_seed import DEFAULT_GRAPH_SEED, get_seed, set_random_seed
from headrace.graph.types import dtypes, errors


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetch, feeds=None):
    return Session().run(fetch, feeds)


def of_block(tensor, n, *arrays):
    """What the op of `tensor` gives for n records at once; an input whose array is None is the same for all."""
    op = tensor.op
    kernel = op.definition.flat_kernel_of(op, Session())
    batched = [array is not None for array in arrays]
    values = [run(x) if array is None else array for x, array in zip(op.inputs, arrays, strict=True)]
    return op.definition.batch.function(op, batched, kernel)(n, *map(np.asarray, values))


# Seeds


def test_seeds_follow_tensorflows_rules(graph):
    assert get_seed(None) == (None, None)
    assert get_seed(7) == (DEFAULT_GRAPH_SEED, 7)
    set_random_seed(3)
    assert get_seed(7) == (3, 7)
    assert get_seed(None) == (3, 0)
    constant(1)
    constant(1)
    assert get_seed(None) == (3, 2)
    assert get_seed(2**31 + 5) == (3, 6)
    set_random_seed(0)
    assert get_seed(0) == (0, 2**31 - 1)


def test_seeds_are_the_attributes_of_the_op():
    set_random_seed(3)
    op = random_shuffle([1, 2], seed=9).op
    assert (op.get_attr("seed"), op.get_attr("seed2")) == (3, 9)
    op = random_uniform([2]).op.graph.get_operation_by_name("random_uniform/RandomUniform")
    assert (op.get_attr("seed"), op.get_attr("seed2")) == (3, 5)  # five operations were there before it


def test_a_seeded_op_starts_over_in_each_session_and_goes_on_in_each_run():
    drawn = random_normal([4], seed=1)
    first, second = Session(), Session()
    runs = [first.run(drawn) for _ in range(3)]
    np.testing.assert_array_equal(runs, [second.run(drawn) for _ in range(3)])
    assert not np.array_equal(runs[0], runs[1])


def test_the_same_program_draws_the_same_numbers():
    def program(graph_seed):
        with Graph().as_default():
            set_random_seed(graph_seed)
            return run([random_uniform([3]), random_uniform([3]), random_shuffle(np.arange(20))])

    for a, b in zip(program(5), program(5), strict=True):
        np.testing.assert_array_equal(a, b)
    a, b, _ = program(5)
    assert not np.array_equal(a, b)
    assert not np.array_equal(a, program(6)[0])


def test_without_seeds_each_session_draws_other_numbers():
    drawn = random_uniform([4])
    assert not np.array_equal(run(drawn), run(drawn))


def test_two_ops_are_never_merged_into_one():
    a, b = run([random_uniform([4], seed=1), random_uniform([4], seed=2)])
    assert not np.array_equal(a, b)


# Numbers


def test_the_graph_is_tensorflows(graph):
    drawn = random_normal([2, 3])
    assert [(op.type, op.name) for op in graph.get_operations()] == [
        ("Const", "random_normal/shape"),
        ("Const", "random_normal/mean"),
        ("Const", "random_normal/stddev"),
        ("RandomStandardNormal", "random_normal/RandomStandardNormal"),
        ("Mul", "random_normal/mul"),
        (drawn.op.type, "random_normal"),
    ]
    assert drawn.static_shape == (2, 3)


@pytest.mark.parametrize("dtype", [dtypes.float16, dtypes.float32, dtypes.float64])
def test_normal_numbers(dtype):
    drawn = run(random_normal([20000], mean=1.0, stddev=2.0, dtype=dtype, seed=1))
    assert drawn.dtype == dtype.as_numpy_dtype
    assert abs(drawn.astype(float).mean() - 1) < 0.1
    assert abs(drawn.astype(float).std() - 2) < 0.1


@pytest.mark.parametrize("dtype", [dtypes.float16, dtypes.float32, dtypes.float64])
def test_truncated_normal_numbers_stay_within_two_deviations(dtype):
    drawn = run(truncated_normal([20000], mean=1.0, stddev=0.5, dtype=dtype, seed=1)).astype(float)
    assert drawn.min() >= 0
    assert drawn.max() <= 2
    assert abs(drawn.std() - 0.44) < 0.02


@pytest.mark.parametrize("dtype", [dtypes.float16, dtypes.float32, dtypes.float64])
def test_uniform_numbers_stay_below_the_upper_bound(dtype):
    drawn = run(random_uniform([20000], dtype=dtype, seed=1))
    assert drawn.dtype == dtype.as_numpy_dtype
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert abs(drawn.astype(float).mean() - 0.5) < 0.02


@pytest.mark.parametrize("dtype", [dtypes.int32, dtypes.int64])
def test_uniform_integers_take_every_value_in_range(dtype):
    drawn = run(random_uniform([1000], -2, 3, dtype=dtype, seed=1))
    assert drawn.dtype == dtype.as_numpy_dtype
    assert set(drawn.tolist()) == {-2, -1, 0, 1, 2}


def test_a_shape_may_be_a_tensor_known_only_when_run():
    shape = placeholder(dtypes.int32, [2])
    drawn = random_uniform(shape)
    assert drawn.static_shape == (None, None)
    assert run(drawn, {shape: [2, 5]}).shape == (2, 5)


def test_what_uniform_refuses():
    with pytest.raises(ValueError, match=r"Must specify maxval for integer dtype tf\.int32"):
        random_uniform([2], dtype=dtypes.int32)
    with pytest.raises(ValueError, match="got invalid value <dtype: 'int8'>"):
        random_uniform([2], 0, 3, dtype=dtypes.int8)
    with pytest.raises(errors.InvalidArgumentError, match="Need minval < maxval, got 5 >= 3"):
        run(random_uniform([2], 5, 3, dtype=dtypes.int32))
    shape = placeholder(dtypes.int32, [1])
    with pytest.raises(errors.InvalidArgumentError, match="Dimension -1 must be >= 0"):
        run(random_uniform(shape), {shape: [-1]})


def test_multinomial_draws_by_probability():
    drawn = run(multinomial(np.log([[0.1, 0.9], [0.5, 0.5]]).astype(np.float32), 4000, seed=1))
    assert drawn.dtype == np.int64
    np.testing.assert_allclose(drawn.mean(axis=1), [0.9, 0.5], atol=0.03)
    with pytest.raises(errors.InvalidArgumentError, match="num_classes should be positive, got 0"):
        run(multinomial(np.zeros((2, 0), np.float32), 1))


# Order and place


@pytest.mark.parametrize("shape", [(), (1,), (7,), (6, 2), (4, 0)])
def test_random_shuffle_moves_whole_rows(shape):
    value = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    shuffled = run(random_shuffle(value, seed=1))
    assert shuffled.shape == shape
    np.testing.assert_array_equal(np.sort(shuffled, axis=0) if shape else shuffled, value)


def test_random_shuffle_of_strings():
    value = np.array([b"a", b"b", b"c"], object)
    assert sorted(run(random_shuffle(value)).tolist()) == [b"a", b"b", b"c"]


def test_random_crop_cuts_a_piece_that_lies_in_the_value():
    value = np.arange(30).reshape(5, 6)
    session = Session()
    crop = random_crop(value, [2, 3], seed=1)
    assert crop.static_shape == (2, 3)
    corners = set()
    for _ in range(60):
        piece = session.run(crop)
        row, column = divmod(int(piece[0, 0]), 6)
        np.testing.assert_array_equal(piece, value[row : row + 2, column : column + 3])
        corners.add((row, column))
    assert {row for row, _ in corners} == {0, 1, 2, 3}
    assert {column for _, column in corners} == {0, 1, 2, 3}


def test_random_crop_of_a_value_that_is_too_small():
    value = placeholder(dtypes.float32)
    with pytest.raises(errors.InvalidArgumentError, match=r"Need value.shape >= size, got"):
        run(random_crop(value, [4, 4]), {value: np.zeros((3, 3))})


# Blocks


def test_each_record_of_a_block_gets_numbers_of_its_own():
    uniform = of_block(random_uniform([3], seed=1).op.inputs[0].op.inputs[0], 5, None)
    assert uniform.shape == (5, 3)
    assert np.unique(uniform).size == 15
    whole = random_uniform([], 0, 1000000, dtype=dtypes.int64, seed=1)
    assert np.unique(of_block(whole, 5, None, None, None)).size == 5


def test_integers_of_a_block_may_have_bounds_of_their_own():
    drawn = of_block(random_uniform([2], 0, 10, dtype=dtypes.int32, seed=1), 3, None, None, np.array([1, 1, 2]))
    assert drawn.shape == (3, 2)
    assert (drawn[:2] == 0).all()


@pytest.mark.parametrize("shape", [(), (6,), (6, 2)])
def test_random_shuffle_of_a_block_orders_each_record_anew(shape):
    values = np.stack([np.arange(np.prod(shape, dtype=int)).reshape(shape)] * 50)
    shuffled = random_shuffle(placeholder(dtypes.int64, shape), seed=1)
    for arrays in (values, None):
        if arrays is None:
            shuffled = random_shuffle(values[0], seed=1)
        result = of_block(shuffled, 50, arrays)
        assert result.shape == values.shape
        if shape:
            np.testing.assert_array_equal(np.sort(result, axis=1), values)
            assert len({record.tobytes() for record in result}) > 30


def test_multinomial_of_a_block():
    logits = np.full((4, 2, 3), -np.inf)
    for record in range(4):
        logits[record, :, record % 3] = 0
    drawn = of_block(multinomial(placeholder(dtypes.float64, [2, 3]), 5), 4, logits, None)
    np.testing.assert_array_equal(drawn, np.broadcast_to((np.arange(4) % 3)[:, None, None], (4, 2, 5)))


@pytest.mark.parametrize("shape", [[2], [2, 2, 3], [0, 2, 3]], ids=str)
def test_draws_from_distributions_that_are_no_matrix_are_refused(graph, shape):
    logits = placeholder(dtypes.float32)
    drawn = multinomial(logits, 2)
    with Session(graph=graph) as session, pytest.raises(errors.InvalidArgumentError) as caught:
        session.run(drawn, {logits: np.zeros(shape)})
    assert caught.value.message == f"logits should be a matrix, got shape [{','.join(map(str, shape))}]"
