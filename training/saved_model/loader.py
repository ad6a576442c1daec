"""SavedModels read: the graph of a set of tags, its variables restored, its first operation run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from google.protobuf import descriptor_pb2, text_format
from google.protobuf.descriptor_pool import DescriptorPool

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.errors import DataLossError, NotFoundError
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph_with_return_elements
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.graphdef.name_scopes import prepend_name_scope
from headrace.graph.platform import logging

from . import constants


class NoSavedModelError(NotFoundError, OSError):
    """A directory in which there is no SavedModel. TensorFlow has an OSError for it."""


class DamagedSavedModelError(DataLossError, OSError):
    """A file that holds no SavedModel. TensorFlow has an OSError for it."""


def read_saved_model(export_dir: Any) -> Any:
    """The message SavedModel of a directory. Raises NoSavedModelError, DamagedSavedModelError."""
    directory = os.fsdecode(export_dir)
    binary, text = (
        os.path.join(directory, name) for name in (constants.SAVED_MODEL_FILENAME_PB, constants.SAVED_MODEL_FILENAME_PBTXT)
    )
    found = messages.saved_model_pb2.SavedModel()
    if directories.exists(binary):
        try:
            found.ParseFromString(files.read_bytes(binary))
        except messages.DecodeError as error:
            raise DamagedSavedModelError(None, None, f"Cannot parse file {binary}: {error}.", path=binary) from error
        return found
    if directories.exists(text):
        try:
            text_format.Parse(
                files.read_bytes(text).decode(), found, allow_unknown_field=True, descriptor_pool=_tensorflow_messages()
            )
        except (text_format.ParseError, UnicodeDecodeError, RecursionError) as error:
            raise DamagedSavedModelError(None, None, f"Cannot parse file {text}: {error}.", path=text) from error
        return found
    names = f"{constants.SAVED_MODEL_FILENAME_PBTXT}|{constants.SAVED_MODEL_FILENAME_PB}"
    raise NoSavedModelError(None, None, f"SavedModel file does not exist at: {directory}/{{{names}}}", path=directory)


def _tensorflow_messages() -> DescriptorPool:
    """The messages of graphs under TensorFlow's names, by which text says what is inside of an Any."""
    pool, own = DescriptorPool(), messages.meta_graph_pb2.DESCRIPTOR.package

    def add(descriptor: Any) -> None:
        proto = descriptor_pb2.FileDescriptorProto()
        descriptor.CopyToProto(proto)
        for other in descriptor.dependencies:
            add(other)
        if proto.package == own:
            renamed = text_format.MessageToString(proto).replace(f".{own}.", ".tensorflow.")
            proto = text_format.Parse(renamed, type(proto)())
            proto.package = "tensorflow"
        pool.Add(proto)

    add(messages.meta_graph_pb2.DESCRIPTOR)
    return pool


@export(
    "saved_model.contains_saved_model",
    "saved_model.maybe_saved_model_directory",
    "saved_model.loader.maybe_saved_model_directory",
)
def contains_saved_model(export_dir: Any) -> bool:
    """Whether a directory has a SavedModel in it.

    Args:
      export_dir: the directory.

    Returns:
      whether it has.
    """
    directory = os.fsdecode(export_dir)
    names = (constants.SAVED_MODEL_FILENAME_PBTXT, constants.SAVED_MODEL_FILENAME_PB)
    return any(directories.exists(os.path.join(directory, name)) for name in names)


@export("saved_model.load", "saved_model.loader.load")
def load(sess: Any, tags: Iterable[str], export_dir: Any, import_scope: str | None = None, **saver_kwargs: Any) -> Any:
    """Add a graph of a SavedModel to the graph of a session, restore its variables, run its main op.

    Args:
      sess: the session.
      tags: those of the graph, all of them.
      export_dir: the directory of the SavedModel.
      import_scope: a scope into which the graph is put.
      saver_kwargs: further arguments of `tf.train.import_meta_graph`.

    Returns:
      the MetaGraphDef, which has the signatures.

    Raises:
      RuntimeError: no graph has these tags, or it has several main ops.
      NoSavedModelError: an OSError: there is no SavedModel.
      DamagedSavedModelError: an OSError: its file is damaged.
    """
    return SavedModelLoader(export_dir).load(sess, tags, import_scope, **saver_kwargs)


