"""tf.python.ops.candidate_sampling_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sampling.candidates import all_candidate_sampler as all_candidate_sampler
from headrace.graph.ops.sampling.accidental_hits import compute_accidental_hits as compute_accidental_hits
from headrace.graph.ops.sampling.candidates import uniform_candidate_sampler as uniform_candidate_sampler
from collections.abc import Sequence as _Sequence
from headrace.graph.ops.sampling.candidates import FixedUnigramCandidateSampler as _FixedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LearnedUnigramCandidateSampler as _LearnedUnigramCandidateSampler
from headrace.graph.ops.sampling.candidates import LogUniformCandidateSampler as _LogUniformCandidateSampler
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

__all__ = [
    "all_candidate_sampler",
    "compute_accidental_hits",
    "fixed_unigram_candidate_sampler",
    "learned_unigram_candidate_sampler",
    "log_uniform_candidate_sampler",
    "uniform_candidate_sampler",
]
