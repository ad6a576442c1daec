"""SyncReplicasOptimizer: one step of several replicas, whose gradients are averaged. Here they are threads of one machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.platform import logging
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.accumulators import ConditionalAccumulator, SparseConditionalAccumulator
from headrace.graph.variables.assign import assign
from headrace.graph.variables.collections import global_variables, report_uninitialized_variables
from headrace.graph.variables.scope import variable
from headrace.graph.variables.variable import Variable
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue
from headrace.pipeline.runners.queue_runner import QueueRunner

from ..optimizers.optimizer import GradientsAndVariables, Optimizer
from ..sessions.manager import what_lacks
from ..sessions.run_hooks import SessionRunHook


@export("train.SyncReplicasOptimizer")
class SyncReplicasOptimizer(Optimizer):
    """Gathers the gradients of so many replicas, and lets another optimizer apply their mean.

    A replica adds its gradients to accumulators and waits for a token. The chief's queue runner takes the means once enough
    gradients of the current step are there, applies them, and puts one token in for each replica. A gradient of an older step
    is dropped. The hook of `make_session_run_hook` does what has to be done when a session is made.

    Args:
      opt: the optimizer that applies the means.
      replicas_to_aggregate: how many gradients make one step.
      total_num_replicas: how many replicas there are; as many by default.
      variable_averages: an ExponentialMovingAverage, updated after each step; None for none.
      variables_to_average: the variables that it is applied to.
      use_locking: as of `Optimizer`.
      name: of the operations.
    """

    def __init__(
        self,
        opt: Optimizer,
        replicas_to_aggregate: int,
        total_num_replicas: int | None = None,
        variable_averages: Any = None,
        variables_to_average: Sequence[Any] | None = None,
        use_locking: bool = False,
        name: str = "sync_replicas",
    ) -> None:
        super().__init__(use_locking, name)
        self._opt = opt
        self._replicas_to_aggregate = replicas_to_aggregate
        self._total_num_replicas = replicas_to_aggregate if total_num_replicas is None else total_num_replicas
        self._variable_averages = variable_averages
        self._variables_to_average = variables_to_average
        self._gradients_applied = False
        logging.info(
            "SyncReplicasV2: replicas_to_aggregate=%s; total_num_replicas=%s", replicas_to_aggregate, self._total_num_replicas
        )

    def compute_gradients(self, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """What `compute_gradients` of the other optimizer gives; it takes the same arguments.

        Args:
          args, kwargs: as of `Optimizer.compute_gradients`.

        Returns:
          a list of pairs (gradient, variable).
        """
        return self._opt.compute_gradients(*args, **kwargs)

    def apply_gradients(  # type: ignore[override]
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Tensor:
        """A tensor that adds a replica's gradients and waits until the step that they belong to is done.

        Args:
          grads_and_vars: pairs as `compute_gradients` gives them.
          global_step: the variable that counts steps.
          name: accepted, has no effect.

        Returns:
          a tensor: the step that the replica goes on with.

        Raises:
          ValueError: no pairs, no `global_step`, or a gradient that is none.
        """
        pairs = list(grads_and_vars)
        if not pairs:
            raise ValueError("Must supply at least one variable")
        if global_step is None:
            raise ValueError("Global step is required to check staleness")
        step: Any = global_step
        self._global_step = step
        graph = get_default_graph()
        with graph.colocate_with(ops.no_op()):
            self._local_step = variable(
                initial_value=0,
                trainable=False,
                collections=[GraphKeys.LOCAL_VARIABLES],
                dtype=step.dtype.base_dtype,
                name="sync_rep_local_step",
            )
        self.local_step_init_op = assign(self._local_step, step)
        self.ready_for_local_init_op = report_uninitialized_variables(global_variables())
        with name_scope(None, self._name):
            means, adding, accumulators = self._gathered(pairs)
            with graph.device(step.device), name_scope(""):
                update = self._opt.apply_gradients(zip(means, [one for _, one in pairs], strict=True), step)
                train_op = self._through_tokens(update, adding)
            begun = [self.local_step_init_op]
            for accumulator, device in accumulators:
                with graph.device(device):
                    begun.append(accumulator.set_global_step(step, name="SetGlobalStep"))
            self.chief_init_op = ops.group(*begun)
        self._gradients_applied = True
        return train_op

    def _gathered(self, pairs: Sequence[tuple[Any, Any]]) -> tuple[list, list, list]:
        """The means of the gradients of all replicas, what adds those of this one, and the accumulators with their devices."""
        means: list[Any] = []
        adding: list[Operation] = []
        accumulators: list[tuple[Any, str]] = []
        for gradient, one in pairs:
            shared = f"{one.name}/grad_accum"
            with get_default_graph().device(one.device):
                accumulator: Any
                if gradient is None:
                    means.append(None)
                    continue
                if isinstance(gradient, Tensor):
                    accumulator = ConditionalAccumulator(gradient.dtype, shape=one.get_shape(), shared_name=shared)
                    adding.append(accumulator.apply_grad(gradient, local_step=self._local_step))
                    means.append(accumulator.take_grad(self._replicas_to_aggregate))
                elif isinstance(gradient, IndexedSlices):
                    accumulator = SparseConditionalAccumulator(gradient.dtype, shape=(), shared_name=shared)
                    adding.append(accumulator.apply_indexed_slices_grad(gradient, local_step=self._local_step))
                    means.append(accumulator.take_indexed_slices_grad(self._replicas_to_aggregate))
                else:
                    raise ValueError("Unknown grad type!")
                accumulators.append((accumulator, one.device))
        return means, adding, accumulators

    def _through_tokens(self, update: Operation, adding: Sequence[Operation]) -> Tensor:
        """What a replica runs: it adds its gradients and waits for a token; and the chief's queue runner."""
        graph, step = get_default_graph(), self._global_step
        self._tokens = GraphFIFOQueue(-1, step.dtype.base_dtype, shapes=(), name="sync_token_q", shared_name="sync_token_q")
        closed_by_runner = GraphFIFOQueue(1, int32, shapes=(), name="dummy_queue", shared_name="dummy_queue")
        with graph.control_dependencies(adding):
            token = self._tokens.dequeue()
        train_op = assign(self._local_step, token)
        with graph.control_dependencies([update]):
            tokens = ops.fill([max(self._total_num_replicas, self._replicas_to_aggregate)], step)
            sync_op = self._tokens.enqueue_many((tokens,))
        if self._variable_averages is not None:
            with graph.control_dependencies([sync_op]), name_scope(""):
                sync_op = self._variable_averages.apply(self._variables_to_average)
        self._chief_queue_runner = QueueRunner(closed_by_runner, [sync_op])
        return train_op

    def get_chief_queue_runner(self) -> QueueRunner:
        """The queue runner that applies the means; it is not in the collection QUEUE_RUNNERS.

        Returns:
          a QueueRunner.

        Raises:
          ValueError: before `apply_gradients`.
        """
        if not self._gradients_applied:
            raise ValueError("Should be called after apply_gradients().")
        return self._chief_queue_runner

    def get_slot(self, *args: Any, **kwargs: Any) -> Variable | None:
        """A slot of the other optimizer.

        Args:
          args, kwargs: as of `Optimizer.get_slot`.

        Returns:
          a Variable, or None.
        """
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args: Any, **kwargs: Any) -> list[str]:
        """The names of the slots of the other optimizer, a list of str.

        Args:
          args, kwargs: none.
        """
        return self._opt.get_slot_names(*args, **kwargs)

    def variables(self) -> list[Variable]:
        """The variables that the other optimizer keeps, a list."""
        return self._opt.variables()

    def get_init_tokens_op(self, num_tokens: int = -1) -> Operation:
        """An operation that puts in the first tokens, with which the first step can be done.

        Args:
          num_tokens: how many; -1: one for each gradient of a step.

        Returns:
          an Operation.

        Raises:
          ValueError: before `apply_gradients`, or these are too few for the replicas there are.
        """
        if not self._gradients_applied:
            raise ValueError("get_init_tokens_op() should be called after apply_gradients().")
        needed = self._replicas_to_aggregate - self._total_num_replicas
        if num_tokens == -1:
            num_tokens = self._replicas_to_aggregate
        elif num_tokens < needed:
            raise ValueError(f"Too few tokens to finish the first step: {num_tokens} (given) vs {needed} (needed)")
        if num_tokens <= 0:
            return ops.no_op(name="no_init_tokens")
        with get_default_graph().device(self._global_step.device), name_scope(""):
            return self._tokens.enqueue_many((ops.fill([num_tokens], self._global_step),))

    def make_session_run_hook(self, is_chief: bool, num_tokens: int = -1) -> SessionRunHook:
        """The hook that begins what this optimizer needs: its steps and tokens, and the chief's queue runner.

        Args:
          is_chief: whether the session is the chief's.
          num_tokens: as of `get_init_tokens_op`.

        Returns:
          a SessionRunHook.
        """
        return _Hook(self, is_chief, num_tokens)


