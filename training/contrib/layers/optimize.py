"""optimize_loss: gradients, what is done to them, and the step, in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.ops.summaries.scalar import histogram, scalar
from headrace.graph.types import dtypes
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.collections import trainable_variables
from headrace.graph.variables.global_step import assert_global_step, get_global_step
from headrace.graph.variables.initializers.plain import Constant, Zeros
from headrace.graph.variables.scope import get_variable, variable_scope

from ...moving_averages import assign_moving_average
from ...optimizers import AdamOptimizer, GradientDescentOptimizer, MomentumOptimizer, Optimizer
from ...optimizers.adagrad import AdagradOptimizer
from ...optimizers.ftrl import FtrlOptimizer
from ...optimizers.rms_prop import RMSPropOptimizer
from ..training import multiply_gradients

OPTIMIZER_SUMMARIES = ["learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm"]
export_value(OPTIMIZER_SUMMARIES, "contrib.layers.OPTIMIZER_SUMMARIES", "contrib.slim.OPTIMIZER_SUMMARIES")


OPTIMIZER_CLS_NAMES: dict[str, Callable[..., Any]] = {
    "Adagrad": AdagradOptimizer,
    "Adam": AdamOptimizer,
    "Ftrl": FtrlOptimizer,
    "Momentum": lambda learning_rate: MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": RMSPropOptimizer,
    "SGD": GradientDescentOptimizer,
}
export_value(OPTIMIZER_CLS_NAMES, "contrib.layers.OPTIMIZER_CLS_NAMES", "contrib.slim.OPTIMIZER_CLS_NAMES")


@export("contrib.layers.optimize_loss", "contrib.slim.optimize_loss")
def optimize_loss(
    loss: Any,
    global_step: TensorLike,
    learning_rate: NumberLike,
    optimizer: Any,
    gradient_noise_scale: float | None = None,
    gradient_multipliers: Any = None,
    clip_gradients: Any = None,
    learning_rate_decay_fn: Callable[[Any, Any], Any] | None = None,
    update_ops: Sequence[Any] | None = None,
    variables: Sequence[Any] | None = None,
    name: str | None = None,
    summaries: Sequence[str] | None = None,
    colocate_gradients_with_ops: bool = False,
    increment_global_step: bool = True,
) -> Tensor:
    """A tensor that computes the gradients of a loss, applies them and gives the loss.

    Args:
      loss: a scalar.
      global_step: counted on with each step; None: the graph's, if it has one.
      learning_rate: a float, which becomes a variable, or a scalar tensor; None where the optimizer has its own.
      optimizer: "Adagrad", "Adam", "Ftrl", "Momentum", "RMSProp" or "SGD", an Optimizer, a class of them, or a function
        from the learning rate to one.
      gradient_noise_scale: the standard deviation of noise that is added to gradients; None for none.
      gradient_multipliers: a dict of factors, by variable or its name; None for none.
      clip_gradients: the greatest norm of all gradients together, or a function from (gradient, variable) pairs to others.
      learning_rate_decay_fn: a function from learning rate and global step to the learning rate.
      update_ops: what runs before; UPDATE_OPS by default.
      variables: the trainable ones by default.
      name: of the scope, "OptimizeLoss" by default.
      summaries: of `OPTIMIZER_SUMMARIES`; learning rate, loss and the norm of all gradients by default, the learning rate only
        where it decays.
      colocate_gradients_with_ops: as of `tf.gradients`.
      increment_global_step: whether the step is counted on.

    Returns:
      a scalar in the type of `loss`.

    Raises:
      ValueError: an argument that is none of these.
    """
    loss = convert_to_tensor(loss)
    if loss.static_shape not in (None, ()):
        raise ValueError(f"Expected scalar shape for {loss.name}, saw shape: {loss.shape}.")
    if global_step is None:
        global_step = get_global_step()
    else:
        assert_global_step(global_step)
    with variable_scope(name, "OptimizeLoss", [loss, global_step]):
        updates = get_default_graph().get_collection(GraphKeys.UPDATE_OPS) if update_ops is None else list(update_ops)
        if updates:
            loss = ops.with_dependencies(updates, loss)
        rate = _rate(learning_rate)
        shown = ["loss", "learning_rate", "global_gradient_norm"] if summaries is None else list(summaries)
        for kind in shown:
            if kind not in OPTIMIZER_SUMMARIES:
                raise ValueError(f"Summaries should be one of [{', '.join(OPTIMIZER_SUMMARIES)}], you provided {kind}.")
        if learning_rate is not None and learning_rate_decay_fn is not None:
            if global_step is None:
                raise ValueError("global_step is required for learning_rate_decay_fn.")
            rate = learning_rate_decay_fn(rate, global_step)
            if "learning_rate" in shown:  # one that never changes is not shown, as in TensorFlow
                scalar("learning_rate", rate)
        made = _optimizer(optimizer, rate)
        pairs = made.compute_gradients(
            loss,
            trainable_variables() if variables is None else variables,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
        )
        if gradient_noise_scale is not None:
            pairs = [(_noisy(gradient, gradient_noise_scale), variable) for gradient, variable in pairs]
        if gradient_multipliers is not None:
            pairs = _multiplied(pairs, gradient_multipliers)
        if "global_gradient_norm" in shown or "gradient_norm" in shown:
            scalar("global_norm/gradient_norm", ops.global_norm([gradient for gradient, _ in pairs]))
        pairs = _clipped(pairs, clip_gradients)
        if "loss" in shown:
            scalar("loss", loss)
        for gradient, variable in pairs:
            values = gradient.values if isinstance(gradient, IndexedSlices) else gradient
            if values is not None:
                called = variable.name.replace(":", "_")
                if "gradients" in shown:
                    histogram(f"gradients/{called}", values)
                if "gradient_norm" in shown:
                    scalar(f"gradient_norm/{called}", ops.global_norm([values]))
        if clip_gradients is not None and ("global_gradient_norm" in shown or "gradient_norm" in shown):
            scalar("global_norm/clipped_gradient_norm", ops.global_norm([gradient for gradient, _ in pairs]))
        applied = made.apply_gradients(pairs, global_step=global_step if increment_global_step else None, name="train")
        return ops.with_dependencies([applied], loss)


def _rate(learning_rate: Any) -> Any:
    if learning_rate is None or (isinstance(learning_rate, Tensor) and learning_rate.static_shape == ()):
        return learning_rate
    if isinstance(learning_rate, float):
        if learning_rate < 0.0:
            raise ValueError("Invalid learning_rate %s.", learning_rate)
        return get_variable("learning_rate", [], trainable=False, initializer=Constant(learning_rate))
    raise ValueError(f"Learning rate should be 0d Tensor or float. Got {learning_rate} of type {type(learning_rate)}")


def _optimizer(optimizer: Any, rate: Any) -> Optimizer:
    if isinstance(optimizer, str):
        if rate is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is string ({optimizer}).")
        if optimizer not in OPTIMIZER_CLS_NAMES:
            known = ", ".join(OPTIMIZER_CLS_NAMES)
            raise ValueError(f"Optimizer name should be one of [{known}], you provided {optimizer}.")
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=rate)
    if isinstance(optimizer, type) and issubclass(optimizer, Optimizer):
        if rate is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is class ({optimizer}).")
        return optimizer(learning_rate=rate)  # type: ignore[call-arg]
    if isinstance(optimizer, Optimizer):
        return optimizer
    if callable(optimizer):
        made = optimizer() if rate is None else optimizer(rate)
        if not isinstance(made, Optimizer):
            raise ValueError(f"Unrecognized optimizer: function should return subclass of Optimizer. Got {made}.")
        return made
    raise ValueError(
        f"Unrecognized optimizer: should be string, subclass of Optimizer, instance of subclass of Optimizer or function "
        f"with one argument. Got {optimizer}."
    )


def _noisy(gradient: Any, scale: float) -> Any:
    if gradient is None:
        return None
    if isinstance(gradient, IndexedSlices):
        return IndexedSlices(_noisy(gradient.values, scale), gradient.indices, gradient.dense_shape)

    return gradient + ops.truncated_normal(ops.shape(gradient)) * scale


def _multiplied(pairs: list, multipliers: Any) -> list:
    """The gradients of those variables multiplied that are named, by themselves or by their name with `:0`."""
    found = []
    for gradient, variable in pairs:
        key = variable if variable in multipliers else variable.name
        if gradient is not None and key in multipliers:
            ((gradient, _),) = multiply_gradients([(gradient, variable)], {variable: multipliers[key]})
        found.append((gradient, variable))
    return found


def _clipped(pairs: list, clip_gradients: Any) -> list:
    if clip_gradients is None:
        return pairs
    if isinstance(clip_gradients, float):
        gradients, variables = [gradient for gradient, _ in pairs], [variable for _, variable in pairs]
        return list(zip(ops.clip_by_global_norm(gradients, clip_gradients)[0], variables, strict=True))
    if callable(clip_gradients):
        return clip_gradients(pairs)
    raise ValueError(f"Unknown type {type(clip_gradients)} for clip_gradients")


def _scaled(gradient: Any, factor: Any) -> Any:
    if isinstance(gradient, IndexedSlices):
        return IndexedSlices(gradient.values * factor, gradient.indices, gradient.dense_shape)
    return gradient if gradient is None else gradient * factor


@export("contrib.layers.python.layers.optimizers.adaptive_clipping_fn", "contrib.slim.adaptive_clipping_fn")
def adaptive_clipping_fn(
    std_factor: float = 2.0,
    decay: float = 0.95,
    static_max_norm: float | None = None,
    global_step: Any = None,
    report_summary: bool = False,
    epsilon: float = 1e-8,
    name: str | None = None,
) -> Callable[[Sequence[Any]], list]:
    """A function for `clip_gradients` of `optimize_loss`: gradients of unusual norm are scaled to the usual one.

    What is usual is said by moving averages of the norm's logarithm and its square.

    Args:
      std_factor: how many standard deviations above the mean are usual.
      decay: how much of the averages stays at each step.
      static_max_norm: the greatest norm in any case; None for none.
      global_step: a variable; with it the averages follow faster at first. None: they begin with zeros.
      report_summary: whether the greatest usual norm is summarized.
      epsilon: keeps logarithm and deviation from 0.
      name: of the variables' scope, "AdaptiveMaxNorm" by default.

    Returns:
      a function from pairs of gradient and variable to such pairs.
    """

    def clip(grads_and_vars: Sequence[Any]) -> list:
        norm: Any = ops.global_norm([gradient for gradient, _ in grads_and_vars])
        most, usual = _usual_norm(norm, std_factor, decay, global_step, epsilon, name)
        if report_summary:
            scalar("global_norm/adaptive_max_gradient_norm", most)
        factor = ops.where(norm < most, ops.ones_like(norm), ops.exp(usual) / norm)
        if static_max_norm is not None:
            factor = ops.minimum(static_max_norm / norm, factor)
        return [(_scaled(gradient, factor), variable) for gradient, variable in grads_and_vars]

    return clip


def _usual_norm(norm: Any, std_factor: float, decay: Any, global_step: Any, epsilon: float, name: str | None) -> tuple:
    """The greatest usual norm, and the mean logarithm of norms."""
    with variable_scope(name, "AdaptiveMaxNorm", [norm]):
        log_norm = ops.log(norm + epsilon)
        if global_step is not None:
            steps: Any = ops.cast(global_step, dtypes.float32)
            decay = ops.minimum(decay, steps / (steps + 1.0))

        def average(name: str, value: Any) -> Any:
            variable = get_variable(name, value.shape, value.dtype, Zeros(), trainable=False)
            return assign_moving_average(variable, value, decay, zero_debias=False)

        mean, mean_of_squares = average("mean", log_norm), average("sq_mean", ops.square(log_norm))
        deviation: Any = ops.sqrt(ops.maximum(epsilon, mean_of_squares - ops.square(mean)))
        return ops.exp(mean + std_factor * deviation), mean
