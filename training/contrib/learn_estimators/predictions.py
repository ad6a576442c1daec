"""How models that classify, and models that predict numbers, are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..experiments.metric_spec import MetricSpec
from ..learn.keys import PredictionKey
from .estimator import Estimator


def one_prediction(estimator: Estimator, key: str, x: Any, input_fn: Any, batch_size: int | None, as_iterable: bool) -> Any:
    """One of the predictions: an iterator over examples, or an array of all."""
    given = {"x": x, "input_fn": input_fn, "batch_size": batch_size, "outputs": [key], "as_iterable": as_iterable}
    found = Estimator.predict(estimator, **given)
    return (one[key] for one in found) if as_iterable else found[key]


class Classifier(Estimator):
    """A model that classifies."""

    def predict(  # type: ignore[override]
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        outputs: Sequence[Any] | None = None,
        as_iterable: bool = True,
    ) -> Any:
        """The classes of examples.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          outputs: names of predictions to give instead, in dicts; None for none.
          as_iterable: give an iterator over the examples; False: an array.

        Returns:
          int64, or the names of the classes; an iterator of them.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: both or none of `x` and `input_fn`; none of `outputs` is a prediction.
        """
        if not outputs:
            return self.predict_classes(x=x, input_fn=input_fn, batch_size=batch_size, as_iterable=as_iterable)
        return super().predict(x, input_fn, batch_size, outputs, as_iterable)

    def predict_classes(
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        as_iterable: bool = True,
    ) -> Any:
        """The classes of examples.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          as_iterable: give an iterator over the examples; False: an array.

        Returns:
          int64, or the names of the classes; an iterator of them.

        Raises:
          NotFittedError: there is no checkpoint.
        """
        return one_prediction(self, PredictionKey.CLASSES, x, input_fn, batch_size, as_iterable)

    def predict_proba(
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        as_iterable: bool = True,
    ) -> Any:
        """The probabilities of all classes for examples.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          as_iterable: give an iterator over the examples; False: an array.

        Returns:
          float32 [examples, classes]; an iterator over the examples.

        Raises:
          NotFittedError: there is no checkpoint.
        """
        return one_prediction(self, PredictionKey.PROBABILITIES, x, input_fn, batch_size, as_iterable)


class Regressor(Estimator):
    """A model that predicts numbers."""

    def predict(  # type: ignore[override]
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        outputs: Sequence[Any] | None = None,
        as_iterable: bool = True,
    ) -> Any:
        """The numbers predicted for examples.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          outputs: names of predictions to give instead, in dicts; None for none.
          as_iterable: give an iterator over the examples; False: an array.

        Returns:
          float32 [examples], or [examples, numbers]; an iterator over the examples.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: both or none of `x` and `input_fn`; none of `outputs` is a prediction.
        """
        if not outputs:
            return self.predict_scores(x=x, input_fn=input_fn, batch_size=batch_size, as_iterable=as_iterable)
        return super().predict(x, input_fn, batch_size, outputs, as_iterable)

    def predict_scores(
        self,
        x: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        as_iterable: bool = True,
    ) -> Any:
        """The numbers predicted for examples.

        Args:
          x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples; or
          input_fn: gives features; what else it gives is left out.
          batch_size: how many examples of `x` a batch has; None: all.
          as_iterable: give an iterator over the examples; False: an array.

        Returns:
          float32 [examples], or [examples, numbers]; an iterator over the examples.

        Raises:
          NotFittedError: there is no checkpoint.
        """
        return one_prediction(self, PredictionKey.SCORES, x, input_fn, batch_size, as_iterable)


class MeasuredRegressor(Regressor):
    """One whose further metrics, where they are functions under a name, measure the numbers that it predicts."""

    def evaluate(  # type: ignore[override]
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

        Returns:
          dict from names to values, "loss" and "global_step" among them.

        Raises:
          NotFittedError: there is no checkpoint.
          ValueError: both or none of `x` and `input_fn`.
        """
        own = {}
        for key, metric in (metrics or {}).items():
            is_plain = not isinstance(metric, MetricSpec) and not isinstance(key, tuple)
            own[(key, PredictionKey.SCORES) if is_plain else key] = metric
        return super().evaluate(x, y, input_fn, feed_fn, batch_size, steps, own, name, checkpoint_path, hooks)
