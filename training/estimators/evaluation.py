"""The evaluation of an Estimator's model: metrics over an input."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging

from ..contrib.training_loops.evaluation import counted, tell
from ..metrics.means import mean
from ..sessions.defaults import default_local_init_op
from ..sessions.hooks_stop import FinalOpsHook
from ..sessions.monitored import ChiefSessionCreator, MonitoredSession
from ..sessions.run_hooks import SessionRunHook
from ..sessions.scaffold import Scaffold
from .run_config import RunConfig
from .spec import LOSS_METRIC_KEY, EstimatorSpec


class Evaluation:
    """Metrics of a model in the default graph.

    Raises:
      ValueError: a metric has the name of one that every model has.
    """

    def __init__(self, spec: EstimatorSpec, step: Any, hooks: Sequence[SessionRunHook]) -> None:
        metrics = spec.eval_metric_ops
        if LOSS_METRIC_KEY in metrics:
            raise ValueError(_taken(f'"{LOSS_METRIC_KEY}"'))
        metrics[LOSS_METRIC_KEY] = mean(spec.loss)
        if GraphKeys.GLOBAL_STEP in metrics:
            raise ValueError(_taken("`global_step`"))
        pairs = [(name, *metrics[name]) for name in sorted(metrics)]
        # Made before the operation that initializes it.
        self._update, count = counted(ops.group(*(update for _, _, update in pairs)))
        self._values = {name: value for name, value, _ in pairs} | {GraphKeys.GLOBAL_STEP: step}
        self._hooks = [*hooks, *spec.evaluation_hooks]
        tell(self._hooks, count)
        self._scaffold = spec.scaffold
        if self._scaffold.local_init_op is not None:
            initialize = ops.group(self._scaffold.local_init_op, default_local_init_op())
            self._scaffold = Scaffold(local_init_op=initialize, copy_from_scaffold=self._scaffold)

    def check_plain(self) -> None:
        """Raises ValueError for a model with a Saver or an `init_fn` of its own: it needs a checkpoint."""
        for name, value in (("saver", self._scaffold.saver), ("init_fn", self._scaffold.init_fn)):
            if value is not None:
                raise ValueError(f"InMemoryEvaluator does not support custom {name}")

    def run(self, checkpoint_path: Any, config: RunConfig, init_fn: Callable[..., Any] | None = None) -> dict[str, Any]:
        """The values of the metrics at the end of the input, or when a hook ends it.

        Args:
          checkpoint_path: the checkpoint; None: a new model, initialized, and by
          init_fn: a function of the Scaffold and the session.
        """
        final = FinalOpsHook(self._values)
        creator = ChiefSessionCreator(
            Scaffold(init_fn=init_fn, copy_from_scaffold=self._scaffold) if init_fn else self._scaffold,
            config.evaluation_master,
            config.session_config,
            checkpoint_filename_with_path=checkpoint_path,
        )
        logging.info("Starting evaluation at %s", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.localtime()))
        with MonitoredSession(creator, [*self._hooks, final]) as session:
            while not session.should_stop():
                session.run(self._update)
        logging.info("Finished evaluation at %s", time.strftime("%Y-%m-%d-%H:%M:%S", time.localtime()))
        return final.final_ops_values


def _taken(name: str) -> str:
    return f"Metric with name {name} is not allowed, because Estimator already defines a default metric with the same name."
