"""Momentum. Source of names and formula: tf.train.MomentumOptimizer, TensorFlow 1.15; Sutskever et al. 2013 (Nesterov)."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.export import Nodes
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import NumberLike

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

MOMENTUM = Update("Momentum", "accum", "lr, grad, momentum", "use_nesterov: bool = false", over_gradient=True)


@MOMENTUM.formula
def _roll(value: Any, velocity: Any, lr: Any, grad: Any, momentum: Any, scratch: Any, use_nesterov: bool) -> None:
    np.multiply(velocity, momentum, out=velocity)
    np.add(velocity, grad, out=velocity)
    if use_nesterov:
        scratch = np.multiply(grad, lr, out=scratch)
        np.subtract(value, scratch, out=value)
        lr = lr * momentum
    np.subtract(value, np.multiply(velocity, lr, out=scratch), out=value)


KERAS_MOMENTUM = Update("KerasMomentum", "accum", "lr, grad, momentum", "use_nesterov: bool = false")
"""That of Keras' SGD, in graphs that TensorFlow wrote: the velocity has the rate in it."""


@KERAS_MOMENTUM.formula
def _roll_by_rate(value: Any, velocity: Any, lr: Any, grad: Any, momentum: Any, scratch: Any, use_nesterov: bool) -> None:
    step = np.multiply(grad, lr)
    np.multiply(velocity, momentum, out=velocity)
    np.subtract(velocity, step, out=velocity)
    if use_nesterov:
        scratch = np.multiply(velocity, momentum, out=scratch)
        np.add(value, np.subtract(scratch, step, out=scratch), out=value)
    else:
        np.add(value, velocity, out=value)


@KERAS_MOMENTUM.dense.export
def _written(op: Operation, nodes: Nodes) -> None:
    """Only resource variables have it in TensorFlow."""
    var, accum, lr, grad, momentum = nodes.inputs
    kind = {"T": op.get_attr("T")}
    step = nodes.add("step", "Mul", grad, lr, **kind)
    rolled = nodes.add("rolled", "Sub", nodes.add("kept", "Mul", accum, momentum, **kind), step, **kind)
    change = nodes.add("velocity", "Assign", accum, rolled, validate_shape=True, use_locking=True, **kind)
    if op.get_attr("use_nesterov"):
        change = nodes.add("ahead", "Sub", nodes.add("again", "Mul", change, momentum, **kind), step, **kind)
    nodes.add("", "AssignAdd", var, change, use_locking=False, **kind)


@KERAS_MOMENTUM.sparse.export
def _rows_written(op: Operation, nodes: Nodes) -> None:
    var, accum, lr, grad, indices, momentum = nodes.inputs
    kind, rows = {"T": op.get_attr("T")}, {"Tindices": op.get_attr("Tindices")}
    picks = {"Tparams": op.get_attr("T"), "Taxis": int32, "batch_dims": 0, **rows}
    axis = nodes.constant("axis", 0, int32)
    step = nodes.add("step", "Mul", grad, lr, **kind)
    before = nodes.add("rows", "GatherV2", accum, indices, axis, **picks)
    change = nodes.add("rolled", "Sub", nodes.add("kept", "Mul", before, momentum, **kind), step, **kind)
    changed = nodes.add("velocity", "ScatterUpdate", accum, indices, change, use_locking=True, **kind, **rows)
    if op.get_attr("use_nesterov"):
        again = nodes.add("again", "GatherV2", changed, indices, axis, **picks)
        change = nodes.add("ahead", "Sub", nodes.add("next", "Mul", again, momentum, **kind), step, **kind)
    else:
        change = nodes.add("change", "GatherV2", changed, indices, axis, **picks)
    nodes.add("", "ScatterAdd", var, indices, change, use_locking=False, **kind, **rows)


@export("train.MomentumOptimizer")
@documented_by(Optimizer)
class MomentumOptimizer(DeclaredOptimizer):
    """`velocity = momentum * velocity + gradient; variable -= learning_rate * velocity`.

    The slot `momentum` of a variable `v` is the variable `v/Momentum`. Source of Nesterov's form: Sutskever et al., "On the
    Importance of Initialization and Momentum in Deep Learning", 2013.

    Args:
      learning_rate, momentum: numbers, scalar tensors, or functions without arguments that give one.
      use_nesterov: look ahead by one step of momentum.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        momentum: NumberLike,
        use_locking: bool = False,
        name: str = "Momentum",
        use_nesterov: bool = False,
    ) -> None:
        super().__init__(
            use_locking,
            name,
            MOMENTUM,
            ["momentum"],
            {"use_nesterov": use_nesterov},
            learning_rate=learning_rate,
            momentum=momentum,
        )
