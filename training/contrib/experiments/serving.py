"""How an experiment's model is exported: what is fed, and under which name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.types import dtypes

from ...estimators.estimator import Estimator
from ...estimators.exporters import keep_latest
from .export_strategy import ExportStrategy


@export("contrib.learn.InputFnOps")
class InputFnOps(NamedTuple):
    """What a serving input_fn of tf.contrib.learn returns.

    Args:
      features: dict from names to Tensors or SparseTensors.
      labels: None.
      default_inputs: dict from names to the placeholders that are fed.
    """

    features: Any
    labels: Any
    default_inputs: Any


@export("contrib.learn.build_parsing_serving_input_fn")
def build_parsing_serving_input_fn(
    feature_spec: Mapping[str, Any], default_batch_size: int | None = None
) -> Callable[[], InputFnOps]:
    """A function that makes features of serialized Examples, which are fed.

    Args:
      feature_spec: dict from names to FixedLenFeatures and the like, as of `tf.parse_example`.
      default_batch_size: how many Examples are fed; None: any number.

    Returns:
      a function without arguments that gives an InputFnOps.
    """

    def input_fn() -> InputFnOps:
        serialized = ops.placeholder(dtypes.string, [default_batch_size], name="input_example_tensor")
        return InputFnOps(ops.parse_example(serialized, feature_spec), None, {"examples": serialized})

    return input_fn


@export("contrib.learn.make_export_strategy")
def make_export_strategy(
    serving_input_fn: Callable[[], Any],
    default_output_alternative_key: str | None = None,
    assets_extra: Mapping[str, str] | None = None,
    as_text: bool = False,
    exports_to_keep: int | None = 5,
    strip_default_attrs: bool | None = None,
) -> ExportStrategy:
    """An ExportStrategy called "Servo" that writes SavedModels.

    Args:
      serving_input_fn: gives a ServingInputReceiver, for a tf.estimator.Estimator.
      default_output_alternative_key: None; for other models which output is the default.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
      exports_to_keep: how many SavedModels are kept; None: all.
      strip_default_attrs: leave out attributes that have their default values.

    Returns:
      an ExportStrategy.

    Raises:
      ValueError: (when it exports) a tf.estimator.Estimator has no output alternatives.
    """

    def export_fn(estimator: Any, export_dir_base: Any, checkpoint_path: Any = None, strip_default_attrs: bool = False) -> Any:
        given = {"assets_extra": assets_extra, "as_text": as_text, "checkpoint_path": checkpoint_path}
        if not isinstance(estimator, Estimator):
            given["default_output_alternative_key"] = default_output_alternative_key
        elif default_output_alternative_key is not None:
            raise ValueError(
                f"default_output_alternative_key is not supported in core Estimator. Given: {default_output_alternative_key}"
            )
        strip = bool(strip_default_attrs)
        written = estimator.export_savedmodel(export_dir_base, serving_input_fn, strip_default_attrs=strip, **given)
        keep_latest(export_dir_base, exports_to_keep)
        return written

    return ExportStrategy("Servo", export_fn, strip_default_attrs)
