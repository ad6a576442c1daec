"""Calls that are refused."""

from __future__ import annotations

from typing import Any

from .programs import PROGRAMS
from .variables import regularizers_of


def _called_twice(tf: Any, function: Any) -> None:
    template = tf.make_template("t", function)
    template()
    template()


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
        "error: a scalar where there are parts": lambda tf: _reused(
            tf, {"shape": [4], "partitioner": _cut(2)}, {"shape": [], "partitioner": _cut(2)}
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
