"""tf.python.ops.init_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.initializers.plain import Constant as Constant
from headrace.graph.variables.initializers.scaled import GlorotNormal as GlorotNormal
from headrace.graph.variables.initializers.scaled import GlorotUniform as GlorotUniform
from headrace.graph.variables.initializers.plain import Identity as Identity
from headrace.graph.variables.initializers.plain import Ones as Ones
from headrace.graph.variables.initializers.scaled import Orthogonal as Orthogonal
from headrace.graph.variables.initializers.plain import RandomNormal as RandomNormal
from headrace.graph.variables.initializers.plain import RandomUniform as RandomUniform
from headrace.graph.variables.initializers.plain import TruncatedNormal as TruncatedNormal
from headrace.graph.variables.initializers.scaled import UniformUnitScaling as UniformUnitScaling
from headrace.graph.variables.initializers.scaled import VarianceScaling as VarianceScaling
from headrace.graph.variables.initializers.plain import Zeros as Zeros
from headrace.graph.variables.initializers.plain import Constant as constant_initializer
from headrace.graph.variables.initializers.scaled import GlorotNormal as glorot_normal_initializer
from headrace.graph.variables.initializers.scaled import GlorotUniform as glorot_uniform_initializer
from headrace.graph.variables.initializers.plain import Identity as identity_initializer
from headrace.graph.variables.initializers.scaled import lecun_normal as lecun_normal
from headrace.graph.variables.initializers.plain import Ones as ones_initializer
from headrace.graph.variables.initializers.scaled import Orthogonal as orthogonal_initializer
from headrace.graph.variables.initializers.plain import RandomNormal as random_normal_initializer
from headrace.graph.variables.initializers.plain import RandomUniform as random_uniform_initializer
from headrace.graph.variables.initializers.plain import TruncatedNormal as truncated_normal_initializer
from headrace.graph.variables.initializers.scaled import UniformUnitScaling as uniform_unit_scaling_initializer
from headrace.graph.variables.initializers.scaled import VarianceScaling as variance_scaling_initializer
from headrace.graph.variables.initializers.plain import Zeros as zeros_initializer
from headrace.initializers import he_normal as he_normal
from headrace.initializers import he_uniform as he_uniform
from headrace.initializers import lecun_uniform as lecun_uniform

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "Identity",
    "Ones",
    "Orthogonal",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "UniformUnitScaling",
    "VarianceScaling",
    "Zeros",
    "constant_initializer",
    "glorot_normal_initializer",
    "glorot_uniform_initializer",
    "he_normal",
    "he_uniform",
    "identity_initializer",
    "lecun_normal",
    "lecun_uniform",
    "ones_initializer",
    "orthogonal_initializer",
    "random_normal_initializer",
    "random_uniform_initializer",
    "truncated_normal_initializer",
    "uniform_unit_scaling_initializer",
    "variance_scaling_initializer",
    "zeros_initializer",
]
