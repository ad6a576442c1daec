"""InMemoryEvaluatorHook: an evaluation in the middle of a training, without a checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys

from ...sessions.run_hooks import SessionRunHook
from ...sessions.timers import SecondOrStepTimer


@export("estimator.experimental.InMemoryEvaluatorHook", "contrib.estimator.InMemoryEvaluatorHook")
class InMemoryEvaluatorHook(SessionRunHook):
    """Evaluates the model that is trained: at the start, every so many steps, at the end.

    Args:
      estimator: the Estimator that is trained.
      input_fn: gives features and labels, or a dataset of them.
      steps: how many batches to take; None: to the end of the input.
      hooks: SessionRunHooks of the evaluation; None for none.
      name: of the evaluation, where there are several.
      every_n_iter: how often to evaluate.

    Raises:
      ValueError: `every_n_iter` is not above 0, several processes train, or (when the training begins) the model has a Saver or
        an `init_fn` of its own.
    """

    def __init__(
        self,
        estimator: Any,
        input_fn: Callable[..., Any],
        steps: int | None = None,
        hooks: Iterable[SessionRunHook] | None = None,
        name: str | None = None,
        every_n_iter: int = 100,
    ) -> None:
        if every_n_iter is None or every_n_iter <= 0:
            raise ValueError(f"invalid every_n_iter={every_n_iter}.")
        if estimator.config.num_ps_replicas > 0 or estimator.config.num_worker_replicas > 1:
            raise ValueError("InMemoryEvaluator supports only single machine (aka Local) setting.")
        self._estimator = estimator
        self._input_fn = input_fn
        self._name = name
        self._hooks = estimator._evaluation_hooks(steps, hooks)
        self._timer = SecondOrStepTimer(every_steps=every_n_iter)

    def begin(self) -> None:
        self._timer.reset()
        self._count = 0
        self._graph = Graph()
        with self._graph.as_default():
            self._evaluation = self._estimator._built_evaluation(self._graph, self._input_fn, self._hooks)
            self._evaluation.check_plain()

    def after_create_session(self, session: Any, coord: Any) -> None:
        trained = get_default_graph()
        if trained.get_collection(GraphKeys.SAVEABLE_OBJECTS):
            raise ValueError("InMemoryEvaluator does not support saveables other than global variables.")
        evaluated = {one.name: one for one in self._graph.get_collection(GraphKeys.GLOBAL_VARIABLES)}
        found = {one.name: one for one in trained.get_collection(GraphKeys.GLOBAL_VARIABLES) if one.name in evaluated}
        self._trained, self._evaluated = found, {name: evaluated[name] for name in found}
        self._evaluate(session)

    def after_run(self, run_context: Any, run_values: Any) -> None:
        self._count += 1
        if self._timer.should_trigger_for_step(self._count):
            self._evaluate(run_context.session)

    def end(self, session: Any) -> None:
        self._evaluate(session)

    def _evaluate(self, session: Any) -> None:
        values = session.run(self._trained)

        def begin_with_values(scaffold: Any, evaluating: Any) -> None:
            for name, variable in self._evaluated.items():
                variable.load(values[name], evaluating)

        with self._graph.as_default():
            self._estimator._evaluated(self._evaluation, None, self._name, begin_with_values)
        self._timer.update_last_triggered_step(self._count)
