"""Decoupled decay of weights. Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2017."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.scatter import scatter_add

from ...optimizers.adam import AdamOptimizer
from ...optimizers.momentum import MomentumOptimizer
from ...optimizers.optimizer import GradientsAndVariables, Optimizer


@export("contrib.opt.DecoupledWeightDecayExtension")
class DecoupledWeightDecayExtension(Optimizer):
    """Makes an optimizer of another that also decays weights: `variable -= weight_decay * variable`, before its own step.

    A class derives from it first and from the other optimizer second; `extend_with_decoupled_weight_decay` makes one. Where a
    schedule makes the learning rate smaller, `weight_decay` should follow it.

    Args:
      weight_decay: a number or scalar tensor, or a function without arguments that gives one.
      kwargs: of the other optimizer.
    """

    def __init__(self, weight_decay: Any, **kwargs: Any) -> None:
        self._decay_var_list: Any = None
        self._weight_decay = weight_decay
        self._weight_decay_tensor: Any = None
        super().__init__(**kwargs)

    @documented_by(Optimizer.minimize)
    def minimize(
        self,
        loss: Any,
        global_step: TensorLike | None = None,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = Optimizer.GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        name: str | None = None,
        grad_loss: TensorLike | None = None,
        decay_var_list: Iterable[Any] | None = None,
    ) -> Operation:
        """An operation that decays the variables and takes one step down the gradient of `loss`.

        Args:
          decay_var_list: of no effect, as in TensorFlow 1.15: all variables that change decay. Name those that shall decay in
            `apply_gradients`.
        """
        return super().minimize(
            loss,
            global_step=global_step,
            var_list=var_list,
            gate_gradients=gate_gradients,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
            name=name,
            grad_loss=grad_loss,
        )

    @documented_by(Optimizer.apply_gradients)
    def apply_gradients(
        self,
        grads_and_vars: GradientsAndVariables,
        global_step: TensorLike | None = None,
        name: str | None = None,
        decay_var_list: Iterable[Any] | None = None,
    ) -> Operation:
        """An operation that decays variables and changes them by their gradients.

        Args:
          decay_var_list: the variables that decay, by default all that change.
        """
        self._decay_var_list = set(decay_var_list) if decay_var_list else None
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _prepare(self) -> None:
        self._weight_decay_tensor = convert_to_tensor(self._call_if_callable(self._weight_decay), name="weight_decay")
        super()._prepare()

    def _decays(self, variable: Any) -> bool:
        return not self._decay_var_list or variable in self._decay_var_list

    def _factor(self, variable: Any) -> Tensor:
        return ops.cast(self._weight_decay_tensor, variable.dtype.base_dtype)

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        decayed = var.assign_sub(self._factor(var) * var, self._use_locking) if self._decays(var) else ops.no_op()
        with get_default_graph().control_dependencies([decayed]):
            return super()._apply_dense(grad, var)

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        decayed: Any = ops.no_op()
        if self._decays(var):
            change = -self._factor(var) * ops.gather(var, grad.indices)
            decayed = scatter_add(var, grad.indices, change, self._use_locking)
        with get_default_graph().control_dependencies([decayed]):
            return super()._apply_sparse(grad, var)


@export("contrib.opt.extend_with_decoupled_weight_decay")
def extend_with_decoupled_weight_decay(base_optimizer: type[Optimizer]) -> type[DecoupledWeightDecayExtension]:
    """A class of optimizers that decay weights, too.

    >>> SGDW = tf.contrib.opt.extend_with_decoupled_weight_decay(tf.train.GradientDescentOptimizer)
    >>> x = tf.Variable(2.0)
    >>> step = SGDW(weight_decay=0.5, learning_rate=0.1).minimize(x)
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     sess.run(step)
    ...     print(round(float(sess.run(x)), 4))
    0.9

    Args:
      base_optimizer: a class of optimizers whose step does not depend on the value of the variable.

    Returns:
      a class derived from `DecoupledWeightDecayExtension` and that; it takes `weight_decay` before the other arguments.
    """

    class OptimizerWithDecoupledWeightDecay(DecoupledWeightDecayExtension, base_optimizer):  # type: ignore[misc, valid-type]
        def __init__(self, weight_decay: Any, *args: Any, **kwargs: Any) -> None:
            super().__init__(weight_decay, *args, **kwargs)

    return OptimizerWithDecoupledWeightDecay


@export("contrib.opt.MomentumWOptimizer")
@documented_by(DecoupledWeightDecayExtension, MomentumOptimizer)
class MomentumWOptimizer(DecoupledWeightDecayExtension, MomentumOptimizer):
    """`tf.train.MomentumOptimizer` that decays weights, too."""

    def __init__(
        self,
        weight_decay: Any,
        learning_rate: NumberLike,
        momentum: NumberLike,
        use_locking: bool = False,
        name: str = "MomentumW",
        use_nesterov: bool = False,
    ) -> None:
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            momentum=momentum,
            use_locking=use_locking,
            name=name,
            use_nesterov=use_nesterov,
        )


@export("contrib.opt.AdamWOptimizer")
@documented_by(DecoupledWeightDecayExtension, AdamOptimizer)
class AdamWOptimizer(DecoupledWeightDecayExtension, AdamOptimizer):
    """`tf.train.AdamOptimizer` that decays weights, too."""

    def __init__(
        self,
        weight_decay: Any,
        learning_rate: NumberLike = 0.001,
        beta1: Any = 0.9,
        beta2: Any = 0.999,
        epsilon: NumberLike = 1e-8,
        use_locking: bool = False,
        name: str = "AdamW",
    ) -> None:
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            beta1=beta1,
            beta2=beta2,
            epsilon=epsilon,
            use_locking=use_locking,
            name=name,
        )
