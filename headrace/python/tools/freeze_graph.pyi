"""tf.python.tools.freeze_graph: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.meta_graph_pb2 import MetaGraphDef as MetaGraphDef
from headrace.training.saved_model.freezing import freeze_graph_with_def_protos as freeze_graph_with_def_protos
from headrace.formats import proto as _messages
from headrace.training.saved_model import constants as _constants
from headrace.training.saved_model.freezing import _SaverDef as __SaverDef
from typing import Any as _Any

def freeze_graph(
    input_graph: _Any,
    input_saver: _Any,
    input_binary: bool,
    input_checkpoint: _Any,
    output_node_names: str,
    restore_op_name: str | None,
    filename_tensor_name: str | None,
    output_graph: _Any,
    clear_devices: bool,
    initializer_nodes: str,
    variable_names_whitelist: str = '',
    variable_names_blacklist: str = '',
    input_meta_graph: _Any = None,
    input_saved_model_dir: _Any = None,
    saved_model_tags: str = _constants.SERVING,
    checkpoint_version: _Any = __SaverDef.V2,
) -> _messages.graph_pb2.GraphDef:
    """Make constants of the variables of a graph in a file.

    Args:
      input_graph: the path of a GraphDef.
      input_saver: the path of a SaverDef; none if empty.
      input_binary: whether these files, and that of `input_meta_graph`, are binary; text otherwise.
      input_checkpoint: the name of a checkpoint.
      output_node_names: the nodes whose results are wanted, with commas between.
      restore_op_name, filename_tensor_name: accepted, of no effect.
      output_graph: where the GraphDef is written; nowhere if empty.
      clear_devices: leave devices out.
      initializer_nodes: operations that are run after the variables are restored, with commas between.
      variable_names_whitelist: the variables that become constants, with commas between; all by default.
      variable_names_blacklist: those that do not.
      input_meta_graph: the path of a MetaGraphDef, in the place of the GraphDef.
      input_saved_model_dir: the directory of a SavedModel, in the place of the checkpoint.
      saved_model_tags: those of the graph of a SavedModel, with commas between.
      checkpoint_version: accepted: checkpoints of both versions are read.

    Returns:
      the GraphDef.

    Raises:
      OSError: a file does not exist.
      DataLossError: a file holds no such message.
      ValueError: the checkpoint does not exist, no node is wanted, or the graph has no variables.
      AssertionError: a node is not in the graph.
    """

__all__ = [
    "MetaGraphDef",
    "freeze_graph",
    "freeze_graph_with_def_protos",
]