class _Hook(SessionRunHook):
    """Initializes what a SyncReplicasOptimizer keeps, and starts its queue runner where the session is the chief's."""

    def __init__(self, optimizer: SyncReplicasOptimizer, is_chief: bool, num_tokens: int) -> None:
        self._optimizer = optimizer
        self._is_chief = is_chief
        self._num_tokens = num_tokens

    def begin(self) -> None:
        optimizer = self._optimizer
        if not optimizer._gradients_applied:
            raise ValueError("SyncReplicasOptimizer.apply_gradient should be called before using the hook.")
        self._init_op = optimizer.chief_init_op if self._is_chief else optimizer.local_step_init_op.op
        self._runner = optimizer.get_chief_queue_runner() if self._is_chief else None
        self._tokens_op = optimizer.get_init_tokens_op(self._num_tokens) if self._is_chief else None

    def after_create_session(self, session: Any, coord: Any) -> None:
        message = "Model is not ready for SyncReplicasOptimizer local init."
        lacking = what_lacks(self._optimizer.ready_for_local_init_op, session, message)
        if lacking is not None:
            raise RuntimeError(
                "Init operations did not make model ready for SyncReplicasOptimizer local_init. Init op: "
                f"{self._init_op.name}, error: {lacking}"
            )
        session.run(self._init_op)
        if self._tokens_op is not None:
            session.run(self._tokens_op)
        if self._runner is not None:
            self._runner.create_threads(session, coord=coord, daemon=True, start=True)
