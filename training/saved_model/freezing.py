"""freeze_graph: a graph with the values of its variables in it, made of files.

Source of names, order of arguments and messages: TensorFlow 1.15's `tensorflow.python.tools.freeze_graph`. Unlike there, the
default graph stays as it is.
"""

from __future__ import annotations

import re
from typing import Any

from google.protobuf import text_format

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.doors.documents import documented_by
from headrace.formats.errors import DataLossError
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.formats.files.paths import path_text
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph
from headrace.graph.checkpoints.management import checkpoint_exists
from headrace.graph.checkpoints.reader import CheckpointReader
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.graphdef.files import write_message
from headrace.graph.graphdef.graph_util import convert_variables_to_constants
from headrace.graph.graphdef.importing import import_graph_def

from . import constants
from .loader import SavedModelLoader, load

_SaverDef = messages.saver_pb2.SaverDef


@export("python.tools.freeze_graph.freeze_graph_with_def_protos")
def freeze_graph_with_def_protos(
    input_graph_def: Any,
    input_saver_def: Any,
    input_checkpoint: Any,
    output_node_names: str,
    restore_op_name: str | None,
    filename_tensor_name: str | None,
    output_graph: Any,
    clear_devices: bool,
    initializer_nodes: str,
    variable_names_whitelist: str = "",
    variable_names_blacklist: str = "",
    input_meta_graph_def: Any = None,
    input_saved_model_dir: Any = None,
    saved_model_tags: list[str] | None = None,
    checkpoint_version: Any = _SaverDef.V2,
) -> messages.graph_pb2.GraphDef:
    """Make constants of the variables of a graph, of the values that they have in a checkpoint.

    Args:
      input_graph_def: a GraphDef.
      input_saver_def: the SaverDef that restores it; all variables by their names where there is none.
      input_checkpoint: the name of a checkpoint.
      output_node_names: the nodes whose results are wanted, with commas between.
      restore_op_name, filename_tensor_name: accepted, of no effect.
      output_graph: where the GraphDef is written; nowhere if empty.
      clear_devices: leave devices out.
      initializer_nodes: operations that are run after the variables are restored, with commas between.
      variable_names_whitelist: the variables that become constants, with commas between; all by default.
      variable_names_blacklist: those that do not.
      input_meta_graph_def: a MetaGraphDef, in the place of the GraphDef.
      input_saved_model_dir: the directory of a SavedModel, in the place of the checkpoint.
      saved_model_tags: those of its graph.
      checkpoint_version: accepted: checkpoints of both versions are read.

    Returns:
      the GraphDef.

    Raises:
      ValueError: the checkpoint does not exist, no node is wanted, or the graph has no variables.
      AssertionError: a node is not in the graph.
    """
    if not input_saved_model_dir and not checkpoint_exists(input_checkpoint):
        raise ValueError(f"Input checkpoint '{input_checkpoint}' doesn't exist!")
    if not output_node_names:
        raise ValueError("You need to supply the name of a node to --output_node_names.")
    whole = input_meta_graph_def.graph_def if input_meta_graph_def else input_graph_def
    if clear_devices:
        for node in whole.node if whole else ():
            node.device = ""
    with Graph().as_default() as graph:
        # What TensorFlow adds to the default graph twice, from a SavedModel's graph and by its loader, is there once.
        if input_graph_def and not input_saved_model_dir:
            import_graph_def(input_graph_def, name="")
        with Session(graph=graph) as sess:
            if input_saver_def:
                Saver(saver_def=input_saver_def, write_version=checkpoint_version).restore(sess, input_checkpoint)
            elif input_meta_graph_def:
                saver = import_meta_graph(input_meta_graph_def, clear_devices=True)
                saver.restore(sess, input_checkpoint)
            elif input_saved_model_dir:
                load(sess, saved_model_tags or [], input_saved_model_dir)
            else:
                _restore_by_names(sess, input_checkpoint)
            if initializer_nodes and not input_saver_def and not input_saved_model_dir:
                sess.run(_names(initializer_nodes))
            found = convert_variables_to_constants(
                sess,
                whole,
                _names(output_node_names) or [],
                _names(variable_names_whitelist),
                _names(variable_names_blacklist),
            )
    if output_graph:
        write_message(found, path_text(output_graph), as_text=False)
    return found


