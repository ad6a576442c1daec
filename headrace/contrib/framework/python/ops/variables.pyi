"""tf.contrib.framework.python.ops.variables: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.replica import VariableDeviceChooser as VariableDeviceChooser
from headrace.training.contrib.variables import add_model_variable as add_model_variable
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.training.contrib.framework.values import assert_or_get_global_step as assert_or_get_global_step
from headrace.graph.checkpoints.initializing import assign_from_checkpoint as assign_from_checkpoint
from headrace.graph.checkpoints.initializing import assign_from_checkpoint_fn as assign_from_checkpoint_fn
from headrace.training.contrib.framework.values import assign_from_values as assign_from_values
from headrace.training.contrib.framework.values import assign_from_values_fn as assign_from_values_fn
from headrace.training.contrib.arg_scope import add_arg_scope as contrib_add_arg_scope
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.training.contrib.variables import filter_variables as filter_variables
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.training.contrib.variables import get_unique_variable as get_unique_variable
from headrace.training.contrib.variables import get_variable_full_name as get_variable_full_name
from headrace.training.contrib.variables import get_variables as get_variables
from headrace.training.contrib.variables import get_variables_to_restore as get_variables_to_restore
from headrace.training.contrib.variables import local_variable as local_variable
from headrace.training.contrib.variables import variable as variable
from headrace.training.contrib.framework.values import zero_initializer as zero_initializer
from headrace.contrib.framework import get_local_variables as get_local_variables
from headrace.contrib.framework import get_model_variables as get_model_variables
from headrace.contrib.framework import get_trainable_variables as get_trainable_variables
from headrace.contrib.framework import get_variables_by_name as get_variables_by_name
from headrace.contrib.framework import get_variables_by_suffix as get_variables_by_suffix
from headrace.contrib.framework import global_variable as global_variable
from headrace.contrib.framework import model_variable as model_variable

__all__ = [
    "VariableDeviceChooser",
    "add_model_variable",
    "assert_global_step",
    "assert_or_get_global_step",
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "contrib_add_arg_scope",
    "create_global_step",
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
    "local_variable",
    "model_variable",
    "variable",
    "zero_initializer",
]
