"""Plans: what runs, how often, in which order, for how long its arrays live, and which operation an error is of."""

from __future__ import annotations

import ast
import tracemalloc

import numpy as np
import pytest
from support import golden
from support.threads import in_thread, outcome

import headrace as tf
from headrace.graph.core.op import OPS

ERRORS = golden.load("rules/errors.json")


def calls(source):
    """The types of the ops that a plan calls, in order."""
    nodes = sorted((node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)), key=lambda n: n.lineno)
    names = [node.func.id[2:] for node in nodes if isinstance(node.func, ast.Name) and node.func.id.startswith("k_")]
    return [next(kind for kind in OPS if name.startswith(kind) and name[len(kind) :].isdigit()) for name in names]


def noting(log, word, *inputs):
    """A tensor whose computation adds `word` to `log`; its value is that of its input, or 1."""

    def note(value=1.0):
        log.append(word)
        return np.float32(value)

    return tf.py_func(note, inputs, tf.float32, name=word)


# -- what is printed ---------------------------------------------------------------------------------------------------


def test_a_plan_is_a_function_of_lines_that_run_one_after_another(session):
    x = tf.placeholder(tf.float32, [2, 2])
    y = tf.reduce_sum(tf.matmul(x, x) * 2.0 + tf.exp(x))
    source = session.plan([y, x], [x])
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert [argument.arg for argument in function.args.args] == ["run", "fed0"]
    assert {type(line) for line in function.body} == {ast.Assign, ast.Return}
    assert sorted(calls(source)) == ["AddV2", "Exp", "MatMul", "Mul", "Sum"]


def test_only_what_a_request_needs_is_in_its_plan(session):
    x = tf.placeholder(tf.float32, [2])
    a, b = tf.exp(x), tf.sin(x)
    y = a * b
    assert calls(session.plan(a, [x])) == ["Exp"]
    assert calls(session.plan(y, [x, a])) == ["Sin", "Mul"]
    assert calls(session.plan(y, [x, a, b])) == ["Mul"]
    assert calls(session.plan(y, [y])) == []


def test_what_belongs_to_a_branch_stands_under_its_condition(session):
    p = tf.placeholder(tf.bool, [])
    x = tf.placeholder(tf.float32, [])
    y = tf.cond(p, lambda: tf.exp(x), lambda: tf.sin(x))
    (function,) = ast.parse(session.plan(y, [p, x])).body
    branches = [ast.unparse(line) for line in function.body if isinstance(line, ast.If)]
    assert [(text.split(":")[0], calls(text)) for text in branches][:2] == [("if fed0", ["Exp"]), ("if not fed0", ["Sin"])]
    assert not any(calls(text) for text in branches[2:])


def test_the_plan_of_a_long_chain_of_operations_runs(session):
    x = y = tf.placeholder(tf.float64, [])
    for _ in range(1500):
        y = y + 1.0
    assert session.run(y, {x: 0.0}) == 1500


# -- constants ---------------------------------------------------------------------------------------------------------


def test_what_depends_on_constants_alone_is_computed_once(session):
    x = tf.placeholder(tf.float32, [2])
    factor = tf.reduce_sum(tf.range(5.0)) * tf.constant(2.0)
    y = x * tf.stack([factor, tf.exp(0.0)])
    assert calls(session.plan(y, [x])) == ["Mul"]
    assert session.run(y, {x: [1, 1]}).tolist() == [20, 1]


def test_an_assertion_that_is_known_to_hold_does_nothing(session):
    x = tf.placeholder(tf.float32, [3])
    with tf.control_dependencies([tf.Assert(tf.constant(1) < 2, ["one", x])]):
        assert calls(session.plan(tf.exp(x), [x])) == ["Exp"]
    failing = tf.Assert(tf.constant(3) < 2, ["three", x])
    assert calls(session.plan(failing, [x])) == ["Assert"]
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"assertion failed: .*three"):
        session.run(failing, {x: [1, 2, 3]})


def test_large_results_of_constants_are_not_kept(session, monkeypatch):
    monkeypatch.setattr("headrace.graph.execution.plans.constant_folding.FOLD_LIMIT", 100)
    small, large = tf.fill([25], 1.0), tf.fill([26], 1.0)
    assert calls(session.plan([small, large])) == ["Fill"]
    assert [value.sum() for value in session.run([small, large])] == [25, 26]


def test_what_a_user_does_with_a_result_leaves_constants_alone(session):
    y = tf.constant([1.0, 2.0]) * 2.0
    for _ in range(2):
        found = session.run([y, tf.reshape(y, [1, 2]), tf.identity(y)])
        assert [value.ravel().tolist() for value in found] == [[2, 4]] * 3
        for value in found:
            value[...] = 0


