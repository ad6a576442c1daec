"""tf.case and tf.switch_case: which function is taken, and what is refused."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture
def x():
    return tf.placeholder(tf.float32, [], name="x")


def values(tensor, feeds):
    with tf.Session() as sess:
        return [sess.run(tensor, feed) for feed in feeds]


def test_the_first_that_holds_is_taken(x):
    chosen = tf.case([(x > 2, lambda: x * 2), (x > 1, lambda: x * 3)], default=lambda: -x)
    assert values(chosen, [{x: 3.0}, {x: 2.0}, {x: 1.0}]) == [6.0, 6.0, -1.0]


def test_a_dict_goes_by_the_names_of_its_predicates(x):
    chosen = tf.case({tf.greater(x, 1, "second"): lambda: x, tf.greater(x, 2, "first"): lambda: -x}, lambda: x * 0)
    assert values(chosen, [{x: 3.0}, {x: 2.0}]) == [-3.0, 2.0]


def test_several_that_hold_are_an_error_where_one_may(x):
    chosen = tf.case([(x > 2, lambda: x * 2), (x > 1, lambda: x * 3)], default=lambda: -x, exclusive=True)
    assert values(chosen, [{x: 2.0}]) == [6.0]
    with pytest.raises(tf.errors.InvalidArgumentError, match="Input error: exclusive=True: more than 1 conditions"):
        values(chosen, [{x: 3.0}])


def test_none_that_holds_is_an_error_without_a_default(x):
    chosen = tf.case([(x > 2, lambda: x * 2), (x > 1, lambda: x * 3)])
    assert values(chosen, [{x: 3.0}, {x: 2.0}]) == [6.0, 6.0]
    with pytest.raises(tf.errors.InvalidArgumentError, match="Input error: None of conditions evaluated as True:"):
        values(chosen, [{x: 0.0}])


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda x: tf.case(3), TypeError, "fns must be a list, tuple, or dict"),
        (lambda x: tf.case([[x > 1, lambda: x]]), TypeError, "Each entry in pred_fn_pairs must be a 2-tuple"),
        (lambda x: tf.case([(True, lambda: x)]), TypeError, "pred must be a Tensor, got: True"),
        (lambda x: tf.case([(x, lambda: x)]), TypeError, "pred must be Tensor of type bool: x:0"),
        (lambda x: tf.case([(x > 1, 3)]), TypeError, "fn for pred Greater:0 must be callable."),
        (lambda x: tf.switch_case(1, [lambda: x]), TypeError, "branch_index must a Tensor, got <class 'int'>"),
        (lambda x: tf.switch_case(x, [lambda: x]), TypeError, "branch_index must an integer Tensor"),
        (lambda x: tf.switch_case(tf.to_int32(x), []), ValueError, "Must provide at least one item in branch_fns"),
        (lambda x: tf.switch_case(tf.to_int32(x), 3), TypeError, "branch_fns must be a list, tuple, or dict"),
        (lambda x: tf.switch_case(tf.to_int32(x), [(0, 3)]), TypeError, "fn for key 0 must be callable."),
        (
            lambda x: tf.switch_case(tf.to_int32(x), [("a", lambda: x)]),
            TypeError,
            "key must be a Python `int`, got <class 'str'>",
        ),
        (
            lambda x: tf.switch_case(tf.to_int32(x), {0: lambda: x, 2: lambda: x}),
            ValueError,
            "branch indices (keys) must form contiguous range of [0 to 2) but found {0,2}",
        ),
    ],
)
def test_what_cannot_be_a_case_is_refused(x, make, kind, words):
    with pytest.raises(kind) as raised:
        make(x)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("functions", "default", "expected"),
    [
        (lambda x: [lambda: x, lambda: x * 2], None, [0.5, 1.0, 1.0, 1.0]),
        (lambda x: {1: lambda: x * 2, 0: lambda: x}, lambda: tf.constant(9.0), [0.5, 1.0, 9.0, 9.0]),
        (lambda x: [(0, lambda: x)], None, [0.5, 0.5, 0.5, 0.5]),
    ],
)
def test_a_number_chooses(x, functions, default, expected):
    k = tf.placeholder(tf.int32, [])
    chosen = tf.switch_case(k, functions(x), default)
    assert values(chosen, [{k: number, x: 0.5} for number in (0, 1, 2, -1)]) == expected


def test_what_a_number_chooses_has_tensorflows_names_and_structure(x):
    k = tf.placeholder(tf.int32, [])
    pair = tf.switch_case(k, [lambda: (x, x * 2.0), lambda: (x + 1.0, x)])
    (alone,) = tf.switch_case(k, [lambda: [x], lambda: [x + 1.0]])
    named = tf.switch_case(k, [lambda: {"a": x}, lambda: {"a": x + 1.0}], name="n")
    assert [one.name for one in (*pair, alone, named["a"])] == [
        "switch_case/indexed_case/Identity:0",
        "switch_case/indexed_case/Identity_1:0",
        "switch_case_1/indexed_case/Identity:0",
        "n/indexed_case/Identity:0",
    ]
