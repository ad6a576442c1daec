"""tf.python.ops.variables: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.partitioned import PartitionedVariable as PartitionedVariable
from headrace.graph.variables.variable import Variable as Variable
from headrace.graph.variables.distribution import VariableAggregation as VariableAggregation
from headrace.graph.variables.distribution import VariableSynchronization as VariableSynchronization
from headrace.graph.variables.variable import Variable as VariableV1
from headrace.graph.variables.collections import global_variables as all_variables
from headrace.graph.variables.collections import assert_variables_initialized as assert_variables_initialized
from headrace.graph.variables.collections import global_variables as global_variables
from headrace.graph.variables.collections import global_variables_initializer as global_variables_initializer
from headrace.graph.variables.collections import initialize_all_variables as initialize_all_variables
from headrace.graph.variables.collections import local_variables_initializer as initialize_local_variables
from headrace.graph.variables.collections import variables_initializer as initialize_variables
from headrace.graph.variables.assign import is_variable_initialized as is_variable_initialized
from headrace.graph.variables.collections import local_variables_initializer as local_variables_initializer
from headrace.graph.variables.collections import report_uninitialized_variables as report_uninitialized_variables
from headrace.graph.variables.collections import variables_initializer as variables_initializer
from headrace import local_variables as local_variables
from headrace import model_variables as model_variables
from headrace import moving_average_variables as moving_average_variables
from headrace import trainable_variables as trainable_variables

__all__ = [
    "PartitionedVariable",
    "Variable",
    "VariableAggregation",
    "VariableSynchronization",
    "VariableV1",
    "all_variables",
    "assert_variables_initialized",
    "global_variables",
    "global_variables_initializer",
    "initialize_all_variables",
    "initialize_local_variables",
    "initialize_variables",
    "is_variable_initialized",
    "local_variables",
    "local_variables_initializer",
    "model_variables",
    "moving_average_variables",
    "report_uninitialized_variables",
    "trainable_variables",
    "variables_initializer",
]
