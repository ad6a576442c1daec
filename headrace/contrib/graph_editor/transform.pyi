"""tf.contrib.graph_editor.transform: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.graph_editor.transforming import Transformer as Transformer
from headrace.training.contrib.graph_editor.transforming import TransformerInfo as TransformerInfo
from headrace.training.contrib.graph_editor.handlers import assign_renamed_collections_handler as assign_renamed_collections_handler
from headrace.training.contrib.graph_editor.transforming import copy as copy
from headrace.training.contrib.graph_editor.handlers import copy_op_handler as copy_op_handler
from headrace.training.contrib.graph_editor.handlers import replace_t_with_placeholder_handler as replace_t_with_placeholder_handler
from headrace.training.contrib.graph_editor.handlers import transform_op_if_inside_handler as transform_op_if_inside_handler
from headrace.contrib.graph_editor import copy_with_input_replacements as copy_with_input_replacements
from headrace.contrib.graph_editor import graph_replace as graph_replace
from headrace.contrib.graph_editor import keep_t_if_possible_handler as keep_t_if_possible_handler

__all__ = [
    "Transformer",
    "TransformerInfo",
    "assign_renamed_collections_handler",
    "copy",
    "copy_op_handler",
    "copy_with_input_replacements",
    "graph_replace",
    "keep_t_if_possible_handler",
    "replace_t_with_placeholder_handler",
    "transform_op_if_inside_handler",
]
