"""tf.python.ops.initializers_ns: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.initializers.plain import Constant as constant
from headrace.graph.variables.collections import global_variables_initializer as global_variables
from headrace.graph.variables.initializers.plain import Identity as identity
from headrace.graph.variables.collections import local_variables_initializer as local_variables
from headrace.graph.variables.initializers.plain import Ones as ones
from headrace.graph.variables.initializers.scaled import Orthogonal as orthogonal
from headrace.graph.variables.initializers.plain import RandomNormal as random_normal
from headrace.graph.variables.initializers.plain import RandomUniform as random_uniform
from headrace.graph.variables.initializers.plain import TruncatedNormal as truncated_normal
from headrace.graph.variables.initializers.scaled import UniformUnitScaling as uniform_unit_scaling
from headrace.graph.variables.collections import variables_initializer as variables
from headrace.graph.variables.initializers.scaled import VarianceScaling as variance_scaling
from headrace.graph.variables.initializers.plain import Zeros as zeros

__all__ = [
    "constant",
    "global_variables",
    "identity",
    "local_variables",
    "ones",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "uniform_unit_scaling",
    "variables",
    "variance_scaling",
    "zeros",
]
