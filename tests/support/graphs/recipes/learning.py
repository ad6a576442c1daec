"""Gradients and optimizers."""

from __future__ import annotations

from typing import Any

import headrace as tf

from ..arrays import FLOATS
from ..site import Unbuilt, kind_of, recipe
from .state import variable


def _is_float(value: Any) -> bool:
    return kind_of(value) in ("float32", "float64")


def _draw_gradients(d: Any) -> Any:
    y = d.pick(FLOATS)
    sources = d.tensors(lambda tensor: kind_of(tensor) == kind_of(d.site.value(y)))
    variables = [ref for ref in d.visible if isinstance(value := d.site.value(ref), tf.Variable) and _is_float(value)]
    chosen = d.rng.sample([*sources, *variables], min(len(sources) + len(variables), d.rng.choice((1, 2, 3))))
    return [y, *chosen], {}


@recipe("gradients", _draw_gradients, 3)
def _gradients(site: Any, inputs: list, at: dict) -> list:
    found = [gradient for gradient in tf.gradients(inputs[0], inputs[1:]) if gradient is not None]
    if not found:
        raise Unbuilt("no gradient")
    dense = [tf.convert_to_tensor(one) for one in found if isinstance(one, tf.IndexedSlices)]
    return [*found, *dense]


_OPTIMIZERS = {
    "gradient_descent": lambda: tf.train.GradientDescentOptimizer(0.1),
    "momentum": lambda: tf.train.MomentumOptimizer(0.1, 0.9),
    "nesterov": lambda: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
    "adam": lambda: tf.train.AdamOptimizer(0.1),
    "adagrad": lambda: tf.train.AdagradOptimizer(0.1),
    "adadelta": lambda: tf.train.AdadeltaOptimizer(0.1),
    "rms_prop": lambda: tf.train.RMSPropOptimizer(0.1, momentum=0.5, centered=True),
    "ftrl": lambda: tf.train.FtrlOptimizer(0.1, l1_regularization_strength=0.01),
    "ada_max": lambda: tf.contrib.opt.AdaMaxOptimizer(0.1),
    "power_sign": lambda: tf.contrib.opt.PowerSignOptimizer(0.1),
    "proximal": lambda: tf.train.ProximalAdagradOptimizer(0.1, l2_regularization_strength=0.1),
}


def _optimizer(d: Any) -> str:
    return d.rng.choice(sorted(_OPTIMIZERS))


def _built(site: Any, optimizer: Any, apply: Any) -> Any:
    """The operation of a step; what the optimizer keeps is initialized before the runs."""
    before = set(tf.global_variables())
    step = apply(optimizer)
    for one in tf.global_variables():
        if one not in before:
            site.variables.append((one, True))
    return step


@recipe("minimize", lambda d: ([d.pick(("float32", "float64")), variable(d, _is_float)], {"f": _optimizer(d)}), 2)
def _minimize(site: Any, inputs: list, at: dict) -> list:
    loss, target = inputs
    squares = tf.reduce_sum(tf.square(tf.identity(target))) * tf.cast(tf.reduce_sum(loss), target.dtype.base_dtype)
    return [_built(site, _OPTIMIZERS[at["f"]](), lambda optimizer: optimizer.minimize(squares, var_list=[target]))]


def _draw_apply(d: Any) -> Any:
    ref = variable(d, _is_float)
    value = d.site.value(ref)
    fitting = d.pick([kind_of(value)], fits=lambda tensor: tensor.shape.is_compatible_with(value.shape))
    return [ref, fitting], {"f": _optimizer(d), "rows": d.rng.random() < 0.3}


@recipe("apply", _draw_apply, 2)
def _apply(site: Any, inputs: list, at: dict) -> list:
    """A step along a tensor that is there, often the variable itself or a view of it."""
    target, gradient = inputs
    if at["rows"] and gradient.static_shape:
        gradient = tf.IndexedSlices(gradient[:1], tf.constant([0]), tf.shape(gradient))
    pairs = [(gradient, target)]
    return [_built(site, _OPTIMIZERS[at["f"]](), lambda optimizer: optimizer.apply_gradients(pairs))]


@recipe("apply_own", lambda d: ([variable(d, _is_float)], {"f": _optimizer(d)}))
def _apply_own(site: Any, inputs: list, at: dict) -> list:
    """A step along the variable itself."""
    pairs = [(tf.identity(inputs[0]), inputs[0])]
    return [_built(site, _OPTIMIZERS[at["f"]](), lambda optimizer: optimizer.apply_gradients(pairs))]
