"""tf.python.ops.variable_scope: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.scope import AUTO_REUSE as AUTO_REUSE
from headrace.graph.variables.distribution import VariableAggregation as VariableAggregation
from headrace.graph.variables.scope_state import VariableScope as VariableScope
from headrace.graph.variables.distribution import VariableSynchronization as VariableSynchronization
from headrace.graph.variables.pure_scope import pure_variable_scope as _pure_variable_scope
from headrace.graph.variables.creators import disable_resource_variables as disable_resource_variables
from headrace.graph.variables.creators import enable_resource_variables as enable_resource_variables
from headrace.graph.variables.scope import get_variable as get_variable
from headrace.graph.variables.scope_state import get_variable_scope as get_variable_scope
from headrace.graph.variables.scope import no_regularizer as no_regularizer
from headrace.graph.variables.creators import resource_variables_enabled as resource_variables_enabled
from headrace.graph.variables.scope import variable as variable
from headrace.graph.variables.creators import variable_creator_scope as variable_creator_scope_v1
from headrace.graph.variables.scope import variable_op_scope as variable_op_scope
from headrace.graph.variables.scope import variable_scope as variable_scope
from headrace import get_local_variable as get_local_variable

__all__ = [
    "AUTO_REUSE",
    "VariableAggregation",
    "VariableScope",
    "VariableSynchronization",
    "_pure_variable_scope",
    "disable_resource_variables",
    "enable_resource_variables",
    "get_local_variable",
    "get_variable",
    "get_variable_scope",
    "no_regularizer",
    "resource_variables_enabled",
    "variable",
    "variable_creator_scope_v1",
    "variable_op_scope",
    "variable_scope",
]
