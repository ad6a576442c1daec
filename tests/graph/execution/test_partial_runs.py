"""partial_run: one step in several calls."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture
def inputs(session):
    return [tf.placeholder(tf.float32, [], name=name) for name in "abc"]


def test_each_call_goes_on_where_the_last_one_ended(session, inputs):
    a, b, c = inputs
    first = a + b
    second = first * c
    handle = session.partial_run_setup([first, {"second": second}], [a, b, c])
    found = session.partial_run(handle, first, feed_dict={a: 1, b: 2})
    assert session.partial_run(handle, [second], {c: found * 2}) == [18.0]


def test_nothing_is_computed_twice(session, inputs):
    *_, c = inputs
    calls = []
    drawn = tf.random_uniform([])
    counted = tf.py_func(lambda: calls.append(1) or 1.0, [], tf.float64)
    v = tf.Variable(0)
    session.run(v.initializer)
    after = v.assign_add(1)
    plus, twice, same = drawn + c, counted * 2, after + 0
    handle = session.partial_run_setup([drawn, plus, counted, twice, after, same], c)
    value = session.partial_run(handle, drawn)
    assert session.partial_run(handle, [same, twice]) == [1, 2.0]
    assert session.partial_run(handle, [plus, counted, after], {c: 1.0}) == [value + 1, 1.0, 1]
    assert (session.run(v), len(calls)) == (1, 1)


def test_a_step_is_over_when_all_was_fed_and_fetched(session, inputs):
    a, b, _ = inputs
    total = a + b
    handle = session.partial_run_setup([total], [a, b])
    assert session.partial_run(handle, total, {a: 1, b: 2}) == 3.0
    assert session.partial_run(handle, [], {}) == []
    with pytest.raises(tf.errors.InvalidArgumentError, match="Must run 'setup' before"):
        session.partial_run(handle, total)


def test_two_steps_are_two(session, inputs):
    a, b, _ = inputs
    total = a + b
    handles = [session.partial_run_setup(total, [a, b]) for _ in range(2)]
    assert [session.partial_run(h, total, {a: n, b: n}) for n, h in enumerate(handles)] == [0.0, 2.0]


def test_refusals_are_tensorflows(session, inputs):
    a, b, c = inputs
    first = tf.add(a, b, name="first")
    second = tf.multiply(first, c, name="second")

    def step(fetches, feeds, *calls):
        handle = session.partial_run_setup(fetches, feeds)
        for fetch, feed in calls:
            session.partial_run(handle, fetch, feed)

    given = {a: 1, b: 2}
    for words, *arguments in [
        ("The fetch first:0 has already been fetched.", [first, second], [a, b, c], (first, given), (first, {})),
        ("The feed a:0 has already been fed.", [first, second], [a, b, c], (first, given), (second, {a: 1, c: 1})),
        ("The fetch second:0 was not specified in partial_run_setup.", first, [a, b], (second, given)),
        ("The feed c:0 was not specified in partial_run_setup.", first, [a, b], (first, {a: 1, c: 2})),
        ("Fetch c:0 can't be computed from the feeds that have been fed so far.", [second], [a, b, c], (second, given)),
        ("Must specify at least one target to fetch or execute.", [], [a]),
    ]:
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            step(*arguments)
        assert caught.value.message == words
    with pytest.raises(RuntimeError, match=r"partial_run\(\) requires empty target_list."):
        step([first.op], [a, b], (first.op, given))
    with pytest.raises(tf.errors.InvalidArgumentError, match="Must run 'setup'"):
        session.partial_run("no handle", first)
    session.close()
    for call in (lambda: session.partial_run_setup(first, [a]), lambda: session.partial_run("", first)):
        with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
            call()


def test_what_belongs_to_a_branch_that_is_not_taken_ends_a_step(session, inputs):
    x, *_ = inputs
    p = tf.placeholder(tf.bool, [])
    inside = []
    tf.cond(p, lambda: inside.append(tf.exp(x)) or x, lambda: x)
    outside, beside, after = tf.identity(inside[0], "outside"), x * 2, x * 3
    handle = session.partial_run_setup([outside, beside, after], [x, p])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"^The tensor returned for outside:0 was not valid\.$"):
        session.partial_run(handle, [beside, outside], {x: 1.0, p: False})
    with pytest.raises(tf.errors.InvalidArgumentError, match="Must run 'setup' before performing partial runs!"):
        session.partial_run(handle, after)
