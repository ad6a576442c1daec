"""Optimizers around others: moving averages, clipped variables, gradients of zeros, gradients that come too late."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.saveables import by_name
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import logging
from headrace.graph.types.dtypes import float32
from headrace.graph.types.likes import IntegersLike, NumberLike, TensorLike
from headrace.graph.variables.collections import global_variables
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scatter import scatter_sub
from headrace.graph.variables.scope import get_variable

from ...moving_averages import ExponentialMovingAverage
from ...optimizers.optimizer import GradientsAndVariables, Optimizer


class _Around(Optimizer):
    """An optimizer whose gradients and slots are another's."""

    def __init__(self, opt: Optimizer, use_locking: bool, name: str) -> None:
        super().__init__(use_locking, name)
        self._opt = opt

    @documented_by(Optimizer.compute_gradients)
    def compute_gradients(self, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """The gradients that the other optimizer computes.

        Args:
          args, kwargs: as of `tf.train.Optimizer.compute_gradients`.
        """
        return self._opt.compute_gradients(*args, **kwargs)

    def get_slot(self, *args: Any, **kwargs: Any) -> Any:
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args: Any, **kwargs: Any) -> list[str]:
        return self._opt.get_slot_names(*args, **kwargs)


@export("contrib.opt.MovingAverageOptimizer")
class MovingAverageOptimizer(Optimizer):
    """Another optimizer and moving averages of what it changes, which checkpoints then hold in the place of the variables.

    >>> x = tf.get_variable("x", initializer=1.0)
    >>> optimizer = tf.contrib.opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.5), average_decay=0.5)
    >>> step = optimizer.minimize(x)
    >>> saver = optimizer.swapping_saver()
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     sess.run(step)
    ...     path = saver.save(sess, "swapped")
    ...     print(sess.run(x), tf.train.load_checkpoint(path).get_tensor("x"))
    0.5 0.75

    Args:
      opt: the optimizer that makes the steps.
      average_decay: how much of an average is left after a step.
      num_updates: as of `tf.train.ExponentialMovingAverage`.
      sequential_update: whether averages are moved after the step; else at the same time.
    """

    def __init__(
        self,
        opt: Optimizer,
        average_decay: float = 0.9999,
        num_updates: TensorLike | None = None,
        sequential_update: bool = True,
    ) -> None:
        self._optimizer = opt
        self._ema = ExponentialMovingAverage(average_decay, num_updates=num_updates)
        self._swapped: dict[str, str] | None = None
        self._sequential_update = sequential_update

    def compute_gradients(self, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        pairs = list(grads_and_vars)
        step = self._optimizer.apply_gradients(pairs, global_step=global_step, name=name)
        changed = [variable for gradient, variable in pairs if gradient is not None]
        with get_default_graph().control_dependencies([step] if self._sequential_update else []):
            moved = self._ema.apply(changed)
        self._swapped = {}
        for variable in changed:
            own, average = variable.op.name, self._ema.average(variable).op.name  # type: ignore[union-attr]
            self._swapped |= {own: average, average: own}
        return ops.group(step, moved, name="train_with_avg")

    def swapping_saver(self, var_list: Any = None, name: str = "swapping_saver", **kwargs: Any) -> Saver:
        """A Saver that saves averages under the names of the variables, and the variables under those of their averages.

        It is for the training, and made after the step and all variables; an ordinary Saver then restores the averages for
        evaluations.

        Args:
          var_list: a list or dict of variables; all by default.
          name: of the operations.
          kwargs: of the Saver.

        Returns:
          a `tf.train.Saver`.

        Raises:
          RuntimeError: no step was made yet.
          ValueError: a variable is to be saved, but not its average.
        """
        if self._swapped is None:
            raise RuntimeError("Must call apply_gradients or minimize before creating the swapping_saver")
        given = global_variables() if var_list is None else var_list
        named = dict(given) if isinstance(given, Mapping) else by_name(given)
        parts = {part.op.name: part for one in named.values() for part in (one if isinstance(one, list) else ())}
        every = {**{key: one for key, one in named.items() if not isinstance(one, list)}, **parts}

        def swapped(key: str, variable: Any) -> Any:
            other = self._swapped.get(key)  # type: ignore[union-attr]
            if other is not None and other not in every:
                raise ValueError(
                    f"Variable to swap {other} is not part of variables to save. This breaks MovingAverageOptimizer."
                )
            return variable if other is None else every[other]

        saved = {
            key: [swapped(part.op.name, part) for part in one] if isinstance(one, list) else swapped(key, one)
            for key, one in named.items()
        }
        return Saver(saved, name=name, **kwargs)


@export("contrib.opt.VariableClippingOptimizer")
@documented_by(Optimizer)
class VariableClippingOptimizer(_Around):
    """Another optimizer, and variables whose norms are kept below a bound after its steps.

    Args:
      opt: the optimizer that makes the steps.
      vars_to_clip_dims: a dict of lists of ints by variable: the dimensions along which its norms are computed.
      max_norm: the greatest Euclidean norm that is left.
      colocate_clip_ops_with_vars: whether it is computed where the variable is.
    """

    def __init__(
        self,
        opt: Optimizer,
        vars_to_clip_dims: Mapping[Any, IntegersLike],
        max_norm: NumberLike,
        use_locking: bool = False,
        colocate_clip_ops_with_vars: bool = False,
        name: str = "VariableClipping",
    ) -> None:
        super().__init__(opt, use_locking, name)
        self._vars_to_clip_dims: dict[Any, Any] = {variable: dims[:] for variable, dims in vars_to_clip_dims.items()}  # type: ignore[index]
        self._max_norm = max_norm
        self._colocate_clip_ops_with_vars = colocate_clip_ops_with_vars

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        pairs = list(grads_and_vars)
        graph = get_default_graph()
        with name_scope(name, self._name) as scope:
            step = self._opt.apply_gradients(pairs, global_step=global_step)
            clipped = []
            with graph.control_dependencies([step]):
                for gradient, variable in pairs:
                    if gradient is not None and variable in self._vars_to_clip_dims:
                        with name_scope(f"clip_{variable.op.name}"):
                            clipped.append(self._clipped(gradient, variable))
            return ops.group(step, *clipped, name=scope)

    def _clipped(self, gradient: Any, variable: Any) -> Any:
        graph, dims = get_default_graph(), self._vars_to_clip_dims[variable]
        near = graph.colocate_with(variable.op) if self._colocate_clip_ops_with_vars else contextlib.nullcontext()
        rows = isinstance(gradient, IndexedSlices) and 0 not in dims
        if isinstance(gradient, IndexedSlices) and not rows:
            logging.warning(
                "Clipping norm across dims %s for %s is inefficient when including sparse dimension 0.", dims, variable.op.name
            )
        with near:
            value = ops.gather(variable, gradient.indices) if rows else variable.read_value()
            change = value - ops.clip_by_norm(value, self._max_norm, dims)
        with graph.colocate_with(variable.op):
            if rows:
                return scatter_sub(variable, gradient.indices, change, use_locking=self._use_locking)
            return variable.assign_sub(change, use_locking=self._use_locking)


@export("contrib.opt.DropStaleGradientOptimizer")
@documented_by(Optimizer)
class DropStaleGradientOptimizer(_Around):
    """Another optimizer, and gradients that are dropped where too many steps were made since they were begun.

    The variable `stale_counter` counts the dropped.

    Args:
      opt: the optimizer that makes the steps.
      staleness: how many steps may have been made.
    """

    def __init__(self, opt: Optimizer, staleness: int, use_locking: bool = False, name: str = "DropStaleGradient") -> None:
        super().__init__(opt, use_locking, name)
        self._staleness = staleness
        self._local_step: Any = None

    def compute_gradients(self, loss: Any, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        graph = get_default_graph()
        with graph.colocate_with(loss.op):
            self._local_step = get_global_step() + 0
        with graph.control_dependencies([self._local_step]):
            return self._opt.compute_gradients(ops.identity(loss), *args, **kwargs)

    def apply_gradients(self, grads_and_vars: GradientsAndVariables, global_step: Any = None, name: str | None = None) -> Any:
        pairs = list(grads_and_vars)
        graph = get_default_graph()
        with graph.colocate_with(global_step.op):
            dropped = get_variable("stale_counter", [], initializer=Zeros(), trainable=False)

        def accept() -> Tensor:
            with graph.control_dependencies([self._opt.apply_gradients(pairs, global_step=global_step, name=name)]):
                return ops.identity(0.0)

        computed = [gradient.op for gradient, _ in pairs if gradient is not None]
        with graph.control_dependencies(computed), graph.colocate_with(global_step.op):
            staleness = ops.reshape(global_step - self._local_step, [])
        outcome = cond(ops.less_equal(staleness, self._staleness), accept, lambda: ops.identity(1.0))
        update = dropped.assign_add(outcome)
        scalar("Gradient staleness percentage", dropped / ops.cast(global_step + 1, float32))
        return update


def _is_all_zeros(gradient: Any) -> Tensor:
    return ops.equal(ops.count_nonzero(gradient), 0)


@export("contrib.opt.MultitaskOptimizerWrapper")
class MultitaskOptimizerWrapper:
    """Another optimizer that leaves variables and averages alone where a gradient is all zeros.

    So a part of a loss that is missing in a batch is taken as unknown, not as zero. All else is the other optimizer's.

    Args:
      opt: the optimizer, which is changed.

    Raises:
      TypeError: it is no Optimizer.
    """

    def __init__(self, opt: Optimizer) -> None:
        if not isinstance(opt, Optimizer):
            raise TypeError("Supplied optimizer must be an instance of tf.train.Optimizer")
        self._opt = opt
        for name in ("_apply_dense", "_apply_sparse"):
            setattr(opt, name, self._unless_zeros(getattr(opt, name)))

    @staticmethod
    def _unless_zeros(apply: Any) -> Any:
        def wrapper(grad: Any, *args: Any, **kwargs: Any) -> Any:
            def applied() -> Operation:
                with get_default_graph().control_dependencies([apply(grad, *args, **kwargs)]):
                    return ops.no_op()

            values = grad.values if isinstance(grad, IndexedSlices) else grad
            return cond(_is_all_zeros(values), ops.no_op, applied)

        return wrapper

    def __getattr__(self, name: str) -> Any:
        return getattr(self._opt, name)


@export("contrib.opt.clip_gradients_by_global_norm")
def clip_gradients_by_global_norm(
    gradients_variables: Sequence[tuple[Any, Any]], clip_norm: NumberLike = 20.0
) -> tuple[list[tuple[Any, Any]], Tensor]:
    """Gradients scaled so that the norm of all together is not above a bound, for `MultitaskOptimizerWrapper`.

    Args:
      gradients_variables: pairs (gradient or None, variable).
      clip_norm: the greatest norm that is left.

    Returns:
      (a list of pairs, the norm before, a scalar).
    """
    gradients, variables = zip(*gradients_variables, strict=True)

    def present(gradient: Any) -> Any:
        if gradient is None:
            return None
        return cond(_is_all_zeros(gradient), lambda: ops.zeros([], dtype=gradient.dtype), lambda: gradient)

    norm = ops.global_norm([present(gradient) for gradient in gradients])
    clipped, _ = ops.clip_by_global_norm(gradients, clip_norm, use_norm=norm)
    return list(zip(clipped, variables, strict=True)), norm
