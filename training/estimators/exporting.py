"""A model written as a SavedModel, in one or several modes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.execution.session import Session
from headrace.graph.platform import logging
from headrace.graph.types.errors import NotFoundError

from ..saved_model import constants
from ..saved_model.builder import SavedModelBuilder
from ..sessions.defaults import default_local_init_op
from .export.signature_maps import TAGS, outputs_of, signatures_of
from .modes import ModeKeys

_ATTEMPTS = 10


class Export:
    """A model on its way into a SavedModel.

    Args:
      build: gives, for a graph, a function and a mode, what is fed and the EstimatorSpec.
      config: the RunConfig.
      checkpoint_path: the checkpoint.
      strip_default_attrs: leave out attributes that have their default values.
    """

    def __init__(self, build: Callable[..., Any], config: Any, checkpoint_path: Any, strip_default_attrs: bool) -> None:
        self._build = build
        self._config = config
        self._checkpoint_path = checkpoint_path
        self._strip_default_attrs = strip_default_attrs

    def write(
        self, base: Any, functions: Mapping[str, Callable[[], Any]], assets_extra: Mapping[str, str] | None, as_text: bool
    ) -> bytes:
        """Write it under a temporary name into a new directory in `base`; gives the directory's path."""
        directory = new_directory(base)
        temporary = os.path.join(os.path.dirname(directory), f"temp-{os.path.basename(directory)}")
        builder = SavedModelBuilder(temporary)
        modes = [mode for mode in (ModeKeys.TRAIN, ModeKeys.EVAL, ModeKeys.PREDICT) if functions.get(mode)]
        if not modes:
            raise ValueError(f"No valid modes for exporting found. Got {functions.keys()}.")
        for mode in modes:
            self._add(builder, functions[mode], mode, is_first=mode == modes[0])
        return finished(builder, temporary, directory, assets_extra, as_text)

    def _add(self, builder: SavedModelBuilder, function: Callable[[], Any], mode: str, is_first: bool) -> None:
        with Graph().as_default() as graph:
            receiver, spec = self._build(graph, function, mode)
            signatures = signatures_of(receiver, outputs_of(spec), serving_only=mode == ModeKeys.PREDICT)
            with Session(config=self._config.session_config) as session:
                main_op = spec.scaffold.local_init_op
                main_op = default_local_init_op() if main_op is None else main_op
                saver = spec.scaffold.saver or Saver(sharded=True)
                self._restore(saver, session, mode)
                if spec.train_op is not None:
                    get_default_graph().add_to_collection(constants.TRAIN_OP_KEY, spec.train_op)
                given: dict[str, Any] = {
                    "tags": TAGS[mode],
                    "signature_def_map": signatures,
                    "assets_collection": graph.get_collection(GraphKeys.ASSET_FILEPATHS),
                    "main_op": main_op,
                    "saver": saver,
                    "strip_default_attrs": self._strip_default_attrs,
                }
                if is_first:
                    builder.add_meta_graph_and_variables(session, **given)
                else:
                    builder.add_meta_graph(**given)

    def _restore(self, saver: Any, session: Any, mode: str) -> None:
        try:
            saver.restore(session, self._checkpoint_path)
        except NotFoundError as error:
            raise ValueError(
                "Could not load all requested variables from checkpoint. Please make sure your model_fn does not expect "
                f"variables that were not saved in the checkpoint.\n\nEncountered error with mode `{mode}` while restoring "
                f"checkpoint from: `{self._checkpoint_path}`. Full Traceback:\n\n{error}"
            ) from error


def finished(
    builder: SavedModelBuilder,
    temporary: str,
    directory: str,
    assets_extra: Mapping[str, str] | None,
    as_text: bool,
) -> bytes:
    """Write a SavedModel with further files, and give it its name; gives its path."""
    builder.save(as_text)
    for name, source in (assets_extra or {}).items():
        target = os.path.join(temporary, constants.EXTRA_ASSETS_DIRECTORY, name)
        directories.make_all(os.path.dirname(target))
        directories.copy(source, target)
    directories.move(temporary, directory)
    return os.fsencode(directory)


def new_directory(base: Any) -> str:
    """The path of a directory in `base` that is not there yet, called like the seconds since 1970.

    Raises:
      RuntimeError: there is one for each second that was tried.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        path = os.path.join(os.fsdecode(base), str(int(time.time())))
        if not directories.exists(path):
            return path
        time.sleep(1)
        logging.warning("Directory %s already exists; retrying (attempt %d/%d)", path, attempt, _ATTEMPTS)
    raise RuntimeError(f"Failed to obtain a unique export directory name after {_ATTEMPTS} attempts.")


@export("contrib.estimator.export_saved_model_for_mode")
def export_saved_model_for_mode(
    estimator: Any,
    export_dir_base: Any,
    input_receiver_fn: Callable[[], Any],
    assets_extra: Mapping[str, str] | None = None,
    as_text: bool = False,
    checkpoint_path: Any = None,
    strip_default_attrs: bool = True,
    mode: str = ModeKeys.PREDICT,
) -> bytes:
    """Write the model of an Estimator in one mode as a SavedModel.

    Args:
      estimator: the Estimator.
      export_dir_base: where the directory is made.
      input_receiver_fn: gives a ServingInputReceiver, or a SupervisedInputReceiver.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
      checkpoint_path: the checkpoint, by default the latest one.
      strip_default_attrs: accepted, of no effect.
      mode: of the model.

    Returns:
      the path of the directory.

    Raises:
      ValueError: there is no checkpoint, or it does not fit the model.
    """
    del strip_default_attrs  # accepted, as in TensorFlow: such attributes are left out
    return estimator.export_saved_model(
        export_dir_base, input_receiver_fn, assets_extra, as_text, checkpoint_path, experimental_mode=mode
    )


@export("contrib.estimator.export_all_saved_models")
def export_all_saved_models(
    estimator: Any,
    export_dir_base: Any,
    input_receiver_fn_map: Mapping[str, Callable[[], Any]],
    assets_extra: Mapping[str, str] | None = None,
    as_text: bool = False,
    checkpoint_path: Any = None,
    strip_default_attrs: bool = True,
) -> bytes:
    """Write the model of an Estimator in several modes as one SavedModel.

    Args:
      estimator: the Estimator.
      export_dir_base: where the directory is made.
      input_receiver_fn_map: dict from modes to functions that give a ServingInputReceiver, or a SupervisedInputReceiver.
      assets_extra: dict from paths in `assets.extra` to files that are copied there; None for none.
      as_text: write `saved_model.pbtxt`.
      checkpoint_path: the checkpoint, by default the latest one.
      strip_default_attrs: accepted, of no effect.

    Returns:
      the path of the directory.

    Raises:
      ValueError: there is no checkpoint, it does not fit the model, or there is no mode.
    """
    del strip_default_attrs  # accepted, as in TensorFlow: such attributes are left out
    return estimator.experimental_export_all_saved_models(
        export_dir_base, input_receiver_fn_map, assets_extra, as_text, checkpoint_path
    )