def _names(text: str) -> list[str] | None:
    """Names with commas between."""
    return text.replace(" ", "").split(",") if text else None


def _restore_by_names(sess: Session, checkpoint: Any) -> None:
    """Restore the variables of a graph that are in a checkpoint."""
    graph = sess.graph
    found = {}
    for name in CheckpointReader(checkpoint).get_variable_to_shape_map():
        try:
            found[name] = graph.get_tensor_by_name(f"{name}:0")
        except KeyError:  # a step or the like, which the graph does not need
            continue
    operations = graph.get_operations()
    if not any(op.type.startswith("Variable") or op.type.endswith("VariableOp") for op in operations):
        raise ValueError(
            "No variables were found in this model. It is likely the model was frozen previously. You cannot freeze a graph "
            "twice."
        )
    parts = [op.name for op in operations if re.search(r"/part_\d+/", f"{op.name}:")]
    if any(key in name for key in found for name in parts):
        raise ValueError(
            "Models containing partition variables cannot be converted from checkpoint files. Please pass in a SavedModel "
            "using the flag --input_saved_model_dir."
        )
    Saver(var_list=found).restore(sess, checkpoint)


@export("python.tools.freeze_graph.freeze_graph")
@documented_by(freeze_graph_with_def_protos)
def freeze_graph(
    input_graph: Any,
    input_saver: Any,
    input_binary: bool,
    input_checkpoint: Any,
    output_node_names: str,
    restore_op_name: str | None,
    filename_tensor_name: str | None,
    output_graph: Any,
    clear_devices: bool,
    initializer_nodes: str,
    variable_names_whitelist: str = "",
    variable_names_blacklist: str = "",
    input_meta_graph: Any = None,
    input_saved_model_dir: Any = None,
    saved_model_tags: str = constants.SERVING,
    checkpoint_version: Any = _SaverDef.V2,
) -> messages.graph_pb2.GraphDef:
    """Make constants of the variables of a graph in a file.

    Args:
      input_graph: the path of a GraphDef.
      input_saver: the path of a SaverDef; none if empty.
      input_binary: whether these files, and that of `input_meta_graph`, are binary; text otherwise.
      input_meta_graph: the path of a MetaGraphDef, in the place of the GraphDef.
      saved_model_tags: those of the graph of a SavedModel, with commas between.

    Returns:
      the GraphDef.

    Raises:
      OSError: a file does not exist.
      DataLossError: a file holds no such message.
    """
    tags = saved_model_tags.replace(" ", "").split(",")
    graph_def = None
    if input_saved_model_dir:
        graph_def = SavedModelLoader(input_saved_model_dir).get_meta_graph_def_from_tags(tags).graph_def
    elif input_graph:
        graph_def = _read(messages.graph_pb2.GraphDef(), input_graph, input_binary, "graph")
    meta_graph_def = None
    if input_meta_graph:
        meta_graph_def = _read(messages.meta_graph_pb2.MetaGraphDef(), input_meta_graph, input_binary, "meta graph")
    saver_def = _read(_SaverDef(), input_saver, input_binary, "saver") if input_saver else None
    return freeze_graph_with_def_protos(
        graph_def,
        saver_def,
        input_checkpoint,
        output_node_names,
        restore_op_name,
        filename_tensor_name,
        output_graph,
        clear_devices,
        initializer_nodes,
        variable_names_whitelist,
        variable_names_blacklist,
        meta_graph_def,
        input_saved_model_dir,
        tags,
        checkpoint_version,
    )


def _read(message: Any, path: Any, is_binary: bool, what: str) -> Any:
    """A message from its file."""
    name = path_text(path)
    if not directories.exists(name):
        raise OSError(f"Input {what} file '{name}' does not exist!")
    content = files.read_bytes(name)
    try:
        if is_binary:
            message.ParseFromString(content)
        else:
            text_format.Parse(content.decode(), message)
    except (messages.DecodeError, text_format.ParseError, UnicodeDecodeError, RecursionError) as error:
        raise DataLossError(None, None, f"{name}: no {what}: {error}", path=name) from error
    return message
