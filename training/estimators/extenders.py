"""Estimators and optimizers made of others: with further metrics, with features among the predictions, with short gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, convert_to_tensor_or_sparse_tensor

from ..optimizers.optimizer import Optimizer
from .calls import arguments_of, call_with
from .estimator import Estimator
from .export.outputs import PredictOutput
from .modes import ModeKeys

_METRIC_ARGUMENTS = {"features", "labels", "predictions", "config"}


@export("estimator.add_metrics", "contrib.estimator.add_metrics")
def add_metrics(estimator: Any, metric_fn: Callable[..., Any]) -> Estimator:
    """An Estimator of the same model and directory with further metrics.

    Args:
      estimator: the Estimator.
      metric_fn: a function of those of `features`, `labels`, `predictions` and `config` that it needs; gives a dict from names
        to the pairs of value and update of metrics.

    Returns:
      the new Estimator.

    Raises:
      ValueError: `metric_fn` has other arguments.
    """
    if unknown := set(arguments_of(metric_fn)) - _METRIC_ARGUMENTS:
        raise ValueError(f"metric_fn ({metric_fn}) has following not expected args: {list(unknown)}")

    def new_model_fn(features: Any, labels: Any, mode: str, config: Any) -> Any:
        spec = estimator.model_fn(features, labels, mode, config)
        if mode != ModeKeys.EVAL:
            return spec
        metrics = call_with(metric_fn, features=features, labels=labels, predictions=spec.predictions, config=config)
        return spec._replace(eval_metric_ops={**spec.eval_metric_ops, **metrics})

    return Estimator(new_model_fn, estimator.model_dir, estimator.config, warm_start_from=estimator._warm_start_settings)


@export("contrib.estimator.clip_gradients_by_norm")
def clip_gradients_by_norm(optimizer: Optimizer, clip_norm: Any) -> Optimizer:
    """An Optimizer that makes gradients shorter before another one applies them.

    Args:
      optimizer: the other one.
      clip_norm: how long all gradients together are at most, by the Euclidean norm.

    Returns:
      an Optimizer.
    """
    return _ClippingOptimizer(optimizer, clip_norm)


class _ClippingOptimizer(Optimizer):
    def __init__(self, optimizer: Optimizer, clip_norm: Any) -> None:
        super().__init__(use_locking=False, name=f"ClipByNorm{optimizer.get_name()}")
        self._optimizer = optimizer
        self._clip_norm = clip_norm

    def compute_gradients(self, *args: Any, **kwargs: Any) -> Any:
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars: Any, global_step: Any = None, name: str | None = None) -> Any:
        gradients, variables = zip(*grads_and_vars, strict=True)
        clipped, _ = ops.clip_by_global_norm(list(gradients), self._clip_norm)
        return self._optimizer.apply_gradients(list(zip(clipped, variables, strict=True)), global_step, name)

    def get_slot(self, *args: Any, **kwargs: Any) -> Any:
        return self._optimizer.get_slot(*args, **kwargs)

    def get_slot_names(self, *args: Any, **kwargs: Any) -> Any:
        return self._optimizer.get_slot_names(*args, **kwargs)


@export("contrib.estimator.forward_features")
def forward_features(estimator: Any, keys: Any = None, sparse_default_values: Mapping[str, Any] | None = None) -> Estimator:
    """An Estimator of the same model and directory whose predictions have features among them, such as an id.

    Args:
      estimator: the Estimator.
      keys: the names of the features; None: all.
      sparse_default_values: dict from names of SparseTensors to what they are filled up with; None for none.

    Returns:
      the new Estimator.

    Raises:
      TypeError: `keys` are no names.
      ValueError: (when the model is built) there is no such feature, it is sparse, or a prediction is called the same.
    """
    if isinstance(keys, str):
        keys = [keys]
    if keys is not None and not isinstance(keys, (list, tuple)):
        raise TypeError(f"keys should be either a string or a list of strings. Given: {type(keys)}")
    for key in keys or ():
        if not isinstance(key, str):
            text = "All items in the given keys list should be a string. There exist an item with type: "
            raise TypeError(f"{text}{type(key)}")

    def new_model_fn(features: Any, labels: Any, mode: str, config: Any) -> Any:
        spec = estimator.model_fn(features, labels, mode, config)
        forwarded = _forwarded(features, keys, spec.predictions, sparse_default_values or {})
        for name in ("predict", "serving_default"):
            output = (spec.export_outputs or {}).get(name)
            if isinstance(output, PredictOutput):
                output.outputs.update(forwarded)
        return spec._replace(predictions={**spec.predictions, **forwarded})

    return Estimator(new_model_fn, estimator.model_dir, estimator.config)


def _forwarded(features: Any, keys: Any, predictions: Any, defaults: Mapping[str, Any]) -> dict[str, Any]:
    advice = "Please check arguments of forward_features."
    if not isinstance(predictions, dict):
        raise ValueError(f"Predictions should be a dict to be able to forward features. Given: {type(predictions)}")
    found = {}
    for key in features.keys() if keys is None else keys:
        if key not in features:
            raise ValueError(
                f'keys should be exist in features. Key "{key}" is not in features dict. features dict has following keys: '
                f"{features.keys()}. {advice}"
            )
        if key in predictions:
            raise ValueError(
                f"Cannot forward feature key ({key}). Since it does exist in predictions. Existing prediction keys: "
                f"{predictions.keys()}. {advice}"
            )
        feature = convert_to_tensor_or_sparse_tensor(features[key])
        if key in defaults:
            if not isinstance(feature, SparseTensor):
                raise ValueError(f"Feature ({key}) is expected to be a `SparseTensor`.")
            feature = sparse_tensor_to_dense(feature, default_value=defaults[key])
        if isinstance(feature, SparseTensor):
            raise ValueError(
                f"Feature ({key}) should be a Tensor. Please use `keys` argument of forward_features to filter unwanted "
                f"features, oradd key to argument `sparse_default_values`.Type of features[{key}] is {type(feature)}."
            )
        found[key] = feature
    return found
