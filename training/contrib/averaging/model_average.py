"""Averages of models: workers train on their own, and take the mean of all of them now and then."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.accumulators import ConditionalAccumulator
from headrace.graph.variables.assign import assign, assign_add
from headrace.graph.variables.collections import trainable_variables
from headrace.graph.variables.variable import Variable
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue

from ...optimizers.optimizer import GradientsAndVariables, Optimizer
from ...sessions.run_hooks import SessionRunHook
from .copies import CENTER, PeriodicOptimizer, StartingHook


@export("contrib.opt.ModelAverageCustomGetter")
class ModelAverageCustomGetter:
    """A custom getter for `ModelAverageOptimizer`.

    Each trainable variable is the worker's own; `global_center_variable/...` is common to all workers.

    Args:
      worker_device: the device of what is the worker's own.
    """

    def __init__(self, worker_device: Any) -> None:
        self._worker_device = worker_device
        self._local_2_global: dict[Any, Any] = {}

    def __call__(
        self, getter: Callable[..., Any], name: str, trainable: bool, collections: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """The variable of a name; see `tf.variable_scope`, `custom_getter`.

        Args:
          getter: makes or finds a variable.
          name, trainable, collections, args, kwargs: as of `tf.get_variable`.
        """
        if trainable:
            collections = [GraphKeys.LOCAL_VARIABLES]
        own = GraphKeys.LOCAL_VARIABLES in (collections or ())
        with get_default_graph().device(self._worker_device) if own else contextlib.nullcontext():
            found = getter(name, *args, trainable=trainable, collections=collections, **kwargs)
        if trainable:
            self._local_2_global[found] = Variable(
                name=f"{CENTER}/{name}",
                initial_value=found.initialized_value(),
                trainable=False,
                collections=[GraphKeys.GLOBAL_VARIABLES],
            )
        return found


@export("contrib.opt.ModelAverageOptimizer")
class ModelAverageOptimizer(PeriodicOptimizer):
    """Another optimizer on a worker's own variables, which every so many steps become the mean of all workers'.

    Variables are made with `ModelAverageCustomGetter`.

    Args:
      opt: makes the worker's steps.
      num_worker: how many workers there are.
      is_chief: whether this worker forms the means.
      ma_custom_getter: the getter that the variables were made with.
      interval_steps: after how many steps means are formed.
      use_locking: accepted.
      name: of the optimizer.
    """

    def __init__(
        self,
        opt: Optimizer,
        num_worker: int,
        is_chief: bool,
        ma_custom_getter: ModelAverageCustomGetter,
        interval_steps: int = 100,
        use_locking: bool = True,
        name: str = "ModelAverageOptimizer",
    ) -> None:
        super().__init__(opt, num_worker, interval_steps, use_locking, name)
        self._is_chief = is_chief
        self._local_2_global = ma_custom_getter._local_2_global
        self._accumulators: list[tuple[ConditionalAccumulator, Any]] = []
        self._chief_init_op: Operation | None = None

    @documented_by(Optimizer.compute_gradients)
    def compute_gradients(self, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """The gradients that the other optimizer computes.

        Args:
          args, kwargs: as of `tf.train.Optimizer.compute_gradients`.
        """
        return self._opt.compute_gradients(*args, **kwargs)

    @documented_by(Optimizer.apply_gradients)
    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        pairs = list(grads_and_vars)
        if not pairs:
            raise ValueError("Must supply at least one variable")
        if global_step is None:
            raise ValueError("Global step is required")
        local = [variable for gradient, variable in pairs if gradient is not None]
        step = self._opt.apply_gradients(pairs)
        graph = get_default_graph()
        with graph.control_dependencies([step]):
            counted = self._counted()
        with graph.control_dependencies([counted]):
            found = self._now_and_then(self._is_time(), lambda: self._averaged(local, global_step))
        starts = []
        for accumulator, device in self._accumulators:
            with graph.device(device):
                starts.append(accumulator.set_global_step(global_step, name="SetGlobalStep"))
        self._chief_init_op = ops.group(*starts)
        return found

    def _averaged(self, local: Sequence[Any], global_step: Any) -> Operation:
        graph = get_default_graph()
        centers = [self._local_2_global[variable] for variable in local]
        with graph.colocate_with(global_step):
            queue = GraphFIFOQueue(-1, [dtypes.bool_], shapes=[[]], shared_name="sync_queue")
        given, means = [], []
        with name_scope(None, f"{self._name}/global"):
            for variable, center in zip(local, centers, strict=True):
                with graph.device(center.device):
                    one = ConditionalAccumulator(
                        variable.dtype.base_dtype, shape=variable.shape, shared_name=f"{center.name}/var_accum"
                    )
                    given.append(one.apply_grad(variable.read_value(), local_step=global_step))
                    means.append(one.take_grad(self._num_worker))
                    self._accumulators.append((one, center.device))
        if self._is_chief:
            with graph.control_dependencies(given):
                done = []
                for mean, center in zip(means, centers, strict=True):
                    with graph.device(center.device):
                        done.append(assign(center, mean))
                with graph.device(global_step.device):
                    done.append(assign_add(global_step, 1))
            with graph.control_dependencies(done), graph.device(global_step.device):
                told = queue.enqueue_many(ops.fill([self._num_worker - 1], constant(False)))
        else:
            with graph.control_dependencies(given), graph.device(global_step.device):
                told = queue.dequeue()
        with graph.control_dependencies([told]):
            return self._taken_over(local)

    def _taken_over(self, local: Sequence[Any]) -> Operation:
        if not local:
            raise ValueError("The list of local_variables should not be empty")
        done = []
        for variable in local:
            with get_default_graph().device(variable.device):
                done.append(assign(variable, self._local_2_global[variable].read_value()))
        return ops.group(*done)

    def get_init_op(self) -> Operation:
        """An operation that gives the worker's variables the values of the common ones.

        Raises:
          ValueError: there are no trainable variables.
        """
        return self._taken_over(trainable_variables())

    def make_session_run_hook(self) -> SessionRunHook:
        """A hook that runs `get_init_op` when a session is made."""
        return StartingHook(self.get_init_op, self._is_chief)
