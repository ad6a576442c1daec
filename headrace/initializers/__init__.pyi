"""tf.initializers: what variables start with. Made by `make names`."""

from headrace.graph.variables.initializers.plain import Constant as constant
from headrace.graph.variables.collections import global_variables_initializer as global_variables
from headrace.graph.variables.initializers.scaled import GlorotNormal as glorot_normal
from headrace.graph.variables.initializers.scaled import GlorotUniform as glorot_uniform
from headrace.graph.variables.initializers.plain import Identity as identity
from headrace.graph.variables.initializers.scaled import lecun_normal as lecun_normal
from headrace.graph.variables.collections import local_variables_initializer as local_variables
from headrace.graph.variables.initializers.plain import Ones as ones
from headrace.graph.variables.initializers.scaled import Orthogonal as orthogonal
from headrace.graph.variables.initializers.plain import RandomNormal as random_normal
from headrace.graph.variables.initializers.plain import RandomUniform as random_uniform
from headrace.graph.lookup.interface import tables_initializer as tables_initializer
from headrace.graph.variables.initializers.plain import TruncatedNormal as truncated_normal
from headrace.graph.variables.initializers.scaled import UniformUnitScaling as uniform_unit_scaling
from headrace.graph.variables.collections import variables_initializer as variables
from headrace.graph.variables.initializers.scaled import VarianceScaling as variance_scaling
from headrace.graph.variables.initializers.plain import Zeros as zeros
from headrace.graph.variables.initializers.scaled import VarianceScaling as _VarianceScaling

def he_normal(
    seed: int | None = None,
) -> _VarianceScaling:
    """Starts a variable with a truncated normal distribution of variance 2 / fan_in.

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.

    Returns:
      An initializer, for floating types.
    """

def he_uniform(
    seed: int | None = None,
) -> _VarianceScaling:
    """Starts a variable evenly from ±sqrt(6 / fan_in).

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.

    Returns:
      An initializer, for floating types.
    """

def lecun_uniform(
    seed: int | None = None,
) -> _VarianceScaling:
    """Starts a variable evenly from ±sqrt(3 / fan_in).

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.

    Returns:
      An initializer, for floating types.
    """

__all__ = [
    "constant",
    "global_variables",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "identity",
    "lecun_normal",
    "lecun_uniform",
    "local_variables",
    "ones",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "tables_initializer",
    "truncated_normal",
    "uniform_unit_scaling",
    "variables",
    "variance_scaling",
    "zeros",
]