def test_an_error_in_constants_is_an_error_of_the_run(session):
    bad = tf.gather(tf.constant([1, 2]), tf.constant([5]), name="look")
    later = bad + 1
    assert calls(session.plan(later)) == ["GatherV2", "AddV2"]
    for _ in range(2):
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(later)
        assert caught.value.op is bad.op
        assert caught.value.message == "indices[0] = 5 is not in [0, 2)"


# -- equal expressions -------------------------------------------------------------------------------------------------


def test_equal_expressions_are_computed_once(session):
    x = tf.placeholder(tf.float32, [2])
    y = [tf.exp(x * 2.0) + 1.0, tf.exp(x * tf.constant(2.0)) - 1.0]
    assert calls(session.plan(y, [x])) == ["Mul", "Exp", "AddV2", "Sub"]
    assert [value.tolist() for value in session.run(y, {x: [0.0, 0.0]})] == [[2, 2], [0, 0]]


@pytest.mark.parametrize(
    "make",
    [
        lambda x: [tf.reduce_sum(x, axis=0), tf.reduce_sum(x, axis=1)],
        lambda x: [tf.cast(x, tf.int32), tf.cast(x, tf.int64)],
        lambda x: [x - 1.0, 1.0 - x],
        lambda x: [x * 1.0, x * 1.5],
        lambda x: [tf.reduce_sum(x, axis=0), tf.reduce_sum(x, axis=0, keepdims=True)],
        lambda x: [tf.matmul(x, x, transpose_a=True), tf.matmul(x, x, transpose_b=True)],
        lambda x: [x + 0.0, x + (-0.0)],
    ],
)
def test_expressions_that_differ_in_anything_are_not_shared(session, make):
    x = tf.placeholder(tf.float32, [2, 2])
    given = np.array([[-0.0, 1.5], [2, 3]], np.float32)
    together = session.run(make(x), {x: given})
    for position, value in enumerate(together):
        alone = session.run(make(x)[position], {x: given})
        assert (value.dtype, value.shape, value.tobytes()) == (alone.dtype, alone.shape, alone.tobytes())


def test_what_may_differ_each_time_is_run_as_often_as_it_was_made(session):
    log = []
    drawn = [tf.random_uniform([4], seed=k) for k in (None, None)]
    noted = [noting(log, "f", 2.0) for _ in range(2)]
    count = tf.Variable(0)
    counted = [count.assign_add(1).op for _ in range(3)]
    queue = tf.FIFOQueue(3, [tf.int32], [()])
    taken = [queue.dequeue() for _ in range(2)]
    session.run([count.initializer, queue.enqueue_many([[1, 2, 3]])])
    first, second, *_ = session.run([*drawn, *noted])
    assert (first != second).any()
    assert log == ["f", "f"]
    session.run(counted)
    assert session.run(count) == 3
    assert sorted(session.run(taken)) == [1, 2]


def test_what_was_made_once_is_run_once(session):
    log = []
    drawn, noted = tf.random_uniform([4]), noting(log, "f", 2.0)
    a, b, c = session.run([drawn, drawn + 0.0, drawn * noted + noted])
    assert a.tolist() == b.tolist()
    np.testing.assert_allclose(c, a * 2 + 2, rtol=1e-6)
    assert log == ["f"]


# -- how long arrays live ----------------------------------------------------------------------------------------------


def test_arrays_are_let_go_after_their_last_use(session):
    x = tf.placeholder(tf.float32, [100, 100])
    y = x
    for _ in range(20):
        y = tf.matmul(y, x)
    given = np.eye(100, dtype=np.float32)
    session.run(y, {x: given})
    tracemalloc.start()
    try:
        found = session.run(y, {x: given})
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.tolist() == given.tolist()
    assert most < 4 * given.nbytes


# -- order -------------------------------------------------------------------------------------------------------------


def test_operations_run_in_the_order_in_which_they_were_made(session):
    log = []
    tensors = [noting(log, word) for word in "abcde"]
    session.run(tensors[::-1])
    assert log == list("abcde")


def test_what_is_waited_for_runs_before(session):
    log = []
    with tf.control_dependencies([noting(log, "first")]):
        second = noting(log, "second")
    third = noting(log, "third", second)
    session.run([third, second])
    assert log == ["first", "second", "third"]


def test_control_dependencies_run_though_nothing_uses_their_value(session):
    log = []
    with tf.control_dependencies([noting(log, "a"), noting(log, "b").op]):
        inside = tf.constant(1)
        with tf.control_dependencies([noting(log, "c")]):
            deeper = tf.constant(2)
        with tf.control_dependencies(None):
            free = tf.constant(3)
    assert session.run(free) == 3
    assert log == []
    assert session.run(inside) == 1
    assert log == ["a", "b"]
    assert session.run(deeper) == 2
    assert log[2:] == ["a", "b", "c"]


