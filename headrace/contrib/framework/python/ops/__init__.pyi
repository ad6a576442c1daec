"""tf.contrib.framework.python.ops: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.replica import VariableDeviceChooser as VariableDeviceChooser
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.variables import add_model_variable as add_model_variable
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.contrib.arg_scope import arg_scope_func_key as arg_scope_func_key
from headrace.training.contrib.arg_scope import arg_scoped_arguments as arg_scoped_arguments
from headrace.graph.ops.ordering.sorting import argsort as argsort
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.training.contrib.framework.values import assert_or_get_global_step as assert_or_get_global_step
from headrace.graph.checkpoints.initializing import assign_from_checkpoint as assign_from_checkpoint
from headrace.graph.checkpoints.initializing import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from headrace.training.contrib.framework.values import assign_from_values as assign_from_values
from headrace.training.contrib.framework.values import assign_from_values_fn as assign_from_values_fn
from headrace.contrib.framework.python.ops import audio_ops as audio_ops
from headrace.contrib.framework.python.ops import checkpoint_ops as checkpoint_ops
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.training.contrib.arg_scope import current_arg_scope as current_arg_scope
from headrace.training.contrib.variables import filter_variables as filter_variables
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.training.contrib.framework.graphs import get_graph_from_inputs as get_graph_from_inputs
from headrace.training.contrib.framework.graphs import get_name_scope as get_name_scope
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.training.contrib.variables import get_unique_variable as get_unique_variable
from headrace.training.contrib.variables import get_variable_full_name as get_variable_full_name
from headrace.training.contrib.variables import get_variables as get_variables
from headrace.training.contrib.variables import get_variables_to_restore as get_variables_to_restore
from headrace.training.contrib.arg_scope import has_arg_scope as has_arg_scope
from headrace.training.contrib.variables import local_variable as local_variable
from headrace.contrib.framework.python.ops import ops as ops
from headrace.training.contrib.framework.scripts import py_func as py_func
from headrace.contrib.framework.python.ops import script_ops as script_ops
from headrace.graph.ops.ordering.sorting import sort as sort
from headrace.contrib.framework.python.ops import sort_ops as sort_ops
from headrace.training.contrib.variables import variable as variable
from headrace.contrib.framework.python.ops import variables as variables
from headrace.training.contrib.framework.values import zero_initializer as zero_initializer
from headrace.contrib.framework import get_local_variables as get_local_variables
from headrace.contrib.framework import get_model_variables as get_model_variables
from headrace.contrib.framework import get_trainable_variables as get_trainable_variables
from headrace.contrib.framework import get_variables_by_name as get_variables_by_name
from headrace.contrib.framework import get_variables_by_suffix as get_variables_by_suffix
from headrace.contrib.framework import global_variable as global_variable
from headrace.contrib.framework import load_linear_multiclass_bias_initializer as load_linear_multiclass_bias_initializer
from headrace.contrib.framework import load_variable_slot_initializer as load_variable_slot_initializer
from headrace.contrib.framework import model_variable as model_variable

__all__ = [
    "VariableDeviceChooser",
    "add_arg_scope",
    "add_model_variable",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "argsort",
    "assert_global_step",
    "assert_or_get_global_step",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "audio_ops",
    "checkpoint_ops",
    "create_global_step",
    "current_arg_scope",
    "filter_variables",
    "get_global_step",
    "get_graph_from_inputs",
    "get_local_variables",
    "get_model_variables",
    "get_name_scope",
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
    "load_linear_multiclass_bias_initializer",
    "load_variable_slot_initializer",
    "local_variable",
    "model_variable",
    "ops",
    "py_func",
    "script_ops",
    "sort",
    "sort_ops",
    "variable",
    "variables",
    "zero_initializer",
]
