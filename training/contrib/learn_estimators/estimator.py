"""Estimator: a model by a model_fn, as tf.contrib.learn has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.platform import logging

from ...estimators.calls import arguments_of
from ...metrics.means import mean
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..learn.keys import MetricKey, ModeKeys
from . import metrics as further
from .base import BaseEstimator
from .exporting import GraphRewriteSpec, export_model
from .parameters import Parameters
from .signatures import placeholders

SERVED = (GraphRewriteSpec(("serve",), ()),)
"""The model as it is, under the tag "serve"."""


@export("contrib.learn.Estimator")
class Estimator(BaseEstimator):
    """A model by a function, trained, evaluated and asked by arrays or an input_fn, its state in a directory.

    >>> def model_fn(features, labels, mode):
    ...     w = tf.get_variable("w", [])
    ...     loss = tf.reduce_mean(tf.square(w * features[:, 0] - labels))
    ...     step = tf.train.GradientDescentOptimizer(0.1).minimize(loss, tf.train.get_global_step())
    ...     return w * features, loss, step
    >>> estimator = tf.contrib.learn.Estimator(model_fn)
    >>> x = np.float32([[1.0], [2.0]])
    >>> found = estimator.fit(x, 3 * x[:, 0], steps=100)
    >>> round(float(estimator.get_variable_value("w")), 1)
    3.0

    Args:
      model_fn: a function of features and labels and those of `mode`, `params`, `config` and `model_dir` that it has; gives a
        ModelFnOps, or predictions, loss and what makes a step.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      config: a RunConfig; the default by default.
      params: hyperparameters that `model_fn` gets as `params`; None for none.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.

    Raises:
      ValueError: there are params, and `model_fn` takes none; the directories contradict each other.
    """

    def __init__(
        self,
        model_fn: Callable[..., Any] | None = None,
        model_dir: Any = None,
        config: RunConfig | None = None,
        params: Any = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
    ) -> None:
        super().__init__(model_dir, config)
        if model_fn is not None:
            takes_params = "params" in arguments_of(model_fn)
            if params is not None and not takes_params:
                raise ValueError(
                    f"Estimator's model_fn ({model_fn}) does not have a params argument, but params ({params}) were passed to "
                    "the Estimator's constructor."
                )
            if params is None and takes_params:
                logging.warning(
                    "Estimator's model_fn (%s) includes params argument, but params are not passed to Estimator.", model_fn
                )
        self._model_fn = model_fn
        self.params = params
        self._feature_engineering_fn = feature_engineering_fn

    def _call_model_fn(self, features: Any, labels: Any, mode: str, metrics: Any = None, config: Any = None) -> ModelFnOps:
        if self._feature_engineering_fn is not None:
            features, labels = self._feature_engineering_fn(features, labels)
        model_fn: Any = self._model_fn
        known = arguments_of(model_fn)
        given = {"mode": mode, "params": self.params, "config": config or self.config, "model_dir": self.model_dir}
        found = model_fn(features, labels, **{name: value for name, value in given.items() if name in known})
        if not isinstance(found, ModelFnOps):
            if len(found) != 3:
                raise ValueError("Unrecognized value returned by model_fn, please return ModelFnOps.")
            predictions, loss, train_op = found
            found = ModelFnOps(mode, predictions, loss, train_op)
        found.eval_metric_ops.update(further.made(metrics, features, labels, found.predictions))
        return found

    def _get_train_ops(self, features: Any, labels: Any) -> ModelFnOps:
        return self._call_model_fn(features, labels, ModeKeys.TRAIN)

    def _get_eval_ops(self, features: Any, labels: Any, metrics: Any) -> ModelFnOps:
        found = self._call_model_fn(features, labels, ModeKeys.EVAL, metrics)
        if MetricKey.LOSS not in found.eval_metric_ops:
            found.eval_metric_ops[MetricKey.LOSS] = mean(found.loss)
        return found

    def _get_predict_ops(self, features: Any) -> ModelFnOps:
        return self._call_model_fn(features, placeholders(self._labels_info), ModeKeys.INFER)

    def export_savedmodel(
        self,
        export_dir_base: Any,
        serving_input_fn: Callable[[], Any],
        default_output_alternative_key: str | None = None,
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: Any = None,
        graph_rewrite_specs: Sequence[GraphRewriteSpec] = SERVED,
        strip_default_attrs: bool = False,
    ) -> bytes:
        """Write the model as a SavedModel, into a new directory that is called like the seconds since 1970.

        Args:
          export_dir_base: where the directory is made.
          serving_input_fn: gives an InputFnOps.
          default_output_alternative_key: which output is the default, where there are several.
          assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
          as_text: write `saved_model.pbtxt`.
          checkpoint_path: the checkpoint, by default the latest one.
          graph_rewrite_specs: one, of tags and no transforms.
          strip_default_attrs: leave out attributes that have their default values.

        Returns:
          the path of the directory.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: there is no function, no such output, none by default, or a graph is to be transformed.
        """
        if serving_input_fn is None:
            raise ValueError("serving_input_fn must be defined.")
        checkpoint_path = checkpoint_path or self._checkpoint()
        if not graph_rewrite_specs or graph_rewrite_specs[0].transforms:
            raise ValueError("The first element of graph_rewrite_specs must specify no transforms.")
        if len(graph_rewrite_specs) > 1:
            raise ValueError("graph_rewrite_specs that transform graphs are not supported.")
        return export_model(
            lambda features: self._call_model_fn(features, None, ModeKeys.INFER),
            serving_input_fn,
            default_output_alternative_key,
            checkpoint_path,
            export_dir_base,
            assets_extra=assets_extra,
            as_text=as_text,
            tags=graph_rewrite_specs[0].tags,
            strip_default_attrs=strip_default_attrs,
        )


@export("contrib.learn.SKCompat")
class SKCompat(Parameters):
    """A model with the methods of scikit-learn's, which take arrays alone.

    Args:
      estimator: an Estimator.
    """

    def __init__(self, estimator: BaseEstimator) -> None:
        self._estimator = estimator

    def fit(
        self,
        x: Any,
        y: Any,
        batch_size: int | None = 128,
        steps: int | None = None,
        max_steps: int | None = None,
        monitors: Sequence[Any] | None = None,
    ) -> SKCompat:
        """Train, as `Estimator.fit`.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples.
          y: labels for `x`; None for none.
          batch_size: how many examples a step has; None: all.
          steps: how many steps to make; or
          max_steps: the global step at which it ends.
          monitors: SessionRunHooks or monitors of `tf.contrib.learn.monitors`; None for none.

        Returns:
          itself.

        Raises:
          ValueError: both numbers of steps, or a batch of no examples.
        """
        self._estimator._fit_arrays(x, y, batch_size, steps, max_steps, monitors)
        return self

    def score(
        self,
        x: Any,
        y: Any,
        batch_size: int | None = 128,
        steps: int | None = None,
        metrics: Mapping[Any, Any] | None = None,
        name: str | None = None,
    ) -> dict[str, Any] | None:
        """The values of the model's metrics, as `Estimator.evaluate`.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples.
          y: labels for `x`.
          batch_size: how many examples a batch has; None: all.
          steps: how many batches to take; None: all.
          metrics: dict from names to MetricSpecs; None for none.
          name: of the evaluation, where there are several.

        Returns:
          dict from names to values, "loss" and "global_step" among them.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: `metrics` are no dict, or a batch of no examples.
        """
        return self._estimator._score(x, y, batch_size, steps, metrics, name)

    def predict(self, x: Any, batch_size: int | None = 128, outputs: Sequence[Any] | None = None) -> Any:
        """The predictions of the model.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples.
          batch_size: how many examples a batch has; None: all.
          outputs: names of those predictions to give; None: all.

        Returns:
          an array, or a dict from names to arrays, of all examples.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: none of `outputs` is a prediction, or a batch of no examples.
        """
        return self._estimator._predict_arrays(x, batch_size, outputs)
