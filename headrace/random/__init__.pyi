"""tf.random: random values, under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.random.random import multinomial as multinomial
from headrace.graph.ops.random.random import random_normal as normal
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.ops.random.shuffle import random_shuffle as shuffle
from headrace.graph.ops.random.random import random_uniform as uniform
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.sampling.candidates import FixedUnigramCandidateSampler as _FixedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LearnedUnigramCandidateSampler as _LearnedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LogUniformCandidateSampler as _LogUniformCandidateSampler
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import ShapeLike as _ShapeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def fixed_unigram_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    vocab_file: str = '',
    distortion: float = 1.0,
    num_reserved_ids: int = 0,
    num_shards: int = 1,
    shard: int = 0,
    unigrams: _Sequence[float] = (),
    seed: int | None = None,
    name: str | None = None,
) -> _FixedUnigramCandidateSampler:
    """Draw classes by given frequencies.

    Args:
      true_classes: int64 [batch, num_true]; only their expected counts depend on them.
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      vocab_file: a text file, a line for each class; what stands behind its last comma is the frequency.
      distortion: frequencies are raised to this power.
      num_reserved_ids: so many classes come before those of the file or list, and are never drawn.
      num_shards, shard: of the classes only those whose number modulo `num_shards` is `shard` belong to this sampler.
      unigrams: the frequencies, instead of a file.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      InvalidArgumentError: (when run) also where there is neither a file nor a list, or both; where a line has no frequency;
        where there are not `range_max` of them; and where more different classes are wanted than have a frequency.
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
    """

def learned_unigram_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> _LearnedUnigramCandidateSampler:
    """Draw classes as often as they have been true classes so far in this session.

    Each counts as seen once beforehand. The batch's own true classes count from the next draw on.

    Args:
      true_classes: int64 [batch, num_true].
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
      InvalidArgumentError: (when run) more different classes than there are, or another number of true classes.
    """

def log_uniform_candidate_sampler(
    true_classes: _TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> _LogUniformCandidateSampler:
    """Draw classes by a Zipfian law: k with probability (log(k + 2) - log(k + 1)) / log(range_max + 1).

    It suits words that are numbered by falling frequency.

    Args:
      true_classes: int64 [batch, num_true]; only their expected counts depend on them.
      num_true: how many true classes a record has.
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      seed: int, see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      ValueError: `true_classes` is no matrix, `num_sampled` or `range_max` is less than 1.
      InvalidArgumentError: (when run) more different classes than there are, or another number of true classes.
    """

def truncated_normal(
    shape: _ShapeLike,
    mean: _TensorLike = 0.0,
    stddev: _TensorLike = 1.0,
    dtype: _DTypeLike = _dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> _Tensor:
    """Numbers drawn from a normal distribution; those more than two `stddev` from `mean` are drawn again.

    Args:
      shape: of the result; a list of ints, a TensorShape, or a vector of int32 or int64.
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """

__all__ = [
    "all_candidate_sampler",
    "fixed_unigram_candidate_sampler",
    "learned_unigram_candidate_sampler",
    "log_uniform_candidate_sampler",
    "multinomial",
    "normal",
    "set_random_seed",
    "shuffle",
    "truncated_normal",
    "uniform",
    "uniform_candidate_sampler",
]