def test_a_group_and_a_tuple_wait_for_all_their_parts(session):
    log = []
    group = tf.group(noting(log, "a"), noting(log, "b"))
    assert session.run(group) is None
    assert log == ["a", "b"]
    one, _ = tf.tuple([tf.constant(1.0), noting(log, "c")])
    assert session.run(one) == 1
    assert log == ["a", "b", "c"]


def test_a_tuple_of_nothing_is_refused():
    with pytest.raises(ValueError, match=r"^Must have at least one Tensor: \[None\]$"):
        tf.tuple([None])


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_tensorflows_class_and_code_and_names_its_operation(session, name):
    kind = getattr(tf.errors, name)

    def fail(x):
        raise kind(None, None, "it is broken")

    x = tf.placeholder(tf.float32, [])
    broken = tf.py_func(fail, [x * 2.0], tf.float32, name="broken")
    with pytest.raises(kind) as caught:
        session.run(broken + x, {x: 1.0})
    error = caught.value
    assert error.error_code == ERRORS[name]["code"]
    bases = [base.__name__ for base in type(error).__mro__]
    assert [base for base in bases if base in ERRORS[name]["bases"]] == ERRORS[name]["bases"]
    assert (error.op, error.message) == (broken.op, "it is broken")
    assert str(error).startswith(f"it is broken\n\t [[node broken (defined at {__file__}:")


def test_an_error_in_the_middle_ends_the_run_there(session):
    log = []
    x = tf.placeholder(tf.float32, [None])
    before = noting(log, "before")
    middle = tf.reshape(x, [2, 2], name="middle")
    after = noting(log, "after")
    fetches = [before, tf.reduce_sum(middle) + 1.0, after]
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(fetches, {x: [1, 2, 3]})
    assert caught.value.op is middle.op
    assert log == ["before"]
    assert session.run(fetches, {x: [1, 2, 3, 4]}) == [1, 11, 1]
    assert log == ["before", "before", "after"]


def test_an_error_in_a_branch_names_the_operation_in_it(session):
    p = tf.placeholder(tf.bool, [])
    x = tf.placeholder(tf.float32, [None])
    y = tf.cond(p, lambda: tf.reshape(x, [2, 2], name="inner"), lambda: tf.zeros([2, 2]))
    assert session.run(y, {p: False, x: [1]}).tolist() == [[0, 0], [0, 0]]
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(y, {p: True, x: [1]})
    assert caught.value.op.name == "cond/inner"


def test_an_error_of_a_run_inside_a_run_keeps_its_own_operation(session):
    x = tf.placeholder(tf.float32, [None])
    inner = tf.reshape(x, [2], name="inner")
    outer = tf.py_func(lambda: session.run(inner, {x: [1, 2, 3]}), [], tf.float32, name="outer")
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(outer)
    assert caught.value.op is inner.op


def test_a_variable_without_a_value_is_named_by_the_error(session):
    v = tf.Variable(1.0, name="v")
    for fetch in (v, v + 1, v.assign_add(1)):
        with pytest.raises(tf.errors.FailedPreconditionError, match="Attempting to use uninitialized value v"):
            session.run(fetch)


# -- threads -----------------------------------------------------------------------------------------------------------


def test_runs_of_one_plan_at_the_same_time_do_not_mix(session):
    x = tf.placeholder(tf.float32, [100])
    y = tf.exp(tf.sin(x) * 2.0 - 1.0) + x
    given = [np.full(100, k, np.float32) for k in range(4)]
    alone = [session.run(y, {x: value}) for value in given]

    def work(k):
        return all((session.run(y, {x: given[k]}) == alone[k]).all() for _ in range(100))

    started = [in_thread(lambda k=k: work(k)) for k in range(4)]
    assert [outcome(one) for one in started] == [True] * 4


@pytest.mark.parametrize("Tout", [[], ()])
def test_a_function_without_results_is_an_operation(Tout):
    calls = []
    ran = tf.py_func(calls.append, [tf.constant(7)], Tout)
    with tf.control_dependencies([ran]):
        after = tf.constant(3)
    with tf.Session() as session:
        assert session.run(ran) is None
        assert session.run(after) == 3
    assert calls == [7, 7]


def test_a_function_that_does_nothing_else_and_has_no_results_is_none():
    assert tf.py_func(lambda: None, [], [], stateful=False) == []


@pytest.mark.parametrize(("results", "Tout"), [(1, []), ((), tf.int64), ((1, 2), [tf.int64])])
def test_a_function_returns_as_many_values_as_it_says(session, results, Tout):
    count = len(results) if isinstance(results, tuple) else 1
    wanted = len(Tout) if isinstance(Tout, list) else 1
    words = rf"pyfunc_\d+ returns {count} values, but expects to see {wanted} values\."
    with pytest.raises(tf.errors.InvalidArgumentError, match=words):
        session.run(tf.py_func(lambda: results, [], Tout))
