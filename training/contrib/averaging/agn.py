"""AGN: workers accumulate gradients, and apply them to variables that are common to all."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign, assign_add
from headrace.graph.variables.collections import global_variables, trainable_variables

from ...optimizers.optimizer import GradientsAndVariables, Optimizer
from ...sessions.run_hooks import SessionRunHook
from .copies import CopyingGetter, PeriodicOptimizer, StartingHook, made_local, names_of


@export("contrib.opt.AGNCustomGetter")
class AGNCustomGetter(CopyingGetter):
    """A custom getter for `AGNOptimizer`.

    Each trainable variable is the worker's own; `global_center_variable/...` is common to all workers,
    `grad_variable/...` holds the worker's gradients.

    Args:
      worker_device: the device of what is the worker's own.
    """

    _own_copy = "grad_variable"

    def _untrained(self, getter: Any, name: str, collections: Any, *args: Any, **kwargs: Any) -> Any:
        return getter(name, *args, collections=collections, **kwargs)


@export("contrib.opt.AGNOptimizer")
class AGNOptimizer(PeriodicOptimizer):
    """Another optimizer on a worker's own variables; every so many steps the mean of its gradients moves the common ones.

    J. Chen and others, Accumulated gradient normalization (2017). Variables are made with `AGNCustomGetter`.

    Args:
      optimizer: makes the steps, the worker's and the common ones.
      num_worker: how many workers there are.
      custom_getter: the AGNCustomGetter that the variables were made with.
      communication_period: after how many steps the common variables are moved.
      use_locking: accepted.
      name: of the optimizer.

    Example:
      >>> getter = tf.contrib.opt.AGNCustomGetter("")
      >>> with tf.variable_scope("", custom_getter=getter):
      ...     x = tf.get_variable("x", initializer=1.0)
      >>> sgd = tf.train.GradientDescentOptimizer(0.25)
      >>> optimizer = tf.contrib.opt.AGNOptimizer(sgd, 1, getter, communication_period=2)
      >>> step = optimizer.minimize(x * x)
      >>> with tf.Session() as sess:
      ...     _ = sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
      ...     _ = sess.run(optimizer.get_init_op(0))
      ...     _ = sess.run(step)
      ...     print(sess.run(x))
      0.5
    """

    def __init__(
        self,
        optimizer: Optimizer,
        num_worker: int,
        custom_getter: AGNCustomGetter,
        communication_period: int = 10,
        use_locking: bool = True,
        name: str = "AGNOptimizer",
    ) -> None:
        super().__init__(optimizer, num_worker, communication_period, use_locking, name)
        self._global_map = custom_getter._global_map
        self._grad_map = custom_getter._own_map

    @documented_by(Optimizer.apply_gradients)
    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        pairs = [(gradient, variable) for gradient, variable in grads_and_vars if gradient is not None]
        before = names_of(global_variables())
        updates = [self._opt.apply_gradients(pairs)]
        made_local(before)
        local = [variable for _, variable in pairs]
        sums = [self._grad_map[variable] for variable in local]
        updates += [assign_add(total, gradient) for total, (gradient, _) in zip(sums, pairs, strict=True)]

        def together() -> Operation:
            graph = get_default_graph()
            with graph.control_dependencies([assign(total, total.read_value() / self._period) for total in sums]):
                means = [total.read_value() for total in sums]
                centers = [self._global_map[variable] for variable in local]
                moved = self._opt.apply_gradients(list(zip(means, centers, strict=True)))
            with graph.control_dependencies([moved]):
                done = []
                if global_step is not None:
                    with graph.colocate_with(global_step):
                        done.append(assign_add(global_step, 1))
                done += [assign(variable, self._global_map[variable].read_value()) for variable in local]
                done += [assign(total, ops.zeros_like(total)) for total in sums]
                return ops.group(*done)

        graph = get_default_graph()
        with graph.control_dependencies([self._counted()]):
            is_time = self._is_time()
        with graph.control_dependencies(updates):
            return self._now_and_then(is_time, together)

    def get_init_op(self, task_index: int) -> Operation:
        """An operation that gives the worker's variables the values of the common ones, and forgets its gradients.

        Args:
          task_index: accepted.

        Raises:
          ValueError: there are no trainable variables.
        """
        local = trainable_variables()
        if not local:
            raise ValueError("The lists of local_variables, global_center_variables,grad_center_variables should not be empty")
        done = [assign(variable, self._global_map[variable]) for variable in local]
        done += [assign(self._grad_map[variable], ops.zeros_like(self._grad_map[variable])) for variable in local]
        return ops.group(*done)

    def make_session_run_hook(self, is_chief: bool, task_index: int) -> SessionRunHook:
        """A hook that runs `get_init_op` when a session is made.

        Args:
          is_chief: whether the worker initializes the common variables.
          task_index: its number.
        """
        return StartingHook(lambda: self.get_init_op(task_index), is_chief)
