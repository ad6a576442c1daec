"""tf.random: random values, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.random.random import categorical as categorical
from headrace.graph.ops.random.gamma import random_gamma as gamma
from headrace.graph.runtime.random_seed import get_seed as get_seed
from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.random import random_normal as normal
from headrace.graph.ops.random.poisson import random_poisson as poisson
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.ops.random.shuffle import random_shuffle as shuffle
from headrace.graph.ops.random.stateless import stateless_categorical as stateless_categorical
from headrace.graph.ops.random.stateless import stateless_multinomial as stateless_multinomial
from headrace.graph.ops.random.stateless import stateless_random_normal as stateless_normal
from headrace.graph.ops.random.stateless import stateless_random_uniform as stateless_uniform
from headrace.graph.ops.random.random import random_uniform as uniform
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from headrace.nn import fixed_unigram_candidate_sampler as fixed_unigram_candidate_sampler
from headrace.nn import learned_unigram_candidate_sampler as learned_unigram_candidate_sampler
from headrace.nn import log_uniform_candidate_sampler as log_uniform_candidate_sampler
from headrace import truncated_normal as truncated_normal
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def stateless_truncated_normal(
    shape: _ShapeLike,
    seed: _TensorLike,
    mean: _TensorLike = 0.0,
    stddev: _TensorLike = 1.0,
    dtype: _DTypeLike = _dtypes.float32,
    name: str | None = None,
) -> _Tensor:
    """As `stateless_normal`, without numbers more than two `stddev` from `mean`.

    Args:
      shape: of the result.
      seed: two integers, int32 or int64, [2].
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) a seed of another shape, shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """

__all__ = [
    "all_candidate_sampler",
    "categorical",
    "fixed_unigram_candidate_sampler",
    "gamma",
    "get_seed",
    "learned_unigram_candidate_sampler",
    "log_uniform_candidate_sampler",
    "multinomial",
    "normal",
    "poisson",
    "set_random_seed",
    "shuffle",
    "stateless_categorical",
    "stateless_multinomial",
    "stateless_normal",
    "stateless_truncated_normal",
    "stateless_uniform",
    "truncated_normal",
    "uniform",
    "uniform_candidate_sampler",
]
