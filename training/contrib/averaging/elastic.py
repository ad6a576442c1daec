"""Elastic averaging: workers are drawn to variables that are common to all, and draw these to them."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.saveables import by_name
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.types import dtypes
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.assign import assign, assign_add, assign_sub
from headrace.graph.variables.collections import global_variables, trainable_variables
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue

from ...optimizers.optimizer import GradientsAndVariables, Optimizer
from ...sessions.run_hooks import SessionRunHook
from .copies import CopyingGetter, PeriodicOptimizer, StartingHook, made_local, names_of


@export("contrib.opt.ElasticAverageCustomGetter")
class ElasticAverageCustomGetter(CopyingGetter):
    """A custom getter for `ElasticAverageOptimizer`.

    Each trainable variable is the worker's own; `global_center_variable/...` is common to all workers,
    `local_center_variable/...` is what the worker knows of it.

    Args:
      worker_device: the device of what is the worker's own.
    """

    _own_copy = "local_center_variable"


@export("contrib.opt.ElasticAverageOptimizer")
class ElasticAverageOptimizer(PeriodicOptimizer):
    """Another optimizer on a worker's own variables, which every so many steps are drawn to the common ones.

    S. Zhang, A. Choromanska, Y. LeCun, Deep learning with elastic averaging SGD (2015). Variables are made with
    `ElasticAverageCustomGetter`.

    Args:
      opt: makes the worker's steps.
      num_worker: how many workers there are.
      ea_custom_getter: the getter that the variables were made with.
      communication_period: after how many steps the variables are drawn together.
      moving_rate: how far; 0.9 / communication_period / num_worker by default.
      rho: how much the distance counts in the loss; moving_rate / the learning rate of `opt` by default.
      use_locking: accepted.
      synchronous: whether workers wait for each other before they begin.
      name: of the optimizer.

    Raises:
      AttributeError: neither `rho` nor a learning rate is known.
    """

    BETA = 0.9

    def __init__(
        self,
        opt: Optimizer,
        num_worker: int,
        ea_custom_getter: ElasticAverageCustomGetter,
        communication_period: int = 10,
        moving_rate: NumberLike | None = None,
        rho: NumberLike | None = None,
        use_locking: bool = True,
        synchronous: bool = False,
        name: str = "ElasticAverageOptimizer",
    ) -> None:
        self._moving_rate: Any = self.BETA / communication_period / num_worker if moving_rate is None else moving_rate
        self._rho: Any = self._moving_rate / _learning_rate_of(opt) if rho is None else rho
        super().__init__(opt, num_worker, communication_period, use_locking, name)
        self._local_map = ea_custom_getter._own_map
        self._global_map = ea_custom_getter._global_map
        self._synchronous = synchronous

    @documented_by(Optimizer.compute_gradients)
    def compute_gradients(
        self,
        loss: Any,
        var_list: Any = None,
        gate_gradients: int = Optimizer.GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        grad_loss: TensorLike | None = None,
    ) -> list[tuple[Any, Any]]:
        """The gradients of the loss and of the distance from the common variables."""
        variables = list(var_list or trainable_variables())
        centers = [self._local_map[variable] for variable in variables]
        apart = [ops.subtract(v, center) for v, center in zip(trainable_variables(), centers, strict=False)]
        total = loss + self._rho * ops.add_n([ops.l2_loss(one) for one in apart])
        return self._opt.compute_gradients(
            total, variables, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss
        )

    @documented_by(Optimizer.apply_gradients)
    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        pairs = list(grads_and_vars)
        before = names_of(global_variables())
        step = self._opt.apply_gradients(pairs)
        graph = get_default_graph()
        with graph.control_dependencies([step]):
            counted = self._counted()
        made_local(before)
        local = [variable for gradient, variable in pairs if gradient is not None]

        def together() -> Operation:
            return self._drawn_together(local, global_step)

        with graph.control_dependencies([counted]):
            return self._now_and_then(self._is_time(), together)

    def _drawn_together(self, local: list[Any], global_step: Any) -> Operation:
        graph = get_default_graph()
        centers = [self._global_map[variable] for variable in local]
        known = [self._local_map[variable] for variable in local]
        learned = [own.assign(center) for own, center in zip(known, centers, strict=True)]
        with graph.control_dependencies(learned):
            apart, done = [], []
            for variable, own in zip(local, known, strict=True):
                with graph.device(variable.device):
                    apart.append(ops.subtract(variable, own))
            for change, changed in ((assign_sub, local), (assign_add, centers)):
                for variable, one in zip(changed, apart, strict=True):
                    with graph.device(variable.device):
                        done.append(change(variable, ops.multiply(self._moving_rate, one)))
            if global_step is not None:
                with graph.colocate_with(global_step):
                    done.append(assign_add(global_step, 1))
        return ops.group(*done)

    def get_init_op(self, task_index: int) -> Operation:
        """An operation that gives the worker's variables the values of the common ones.

        Args:
          task_index: the number of the worker, where workers wait for each other.

        Raises:
          ValueError: there are no trainable variables.
        """
        local = trainable_variables()
        if not local:
            raise ValueError(
                "The lists of local_variables, global_center_variables, local_center_variables should not be empty  "
            )
        done = []
        for variable in local:
            center = self._global_map[variable]
            done += [assign(variable, center), assign(self._local_map[variable], center)]
        start = ops.group(*done)
        return self._waited_for(start, task_index) if self._synchronous else start

    def _waited_for(self, start: Operation, task_index: int) -> Operation:
        """`start`, and those of all other workers: each tells each by a queue of the other's."""
        queues = [
            GraphFIFOQueue(self._num_worker, [dtypes.bool_], shapes=[[]], shared_name=f"variable_init_sync_queue{worker}")
            for worker in range(self._num_worker)
        ]
        token = constant(False)
        with get_default_graph().control_dependencies([start]):
            told = [ops.no_op() if k == task_index else queue.enqueue(token) for k, queue in enumerate(queues)]
        return ops.group(*told, queues[task_index].dequeue_many(len(queues) - 1))

    def make_session_run_hook(self, is_chief: bool, task_index: int) -> SessionRunHook:
        """A hook that runs `get_init_op` when a session is made.

        Args:
          is_chief: whether the worker initializes the common variables.
          task_index: its number.
        """
        return StartingHook(lambda: self.get_init_op(task_index), is_chief)

    def swapping_saver(self, var_list: Any = None, name: str = "swapping_saver", **kwargs: Any) -> Saver:
        """A Saver that saves the common variables under the names of the worker's own.

        Args:
          var_list: a list or dict of variables; the trainable ones by default.
          name: of the operations.
          kwargs: of the Saver.

        Returns:
          a `tf.train.Saver`.

        Raises:
          RuntimeError: no variable was made with the getter.
        """
        if not self._global_map:
            raise RuntimeError(
                "global_center_variable is empty, please make sure this is called after model created and "
                "ElasticAverageCustomGetter is used when declaring you model"
            )
        if var_list is None:
            var_list = trainable_variables()
        named = var_list if isinstance(var_list, dict) else by_name(var_list)
        centers = {variable.op.name: center for variable, center in self._global_map.items()}
        swapped = {
            key: [centers.get(part.op.name, part) for part in one] if isinstance(one, list) else centers.get(one.op.name, one)
            for key, one in named.items()
        }
        return Saver(swapped, name=name, **kwargs)


def _learning_rate_of(opt: Optimizer) -> Any:
    found = getattr(opt, "_hyperparameters", {})
    if "learning_rate" not in found:
        raise AttributeError(f"{type(opt).__name__!r} object has no attribute '_learning_rate'")
    return found["learning_rate"]
