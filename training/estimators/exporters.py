"""Exporters: what becomes of a model that was evaluated."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats import files
from headrace.formats.errors import NotFoundError
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph.events.writer import summary_iterator
from headrace.graph.platform import logging

from .calls import arguments_of
from .spec import LOSS_METRIC_KEY

_VERSION = re.compile(r"\d{10}")


@export("estimator.Exporter")
class Exporter(ABC):
    """What becomes of a model that was evaluated; a base class."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name, that of a directory."""

    @abstractmethod
    def export(
        self, estimator: Any, export_path: Any, checkpoint_path: Any, eval_result: Any, is_the_final_export: bool
    ) -> Any:
        """Called after each evaluation of `tf.estimator.train_and_evaluate`.

        Args:
          estimator: the Estimator.
          export_path: the directory to write to.
          checkpoint_path: the checkpoint that was evaluated.
          eval_result: what was found, a dict.
          is_the_final_export: whether the training is over.

        Returns:
          the path of what was written; None where nothing was.
        """


class _SavedModelExporter(Exporter):
    """One that writes SavedModels."""

    def __init__(
        self,
        name: str,
        serving_input_receiver_fn: Callable[[], Any] | None,
        assets_extra: Mapping[str, str] | None,
        as_text: bool,
        exports_to_keep: int | None = None,
    ) -> None:
        self._name = name
        self._serving_input_receiver_fn = serving_input_receiver_fn
        self._assets_extra = assets_extra
        self._as_text = as_text
        self._exports_to_keep = exports_to_keep

    @property
    def name(self) -> str:
        return self._name

    def _write(self, estimator: Any, export_path: Any, checkpoint_path: Any) -> Any:
        """Write a SavedModel and remove the oldest ones that are too many."""
        written = estimator.export_saved_model(
            export_path,
            self._serving_input_receiver_fn,
            assets_extra=self._assets_extra,
            as_text=self._as_text,
            checkpoint_path=checkpoint_path,
        )
        keep_latest(export_path, self._exports_to_keep)
        return written


def keep_latest(base: Any, most: int | None) -> None:
    """Remove the oldest of the directories that are called like the seconds since 1970; None: none."""
    if most is None:
        return
    names = sorted(name for name in directories.entries(base) if _VERSION.fullmatch(name))
    for name in names[:-most]:
        path = os.path.join(os.fsdecode(base), name)
        try:
            directories.remove_all(path)
        except NotFoundError as error:
            logging.warning("Can not delete %s recursively: %s", path, error)


def _loss_smaller(best_eval_result: Mapping[str, Any], current_eval_result: Mapping[str, Any]) -> bool:
    for name, result in (("best_eval_result", best_eval_result), ("current_eval_result", current_eval_result)):
        if not result or LOSS_METRIC_KEY not in result:
            raise ValueError(f"{name} cannot be empty or no loss is found in it.")
    return bool(best_eval_result[LOSS_METRIC_KEY] > current_eval_result[LOSS_METRIC_KEY])


@export("estimator.BestExporter")
class BestExporter(_SavedModelExporter):
    """Writes the model as a SavedModel each time that it is better than ever.

    Args:
      name: that of a directory.
      serving_input_receiver_fn: gives a ServingInputReceiver.
      event_file_pattern: event files of evaluations before, in the directory of the model; None: none are looked at.
      compare_fn: a function of `best_eval_result` and `current_eval_result`, both dicts: whether the second is better; by
        default the smaller loss is.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
      exports_to_keep: how many SavedModels are kept; None: all.

    Raises:
      ValueError: `compare_fn` is None or has other arguments; `exports_to_keep` is not above 0.
    """

    def __init__(
        self,
        name: str = "best_exporter",
        serving_input_receiver_fn: Callable[[], Any] | None = None,
        event_file_pattern: str | None = "eval/*.tfevents.*",
        compare_fn: Callable[..., bool] | None = _loss_smaller,
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        exports_to_keep: int | None = 5,
    ) -> None:
        if compare_fn is None:
            raise ValueError("`compare_fn` must not be None.")
        arguments = set(arguments_of(compare_fn))
        for argument in ("best_eval_result", "current_eval_result"):
            if argument not in arguments:
                raise ValueError(f"compare_fn ({compare_fn}) must include {argument} argument.")
        if unknown := arguments - {"best_eval_result", "current_eval_result"}:
            raise ValueError(f"compare_fn ({compare_fn}) has following not expected args: {list(unknown)}")
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError(f"`exports_to_keep`, if provided, must be a positive number. Got {exports_to_keep}")
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text, exports_to_keep)
        self._compare_fn = compare_fn
        self._event_file_pattern = event_file_pattern
        self._model_dir: Any = None
        self._best: Mapping[str, Any] | None = None

    def export(
        self, estimator: Any, export_path: Any, checkpoint_path: Any, eval_result: Any, is_the_final_export: bool
    ) -> Any:
        if self._model_dir != estimator.model_dir and self._event_file_pattern:
            logging.info("Loading best metric from event files.")
            self._model_dir = estimator.model_dir
            self._best = self._best_of(os.path.join(self._model_dir, self._event_file_pattern))
        if self._best is not None and not self._compare_fn(best_eval_result=self._best, current_eval_result=eval_result):
            return None
        logging.info("Performing best model export.")
        self._best = eval_result
        return self._write(estimator, export_path, checkpoint_path)

    def _best_of(self, pattern: str) -> dict[str, Any] | None:
        """The best of the results in event files."""
        best = None
        for path in files.glob(pattern):
            for event in summary_iterator(path):
                values = {value.tag: value.simple_value for value in event.summary.value if value.HasField("simple_value")}
                if values and (best is None or self._compare_fn(best, values)):
                    best = values
        return best


@export("estimator.FinalExporter")
class FinalExporter(_SavedModelExporter):
    """Writes the model as a SavedModel when the training is over.

    Args:
      name: that of a directory.
      serving_input_receiver_fn: gives a ServingInputReceiver.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
    """

    def __init__(
        self,
        name: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
    ) -> None:
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text)

    def export(
        self, estimator: Any, export_path: Any, checkpoint_path: Any, eval_result: Any, is_the_final_export: bool
    ) -> Any:
        if not is_the_final_export:
            return None
        logging.info("Performing the final export in the end of training.")
        return self._write(estimator, export_path, checkpoint_path)


@export("estimator.LatestExporter")
class LatestExporter(_SavedModelExporter):
    """Writes the model as a SavedModel after each evaluation.

    Args:
      name: that of a directory.
      serving_input_receiver_fn: gives a ServingInputReceiver.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
      exports_to_keep: how many SavedModels are kept; None: all.

    Raises:
      ValueError: `exports_to_keep` is not above 0.
    """

    def __init__(
        self,
        name: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        exports_to_keep: int | None = 5,
    ) -> None:
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError("`exports_to_keep`, if provided, must be positive number")
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text, exports_to_keep)

    def export(
        self, estimator: Any, export_path: Any, checkpoint_path: Any, eval_result: Any, is_the_final_export: bool
    ) -> Any:
        return self._write(estimator, export_path, checkpoint_path)
