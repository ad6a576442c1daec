"""Estimator: a model that is trained, evaluated, asked and exported by methods, its state in a directory.

estimator = tf.estimator.Estimator(model_fn, model_dir="model")
estimator.train(input_fn, steps=1000)
print(estimator.evaluate(evaluation_input_fn))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.checkpoints.reader import CheckpointReader
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging
from headrace.graph.runtime.random_seed import set_random_seed
from headrace.graph.types.errors import OpError
from headrace.graph.variables.global_step import get_global_step

from ..contrib.training_loops.evaluation import StopAfterNEvalsHook
from ..sessions.hooks_save import CheckpointSaverListener
from ..sessions.hooks_stop import StopAtStepHook
from ..sessions.monitored import ChiefSessionCreator, MonitoredSession
from ..sessions.run_hooks import SessionRunHook
from ..sessions.timers import global_step_read
from . import results, train_loop
from .cluster import TaskType
from .evaluation import Evaluation
from .exported import ExportsModel
from .modes import ModeKeys


@export("estimator.Estimator")
class Estimator(ExportsModel):
    """A model that is trained, evaluated, asked and exported by methods, its state in a directory.

    Each method builds the model in a graph of its own, by `model_fn`, and takes the values of the latest checkpoint.

    Args:
      model_fn: a function of `features` and those of `labels`, `mode`, `params` and `config` that it needs; gives an
        EstimatorSpec.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      config: a RunConfig; the default by default.
      params: hyperparameters that `model_fn` and input functions get as `params`; None for none.
      warm_start_from: the checkpoint, the directory or the SavedModel whose variables a new model begins with, or a
        WarmStartSettings; None: it begins with its initializers.

    Raises:
      ValueError: `model_fn` has other arguments; the directories contradict each other; a method is overridden.
    """

    def train(
        self,
        input_fn: Callable[..., Any],
        hooks: Iterable[SessionRunHook] | None = None,
        steps: int | None = None,
        max_steps: int | None = None,
        saving_listeners: Iterable[CheckpointSaverListener] | None = None,
    ) -> Estimator:
        """Train, from the latest checkpoint on, and save.

        Args:
          input_fn: gives features and labels, or a dataset of them; a function of those of `mode`, `params` and `config` that
            it needs.
          hooks: SessionRunHooks; None for none.
          steps: how many steps to make; or
          max_steps: the global step at which it ends; None for both: at the end of the input.
          saving_listeners: are told when a checkpoint is written; None for none.

        Returns:
          itself.

        Raises:
          ValueError: both or no number of steps above 0; listeners where no checkpoints are written; the task of this process
            is not to train.
          TypeError: a hook or a listener is none.
          NanLossDuringTrainingError: the loss is NaN.
        """
        if self._config.task_type in (TaskType.EVALUATOR, TaskType.PS):
            raise ValueError(
                "Train has been called wrong configuration. Please use tf.estimator.train_and_evaluate which calls proper API "
                f"according to given configuration. Current configuration: {self._config}."
            )
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        _check_positive("steps", steps)
        _check_positive("max_steps", max_steps)
        if max_steps is not None and max_steps <= self._trained_steps():
            logging.info("Skipping training since max_steps has already saved.")
            return self
        all_hooks = _checked(hooks, SessionRunHook, "Hooks must be a SessionRunHook, given: ")
        if steps is not None or max_steps is not None:
            all_hooks.append(StopAtStepHook(steps, max_steps))
        text = "saving_listeners must be a list of CheckpointSaverListener, given: "
        listeners = _checked(saving_listeners, CheckpointSaverListener, text)
        loss = self._train_model(input_fn, all_hooks, listeners)
        logging.info("Loss for final step: %s.", loss)
        return self

    def _trained_steps(self) -> int:
        try:
            return int(CheckpointReader(self.latest_checkpoint()).get_tensor(GraphKeys.GLOBAL_STEP))
        except (OpError, TypeError):
            return 0

    def _train_model(self, input_fn: Any, hooks: list[Any], listeners: list[Any]) -> Any:
        with Graph().as_default() as graph, graph.device(self._device_fn):
            set_random_seed(self._config.tf_random_seed)
            if self._create_and_assert_global_step(graph) is not None:
                global_step_read("Estimator")
            given = self._call_input_fn(input_fn, ModeKeys.TRAIN)
            spec = self._call_model_fn(given.features, given.labels, ModeKeys.TRAIN, self.config)
            step = get_global_step(graph)
            if self._warm_start_settings:
                self._warm_start()
            return train_loop.train(spec, self._config, [*given.hooks, *hooks], listeners, step)

    def evaluate(
        self,
        input_fn: Callable[..., Any],
        steps: int | None = None,
        hooks: Iterable[SessionRunHook] | None = None,
        checkpoint_path: Any = None,
        name: str | None = None,
    ) -> dict[str, Any]:
        """The values of the model's metrics over an input, which are written to `eval_dir`, too.

        Args:
          input_fn: gives features and labels, or a dataset of them.
          steps: how many batches to take; None: to the end of the input.
          hooks: SessionRunHooks; None for none.
          checkpoint_path: the checkpoint, by default the latest one; a new model where there is none.
          name: of the evaluation, where there are several.

        Returns:
          dict from names to values, "loss" and "global_step" among them.

        Raises:
          ValueError: `steps` is not above 0; a metric is called like one that is there.
          TypeError: a hook is none.
        """
        all_hooks = self._evaluation_hooks(steps, hooks)
        checkpoint_path = checkpoint_path or self._latest_or_new("evaluate")
        with Graph().as_default() as graph:
            evaluation = self._built_evaluation(graph, input_fn, all_hooks)
            if not checkpoint_path and self._warm_start_settings:
                self._warm_start()
            return self._evaluated(evaluation, checkpoint_path, name)

    def _evaluation_hooks(self, steps: int | None, hooks: Iterable[SessionRunHook] | None) -> list[SessionRunHook]:
        found = _checked(hooks, SessionRunHook, "Hooks must be a SessionRunHook, given: ")
        _check_positive("steps", steps)
        return found if steps is None else [*found, StopAfterNEvalsHook(steps)]

    def _built_evaluation(self, graph: Graph, input_fn: Any, hooks: list[SessionRunHook]) -> Evaluation:
        set_random_seed(self._config.tf_random_seed)
        self._create_and_assert_global_step(graph)
        given = self._call_input_fn(input_fn, ModeKeys.EVAL)
        spec = self._call_model_fn(given.features, given.labels, ModeKeys.EVAL, self.config)
        return Evaluation(spec, get_global_step(graph), [*given.hooks, *hooks])

    def _evaluated(self, evaluation: Evaluation, checkpoint_path: Any, name: str | None, init_fn: Any = None) -> dict[str, Any]:
        """What it finds, which is written to `eval_dir`, too."""
        found = evaluation.run(checkpoint_path, self._config, init_fn)
        step = found[GraphKeys.GLOBAL_STEP]
        results.write_results(self.eval_dir(name), found, step)
        if checkpoint_path:
            results.write_checkpoint_path(self.eval_dir(name), checkpoint_path, step)
        return found

    def predict(
        self,
        input_fn: Callable[..., Any],
        predict_keys: Any = None,
        hooks: Iterable[SessionRunHook] | None = None,
        checkpoint_path: Any = None,
        yield_single_examples: bool = True,
    ) -> Iterator[Any]:
        """The predictions of the model for an input.

        Args:
          input_fn: gives features, or a dataset of them; labels are left out.
          predict_keys: names of those predictions to give; None: all.
          hooks: SessionRunHooks; None for none.
          checkpoint_path: the checkpoint, by default the latest one; a new model where there is none.
          yield_single_examples: give the predictions example by example; False: batch by batch.

        Yields:
          arrays, or dicts from names to arrays, as the predictions of the model are.

        Raises:
          ValueError: none of `predict_keys` is a prediction; predictions of several lengths.
          TypeError: a hook is none.
        """
        all_hooks = _checked(hooks, SessionRunHook, "Hooks must be a SessionRunHook, given: ")
        checkpoint_path = checkpoint_path or self._latest_or_new("predict")
        graph = Graph()  # the default graph while it works, and not while the caller does
        with graph.as_default():
            set_random_seed(self._config.tf_random_seed)
            self._create_and_assert_global_step(graph)
            given = self._call_input_fn(input_fn, ModeKeys.PREDICT)
            if not given.ends:
                logging.warning(
                    "Input graph does not use tf.data.Dataset or contain a QueueRunner. That means predict yields forever. "
                    "This is probably a mistake."
                )
            spec = self._call_model_fn(given.features, None, ModeKeys.PREDICT, self.config)
            if not checkpoint_path and self._warm_start_settings:
                self._warm_start()
            predictions = _chosen(spec.predictions, predict_keys)
            config = self._config
            creator = ChiefSessionCreator(
                spec.scaffold, config.master, config.session_config, checkpoint_filename_with_path=checkpoint_path
            )
            session = MonitoredSession(creator, [*given.hooks, *all_hooks, *spec.prediction_hooks])
        with session:
            while not session.should_stop():
                with graph.as_default():
                    values = session.run(predictions)
                if not yield_single_examples:
                    yield values
                elif not isinstance(predictions, dict):
                    yield from values
                else:
                    for number in range(_common_length(values)):
                        yield {name: value[number] for name, value in values.items()}


def _check_positive(name: str, steps: int | None) -> None:
    if steps is not None and steps <= 0:
        raise ValueError(f"Must specify {name} > 0, given: {steps}")


def _checked(given: Iterable[Any] | None, kind: type, text: str) -> list[Any]:
    found = list(given or ())
    for item in found:
        if not isinstance(item, kind):
            raise TypeError(f"{text}{item}")
    return found


def _chosen(predictions: Any, keys: Sequence[str] | None) -> Any:
    if not keys:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("predict_keys argument is not valid in case of non-dict predictions.")
    found = {name: value for name, value in predictions.items() if name in keys}
    if not found:
        raise ValueError(f"Expected to run at least one output from {predictions.keys()}, provided {keys}.")
    return found


def _common_length(values: Mapping[str, Any]) -> int:
    length = None
    for name, value in values.items():
        length = length or value.shape[0]
        if value.shape[0] != length:
            raise ValueError(f"Batch length of predictions should be same. {name} has different batch length than others.")
    return length or 0


Estimator._own = Estimator
