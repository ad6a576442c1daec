"""BaseEstimator: a model that is trained, evaluated and asked by arrays or an input_fn, its state in a directory."""

from __future__ import annotations

import copy
import itertools
import os
import tempfile
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.checkpoints.reader import list_variables, load_variable
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging
from headrace.graph.runtime.random_seed import set_random_seed
from headrace.graph.types.errors import OpError
from headrace.graph.variables.global_step import create_global_step

from ...sessions.hooks_stop import FeedFnHook, StopAtStepHook
from ..experiments.interfaces import Evaluable, Trainable
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from . import loops
from .inputs import check_given, input_of
from .monitors.hooks import replace_monitors_with_hooks
from .parameters import NotFittedError, Parameters
from .signatures import fit, signatures_of

_BATCH_SIZE = 128
"""Of arrays, where a method does not say another."""


@export("contrib.learn.BaseEstimator")
class BaseEstimator(Parameters, Evaluable, Trainable):
    """A model that is trained, evaluated and asked by arrays or an input_fn, its state in a directory; a base class.

    Args:
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      config: a RunConfig; the default by default.

    Raises:
      ValueError: the directories contradict each other.
    """

    def __init__(self, model_dir: Any = None, config: RunConfig | None = None) -> None:
        if config is None:
            config = RunConfig()
            logging.info("Using default config.")
        self._session_config = config.session_config
        if self._session_config is None:
            self._session_config = messages.config_pb2.ConfigProto(allow_soft_placement=True)
        if model_dir is not None and config.model_dir is not None and model_dir != config.model_dir:
            raise ValueError(
                "model_dir are set both in constructor and RunConfig, but with different values. In constructor: "
                f"'{model_dir}', in RunConfig: '{config.model_dir}' "
            )
        self._model_dir = model_dir or config.model_dir
        if self._model_dir is None:
            self._model_dir = tempfile.mkdtemp()
            logging.warning("Using temporary folder as model directory: %s", self._model_dir)
        self._config: Any = config.replace(model_dir=self._model_dir) if config.model_dir is None else config
        logging.info("Using config: %s", vars(self._config))
        self._features_info: Any = None
        self._labels_info: Any = None
        self._graph: Any = None

    @property
    def config(self) -> RunConfig:
        """A copy of the RunConfig."""
        return copy.deepcopy(self._config)

    @property
    def model_fn(self) -> Callable[..., ModelFnOps]:
        """The model as a function of features, labels, mode and config."""

        def public_model_fn(features: Any, labels: Any, mode: str, config: Any) -> ModelFnOps:
            return self._call_model_fn(features, labels, mode, config=config)

        return public_model_fn

    @property
    def model_dir(self) -> Any:
        """The directory of checkpoints and summaries."""
        return self._model_dir

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Callable[..., Any] | None = None,
        steps: int | None = None,
        batch_size: int | None = None,
        monitors: Iterable[Any] | None = None,
        max_steps: int | None = None,
    ) -> Any:
        """Train, from the latest checkpoint on, and save.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; batches are taken in an order
            that is the same for each training; or
          y: labels for `x`; None for none.
          input_fn: gives features and labels.
          steps: how many steps to make; or
          max_steps: the global step at which it ends; None for both: at the end of the input.
          batch_size: how many examples of `x` a step has; None: all.
          monitors: SessionRunHooks or monitors of `tf.contrib.learn.monitors`; None for none.

        Returns:
          itself.

        Raises:
          ValueError: both numbers of steps, both or none of `x` and `input_fn`, a batch of no examples.
          NanLossDuringTrainingError: the loss is NaN.
        """
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        check_given(x, y, input_fn, None, batch_size)
        if x is not None:
            return self._fit_arrays(x, y, batch_size, steps, max_steps, monitors)
        if max_steps is not None and max_steps <= self._trained_steps():
            logging.info("Skipping training since max_steps has already saved.")
            return self
        hooks = replace_monitors_with_hooks(monitors, self)
        if steps is not None or max_steps is not None:
            hooks.append(StopAtStepHook(steps, max_steps))
        assert input_fn is not None
        loss = self._train_model(input_fn, hooks)
        logging.info("Loss for final step: %s.", loss)
        return self

    def _fit_arrays(self, x: Any, y: Any, batch_size: Any, steps: Any, max_steps: Any, monitors: Any) -> Any:
        input_fn, feed_fn = input_of(x, y, batch_size, shuffle=True, epochs=None)
        hooks = [FeedFnHook(feed_fn), *(monitors or ())]
        self.fit(input_fn=input_fn, steps=steps, max_steps=max_steps, monitors=hooks)
        return self

    def _trained_steps(self) -> int:
        try:
            return int(load_variable(self._model_dir, GraphKeys.GLOBAL_STEP))
        except (OpError, ValueError, TypeError):
            return -1

    def partial_fit(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Callable[..., Any] | None = None,
        steps: int | None = 1,
        batch_size: int | None = None,
        monitors: Iterable[Any] | None = None,
    ) -> Any:
        """`fit` for one step, or for a few.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          y: labels for `x`; None for none.
          input_fn: gives features and labels.
          steps: how many steps to make.
          batch_size: how many examples of `x` a step has; None: all.
          monitors: SessionRunHooks or monitors of `tf.contrib.learn.monitors`; None for none.

        Returns:
          itself.

        Raises:
          ValueError: both or none of `x` and `input_fn`, or a batch of no examples.
        """
        logging.warning(
            "The current implementation of partial_fit is not optimized for use in a loop. Consider using fit() instead."
        )
        return self.fit(x=x, y=y, input_fn=input_fn, steps=steps, batch_size=batch_size, monitors=monitors)

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Callable[..., Any] | None = None,
        feed_fn: Callable[[], Any] | None = None,
        batch_size: int | None = None,
        steps: int | None = None,
        metrics: Mapping[Any, Any] | None = None,
        name: str | None = None,
        checkpoint_path: Any = None,
        hooks: Sequence[Any] | None = None,
        log_progress: bool = True,
    ) -> dict[str, Any] | None:
        """The values of the model's metrics over an input, which are written to a directory beside the checkpoints, too.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          y: labels for `x`.
          input_fn: gives features and labels.
          feed_fn: gives what each batch is fed, with `input_fn`.
          batch_size: how many examples of `x` a batch has; None: all.
          steps: how many batches to take; None: to the end of the input.
          metrics: dict from names to MetricSpecs; None for none.
          name: of the evaluation, where there are several.
          checkpoint_path: the checkpoint, by default the latest one.
          hooks: SessionRunHooks; None for none.
          log_progress: log how many batches are done.

        Returns:
          dict from names to values, "loss" and "global_step" among them.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: both or none of `x` and `input_fn`, or `metrics` are no dict.
        """
        check_given(x, y, input_fn, feed_fn, batch_size)
        if x is not None:
            return self._score(x, y, batch_size, steps, metrics, name)
        _check_metrics(metrics)
        assert input_fn is not None
        return self._evaluate_model(input_fn, steps, feed_fn, metrics, name, checkpoint_path, hooks, log_progress)

    def _score(self, x: Any, y: Any, batch_size: Any, steps: Any, metrics: Any, name: Any) -> dict[str, Any] | None:
        input_fn, feed_fn = input_of(x, y, batch_size)
        _check_metrics(metrics)
        return self._evaluate_model(input_fn, steps, feed_fn, metrics, name)

    def predict(
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        outputs: Sequence[Any] | None = None,
        as_iterable: bool = True,
        iterate_batches: bool = False,
    ) -> Any:
        """The predictions of the model for an input.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          outputs: names of those predictions to give; None: all.
          as_iterable: give an iterator of predictions; False: those of the first batch, of all of `x`.
          iterate_batches: iterate batch by batch; False: example by example.

        Returns:
          arrays, or dicts from names to arrays, as the predictions of the model are; an iterator of them.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: both or none of `x` and `input_fn`; none of `outputs` is a prediction.
        """
        check_given(x, None, input_fn, None, batch_size)
        if x is None:
            assert input_fn is not None
            return self._infer_model(input_fn, None, outputs, as_iterable, iterate_batches)
        if not as_iterable:
            return self._predict_arrays(x, batch_size, None)
        own_input_fn, feed_fn = input_of(x, None, batch_size)
        return self._infer_model(own_input_fn, feed_fn, outputs, as_iterable, iterate_batches)

    def _predict_arrays(self, x: Any, batch_size: Any, outputs: Any) -> Any:
        """The predictions for all batches in one array, or in one by name."""
        input_fn, feed_fn = input_of(x, None, batch_size)
        return loops.joined(list(self._infer_model(input_fn, feed_fn, outputs, iterate_batches=True)))

    def get_variable_value(self, name: str) -> Any:
        """The value of a variable in the latest checkpoint.

        Args:
          name: of the variable.

        Returns:
          an array.

        Raises:
          ValueError: there is no checkpoint.
          NotFoundError: the checkpoint has no such variable.
        """
        return load_variable(self.model_dir, name)

    def get_variable_names(self) -> list[str]:
        """The names of all variables in the latest checkpoint.

        Returns:
          a list of names.

        Raises:
          ValueError: there is no checkpoint.
        """
        return [name for name, _ in list_variables(self.model_dir)]

    @abstractmethod
    def _get_train_ops(self, features: Any, labels: Any) -> ModelFnOps: ...

    @abstractmethod
    def _get_predict_ops(self, features: Any) -> ModelFnOps: ...

    def _get_eval_ops(self, features: Any, labels: Any, metrics: Any) -> ModelFnOps:
        raise NotImplementedError("_get_eval_ops not implemented in BaseEstimator")

    def _call_model_fn(self, features: Any, labels: Any, mode: str, metrics: Any = None, config: Any = None) -> ModelFnOps:
        raise NotImplementedError("_call_model_fn not implemented in BaseEstimator")

    def _check_inputs(self, features: Any, labels: Any) -> None:
        """Raises ValueError for features or labels of other kinds than those before."""
        if self._features_info is None:
            self._features_info = signatures_of(features)
        elif not fit(features, self._features_info):
            raise ValueError(
                f"Features are incompatible with given information. Given features: {features}, required signatures: "
                f"{self._features_info}."
            )
        if labels is None:
            return
        if self._labels_info is None:
            self._labels_info = signatures_of(labels)
        elif not fit(labels, self._labels_info):
            raise ValueError(
                f"Labels are incompatible with given information. Given labels: {labels}, required signatures: "
                f"{self._labels_info}."
            )

    def _train_model(self, input_fn: Callable[..., Any], hooks: list[Any]) -> Any:
        self._graph = Graph()
        with self._graph.as_default(), self._graph.device(loops.device_setter(self._config)):
            set_random_seed(self._config.tf_random_seed)
            step = create_global_step(self._graph)
            features, labels = input_fn()
            self._check_inputs(features, labels)
            model = self._get_train_ops(features, labels)
            return loops.train(model, self._config, self._session_config, self._model_dir, hooks, step)

    def _checkpoint(self) -> str:
        found = latest_checkpoint(self._model_dir)
        if not found:
            raise NotFittedError(f"Couldn't find trained model at {self._model_dir}.")
        return found

    def _evaluate_model(
        self,
        input_fn: Callable[..., Any],
        steps: int | None,
        feed_fn: Callable[[], Any] | None = None,
        metrics: Any = None,
        name: str | None = "",
        checkpoint_path: Any = None,
        hooks: Sequence[Any] | None = None,
        log_progress: bool = True,
    ) -> dict[str, Any]:
        checkpoint_path = checkpoint_path or self._checkpoint()
        with Graph().as_default() as graph:
            set_random_seed(self._config.tf_random_seed)
            step = create_global_step(graph)
            features, labels = input_fn()
            self._check_inputs(features, labels)
            model = self._get_eval_ops(features, labels, metrics)
            all_hooks = [*(hooks or ()), *loops.evaluation_hooks(steps, feed_fn, log_progress)]
            evaluation = loops.Evaluation(model, step, all_hooks, self._config.evaluation_master, self._session_config)
            found = evaluation.run(checkpoint_path, os.path.join(self._model_dir, f"eval_{name}" if name else "eval"))
        return found

    def _infer_model(
        self,
        input_fn: Callable[..., Any],
        feed_fn: Callable[[], Any] | None = None,
        outputs: Any = None,
        as_iterable: bool = True,
        iterate_batches: bool = False,
    ) -> Any:
        checkpoint_path = self._checkpoint()
        with Graph().as_default() as graph:
            set_random_seed(self._config.tf_random_seed)
            create_global_step(graph)
            result = input_fn()
            features = result[0] if isinstance(result, (list, tuple)) else result
            model = self._get_predict_ops(features)
            predictions = loops.chosen(model.predictions, outputs)
            session = loops.session_of(model, checkpoint_path, self._session_config)
            batches = loops.batches(session, graph, predictions, feed_fn)
            if not as_iterable:
                found = next(batches, None)
                batches.close()
                return found
            return batches if iterate_batches else itertools.chain.from_iterable(map(loops.examples, batches))


def _check_metrics(metrics: Any) -> None:
    if metrics is not None and not isinstance(metrics, dict):
        raise ValueError(f"Metrics argument should be None or dict. Got {metrics}.")