@export("python.saved_model.loader_impl.SavedModelLoader")
class SavedModelLoader:
    """A SavedModel whose parts are loaded one by one.

    Args:
      export_dir: its directory.

    Raises:
      NoSavedModelError: an OSError: there is no SavedModel.
      DamagedSavedModelError: an OSError: its file is damaged.
    """

    def __init__(self, export_dir: Any) -> None:
        self._export_dir = os.fsdecode(export_dir)
        self._saved_model = read_saved_model(export_dir)

    @property
    def export_dir(self) -> str:
        """The directory."""
        return self._export_dir

    @property
    def variables_path(self) -> str:
        """The checkpoint in it."""
        return os.path.join(self._export_dir, constants.VARIABLES_DIRECTORY, constants.VARIABLES_FILENAME)

    @property
    def saved_model(self) -> Any:
        """The message SavedModel."""
        return self._saved_model

    def get_meta_graph_def_from_tags(self, tags: Iterable[str]) -> Any:
        """The graph of a set of tags.

        Args:
          tags: all of them.

        Returns:
          a MetaGraphDef.

        Raises:
          RuntimeError: there is none.
        """
        available = [set(meta_graph_def.meta_info_def.tags) for meta_graph_def in self._saved_model.meta_graphs]
        wanted = set(tags)
        if wanted not in available:
            raise RuntimeError(
                f"MetaGraphDef associated with tags {str(tags).strip('[]')} could not be found in SavedModel. To inspect "
                "available tag-sets in the SavedModel, please use the SavedModel CLI: `saved_model_cli`\n"
                f"available_tags: {available}"
            )
        return self._saved_model.meta_graphs[available.index(wanted)]

    def load_graph(self, graph: Any, tags: Iterable[str], import_scope: str | None = None, **saver_kwargs: Any) -> Any:
        """Add the graph of a set of tags to a graph.

        Args:
          graph: the Graph.
          tags: all of them.
          import_scope: a scope into which it is put.
          saver_kwargs: further arguments of `tf.train.import_meta_graph`.

        Returns:
          the Saver, None where there are no variables, and what `return_elements` names.

        Raises:
          RuntimeError: there is no graph of these tags.
        """
        meta_graph_def = self.get_meta_graph_def_from_tags(tags)
        with graph.as_default():
            return import_meta_graph_with_return_elements(meta_graph_def, import_scope=import_scope, **saver_kwargs)

    def restore_variables(self, sess: Any, saver: Any, import_scope: str | None = None) -> None:
        """Give the variables their values.

        Args:
          sess: the session.
          saver: what `load_graph` gave.
          import_scope: the scope of the graph.

        Raises:
          ValueError: there is no Saver, but there are variables.
        """
        if saver is not None:
            saver.restore(sess, self.variables_path)
            return
        keys = (GraphKeys.GLOBAL_VARIABLES, GraphKeys.SAVEABLE_OBJECTS)
        if any(sess.graph.get_collection(key, scope=import_scope) for key in keys):
            raise ValueError(
                "No tf.train.Saver object was passed to the function SavedModelLoader.restore_variables. Since there are "
                "variables in the graph, a saver is required."
            )
        logging.info("The specified SavedModel has no variables; no checkpoints were restored.")

    def run_init_ops(self, sess: Any, tags: Iterable[str], import_scope: str | None = None) -> None:
        """Run what the graph wants to be run first, with the paths of its assets.

        Args:
          sess: the session.
          tags: those of the graph.
          import_scope: its scope.

        Raises:
          RuntimeError: there is no graph of these tags, or it has several main ops.
        """
        meta_graph_def = self.get_meta_graph_def_from_tags(tags)
        with sess.graph.as_default():
            operation = _main_op(meta_graph_def, import_scope)
            if operation is not None:
                sess.run([operation], feed_dict=self._asset_feeds(meta_graph_def, import_scope))

    def load(self, sess: Any, tags: Iterable[str], import_scope: str | None = None, **saver_kwargs: Any) -> Any:
        """All of it: graph, variables, main op.

        Args:
          sess: the session.
          tags: those of the graph.
          import_scope: a scope into which it is put.
          saver_kwargs: further arguments of `tf.train.import_meta_graph`.

        Returns:
          the MetaGraphDef.

        Raises:
          RuntimeError: there is no graph of these tags, or it has several main ops.
        """
        tags = list(tags) if not isinstance(tags, (list, tuple, set, frozenset)) else tags
        saver, _ = self.load_graph(sess.graph, tags, import_scope, **saver_kwargs)
        self.restore_variables(sess, saver, import_scope)
        self.run_init_ops(sess, tags, import_scope)
        return self.get_meta_graph_def_from_tags(tags)

    def _asset_feeds(self, meta_graph_def: Any, import_scope: str | None) -> dict[str, str]:
        assets = list(meta_graph_def.asset_file_def)
        if not assets and constants.ASSETS_KEY in meta_graph_def.collection_def:
            packed = meta_graph_def.collection_def[constants.ASSETS_KEY].any_list.value
            assets = [messages.meta_graph_pb2.AssetFileDef.FromString(item.value) for item in packed]
        directory = os.path.join(self._export_dir, constants.ASSETS_DIRECTORY)
        return {
            prepend_name_scope(asset.tensor_info.name, import_scope): os.path.join(directory, asset.filename)
            for asset in assets
        }


def _main_op(meta_graph_def: Any, import_scope: str | None) -> Any:
    """What the graph wants to be run first: by a signature, or by one of two collections; None for nothing."""
    graph, key = get_default_graph(), constants.INIT_OP_SIGNATURE_KEY
    if key in meta_graph_def.signature_def:
        name = meta_graph_def.signature_def[key].outputs[key].name
        try:
            return graph.as_graph_element(prepend_name_scope(name, import_scope))
        except KeyError as error:
            raise NotFoundError(
                None,
                None,
                f"The {key} could not be found in the graph. Please make sure the SavedModel was created by the internal "
                "_SavedModelBuilder. If you are using the public API, please make sure the SignatureDef in the SavedModel "
                f'does not contain the key "{key}".',
            ) from error
    for collection in (constants.MAIN_OP_KEY, constants.LEGACY_INIT_OP_KEY):
        if collection in meta_graph_def.collection_def:
            names = meta_graph_def.collection_def[collection].node_list.value
            if len(names) != 1:
                raise RuntimeError(f"Expected exactly one SavedModel init op. Found: {names}")
            return graph.as_graph_element(prepend_name_scope(names[0], import_scope))
    return None
