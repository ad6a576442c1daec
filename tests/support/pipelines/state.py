"""What has state or effects: variables, checks, counters, functions of the program's own, branches, random numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from .numbers import WIDE, constant_of
from .registry import COMMON, NoFit, Pick, Value, kind, one, same

INDEX = ("int32", "int64")

# -- variables ---------------------------------------------------------------------------------------------------------


def _variable(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    dtype = pick.choice([*COMMON, *COMMON, "string", "bool"])
    return [], {"dtype": dtype, "value": pick.numbers(dtype, pick.small_shape())}


def _make_variable(tf: Any, world: Any, dtype: str, value: Any) -> Any:
    return world.variable(tf, lambda: constant_of(tf, value, tf.as_dtype(dtype))).value()


kind("variable", _variable, _make_variable, bound=16.0, weight=1.2)


def _changing(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    dtype = pick.value(COMMON).dtype if pick.chance(0.8) else pick.choice(COMMON)
    shape = pick.choice([[], [], [], [2], [1, 2]])
    return [], {"dtype": dtype, "value": pick.numbers(dtype, shape), "later": pick.numbers(dtype, shape)}


def _make_changing(tf: Any, world: Any, dtype: str, value: Any, later: Any) -> Any:
    variable = world.variable(tf, lambda: constant_of(tf, value, tf.as_dtype(dtype)))
    with tf.control_dependencies(None):
        world.change = variable.assign(constant_of(tf, later, tf.as_dtype(dtype)))
    return variable.value()


kind("changing", _changing, _make_changing, bound=16.0, weight=0)


def _of_source(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    """A part of the source; what is made of it may turn out to be the same for all records."""
    value = pick.value(record=True)
    if value.ref[0]:
        raise NoFit
    return [value], {}


def _counted(tf: Any, world: Any, x: Any) -> Any:
    """Counts the records; gives how many have come."""
    with tf.control_dependencies([tf.identity(x)]):  # which waits for what is fed too
        return world.counter(tf).assign_add(1)


kind("counter", _of_source, lambda tf, world, x: tf.group(_counted(tf, world, x)), exact=True, weight=0.5)


def _number_of_record(tf: Any, world: Any, x: Any) -> Any:
    with tf.control_dependencies([_counted(tf, world, x)]):
        return world.counters[-1].read_value() * 1


kind("counted", _of_source, _number_of_record, ordered=True, exact=True, bound=1000.0, weight=0.3)
kind(
    "kept",
    one(INDEX, record=True, rank=0),
    lambda tf, world, x: tf.group(world.variable(tf, lambda: tf.constant(0, x.dtype.base_dtype)).assign(x)),
    weight=0.2,
)

# -- checks ------------------------------------------------------------------------------------------------------------


def _check(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(INDEX, rank=0, record=True, exact=True)], {
        "bad": pick.int(0, pick.records) if pick.chance(0.25) else -1000,
        "how": pick.choice(["Assert", "words", "not_equal", "less", "rank", "two", "non_negative"]),
    }


def _make_check(tf: Any, world: Any, x: Any, bad: int, how: str) -> Any:
    good = tf.not_equal(x, bad)
    if how == "words":
        return tf.Assert(good, ["the label is wrong:", x])
    if how == "less":
        return tf.assert_less(x, tf.cast(bad if bad >= 0 else 2**30, x.dtype))
    if how == "not_equal":
        return tf.assert_none_equal(x, tf.cast(bad, x.dtype))
    if how == "rank":
        return tf.assert_rank(x, 0)
    if how == "two":
        return tf.group(tf.Assert(good, [x]), tf.Assert(tf.less(x, 2**30), [x, "large"]))
    if how == "non_negative":
        return tf.assert_non_negative(x)
    return tf.Assert(good, [x])


kind("check", _check, _make_check, exact=True, weight=2)
kind("check_numerics", one(WIDE), lambda tf, world, x: tf.check_numerics(x, "not a number"), bound=same, weight=0.6)


def _divisor(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(INDEX, rank=0, record=True, tame=True)], {"bad": pick.int(0, 2 * pick.records)}


kind(
    "division_by_zero",
    _divisor,
    lambda tf, world, x, bad: tf.check_numerics(1.0 / tf.cast(x - tf.cast(bad, x.dtype), "float32"), "divided by zero"),
    rough=True,
    weight=0.4,
)
kind(
    "integer_division_by_zero",
    _divisor,
    lambda tf, world, x, bad: tf.floordiv(tf.constant(100, x.dtype.base_dtype), x - tf.cast(bad, x.dtype)),
    bound=100.0,
    weight=0.3,
)
kind("no_op", lambda pick: ([], {}), lambda tf, world: tf.no_op(), exact=True, weight=0.1)
kind("Print", one(COMMON), lambda tf, world, x: tf.Print(x, [x], "seen", first_n=0), bound=same, weight=0.3)

# -- functions of the program's own ------------------------------------------------------------------------------------


def _function(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value((*COMMON, "string", "bool"), record=True)], {
        "does": pick.choice(["same", "reversed", "twice", "fails"]),
        "bad": pick.int(0, 2 * pick.records),
        "stateful": pick.chance(0.5),
        "known": pick.chance(0.7),
    }


def _make_function(tf: Any, world: Any, x: Any, does: str, bad: int, stateful: bool, known: bool) -> Any:
    name = world.new_function("function" if stateful else "stateless")  # such may be called as often as one likes

    def function(value: Any) -> Any:
        world.calls[name] += 1
        array = np.asarray(value)
        if does == "fails" and array.size and array.dtype.kind == "i" and array.ravel()[0] == bad:
            raise ValueError(f"the function does not like {bad}")
        if does == "reversed" and array.ndim:
            array = array[::-1].copy()
        if does == "twice" and array.dtype != object and array.dtype.kind != "b":
            array = (array + array).astype(array.dtype)
        return array if array.ndim or array.dtype != object else array.item()

    result = tf.py_func(function, [x], x.dtype.base_dtype, stateful=stateful)
    if known:
        result.set_shape(x.shape)
    return result


kind("py_func", _function, _make_function, bound=lambda bounds, _: 2 * bounds[0], weight=1)

# -- branches ----------------------------------------------------------------------------------------------------------


def _cond(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    bodies = ["same", "other", "checked", "plus"]
    return [pick.value(("bool",), rank=0), pick.value(COMMON)], {
        "then": pick.choice(bodies),
        "otherwise": pick.choice(bodies),
        "beside": pick.int(0, 3),
    }


def _make_cond(tf: Any, world: Any, c: Any, x: Any, then: str, otherwise: str, beside: int) -> Any:
    def body(name: str) -> Any:
        if name == "same":
            return tf.identity(x)
        if name == "other":
            return -x
        if name == "checked":
            with tf.control_dependencies([tf.Assert(tf.size(x) < 1000, [tf.size(x)])]):
                return x * 1
        return x + constant_of(tf, beside, x.dtype.base_dtype)

    return tf.cond(c, lambda: body(then), lambda: body(otherwise))


kind("cond", _cond, _make_cond, bound=lambda bounds, _: bounds[1] + 4, weight=0.7)

# -- random numbers ----------------------------------------------------------------------------------------------------


def _random(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [], {"shape": pick.small_shape(), "seed": pick.int(1, 99), "whole": pick.chance(0.4)}


def _make_random(tf: Any, world: Any, shape: list[int], seed: int, whole: bool) -> Any:
    if whole:
        return tf.random_uniform(shape, 0, 9, "int32", seed=seed)
    return tf.random_uniform(shape, seed=seed)


kind("random_uniform", _random, _make_random, random=True, ordered=True, bound=9.0, weight=0.5)
kind(
    "random_normal",
    lambda pick: ([], {"shape": pick.small_shape(), "seed": pick.int(1, 99)}),
    lambda tf, world, shape, seed: tf.random_normal(shape, seed=seed),
    random=True,
    ordered=True,
    bound=100.0,
    weight=0.3,
)
kind(
    "random_shuffle",
    lambda pick: ([pick.value(COMMON, least_rank=1)], {"seed": pick.int(1, 99)}),
    lambda tf, world, x, seed: tf.random_shuffle(x, seed=seed),
    random=True,
    ordered=True,
    bound=same,
    weight=0.4,
)
kind(
    "noise",
    lambda pick: ([pick.value(("float32",))], {"seed": pick.int(1, 99)}),
    lambda tf, world, x, seed: x + tf.random_uniform(tf.shape(x), seed=seed),
    random=True,
    ordered=True,
    bound=lambda bounds, _: bounds[0] + 1,
    weight=0.4,
)

# -- files -------------------------------------------------------------------------------------------------------------


def _make_read_file(tf: Any, world: Any, x: Any) -> Any:
    return tf.read_file(tf.string_join([world.folder_of_labels(), tf.as_string(x)], "/"))


kind("read_file", one(INDEX, rank=0, record=True, tame=True), _make_read_file, weight=0.4)
