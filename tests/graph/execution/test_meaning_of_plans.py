"""What a plan gives is what its operations give that are run one by one: cases that random programs have shown."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession


@pytest.fixture(params=[tf.Session, InterpretedSession], ids=["plans", "one by one"])
def session(request, graph):
    with request.param(graph=graph) as session:
        yield session


def _changed_after(value, *variables):
    """What `value` is once variables have been changed in place after it was there."""
    with tf.control_dependencies([value]):
        changes = [variable.assign_add(tf.ones_like(variable.initial_value)) for variable in variables]
    with tf.control_dependencies(changes):
        return tf.identity(value)


# -- values of variables stay what they were ---------------------------------------------------------------------------


def test_what_a_branch_has_read_of_a_variable_stays(session):
    v = tf.Variable([1.0, 2.0])
    p = tf.placeholder(tf.bool, [])
    chosen = tf.cond(p, lambda: tf.identity(v), lambda: tf.constant([0.0, 0.0]))
    after = _changed_after(chosen, v)
    session.run(v.initializer)
    assert session.run(after, {p: True}).tolist() == [1, 2]
    assert session.run(after, {p: False}).tolist() == [0, 0]
    assert session.run(v).tolist() == [3, 4]


@pytest.mark.parametrize("which", [True, False])
def test_a_value_chosen_from_two_variables_stays(session, which):
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([5.0, 6.0])
    p = tf.placeholder(tf.bool, [])
    chosen = tf.where(p, tf.identity(v), tf.identity(w))
    after = _changed_after(chosen, v if which else w)
    session.run([v.initializer, w.initializer])
    assert session.run(after, {p: which}).tolist() == ([1, 2] if which else [5, 6])


def test_a_value_stays_while_a_python_function_runs_the_session(session):
    v = tf.Variable([1.0, 2.0])
    read = tf.identity(v)
    change = v.assign_add([1.0, 1.0]).op

    def run():
        session.run(change)
        return np.float32(1)

    with tf.control_dependencies([read]):
        ran = tf.py_func(run, [], tf.float32)
    with tf.control_dependencies([ran]):
        after = tf.identity(read)
    session.run(v.initializer)
    assert session.run(after).tolist() == [1, 2]
    assert session.run(v).tolist() == [2, 3]


@pytest.mark.parametrize("which", [True, False])
def test_a_value_stays_through_a_change_that_may_be_and_one_that_is(session, which):
    v = tf.Variable([1.0, 2.0])
    q = tf.placeholder(tf.bool, [])
    read = tf.identity(v)
    with tf.control_dependencies([read]):
        perhaps = tf.cond(q, lambda: tf.identity(v.assign_add([1.0, 1.0])), lambda: tf.constant([0.0, 0.0]))
    with tf.control_dependencies([perhaps]):
        surely = v.assign_add([1.0, 1.0])
    with tf.control_dependencies([surely]):
        after = tf.identity(read)
    session.run(v.initializer)
    assert session.run(after, {q: which}).tolist() == [1, 2]


@pytest.mark.parametrize("made", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_a_value_of_one_branch_stays_through_a_change_in_another(session, made, changed):
    v = tf.Variable([1.0, 2.0])
    p, q = tf.placeholder(tf.bool, []), tf.placeholder(tf.bool, [])
    view = tf.cond(p, lambda: tf.reshape(tf.identity(v), [1, 2]), lambda: tf.constant([[0.0, 0.0]]))
    with tf.control_dependencies([view]):
        change = tf.cond(q, lambda: tf.identity(v.assign_add([1.0, 1.0])), lambda: tf.constant([0.0, 0.0]))
    with tf.control_dependencies([change]):
        after = tf.identity(view)
    session.run(v.initializer)
    assert session.run(after, {p: made, q: changed}).tolist() == [[1, 2] if made else [0, 0]]


def test_a_value_read_before_operations_that_wait_side_by_side_stays(session):
    v = tf.Variable([1.0, 2.0])
    queues = [tf.FIFOQueue(5, [tf.float32], [[2]]) for _ in range(2)]
    read = tf.identity(v)
    first = queues[0].dequeue()
    with tf.control_dependencies([read]):
        second = queues[1].dequeue()
        changed = v.assign_add(first)
    with tf.control_dependencies([second, changed]):
        after = tf.identity(read)
    session.run([v.initializer, *(queue.enqueue([[1.0, 1.0]]) for queue in queues)])
    assert session.run(after).tolist() == [1, 2]
    assert session.run(v).tolist() == [2, 3]


# -- what is computed once --------------------------------------------------------------------------------------------


def test_a_file_is_read_when_the_operation_runs(session, tmp_path):
    path = tmp_path / "text"
    read, again = tf.read_file(str(path)), tf.read_file(str(path))
    path.write_bytes(b"one")
    assert session.run(read) == b"one"
    path.write_bytes(b"two")
    assert session.run(read) == b"two"
    with tf.control_dependencies([read]):
        written = tf.write_file(str(path), "three")
    with tf.control_dependencies([written]):
        after = tf.read_file(str(path))
    assert session.run([read, after]) == [b"two", b"three"]
    assert session.run([read, again]) == [b"three", b"three"]


# -- what a branch passes on is not written over -----------------------------------------------------------------------


@pytest.mark.parametrize("which", [True, False])
def test_what_a_branch_passes_on_is_not_written_over(session, which):
    x = tf.placeholder(tf.float32, [2, 3])
    p = tf.placeholder(tf.bool, [])
    grown = tf.exp(x)
    chosen = tf.cond(p, lambda: grown, lambda: tf.zeros([2, 3]))
    with tf.control_dependencies([chosen]):
        doubled = grown * 2.0
    with tf.control_dependencies([doubled]):
        after = chosen - 1.0
    found, twice = session.run([after, doubled], {x: np.zeros((2, 3)), p: which})
    assert found.tolist() == [[0 if which else -1] * 3] * 2
    assert twice.tolist() == [[2] * 3] * 2


def test_sizes_that_do_not_fit_are_refused_in_the_same_words_where_a_result_is_written_over_an_input(session):
    x, y = tf.placeholder(tf.float32, [2, 3]), tf.placeholder(tf.float32, [None, 3])
    largest = tf.maximum(tf.exp(x), y)
    with pytest.raises(tf.errors.InvalidArgumentError) as alone:
        session.run(tf.maximum(x, y), {x: np.ones((2, 3)), y: np.ones((3, 3))})
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(largest, {x: np.ones((2, 3)), y: np.ones((3, 3))})
    assert caught.value.message == alone.value.message


def test_a_constant_that_is_fed_may_give_other_sizes_than_its_own(session):
    count = tf.constant(5, name="count")
    steps = tf.cast(tf.range(count), tf.float32)
    y = tf.exp(steps * 0.0) + tf.ones([5])
    assert session.run(y).tolist() == [2] * 5
    assert session.run(y, {count: 1}).tolist() == [2] * 5


# -- what is fetched ---------------------------------------------------------------------------------------------------


def test_arrays_of_different_tensors_share_no_memory(session):
    x = tf.placeholder(tf.float32, [2])
    grown = tf.exp(x)
    fetches = [grown, tf.identity(grown), tf.check_numerics(grown, "bad"), tf.exp(x), tf.reshape(grown, [1, 2]), grown]
    found = session.run(fetches, {x: [0.0, 0.0]})
    assert found[0] is found[-1]
    found[0][...] = 7
    assert [value.ravel().tolist() for value in found[1:-1]] == [[1, 1]] * 4


def test_values_inside_a_branch_are_not_fetched(session):
    p, x = tf.placeholder(tf.bool, []), tf.placeholder(tf.float32, [2])
    inside = []
    tf.cond(p, lambda: inside.append(tf.exp(x)) or x, lambda: x)
    with pytest.raises(ValueError, match="'cond/Exp' has been marked as not fetchable"):
        session.run(inside, {p: True, x: [0.0, 0.0]})


def test_a_claim_about_the_result_of_a_reshape_leaves_its_error_as_it_is(session):
    sizes = tf.placeholder_with_default([2, 3], [2])
    y = tf.reshape(tf.zeros([2, 2, 3]), sizes)
    y.set_shape([2, 3])
    with pytest.raises(tf.errors.InvalidArgumentError, match="tensor with 12 values, but the requested shape has 6"):
        session.run(y)


@pytest.mark.parametrize("which", [True, False])
def test_what_is_computed_of_a_value_inside_a_branch_exists_where_it_is_taken(session, which):
    p, x = tf.placeholder(tf.bool, []), tf.placeholder(tf.float32, [2])
    inside = []
    tf.cond(p, lambda: inside.append(tf.exp(x)) or x, lambda: x)
    outside = inside[0] * 2.0 + 1.0
    run = lambda fetch: session.run(fetch, {p: which, x: [0.0, 0.0]})  # noqa: E731
    assert run(outside.op) is None
    if which:
        assert run([outside, x])[0].tolist() == [3, 3]
    else:
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"^Retval\[0\] does not have value$"):
            run([outside, x])


def _of_a_branch():
    """An imported graph: p chooses between exp(x) and what is assigned to v plus 1."""
    with tf.Graph().as_default() as graph:
        p, x = tf.placeholder(tf.bool, [], "p"), tf.constant(2.0, name="x")
        v = tf.Variable(1.0, name="v")
        tf.cond(p, lambda: tf.exp(x), lambda: tf.assign(v, x) + 1)
    tf.import_graph_def(graph.as_graph_def(), name="")


@pytest.mark.parametrize(
    ("fetches", "which", "place"),
    [
        ("cond/Exp:0", False, 0),
        (["x:0", "cond/add:0", "p:0"], True, 0),
        (["cond/Exp:0", "cond/add:0", "a:0"], False, 1),
        (["cond/Switch:0", "cond/Switch:1"], False, 1),
        (["cond/Switch:1", "cond/Switch:0"], True, 0),
    ],
)
def test_what_belongs_to_a_branch_that_is_not_taken_has_no_value(session, fetches, which, place):
    _of_a_branch()
    tf.constant(1.0, name="a")
    session.run("v/Assign")
    with pytest.raises(tf.errors.InvalidArgumentError, match=rf"^Retval\[{place}\] does not have value$") as caught:
        session.run(fetches, {"p:0": which})
    assert caught.value.op is None
    assert session.run("v:0") == (2.0 if "cond/add:0" in fetches and not which else 1.0)  # all else has run
    assert session.run(["cond/Merge:0", "cond/Switch:1"], {"p:0": True})[1]


@pytest.mark.parametrize("which", [True, False])
def test_gradients_that_a_branch_asks_for(session, which):
    p, x = tf.placeholder(tf.bool, []), tf.placeholder(tf.float32, [2, 3])
    y = tf.reshape(x * x, [6])
    gradient = tf.cond(p, lambda: tf.gradients(y, x)[0], lambda: tf.zeros([2, 3]))
    found = session.run(gradient, {p: which, x: np.ones((2, 3))})
    assert found.tolist() == [[2 if which else 0] * 3] * 2


@pytest.mark.parametrize("which", [True, False])
def test_what_is_fed_inside_a_branch_is_chosen_only_with_it(session, which):
    p, x = tf.placeholder(tf.bool, []), tf.placeholder(tf.float32, [2])
    inside = []

    def then():
        inside.append(tf.placeholder(tf.float32, [2]))
        return inside[0]

    y = tf.cond(p, then, lambda: x)
    assert session.run(y, {p: which, x: [1, 2], inside[0]: [3, 4]}).tolist() == ([3, 4] if which else [1, 2])
    z = tf.cond(p, lambda: x, lambda: inside.append(tf.placeholder(tf.float32, [2])) or inside[1])
    assert session.run(z, {p: which, x: [1, 2], inside[1]: [3, 4]}).tolist() == ([1, 2] if which else [3, 4])


# -- operations whose values are fed -----------------------------------------------------------------------------------


def test_an_operation_whose_value_is_fed_runs_for_those_that_wait_for_it(session):
    v = tf.Variable(1.0)
    ran = []
    called = tf.py_func(lambda: ran.append(1) or np.float32(1), [], tf.float32)
    counted = v.assign_add(1.0)
    with tf.control_dependencies([called, counted]):
        y = tf.constant(2.0) * called
    session.run(v.initializer)
    assert session.run(y, {called: 3.0, counted: 5.0}) == 6
    assert (ran, session.run(v)) == ([1], 2)
    assert session.run([called, called.op], {called: 3.0}) == [3, None]
    assert ran == [1, 1]
    assert session.run(called, {called: 3.0}) == 3
    assert ran == [1, 1]


# -- errors ------------------------------------------------------------------------------------------------------------


def test_what_chooses_a_branch_is_a_scalar(session):
    p = tf.placeholder(tf.bool)
    y = tf.cond(p, lambda: tf.constant(1.0), lambda: tf.constant(2.0))
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(y, {p: [True, False]})
    assert caught.value.message == "The second input must be a scalar, but it has shape [2]"
    assert caught.value.op.name == "cond/Switch"
    assert session.run(y, {p: True}) == 1


def test_texts_that_are_no_scalars_are_no_files(session, tmp_path):
    several = tf.placeholder(tf.string)
    path = tmp_path / "text"
    for failing, what in (
        (tf.write_file(str(path), several), "Contents"),
        (tf.write_file(several, "text"), "Input filename"),
        (tf.read_file(several), "Input filename"),
    ):
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(failing, {several: [str(path), "b"]})
        assert caught.value.message == f"{what} tensor must be scalar, but had shape: [2]"
    assert not path.exists()


@pytest.mark.parametrize("use", [lambda v: v.value(), lambda v: v + 1.0, lambda v: [v.value(), v]])
def test_a_variable_without_a_value_is_an_error_of_the_operation_that_reads_it(session, use):
    v = tf.Variable([1.0], name="v")
    with pytest.raises(tf.errors.FailedPreconditionError) as caught:
        session.run(use(v))
    assert caught.value.op.name == "v/read"


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64, tf.float16, tf.int32, tf.complex64])
@pytest.mark.parametrize("ones", [1, [1, 1, 1, 1, 1, 1], [[1], [1]], 2])
def test_products_by_one(dtype, ones):
    special = np.array([0.0, -0.0, 1.5, np.inf, -np.inf, np.nan])
    with np.errstate(all="ignore"):
        given = special.astype(dtype.as_numpy_dtype)
    x = tf.placeholder(dtype, [6])
    variable = tf.Variable(given)
    one = tf.constant(ones, dtype)
    results = [x * one, one * x, variable * one, tf.identity(one * (x + x)) * one]
    with tf.control_dependencies(results):
        after = tf.assign(variable, x + 1)
    seen = []
    for kind in (tf.Session, InterpretedSession):
        with kind() as sess:
            sess.run(variable.initializer)
            found = sess.run([*results, after], {x: given})
            seen.append([(value.shape, value.dtype, value.tobytes()) for value in found])
            assert not any(np.shares_memory(value, given) for value in found)
    assert seen[0] == seen[1]


def test_a_product_by_one_where_the_claimed_shape_is_wrong():
    x = tf.placeholder(tf.float32, None)
    claimed = tf.identity(x)
    claimed.set_shape([3])
    with tf.Session() as sess:
        assert sess.run(claimed * tf.ones([3]), {x: [2.0]}).tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("before", [True, False], ids=["after a plan was made", "before"])
def test_a_variable_that_may_take_another_shape_is_computed_with_as_it_is(before):
    variable = tf.Variable([1.0, 2.0])
    product, total = variable * tf.ones([2]), tf.reduce_sum(variable, 0, keepdims=True)
    with tf.Session() as session:
        session.run(variable.initializer)
        if before:
            assert [value.tolist() for value in session.run([product, total])] == [[1, 2], [3]]
        session.run(tf.assign(variable, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], validate_shape=False))
        assert session.run(total).tolist() == [[5, 7, 9]]
        with pytest.raises(tf.errors.InvalidArgumentError, match="Incompatible shapes"):
            session.run(product)
