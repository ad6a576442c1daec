"""tf.contrib.framework: the global step, lists of variables, values of checkpoints. Made by `make names`."""

from headrace.graph.core.tensor import TensorSpec as TensorSpec
from headrace.graph.devices.replica import VariableDeviceChooser as VariableDeviceChooser
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.variables import add_model_variable as add_model_variable
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.contrib.arg_scope import arg_scoped_arguments as arg_scoped_arguments
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.graph.checkpoints.initializing import assign_from_checkpoint as assign_from_checkpoint
from headrace.graph.checkpoints.initializing import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from headrace.graph.ops.arrays.broadcast import broadcast_to as broadcast_to
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.training.contrib.arg_scope import current_arg_scope as current_arg_scope
from headrace.training.contrib.variables import filter_variables as filter_variables
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.training.contrib.variables import get_local_variables as get_local_variables
from headrace.training.contrib.variables import get_model_variables as get_model_variables
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.training.contrib.variables import get_trainable_variables as get_trainable_variables
from headrace.training.contrib.variables import get_unique_variable as get_unique_variable
from headrace.training.contrib.variables import get_variable_full_name as get_variable_full_name
from headrace.training.contrib.variables import get_variables as get_variables
from headrace.training.contrib.variables import get_variables_by_name as get_variables_by_name
from headrace.training.contrib.variables import get_variables_by_suffix as get_variables_by_suffix
from headrace.training.contrib.variables import get_variables_to_restore as get_variables_to_restore
from headrace.training.contrib.variables import global_variable as global_variable
from headrace.training.contrib.arg_scope import has_arg_scope as has_arg_scope
from headrace.graph.checkpoints.initializing import init_from_checkpoint as init_from_checkpoint
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable
from headrace.training.contrib.variables import local_variable as local_variable
from headrace.training.contrib.variables import model_variable as model_variable
from headrace.graph.graphdef.name_scopes import prepend_name_scope as prepend_name_scope
from headrace.contrib.framework import python as python
from headrace.training.layers.arguments import smart_cond as smart_cond
from headrace.graph.graphdef.name_scopes import strip_name_scope as strip_name_scope
from headrace.training.contrib.variables import variable as variable
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "VariableDeviceChooser",
    "add_arg_scope",
    "add_model_variable",
    "arg_scope",
    "arg_scoped_arguments",
    "assert_global_step",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "create_global_step",
    "current_arg_scope",
    "filter_variables",
    "get_global_step",
    "get_local_variables",
    "get_model_variables",
    "get_or_create_global_step",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "has_arg_scope",
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "local_variable",
    "model_variable",
    "variable",
    "with_same_shape",
    "with_shape",
]
