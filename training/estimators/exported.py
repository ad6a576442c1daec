"""The methods of an Estimator that export."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.core.graph import Graph
from headrace.graph.runtime.random_seed import set_random_seed

from . import exporting
from .keeping import KeepsModel
from .modes import ModeKeys
from .spec import EstimatorSpec


class ExportsModel(KeepsModel):
    """A model that can be exported."""

    def export_saved_model(
        self,
        export_dir_base: Any,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: Any = None,
        experimental_mode: str = ModeKeys.PREDICT,
    ) -> bytes:
        """Write the model as a SavedModel, into a new directory that is called like the seconds since 1970.

        Args:
          export_dir_base: where the directory is made.
          serving_input_receiver_fn: gives a ServingInputReceiver.
          assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
          as_text: write `saved_model.pbtxt`.
          checkpoint_path: the checkpoint, by default the latest one.
          experimental_mode: the mode of the model.

        Returns:
          the path of the directory.

        Raises:
          ValueError: there is no checkpoint, it does not fit the model, or there is no function.
        """
        if serving_input_receiver_fn is None:
            raise ValueError("An input_receiver_fn must be defined.")
        return self._export_all_saved_models(
            export_dir_base, {experimental_mode: serving_input_receiver_fn}, assets_extra, as_text, checkpoint_path
        )

    def experimental_export_all_saved_models(
        self,
        export_dir_base: Any,
        input_receiver_fn_map: Mapping[str, Callable[[], Any]],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: Any = None,
    ) -> bytes:
        """Write the model in several modes as one SavedModel, under the tags "train", "eval" and "serve".

        Args:
          export_dir_base: where the directory is made.
          input_receiver_fn_map: dict from modes to functions that give a ServingInputReceiver, or a SupervisedInputReceiver.
          assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
          as_text: write `saved_model.pbtxt`.
          checkpoint_path: the checkpoint, by default the latest one.

        Returns:
          the path of the directory.

        Raises:
          ValueError: there is no checkpoint, it does not fit the model, or there is no mode.
        """
        return self._export_all_saved_models(export_dir_base, input_receiver_fn_map, assets_extra, as_text, checkpoint_path)

    def export_savedmodel(
        self,
        export_dir_base: Any,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: Any = None,
        strip_default_attrs: bool = False,
    ) -> bytes:
        """`export_saved_model`, which by default writes attributes that have their default values, too.

        Args:
          export_dir_base: where the directory is made.
          serving_input_receiver_fn: gives a ServingInputReceiver.
          assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
          as_text: write `saved_model.pbtxt`.
          checkpoint_path: the checkpoint, by default the latest one.
          strip_default_attrs: leave out attributes that have their default values.

        Returns:
          the path of the directory.

        Raises:
          ValueError: there is no checkpoint, it does not fit the model, or there is no function.
        """
        if serving_input_receiver_fn is None:
            raise ValueError("An input_receiver_fn must be defined.")
        functions = {ModeKeys.PREDICT: serving_input_receiver_fn}
        return self._export_all_saved_models(
            export_dir_base, functions, assets_extra, as_text, checkpoint_path, strip_default_attrs
        )

    def _export_all_saved_models(
        self,
        export_dir_base: Any,
        input_receiver_fn_map: Mapping[str, Callable[[], Any]],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: Any = None,
        strip_default_attrs: bool = True,
    ) -> bytes:
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        if not checkpoint_path:
            if not self._warm_start_settings:
                raise ValueError(f"Couldn't find trained model at {self._model_dir}.")
            checkpoint_path = self._warm_start_settings.ckpt_to_initialize_from
            if os.path.isdir(checkpoint_path):
                checkpoint_path = latest_checkpoint(checkpoint_path)
        exported = exporting.Export(self._exported_spec, self._config, checkpoint_path, strip_default_attrs)
        return exported.write(export_dir_base, input_receiver_fn_map, assets_extra, as_text)

    def _exported_spec(self, graph: Graph, receiver_fn: Callable[[], Any], mode: str) -> tuple[Any, EstimatorSpec]:
        self._create_and_assert_global_step(graph)
        set_random_seed(self._config.tf_random_seed)
        receiver = receiver_fn()
        spec = self._call_model_fn(receiver.features, getattr(receiver, "labels", None), mode, self.config)
        return receiver, spec
