"""Programs about scopes and shared variables, each with what TensorFlow 1.15 makes of it in `golden/scopes.json`.

A program is a function of the module that is TensorFlow or headrace. What it returns, the error that it raises, and the
operations of its graph are compared. The file is made again by

    python tests/support/scope_programs.py > tests/golden/scopes.json

where TensorFlow 1.15 is installed.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

PROGRAMS: dict[str, Any] = {}


def program(function: Any) -> Any:
    PROGRAMS[function.__name__] = function
    return function


def answer(name: str, tf: Any) -> dict[str, Any]:
    """What a program gives: its result or error, and the operations it made."""
    with tf.Graph().as_default() as graph:
        try:
            result = PROGRAMS[name](tf)
        except Exception as error:
            text = re.split(" Originally defined at|\n\noriginally defined at", str(error))[0]
            return {"error": [type(error).__name__, text]}
        operations = [[op.name, op.type.replace("AddV2", "Add")] for op in graph.get_operations()]
        return {"ok": json.loads(json.dumps(result)), "operations": operations}


def names(variables: Any) -> list[str]:
    return [variable.name for variable in variables]


def both(scope: Any) -> list[str]:
    return [scope.name, scope.original_name_scope]


@program
def name_scopes_beside_variable_scopes(tf):
    seen = []
    with tf.variable_scope("sc") as sc:
        a = tf.get_variable("a", [2, 2])
        tf.get_variable("b", [2, 2], trainable=False)
        tf.get_variable("c", [1], collections=["local_variables"])
        tf.get_local_variable("d", [1])
        tf.Variable(1.0, name="e")
        tf.Variable(1.0, name="e")
        tf.constant(1, name="op")
    with tf.variable_scope(sc, reuse=True) as again:
        seen.append(tf.get_variable("a", [2, 2]) is a)
        tf.constant(1, name="op")
        tf.Variable(1.0, name="e")
        seen += [*both(again), again.reuse]
    with tf.variable_scope("sc", reuse=True) as third:
        tf.constant(1, name="op")
        seen += both(third)
    with tf.variable_scope(sc, auxiliary_name_scope=False) as bare:
        tf.constant(1, name="op")
        seen += both(bare)
    with tf.variable_scope("x"):
        with tf.variable_scope("y", auxiliary_name_scope=False) as y:
            tf.constant(1)
            tf.get_variable("q", [])
            seen += both(y)
        with tf.variable_scope(sc), tf.variable_scope("in") as inner:
            seen += both(inner)
            with tf.name_scope("n"):
                tf.get_variable("nn", [])
                tf.Variable(2)
                tf.constant(2)
        with tf.variable_scope("") as empty:
            seen += both(empty)
            tf.get_variable("z", [])
    with tf.name_scope("ns"), tf.variable_scope("a/b") as slashed:
        seen += both(slashed)
        tf.constant(1)
    return seen


@program
def the_root_scope(tf):
    seen = []
    with tf.variable_scope("") as empty:
        seen += both(empty)
        tf.get_variable("z", [])
    with tf.variable_scope("s"), tf.variable_scope(tf.VariableScope(False)) as root:
        seen += both(root)
        tf.get_variable("y", [])
    with tf.variable_scope(tf.get_variable_scope()) as current:
        seen += both(current)
        tf.get_variable("x", [])
    return [*seen, tf.get_variable_scope().reuse]


@program
def default_names(tf):
    seen = []
    for _ in range(2):
        with tf.variable_scope(None, "dflt") as scope:
            tf.get_variable("a", [1])
            seen += both(scope)
    with tf.variable_scope("x"):
        for _ in range(2):
            with tf.variable_scope(None, "dflt") as scope:
                seen += both(scope)
    with tf.variable_scope("x"), tf.variable_scope(None, "dflt") as scope:
        seen += both(scope)
    with tf.variable_op_scope([], None, "dflt") as scope:
        seen += both(scope)
    return seen


@program
def default_names_in_a_scope_gone_to(tf):
    seen = []
    with tf.variable_scope("x") as x:
        with tf.variable_scope(None, "dflt") as scope:
            seen += both(scope)
        for _ in range(2):
            with tf.variable_scope(x), tf.variable_scope(None, "dflt") as scope:
                seen += both(scope)
        with tf.variable_scope(None, "dflt") as scope:
            seen += both(scope)
    return seen


@program
def a_scope_object_entered_again(tf):
    seen = []
    for scope in (tf.variable_scope("again"), tf.variable_scope(None, "again")):
        for _ in range(2):
            with scope as entered:
                tf.constant(1)
                seen += both(entered)
    return seen


@program
def variables_of_both_kinds(tf):
    with tf.variable_scope("foo"), tf.name_scope("bar"):
        a = tf.get_variable("v", [1])
        b = tf.Variable(tf.zeros([1]), name="v")
        c = tf.Variable(lambda: tf.zeros([1]), name="w")
        d = tf.Variable(tf.zeros([1]))
        total = 1.0 + a
    tf.constant(1, name="taken")
    more = [tf.get_variable("taken", [1]), tf.get_variable("variable", [1]), tf.Variable(1), tf.Variable(1)]
    return names([a, b, c, d, total, *more])


@program
def collections(tf):
    with tf.variable_scope("sc") as sc:
        tf.get_variable("a", [2, 2])
        tf.get_variable("b", [2, 2], trainable=False)
        tf.get_local_variable("d", [1])
        tf.Variable(1.0)
    with tf.variable_scope("sc2") as sc2:
        tf.get_variable("a", [2, 2])
    lists = [sc.global_variables(), sc.trainable_variables(), sc.local_variables(), sc2.global_variables()]
    return [names(found) for found in [*lists, tf.global_variables(), tf.trainable_variables(), tf.local_variables()]]


@program
def what_inner_scopes_inherit(tf):
    seen = []
    settings = {"initializer": tf.zeros_initializer(), "dtype": tf.float64, "constraint": abs, "caching_device": "/cpu:0"}
    with tf.variable_scope("s", **settings) as s:
        v = tf.get_variable("v", [1])
        seen += [v.initial_value.name, repr(v), v.constraint is None]
        with tf.variable_scope("t", dtype=tf.float32):
            v = tf.get_variable("v", [1])
            seen += [v.initial_value.name, repr(v), v.constraint is None, v.value().device.lower()]
        s.reuse_variables()
        seen.append(s.reuse)
        for reuse in (None, False, tf.AUTO_REUSE):
            with tf.variable_scope("t", reuse=reuse) as t:
                seen.append(str(t.reuse))
    with tf.variable_scope(s) as copy:
        seen += [copy.reuse, copy.dtype.name]
    with tf.variable_scope(s, dtype=tf.int32) as changed:
        seen += [changed.reuse, changed.dtype.name, s.dtype.name]
    return seen


@program
def regularizers(tf):
    def loss(variable):
        return tf.reduce_sum(variable * 2.0, name="loss")

    with tf.variable_scope("s", regularizer=loss):
        tf.get_variable("v", [2])
        tf.get_variable("u", [2], regularizer=tf.no_regularizer)
        tf.get_variable("p", [4], partitioner=tf.fixed_size_partitioner(2))
    return names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))


@program
def custom_getters(tf):
    calls = []

    def outer(getter, name, *args, **kwargs):
        calls.append(["outer", name, sorted(kwargs)])
        return getter(f"{name}_outer", *args, **kwargs)

    def inner(getter, name, shape=None, **kwargs):
        calls.append(["inner", name, sorted(kwargs)])
        return getter(f"{name}_inner", shape=shape, **kwargs)

    def old(
        getter, name, shape, dtype, initializer, regularizer, reuse, trainable, collections, caching_device, partitioner,
        validate_shape, use_resource, synchronization, aggregation,
    ):  # fmt: skip
        calls.append(["old", reuse, trainable, dtype.name])
        return getter(name, shape=shape)

    with tf.variable_scope("s", custom_getter=outer) as s, tf.variable_scope("t", custom_getter=inner):
        tf.get_variable("v", [2])
    with tf.variable_scope(s, custom_getter=inner):
        tf.get_variable("w", [2])
    tf.get_variable("x", [2], custom_getter=old)
    return [calls, names(tf.global_variables())]


@program
def variables_in_parts(tf):
    seen = []
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(3)):
        v = tf.get_variable("v", [7, 2])
        scalar = tf.get_variable("scalar", [])
    seen += [v.name, str(v.shape), v.dtype.name, len(v), scalar.name]
    for part in v:
        info = part._save_slice_info
        seen += [repr(part), info.full_name, list(info.full_shape), list(info.var_offset), list(info.var_shape), info.spec]
        for scope in (None, "s", "s/", "t"):
            proto = info.to_proto(scope)
            seen.append(proto and str(proto))
    with tf.variable_scope("s", reuse=True):
        seen.append(tf.get_variable("v", [7, 2]) is v)
    seen += [tf.convert_to_tensor(v).name, tf.add(v, 1.0).name, v.as_tensor().name]
    seen += names(v.assign(tf.ones([7, 2]))) + names(v.assign_add([tf.ones([3, 2]), tf.ones([2, 2]), tf.ones([2, 2])]))
    return seen + names(tf.global_variables())


@program
def one_part(tf):
    v = tf.get_variable("v", [3], partitioner=tf.fixed_size_partitioner(1))
    return [names(v), tf.convert_to_tensor(v).name]


@program
def values_in_parts(tf):
    cut = tf.fixed_size_partitioner(2)
    of_tensor = tf.get_variable("v", initializer=tf.zeros([5], tf.float64), partitioner=cut)
    of_list = tf.get_variable("w", [2], initializer=[1.0, 2.0], partitioner=cut)
    return [repr(part) for part in [*of_tensor, *of_list]]


@program
def partitioners(tf):
    shape, floats = tf.TensorShape([4, 1000]), tf.float32
    found = [
        tf.variable_axis_size_partitioner(64 << 10)(shape, floats),
        tf.variable_axis_size_partitioner(3000, axis=1)(shape, floats),
        tf.variable_axis_size_partitioner(100, max_shards=3)(shape, floats),
        tf.variable_axis_size_partitioner(20000, bytes_per_string_element=8)(shape, tf.string),
        tf.min_max_variable_partitioner(10, min_slice_size=5000)(shape=shape, dtype=floats),
        tf.min_max_variable_partitioner(10, axis=1, min_slice_size=5000)(shape=shape, dtype=floats),
        tf.min_max_variable_partitioner()(shape=shape, dtype=tf.string),
        tf.fixed_size_partitioner(9)(shape=shape, dtype=floats),
    ]
    return [list(parts) for parts in found]


@program
def definitions_of_variables(tf):
    with tf.name_scope("q"):
        v = tf.Variable([1.0, 2.0], name="v", trainable=False)
    found = tf.Variable.from_proto(v.to_proto())
    about = [found.name, found.trainable, found.initial_value.name, found.initializer.name, found.value().name]
    return [str(v.to_proto()), str(v.to_proto("q")), str(v.to_proto("zz")), *about]


@program
def values_as_initializers(tf):
    made = [
        tf.get_variable("a", initializer=[1.0, 2.0]),
        tf.get_variable("b", initializer=[1, 2]),
        tf.get_variable("c", initializer=[1.0, 2.0], dtype=tf.float32),
        tf.get_variable("d", initializer=tf.zeros([3])),
        tf.get_variable("e", initializer=lambda: tf.zeros([2], tf.int32)),
        tf.get_variable("f", [2], initializer=lambda shape, dtype, partition_info: tf.ones(shape, dtype)),
        tf.get_variable("g", [2], initializer=tf.ones_initializer),
    ]
    return [repr(variable) for variable in made]


@program
def the_global_step(tf):
    return [repr(tf.train.get_or_create_global_step()), tf.get_collection("global_step")[0].name]


@program
def synchronization(tf):
    read = tf.get_variable("v", [2], synchronization=tf.VariableSynchronization.ON_READ)
    added = tf.Variable(1.0, aggregation=tf.VariableAggregation.SUM)
    kinds = [read.synchronization, read.aggregation, added.synchronization, added.aggregation]
    return [read.trainable, added.trainable, *(kind.name for kind in kinds)]


@program
def parts_by_their_old_function(tf):
    with tf.variable_scope("s", regularizer=lambda v: tf.reduce_sum(2.0 * v, name="loss")):
        made = tf.create_partitioned_variables([5, 2], [2, 1], tf.ones_initializer(), name="p", trainable=False)
        made += tf.create_partitioned_variables([2], [1], tf.constant([1.0, 2.0]))
        made += tf.create_partitioned_variables([5, 2], [2, 1], None, name="p", reuse=True)
    return names(made) + names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))


@program
def templates(tf):
    def scaled(x, by=1.0, name="w"):
        w = tf.get_variable(name, [1], initializer=tf.ones_initializer())
        return w * x * by

    seen = []
    early = tf.make_template("t", scaled, create_scope_now_=True)
    late = tf.make_template("t", scaled, by=3.0)
    unique = tf.make_template("t", scaled, unique_name_="u")
    seen += [early.variable_scope_name, late.variable_scope_name, names(early.variables), late.name]
    for template in (late, early, unique, late, early):
        seen += [template(2.0).name, template.variable_scope.name, names(template.trainable_variables)]
    with tf.variable_scope("outer"):
        seen += [late(1.0).name, tf.make_template("t", scaled)(1.0).name, names(tf.global_variables())]
    return seen


@program
def regularizers_of_contrib(tf):
    made = regularizers_of(tf)
    v = tf.get_variable("v", [2, 2])
    losses = [
        made.l1_regularizer(0.5)(v),
        made.l2_regularizer(0.5)(v),
        made.l2_regularizer(0.5, scope="mine")(v),
        made.l1_l2_regularizer(0.5, 0.25)(v),
        made.l1_l2_regularizer(0.0, 0.25)(v),
        made.sum_regularizer([made.l1_regularizer(0.5), None, made.l2_regularizer(0.0)])(v),
        made.apply_regularization(made.l2_regularizer(0.5), [v, v]),
        made.apply_regularization(lambda weights: None, [v, v]),
    ]
    seen = [made.l1_regularizer(0.0)(v), made.sum_regularizer([None]), made.sum_regularizer([lambda w: None])(v)]
    tf.get_variable("w", [2], tf.float64, regularizer=made.l2_regularizer(0.1))
    return [*seen, *names(losses), *names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))]


def regularizers_of(tf: Any) -> Any:
    """The module of regularizers: in TensorFlow a part of contrib.layers."""
    if tf.__name__ == "headrace":
        from headrace.graph import regularizers

        return regularizers
    from tensorflow.contrib.layers.python.layers import regularizers

    return regularizers


@program
def slots(tf):
    zeros, of_value, of_initializer = slot_makers(tf)
    w = tf.get_variable("w", [2], tf.float64)
    seen = [zeros(w, "Adam"), zeros(w, "Adam"), of_value(w, tf.constant(2.0), "a/b")]
    with tf.variable_scope("train"), tf.name_scope("n"):
        parts = tf.get_variable("p", [3, 2], partitioner=tf.fixed_size_partitioner(2))
        seen += [zeros(w, "Adam"), zeros(parts._get_variable_list()[1], "m")]
        seen.append(of_initializer(w, tf.ones_initializer(), tf.TensorShape([3]), tf.int32, "Adam"))
    with tf.variable_scope("cut", partitioner=tf.fixed_size_partitioner(2)):
        parts = tf.get_variable("p", [3, 2])
        seen.append(zeros(w, "whole"))
    for part in parts:
        seen.append(zeros(part, "Momentum"))
    infos = [slot._save_slice_info for slot in seen]
    specs = [info and [info.full_name, info.spec] for info in infos[-2:]]
    return [[repr(slot) for slot in seen], specs, names(tf.trainable_variables()), len(tf.global_variables())]


def slot_makers(tf: Any) -> tuple[Any, Any, Any]:
    """Functions that make slots: of zeros, of a value, of an initializer."""
    if tf.__name__ == "headrace":
        from headrace.graph.slot_variables import slot_variable, zeros_slot

        def of_initializer(primary, initializer, shape, dtype, name):
            return slot_variable(primary, name, initializer, shape, dtype)

        return zeros_slot, lambda primary, value, name: slot_variable(primary, name, value), of_initializer
    from tensorflow.python.training import slot_creator

    return slot_creator.create_zeros_slot, slot_creator.create_slot, slot_creator.create_slot_with_initializer


def _called_twice(tf: Any, function: Any) -> None:
    template = tf.make_template("t", function)
    template()
    template()


@program
def configurations(tf):
    made = {name: make(tf) for name, make in INITIALIZERS.items()}
    return {name: [type(one).from_config(one.get_config()).get_config() == one.get_config(),
                   {k: str(v) for k, v in one.get_config().items()}] for name, one in made.items()}  # fmt: skip


INITIALIZERS = {
    "constant": lambda tf: tf.constant_initializer(3.0),
    "constant list": lambda tf: tf.constant_initializer([1.0, 2.0]),
    "zeros": lambda tf: tf.zeros_initializer(),
    "ones": lambda tf: tf.ones_initializer(),
    "random_uniform": lambda tf: tf.random_uniform_initializer(-1, 1),
    "random_normal": lambda tf: tf.random_normal_initializer(0, 2.0),
    "truncated_normal": lambda tf: tf.truncated_normal_initializer(stddev=0.1, seed=3),
    "uniform_unit_scaling": lambda tf: tf.uniform_unit_scaling_initializer(2.0),
    "variance_scaling": lambda tf: tf.variance_scaling_initializer(2.0, "fan_out", "normal"),
    "variance_scaling untruncated": lambda tf: tf.variance_scaling_initializer(distribution="untruncated_normal"),
    "variance_scaling uniform": lambda tf: tf.variance_scaling_initializer(mode="fan_avg", distribution="uniform"),
    "glorot_normal": lambda tf: tf.glorot_normal_initializer(),
    "glorot_uniform": lambda tf: tf.glorot_uniform_initializer(),
    "orthogonal": lambda tf: tf.orthogonal_initializer(2.0),
    "he_normal": lambda tf: tf.initializers.he_normal(),
    "he_uniform": lambda tf: tf.initializers.he_uniform(),
    "lecun_normal": lambda tf: tf.initializers.lecun_normal(),
    "lecun_uniform": lambda tf: tf.initializers.lecun_uniform(),
    "identity": lambda tf: tf.initializers.identity(3.0),
}


def _of_initializers() -> None:
    def with_initializer(make: Any, shape: list[int]) -> Any:
        return lambda tf: repr(tf.get_variable("v", shape, initializer=make(tf)))

    def in_parts(make: Any) -> Any:
        cut = [2, 1]
        return lambda tf: names(tf.get_variable("v", [5, 5], initializer=make(tf), partitioner=lambda shape, dtype: cut))

    for name, make in INITIALIZERS.items():
        if name == "identity":
            continue  # its matrix is made of other operations here
        for shape in ([2, 3], [4, 3], [3, 3]):
            PROGRAMS[f"{name} {shape}"] = with_initializer(make, shape)
        PROGRAMS[f"{name} in parts"] = in_parts(make)
    for name in ("float16", "float32", "float64", "int32", "int64", "bool", "string", "complex64", "uint8"):
        PROGRAMS[f"default initializer of {name}"] = lambda tf, name=name: repr(
            tf.get_variable("v", [2, 2], dtype=getattr(tf, name))
        )


_of_initializers()


def _reused(tf: Any, first: dict[str, Any], second: dict[str, Any]) -> None:
    with tf.variable_scope("s"):
        tf.get_variable("v", **first)
    with tf.variable_scope("s", reuse=second.pop("reuse", True)):
        tf.get_variable("v", **second)


def _cut(*parts: int) -> Any:
    return lambda shape, dtype: list(parts)


PROGRAMS.update(
    {
        "error: made twice": lambda tf: (tf.get_variable("v", [1]), tf.get_variable("v", [1])),
        "error: another shape": lambda tf: _reused(tf, {"shape": [1]}, {"shape": [2]}),
        "error: another dtype": lambda tf: _reused(tf, {"shape": [1]}, {"shape": [1], "dtype": tf.int32}),
        "error: not there": lambda tf: _reused(tf, {"shape": [1], "custom_getter": lambda *a, **k: None}, {"shape": [1]}),
        "error: initializer without shape": lambda tf: tf.get_variable("v", initializer=tf.zeros_initializer()),
        "error: unknown shape": lambda tf: tf.get_variable("v", [None, 2]),
        "error: value and shape": lambda tf: tf.get_variable("v", [2], initializer=[1.0, 2.0]),
        "error: value of another dtype": lambda tf: tf.get_variable("v", initializer=[1, 2], dtype=tf.float32),
        "error: reuse is a number": lambda tf: tf.variable_scope("a", reuse=3),
        "error: no name": lambda tf: tf.variable_scope(None),
        "error: name is a number": lambda tf: tf.variable_scope(3).__enter__(),
        "error: auxiliary_name_scope is a number": lambda tf: tf.variable_scope("a", auxiliary_name_scope=1),
        "error: reuse of a default name": lambda tf: tf.variable_scope(None, "a", reuse=True).__enter__(),
        "error: AUTO_REUSE of a default name": lambda tf: tf.variable_scope(None, "a", reuse=tf.AUTO_REUSE).__enter__(),
        "error: getter is a number": lambda tf: tf.get_variable("a", [1], custom_getter=3),
        "error: partitioner is a number": lambda tf: tf.get_variable("a", [1], partitioner=3),
        "error: no such synchronization": lambda tf: tf.get_variable("v", [2], synchronization="x"),
        "error: no such aggregation": lambda tf: tf.Variable(1, name="v", aggregation="x"),
        "error: scale of zero": lambda tf: tf.variance_scaling_initializer(0.0),
        "error: no such mode": lambda tf: tf.variance_scaling_initializer(mode="x"),
        "error: no such distribution": lambda tf: tf.variance_scaling_initializer(distribution="x"),
        "error: normal integers": lambda tf: tf.random_normal_initializer(dtype=tf.int32),
        "error: identity vector": lambda tf: tf.get_variable("v", [2], initializer=tf.initializers.identity()),
        "error: orthogonal vector": lambda tf: tf.get_variable("v", [2], initializer=tf.orthogonal_initializer()),
        "error: too many values": lambda tf: tf.get_variable("v", [2], initializer=tf.constant_initializer([1.0, 2.0, 3.0])),
        "error: object as a value": lambda tf: tf.constant_initializer({}),
        "error: parts of another rank": lambda tf: tf.get_variable("v", [2], partitioner=_cut(1, 2)),
        "error: no parts": lambda tf: tf.get_variable("v", [2], partitioner=_cut(0)),
        "error: parts in two dimensions": lambda tf: tf.get_variable("v", [2, 2], partitioner=_cut(2, 2)),
        "error: parts are a number": lambda tf: tf.get_variable("v", [2, 2], partitioner=lambda shape, dtype: 3),
        "error: parts of an unknown shape": lambda tf: tf.get_variable("v", [None, 2], partitioner=_cut(2, 1)),
        "error: parts without a partitioner": lambda tf: _reused(
            tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [4], "reuse": False}
        ),
        "error: a whole variable with a partitioner": lambda tf: _reused(
            tf, {"shape": [4]}, {"shape": [4], "partitioner": _cut(2)}
        ),
        "error: parts of another shape": lambda tf: _reused(tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [5]}),
        "error: parts of another dtype": lambda tf: _reused(
            tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [4], "dtype": tf.int32}
        ),
        "error: another number of parts": lambda tf: _reused(
            tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [4], "partitioner": _cut(4)}
        ),
        "error: parts made twice": lambda tf: _reused(
            tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [4], "partitioner": _cut(2), "reuse": False}
        ),
        "error: parts not there": lambda tf: _reused(
            tf, {"shape": [4], "custom_getter": lambda *a, **k: None}, {"shape": [4], "partitioner": _cut(2)}
        ),
        "error: shape and slicing": lambda tf: tf.create_partitioned_variables([1, 2], [1], None),
        "error: parts of a scalar": lambda tf: tf.create_partitioned_variables([], [], None),
        "error: template without a name": lambda tf: tf.make_template(None, abs),
        "error: template makes variables": lambda tf: _called_twice(tf, lambda: tf.Variable(1.0)),
        "error: template makes another variable": lambda tf: _called_twice(
            tf, lambda: tf.get_variable(f"v{len(tf.global_variables())}", [1])
        ),
        "error: l1 of an int": lambda tf: regularizers_of(tf).l1_regularizer(1),
        "error: l2 below 0": lambda tf: regularizers_of(tf).l2_regularizer(-1.0),
        "error: l1 below 0": lambda tf: regularizers_of(tf).l1_regularizer(-0.5),
        "error: l1_l2 of an int": lambda tf: regularizers_of(tf).l1_l2_regularizer(0.5, 1),
        "error: no weights": lambda tf: regularizers_of(tf).apply_regularization(abs, []),
        "error: loss of rank 1": lambda tf: regularizers_of(tf).apply_regularization(abs, [tf.constant([1.0])]),
        "error: bytes of a part": lambda tf: tf.variable_axis_size_partitioner(0),
        "error: number of parts": lambda tf: tf.variable_axis_size_partitioner(1, max_shards=-1),
        "error: axis to cut": lambda tf: tf.min_max_variable_partitioner(axis=2)(shape=tf.TensorShape([1]), dtype=tf.int32),
    }
)


if __name__ == "__main__":
    import tensorflow

    lines = (f"{json.dumps(name)}: {json.dumps(answer(name, tensorflow))}" for name in PROGRAMS)
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
