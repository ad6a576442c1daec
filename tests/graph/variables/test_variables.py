"""Variables: names and lists, how they start, how they change, what is said of those without a value."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.threads import in_thread, outcome

import headrace as tf

RULES = golden.load("rules/variables.json")


def said(probe):
    return RULES[probe]["error"]["message"]


def names(variables):
    return [variable.name for variable in variables]


def test_names_are_made_unique_as_tensorflow_makes_them():
    made = [tf.Variable(1.0), tf.Variable(1.0), tf.Variable(1.0, name="v"), tf.Variable(1.0, name="v")]
    made += [tf.Variable(lambda: 1.0, name="w"), tf.Variable(lambda: 1.0, name="w")]
    assert names(made) == RULES["tf.Variable names"]["ok"]
    assert made[0].op.type == RULES["tf.Variable default (compat.v1): class and ops"]["ok"]["op"]


def test_a_variable_is_made_of_the_operations_that_tensorflow_makes(graph):
    v = tf.Variable([1.0, 2.0], name="v")
    assert [op.name for op in graph.get_operations()] == ["v/initial_value", "v", "v/Assign", "v/read"]
    assert v.initial_value.name == "v/initial_value:0"
    assert v.initializer.name == "v/Assign"
    assert v.value().name == "v/read:0"
    assert repr(v) == "<tf.Variable 'v:0' shape=(2,) dtype=float32_ref>"
    assert v.dtype.base_dtype is tf.float32


def test_a_function_gives_the_initial_value_under_the_variables_name():
    v = tf.Variable(lambda: tf.constant(2.0), name="v")
    assert v.initial_value.name == "v/Initializer/Const:0"


def test_collections_list_it_where_it_was_asked_for():
    with tf.name_scope("s"):
        plain = tf.Variable(1.0, name="plain")
        fixed = tf.Variable(1.0, trainable=False, name="fixed")
        mine = tf.Variable(1.0, trainable=False, collections=["mine"], name="mine")
        both = tf.Variable(1.0, collections=["mine"], name="both")
        local = tf.Variable(1.0, collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False, name="local")
    assert tf.global_variables() == [plain, fixed]
    assert tf.trainable_variables() == [plain, both]
    assert tf.get_collection("mine") == [mine, both]
    assert tf.local_variables() == [local]
    assert tf.global_variables("s/f") == [fixed]
    assert tf.all_variables() == tf.global_variables()


@pytest.mark.parametrize(
    ("make", "kind", "says"),
    [
        (lambda: tf.Variable(), ValueError, "initial_value must be specified."),
        (lambda: tf.Variable(tf.placeholder(tf.float32)), ValueError, "initial_value must have a shape specified: Tensor("),
        (lambda: tf.Variable(1, collections="x"), ValueError, "must be a list, tuple, or set. Got x of type <class 'str'>"),
        (lambda: tf.Variable(1.0, constraint=3), ValueError, "The `constraint` argument must be a callable."),
        (lambda: tf.Variable([1.5], dtype=tf.int32), TypeError, "Expected int32, but got 1.5 of type 'float'."),
        (lambda: iter(tf.Variable([1.0])), TypeError, "'Variable' object is not iterable."),
        (lambda: tf.assign(tf.constant(1.0), 2.0), TypeError, "requires that input 'ref' be a mutable tensor"),
    ],
)
def test_a_wrong_variable_is_refused_in_tensorflows_words(make, kind, says):
    with pytest.raises(kind) as caught:
        make()
    assert says in str(caught.value)


def test_without_a_value_it_is_refused_in_tensorflows_words():
    u = tf.Variable([1.0, 2.0], name="u")
    p = tf.placeholder(tf.float32, [2])
    with tf.Session() as session:
        for ask in (u, u + 1, u.assign_add(p), u.assign_sub(p), tf.scatter_add(u, [0], [1.0])):
            with pytest.raises(tf.errors.FailedPreconditionError) as caught:
                session.run(ask, {p: [1.0, 1.0]})
            hint = " (run tf.global_variables_initializer() first)"
            assert caught.value.message == said("uninitialized, ref variable") + hint
            assert caught.value.error_code == 9


def test_each_spelling_initializes_all_global_variables():
    v = tf.Variable(3)
    for make in (tf.global_variables_initializer, tf.initialize_all_variables):
        with tf.Session() as session:
            session.run(make())
            assert session.run(v) == 3
    for make in (tf.variables_initializer, tf.initialize_variables):
        with tf.Session() as session:
            session.run(make([v]))
            assert session.run(v) == 3


def test_each_spelling_initializes_local_variables_only():
    g, v = tf.Variable(1), tf.Variable(3, collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False)
    for make in (tf.local_variables_initializer, tf.initialize_local_variables):
        with tf.Session() as session:
            session.run(make())
            assert session.run(v) == 3
            assert not session.run(tf.is_variable_initialized(g))


def test_initializers_are_named_init_and_do_nothing_where_there_is_nothing():
    assert tf.global_variables_initializer().name == "init"
    assert tf.local_variables_initializer().type == "NoOp"
    assert tf.variables_initializer([tf.Variable(1)], name="mine").name == "mine"


def test_those_without_a_value_are_reported():
    tf.Variable(1, name="u")
    v = tf.Variable(1, name="v")
    tf.Variable(1, name="l", collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False)
    with tf.Session() as session:
        session.run(v.initializer)
        found = session.run(tf.report_uninitialized_variables())
        assert [{"text": name.decode()} for name in found] == RULES["report_uninitialized_variables"]["ok"]["values"]
        assert session.run(tf.report_uninitialized_variables([v])).tolist() == []
        with pytest.raises(tf.errors.FailedPreconditionError, match="uninitialized value u"):
            session.run(tf.assert_variables_initialized())
        assert [session.run(tf.is_variable_initialized(v)), session.run(v.initializer)] == [True, None]


def test_that_they_have_values_is_asserted_by_an_int32_tensor_of_their_ranks():
    u, v = tf.Variable([1], name="u"), tf.Variable(1, name="v")
    both, one = tf.assert_variables_initialized(), tf.assert_variables_initialized([u])
    assert (both.dtype, both.shape.as_list(), one.shape.as_list()) == (tf.int32, [2], [])
    with tf.Session() as session:
        session.run(u.initializer)
        assert session.run(one) == 1
        with pytest.raises(tf.errors.FailedPreconditionError, match="uninitialized value v"):
            session.run(both)
        session.run(v.initializer)
        assert session.run(both).tolist() == [1, 0]


def test_each_session_has_its_own_values():
    v = tf.Variable(1)
    with tf.Session() as first, tf.Session() as second:
        first.run(v.initializer)
        second.run(v.assign(5))
        assert [first.run(v), second.run(v)] == [1, 5]


def test_an_initial_value_drawn_at_random_is_drawn_once_in_each_initialization():
    v = tf.Variable(tf.random_normal([4]))
    with tf.Session() as session:
        session.run(v.initializer)
        first = session.run(v)
        assert session.run(v).tolist() == first.tolist()
        session.run(v.initializer)
        assert session.run(v).tolist() != first.tolist()


def test_an_initial_value_may_depend_on_variables_that_have_none_yet():
    k = tf.Variable(2, name="k")
    tripled = tf.Variable(k * 3, name="tripled")
    joined = tf.Variable(tf.stack([tripled, k]), name="joined")
    with tf.Session() as session:
        assert session.run(joined.initializer) is RULES["uninitialized initial value of another"]["ok"]
        assert session.run(joined).tolist() == [6, 2]
        session.run(k.assign(10))
        session.run(tripled.initializer)
        assert session.run(tripled) == 30


def test_variables_initialized_together_agree_on_what_was_drawn():
    drawn = tf.Variable(tf.random_normal([3]), name="drawn")
    doubled = tf.Variable(drawn * 2, name="doubled")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        value, twice = session.run([drawn, doubled])
        assert (value * 2).tolist() == twice.tolist()


def test_initialized_value_is_the_value_where_there_is_one():
    v = tf.Variable([1.0, 2.0])
    start = v.initialized_value()
    w = tf.Variable(v.initialized_value() * 10)
    with tf.Session() as session:
        assert session.run(start).tolist() == [1, 2]
        session.run(v.assign([5.0, 6.0]))
        assert session.run(start).tolist() == [5, 6]
        session.run(w.initializer)
        assert session.run(w).tolist() == [50, 60]


def test_an_initializer_does_not_wait_for_what_surrounds_the_variable():
    count = tf.Variable(0)
    with tf.control_dependencies([count.assign_add(1)]):
        v = tf.Variable(7)
    with tf.Session() as session:
        session.run(count.initializer)
        session.run(v.initializer)
        assert session.run([v, count]) == [7, 0]


def test_a_variable_made_in_a_branch_starts_with_the_others():
    p, seven = tf.placeholder(tf.bool, []), tf.constant(7.0)
    makers = [
        lambda: tf.Variable(3.0, name="number") * 2,
        lambda: tf.Variable(lambda: tf.constant(4.0), name="function") * 2,
        lambda: tf.Variable(seven, name="outside") * 2,
    ]
    asked = [tf.cond(p, make, lambda: tf.constant(1.0), name="c") for make in makers]
    assert names(tf.global_variables()) == ["c/number:0", "c_1/function:0", "c_2/outside:0"]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert session.run(asked, {p: True}) == [6, 8, 14]
        assert session.run(asked, {p: False}) == [1, 1, 1]


def test_a_variable_cannot_start_with_what_a_branch_computes():
    p = tf.placeholder(tf.bool, [])
    with pytest.raises(ValueError) as caught:
        tf.cond(p, lambda: tf.Variable(tf.zeros([2]), name="a") * 2, lambda: tf.zeros([2]))
    assert str(caught.value) == (
        "Initializer for variable cond/a/ is from inside a control-flow construct, such as a loop or conditional. When "
        "creating a variable inside a loop or conditional, use a lambda as the initializer."
    )


def test_assignments_give_the_new_value():
    v = tf.Variable([1.0, 2.0])
    with tf.Session() as session:
        assert session.run(v.assign([5, 6])).tolist() == [5, 6]
        assert session.run(v.assign_add([1, 1])).tolist() == [6, 7]
        assert session.run(v.assign_sub([2, 2])).tolist() == [4, 5]
        assert session.run(tf.assign_add(v, [1, 1])).tolist() == [5, 6]
        assert session.run(v.assign([0, 0], read_value=False)) is None
        assert v.eval().tolist() == [0, 0]
        v.load([8, 9])
        assert session.run(v).tolist() == [8, 9]


def test_control_dependencies_say_which_value_is_read():
    v = tf.Variable(1)
    before = v.read_value()
    with tf.control_dependencies([before]):
        change = v.assign_add(10)
    with tf.control_dependencies([change]):
        after = v.read_value()
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run([after, before]) == [11, 1]


def test_assignments_of_another_shape_are_refused_in_tensorflows_words():
    v = tf.Variable([1.0, 2.0], name="u")
    p = tf.placeholder(tf.float32)
    known = said("assign of the wrong shape").partition(" for '")[0]
    for change in (v.assign, v.assign_add, v.assign_sub):
        with pytest.raises(ValueError) as caught:
            change([1.0, 2.0, 3.0])
        assert str(caught.value).startswith(known)
    with pytest.raises(TypeError, match="Op has type int32 that does not match type float32 of argument 'ref'"):
        v.assign(tf.constant([1, 2]))
    with tf.Session() as session:
        session.run(v.initializer)
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(v.assign(p), {p: [1, 2, 3]})
        assert caught.value.message == said("assign validate_shape at run time")
        with pytest.raises(tf.errors.InvalidArgumentError, match="Parameters and update must be the same size"):
            session.run(v.assign_add(p), {p: 1})
        assert session.run(v).tolist() == [1, 2]


def test_without_checks_of_its_shape_it_takes_any():
    p = tf.placeholder(tf.float32)
    v = tf.Variable(p, validate_shape=False)
    assert v.shape.ndims is None
    with tf.Session() as session:
        session.run(v.initializer, {p: [[1.0]]})
        assert session.run(v).tolist() == [[1.0]]
        assert session.run(tf.assign(v, [1.0, 2.0], validate_shape=False)).tolist() == [1, 2]


def test_scatter_changes_the_rows_that_are_named():
    w = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    rows = tf.IndexedSlices(tf.constant([[1.0, 0.0]]), tf.constant([0]))
    with tf.Session() as session:
        session.run(w.initializer)
        for change, expected in (
            (tf.scatter_update(w, [2, 0], [[9.0, 9.0], [8.0, 8.0]]), [[8, 8], [3, 4], [9, 9]]),
            (tf.scatter_add(w, [1, 1], [[1.0, 1.0], [2.0, 2.0]]), [[8, 8], [6, 7], [9, 9]]),
            (tf.scatter_sub(w, [0], [[1.0, 1.0]]), [[7, 7], [6, 7], [9, 9]]),
            (w.scatter_add(rows), [[8, 7], [6, 7], [9, 9]]),
            (w.scatter_sub(rows), [[7, 7], [6, 7], [9, 9]]),
            (w.scatter_update(rows), [[1, 0], [6, 7], [9, 9]]),
            (tf.scatter_update(w, 0, [7.0, 7.0]), [[7, 7], [6, 7], [9, 9]]),
            (tf.scatter_update(w, [1, 2], 0.0), [[7, 7], [0, 0], [0, 0]]),
        ):
            assert session.run(change).tolist() == expected


def test_scatter_refuses_rows_that_are_not_there_and_changes_none():
    w = tf.Variable(np.ones((3, 2), np.float32))
    rows, values = tf.placeholder(tf.int32), tf.placeholder(tf.float32)
    change = tf.scatter_update(w, rows, values)
    with tf.Session() as session:
        session.run(w.initializer)
        for at, given, says in (
            ([0, 3], np.zeros((2, 2)), "indices[1] = 3 is not in [0, 3)"),
            (-1, np.zeros(2), "indices = -1 is not in [0, 3)"),
            ([0], np.zeros((2, 2)), "Must have updates.shape = indices.shape + params.shape[1:]"),
        ):
            with pytest.raises(tf.errors.InvalidArgumentError) as caught:
                session.run(change, {rows: at, values: given})
            assert says in caught.value.message
        assert session.run(w).tolist() == np.ones((3, 2)).tolist()
    with pytest.raises(ValueError, match=r"Dimension 1 in both shapes must be equal, but are 3 and 2"):
        tf.scatter_update(w, [0], [[1.0, 2.0, 3.0]])


def test_count_up_to_ends_at_its_limit():
    n = tf.Variable(0)
    count = n.count_up_to(2)
    with tf.Session() as session:
        session.run(n.initializer)
        assert [session.run(count), session.run(count)] == [0, 1]
        with pytest.raises(tf.errors.OutOfRangeError, match="Reached limit of 2"):
            session.run(count)
        assert session.run(n) == 2


def test_updates_from_many_threads_are_all_counted():
    v = tf.Variable(np.zeros(100, np.int64))
    add = v.assign_add(np.ones(100, np.int64))
    with tf.Session() as session:
        session.run(v.initializer)
        started = [in_thread(lambda: [session.run(add.op) for _ in range(100)] and None) for _ in range(4)]
        assert [outcome(one) for one in started] == [None] * 4
        assert session.run(v).tolist() == [400] * 100


def test_a_variable_is_used_like_a_tensor():
    v = tf.Variable([1.0, 2.0])
    with tf.Session() as session:
        session.run(v.initializer)
        for value, expected in ((v + 1, [2, 3]), (1 - v, [0, -1]), (v * v, [1, 4]), (v[1:], [2]), (-v, [-1, -2])):
            assert session.run(value).tolist() == expected
        with pytest.raises(TypeError, match="type int32 that does not match type float32"):
            v + tf.constant(1)


def test_the_global_step_is_one_per_graph(graph):
    expected = RULES["global_step helpers"]["ok"]
    assert tf.train.get_global_step() is None
    with tf.name_scope("s"):
        step = tf.train.get_or_create_global_step()
    assert [step.name, step.dtype.name, str(step.shape)] == [expected["name"], expected["dtype"], expected["shape"]]
    assert tf.train.get_or_create_global_step() is step
    with pytest.raises(ValueError) as caught:
        tf.train.create_global_step()
    assert str(caught.value) == expected["again"]["error"]["message"]
    for collection in graph.get_all_collection_keys():
        assert names(graph.get_collection(collection)) == expected["collections"][collection]
    with tf.Session() as session:
        session.run(step.initializer)
        session.run(step.assign_add(4))
        assert tf.train.global_step(session, step) == 4
