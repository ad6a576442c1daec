"""Variables read and changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import headrace as tf

from ..arrays import NUMBERS
from ..site import Ref, Unbuilt, kind_of, recipe


def variable(d: Any, fits: Callable[[Any], bool] = lambda variable: True) -> Ref:
    """One of the variables so far. Raises Unbuilt where there is none."""
    found = [ref for ref in d.visible if isinstance(value := d.site.value(ref), tf.Variable) and fits(value)]
    if not found:
        raise Unbuilt("no variable")
    return d.rng.choice(found)


def is_number(value: Any) -> bool:
    return kind_of(value) in NUMBERS


def _draw_assign(d: Any) -> Any:
    numeric = d.rng.random() < 0.7
    ref = variable(d, is_number if numeric else lambda variable: True)
    target = d.site.value(ref)
    fitting = d.pick([kind_of(target)], fits=lambda tensor: tensor.shape.is_compatible_with(target.shape))
    return [ref, fitting], {"f": d.rng.choice(("assign_add", "assign_sub", "assign") if numeric else ("assign",))}


@recipe("assign", _draw_assign, 6)
def _assign(site: Any, inputs: list, at: dict) -> list:
    changed = getattr(tf, at["f"])(*inputs)
    return [changed, changed.op]


def _draw_scatter(d: Any) -> Any:
    ref = variable(d, is_number)
    return [ref, d.pick(("int32", "int64"), (0, 1)), d.pick([kind_of(d.site.value(ref))])], {
        "f": d.rng.choice(("scatter_add", "scatter_sub", "scatter_update", "scatter_mul", "scatter_nd_add")),
        "modulo": d.rng.random() < 0.8,
    }


@recipe("scatter", _draw_scatter, 2)
def _scatter(site: Any, inputs: list, at: dict) -> list:
    target, indices, updates = inputs
    if at["modulo"]:
        indices = tf.mod(indices, 2)
    rows = tf.gather(updates, tf.zeros_like(indices)) if updates.static_shape else updates
    if at["f"] == "scatter_nd_add":
        indices = tf.expand_dims(indices, -1)
    return [getattr(tf, at["f"])(target, indices, rows)]


@recipe("scatter_own", lambda d: ([variable(d, is_number)], {"f": d.rng.choice(("scatter_add", "scatter_update"))}))
def _scatter_own(site: Any, inputs: list, at: dict) -> list:
    """Rows of a variable written over others of its rows."""
    return [getattr(tf, at["f"])(inputs[0], [1, 0], tf.identity(inputs[0])[:2])]


@recipe("assign_part", lambda d: ([variable(d, is_number)], {"f": d.rng.choice(("own", "twice", "first"))}), 2)
def _assign_part(site: Any, inputs: list, at: dict) -> list:
    """A part of a variable written over another one, or over itself."""
    target = inputs[0]
    value = tf.identity(target)
    if not target.shape.ndims:
        return [tf.strided_slice(value, [0], [0], [1], ellipsis_mask=1, var=target).assign(value + value)]
    part = tf.strided_slice(value, [1], [0], [1], end_mask=1, var=target)
    return [part.assign({"own": value[:-1], "twice": value[1:] * 2, "first": tf.zeros_like(value[1:])}[at["f"]])]


@recipe("assign_own", lambda d: ([variable(d, is_number)], {"f": d.rng.choice(("assign", "assign_add", "assign_sub"))}))
def _assign_own(site: Any, inputs: list, at: dict) -> list:
    """A variable changed by a view of itself."""
    turned = tf.reverse(tf.identity(inputs[0]), [0]) if inputs[0].shape.ndims else tf.identity(inputs[0])
    return [getattr(tf, at["f"])(inputs[0], turned)]


@recipe("read", lambda d: ([variable(d)], {"f": d.rng.choice(("identity", "read_value", "value"))}), 4)
def _read(site: Any, inputs: list, at: dict) -> list:
    return [tf.identity(inputs[0]) if at["f"] == "identity" else getattr(inputs[0], at["f"])()]


@recipe("read_view", lambda d: ([variable(d)], {"f": d.rng.choice(("reshape", "transpose", "expand"))}), 2)
def _read_view(site: Any, inputs: list, at: dict) -> list:
    value = tf.identity(inputs[0])
    return [
        {
            "reshape": lambda: tf.reshape(value, [-1]),
            "transpose": lambda: tf.transpose(value),
            "expand": lambda: tf.expand_dims(value, 0),
        }[at["f"]]()
    ]


@recipe("initialized", lambda d: ([variable(d)], {}), 0.5)
def _initialized(site: Any, inputs: list, at: dict) -> list:
    return [tf.is_variable_initialized(inputs[0]), inputs[0].initialized_value()]


def _is_counter(value: Any) -> bool:
    return kind_of(value) in ("int32", "int64") and value.shape.ndims == 0


@recipe("count", lambda d: ([variable(d, _is_counter)], {"limit": d.rng.randrange(2, 8)}))
def _count(site: Any, inputs: list, at: dict) -> list:
    return [tf.count_up_to(inputs[0], at["limit"])]
