"""SavedModelBuilder: a graph with its variables, assets and signatures, written as TensorFlow's servers read it.

builder = tf.saved_model.Builder(export_dir)
builder.add_meta_graph_and_variables(sess, [tf.saved_model.SERVING], signature_def_map={"serving_default": signature})
builder.save()
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from google.protobuf.any_pb2 import Any as AnyMessage

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.graphdef.files import write_message
from headrace.graph.platform import logging
from headrace.graph.types import dtypes

from . import constants
from .signatures import op_signature_def, predict_signature_def

ASSET_TYPE = "type.googleapis.com/tensorflow.AssetFileDef"


class Builder:
    """A SavedModel in the making: its directory, and the graphs that were added to it.

    Args:
      export_dir: the directory; it may be there, but must be empty.

    Raises:
      AssertionError: it is not empty.
    """

    def __init__(self, export_dir: Any) -> None:
        self._export_dir = os.fsdecode(export_dir)
        self._saved_model = messages.saved_model_pb2.SavedModel(saved_model_schema_version=constants.SAVED_MODEL_SCHEMA_VERSION)
        self._has_saved_variables = False
        if not directories.exists(self._export_dir):
            directories.make_all(self._export_dir)
        elif directories.entries(self._export_dir):
            raise AssertionError(
                "Export directory already exists, and isn't empty. Please choose a different export directory, or delete all "
                f"the contents of the specified directory: {self._export_dir}"
            )

    def save(self, as_text: bool = False) -> bytes:
        """Write `saved_model.pb`, in which all graphs are.

        Args:
          as_text: write `saved_model.pbtxt` instead.

        Returns:
          the path of the file.
        """
        name = constants.SAVED_MODEL_FILENAME_PBTXT if as_text else constants.SAVED_MODEL_FILENAME_PB
        path = write_message(self._saved_model, os.path.join(self._export_dir, name), as_text)
        logging.info("SavedModel written to: %s", path)
        return os.fsencode(path)

    def _begin_first(self) -> None:
        if self._has_saved_variables:
            raise AssertionError(
                "Graph state including variables and assets has already been saved. Please invoke `add_meta_graph()` instead."
            )

    def _begin_further(self) -> None:
        if not self._has_saved_variables:
            raise AssertionError(
                "Graph state including variables and assets has not been saved yet. Please invoke "
                "`add_meta_graph_and_variables()` first."
            )

    def _save_variables(self, sess: Any, saver: Any) -> None:
        directory = os.path.join(self._export_dir, constants.VARIABLES_DIRECTORY)
        directories.make_all(directory)
        path = os.path.join(directory, constants.VARIABLES_FILENAME)
        saver.save(sess, path, write_meta_graph=False, write_state=False)
        self._has_saved_variables = True

    def _add(self, meta_graph_def: Any, tags: Iterable[str], signature_def_map: Mapping[str, Any]) -> None:
        meta_graph_def.meta_info_def.tags.extend(tags)
        for key, signature in signature_def_map.items():
            meta_graph_def.signature_def[key].CopyFrom(signature)
        self._saved_model.meta_graphs.add().CopyFrom(meta_graph_def)

    def _save_assets(self, assets: Iterable[Any] | None, note: Callable[[str, Any], None]) -> None:
        """Copy the files that tensors name into the SavedModel, and note under which names."""
        if assets is None:
            logging.info("No assets to save.")
            logging.info("No assets to write.")
            return
        sources: dict[str, str] = {}
        for tensor in assets:
            source = _asset_path(tensor)
            name = _free_name(source, sources)
            note(name, tensor)
            sources[name] = source
        logging.info("Assets added to graph.")
        if not sources:
            logging.info("No assets to write.")
            return
        directory = os.path.join(self._export_dir, constants.ASSETS_DIRECTORY)
        directories.make_all(directory)
        for name, source in sources.items():
            target = os.path.join(directory, name)
            if not directories.exists(target):
                directories.copy(source, target)
        logging.info("Assets written to: %s", directory)


def default_saver(saver: Any) -> Any:
    """The Saver that was given, or a new one of all variables."""
    return saver or Saver(sharded=True, allow_empty=True)


def _asset_path(tensor: Any) -> str:
    if not isinstance(tensor, Tensor):
        raise TypeError("Asset path tensor must be a Tensor.")
    value = constant_value(tensor) if not tensor.op.inputs else None
    if value is None:
        raise TypeError("Asset path tensor must be of type constant.")
    if tensor.dtype != dtypes.string:
        raise TypeError("Asset path tensor must be of dtype string.")
    if value.size != 1:
        raise TypeError("Asset path tensor must be a scalar.")
    path = os.fsdecode(value.reshape(-1)[0])
    if not path:
        raise ValueError(f"Invalid asset filepath tensor {tensor}")
    return path


def _free_name(source: str, sources: Mapping[str, str]) -> str:
    """The name of a file in the SavedModel; one of the same name and other content gets a number."""
    base = name = os.path.basename(source)
    if name not in sources or sources[name] == source or files.read_bytes(source) == files.read_bytes(sources[name]):
        return name
    number = 1
    while name in sources:
        name = f"{base}_{number}"
        number += 1
    return name


def _asset_message(name: str, tensor: Any) -> Any:
    return messages.meta_graph_pb2.AssetFileDef(filename=name, tensor_info=messages.meta_graph_pb2.TensorInfo(name=tensor.name))


def check_signatures(signature_def_map: Mapping[str, Any]) -> None:
    """Raises AssertionError for a tensor without a name or a type, KeyError for a key that has a meaning of its own."""
    for signature in signature_def_map.values():
        for info in [*signature.inputs.values(), *signature.outputs.values()]:
            if info.WhichOneof("encoding") is None:
                raise AssertionError(
                    "All TensorInfo protos used in the SignatureDefs must have one of the 'encoding' fields (e.g., name or "
                    f"coo_sparse) set: {info}"
                )
            if not info.dtype:
                raise AssertionError(f"All TensorInfo protos used in the SignatureDefs must have the dtype field set: {info}")
    for key, use in ((constants.INIT_OP_SIGNATURE_KEY, "initialization"), (constants.TRAIN_OP_SIGNATURE_KEY, "the train op")):
        if key in signature_def_map:
            raise KeyError(f'SignatureDef map key "{key}" is reserved for {use}. Please use a different key.')


@export("saved_model.Builder", "saved_model.builder.SavedModelBuilder")
class SavedModelBuilder(Builder):
    """Writes a SavedModel: graphs under tags, the variables that they share, assets and signatures.

    Args:
      export_dir: the directory; it may be there, but must be empty.

    Raises:
      AssertionError: it is not empty.
    """

    def add_meta_graph_and_variables(
        self,
        sess: Any,
        tags: Sequence[str],
        signature_def_map: Mapping[str, Any] | None = None,
        assets_collection: Iterable[Any] | None = None,
        legacy_init_op: Any = None,
        clear_devices: bool = False,
        main_op: Any = None,
        strip_default_attrs: bool = False,
        saver: Any = None,
    ) -> None:
        """Add the default graph and save the variables; the first graph comes so.

        Args:
          sess: the session in which the variables have their values.
          tags: what the graph is for, such as ["serve"].
          signature_def_map: dict from names to SignatureDefs; None for none.
          assets_collection: string constants, the paths of files that are copied; None for none.
          legacy_init_op: the older name of `main_op`.
          clear_devices: leave devices out.
          main_op: an Operation that is run when the SavedModel is loaded; None for none.
          strip_default_attrs: leave out attributes that have their default values.
          saver: what saves the variables; a new Saver of all by default.

        Raises:
          AssertionError: the variables were saved already, or a signature has no name or type.
          KeyError: a signature has a key that is kept for something else.
          TypeError: `main_op` is no Operation, or an asset is no string constant.
          ValueError: the graph has a main op already.
        """
        self._begin_first()
        signatures = self._collected(signature_def_map, assets_collection, legacy_init_op if main_op is None else main_op)
        saver = default_saver(saver)
        self._save_variables(sess, saver)
        self._add(_exported(saver, clear_devices, strip_default_attrs), tags, signatures)

    @documented_by(add_meta_graph_and_variables)
    def add_meta_graph(
        self,
        tags: Sequence[str],
        signature_def_map: Mapping[str, Any] | None = None,
        assets_collection: Iterable[Any] | None = None,
        legacy_init_op: Any = None,
        clear_devices: bool = False,
        main_op: Any = None,
        strip_default_attrs: bool = False,
        saver: Any = None,
    ) -> None:
        """Add the default graph as a further one, for the variables that the first has saved.

        Raises:
          AssertionError: no variables were saved yet, or a signature has no name or type.
          KeyError: a signature has a key that is kept for something else.
          TypeError: `main_op` is no Operation, or an asset is no string constant.
          ValueError: the graph has a main op already.
        """
        self._begin_further()
        signatures = self._collected(signature_def_map, assets_collection, legacy_init_op if main_op is None else main_op)
        self._add(_exported(default_saver(saver), clear_devices, strip_default_attrs), tags, signatures)

    def _collected(self, signature_def_map: Mapping[str, Any] | None, assets: Any, main_op: Any) -> Mapping[str, Any]:
        signatures = signature_def_map or {}
        check_signatures(signatures)
        graph = get_default_graph()

        def note(name: str, tensor: Any) -> None:
            packed = AnyMessage(type_url=ASSET_TYPE, value=_asset_message(name, tensor).SerializeToString())
            graph.add_to_collection(constants.ASSETS_KEY, packed)

        self._save_assets(assets, note)
        if main_op is not None:
            if not isinstance(main_op, Operation):
                raise TypeError(f"main_op needs to be an Operation: {main_op!r}")
            for key in (constants.MAIN_OP_KEY, constants.LEGACY_INIT_OP_KEY):
                if graph.get_collection(key):
                    raise ValueError(f"Graph already contains one or more main ops under the collection {key}.")
            graph.add_to_collection(constants.MAIN_OP_KEY, main_op)
        return signatures


def _exported(saver: Any, clear_devices: bool, strip_default_attrs: bool) -> Any:
    return saver.export_meta_graph(clear_devices=clear_devices, strip_default_attrs=strip_default_attrs)


class ModesBuilder(Builder):
    """Writes a SavedModel whose graphs name what is run at first and what trains by signatures: an Estimator's."""

    def add(
        self,
        tags: Sequence[str],
        signature_def_map: Mapping[str, Any],
        assets: Iterable[Any] | None,
        init_op: Any,
        train_op: Any,
        saver: Any,
        sess: Any = None,
    ) -> None:
        """Add the default graph, and save the variables where a session is given."""
        if sess is None:
            self._begin_further()
        else:
            self._begin_first()
        signatures = dict(signature_def_map)
        check_signatures(signatures)
        for key, operation in (
            (constants.INIT_OP_SIGNATURE_KEY, init_op),
            (constants.TRAIN_OP_SIGNATURE_KEY, train_op),
        ):
            if operation is not None:
                signatures[key] = op_signature_def(operation, key)
        saver = default_saver(saver)
        if sess is not None:
            self._save_variables(sess, saver)
        exported = saver.export_meta_graph(strip_default_attrs=True)
        self._save_assets(assets, lambda name, tensor: exported.asset_file_def.append(_asset_message(name, tensor)))
        self._add(exported, tags, signatures)


@export("saved_model.simple_save")
def simple_save(
    session: Any, export_dir: Any, inputs: Mapping[str, Any], outputs: Mapping[str, Any], legacy_init_op: Any = None
) -> None:
    """Write the default graph for serving, with one signature.

    Args:
      session: the session in which the variables have their values.
      export_dir: the directory; it may be there, but must be empty.
      inputs: dict from names to tensors.
      outputs: dict from names to tensors.
      legacy_init_op: an Operation that is run when the SavedModel is loaded; None for none.

    Raises:
      AssertionError: the directory is not empty.
      ValueError: there are no inputs or no outputs.
    """
    signature = predict_signature_def(inputs, outputs)
    builder = SavedModelBuilder(export_dir)
    builder.add_meta_graph_and_variables(
        session,
        [constants.SERVING],
        {constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY: signature},
        assets_collection=get_default_graph().get_collection(GraphKeys.ASSET_FILEPATHS),
        main_op=legacy_init_op,
        clear_devices=True,
    )
    builder.save()
