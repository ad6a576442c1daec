"""Candidate samplers: classes drawn by some law, and how often each is to be expected.

A sampler draws once for a whole batch. The numbers are those of NumPy's generators, the expected counts TensorFlow's formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank
from .distributions import All, Distribution, LearnedUnigrams, LogUniform, Uniform, fixed_unigrams

_SIGNATURE = "true_classes: int64 -> sampled_candidates: int64, true_expected_count: float32, sampled_expected_count: float32"
_ALL_ATTRIBUTES = "num_true: int >= 1, num_sampled: int >= 1, unique: bool, seed: int = 0, seed2: int = 0"
_ATTRIBUTES = "num_true: int >= 1, num_sampled: int >= 1, unique: bool, range_max: int >= 1, seed: int = 0, seed2: int = 0"
_FIXED_ATTRIBUTES = (
    f"{_ATTRIBUTES}, vocab_file: string = '', distortion: float = 1, num_reserved_ids: int = 0, num_shards: int >= 1 = 1,"
    " shard: int >= 0 = 0, unigrams: list(float) = []"
)


def _sampled_shapes(op: Operation) -> list[StaticShape]:
    (batch, _) = with_rank(op.inputs[0].static_shape, 2)
    sampled = (op.get_attr("num_sampled"),)
    return [sampled, (batch, op.get_attr("num_true")), sampled]


def _bind_sampler(law: Callable[[Operation], Distribution]) -> Callable[[Operation, Any], Kernel]:
    """The bind rule of a sampler; its distribution, which may learn, is made once for a session."""

    def bind(op: Operation, session: Any) -> Kernel:
        generator = generator_of(op, session)
        distribution: Distribution = session.resource((op, "distribution"), lambda: law(op))
        num_true, count, unique = (op.get_attr(name) for name in ("num_true", "num_sampled", "unique"))

        def kernel(true_classes: np.ndarray) -> tuple[np.ndarray, ...]:
            if true_classes.ndim != 2:
                raise invalid("true_classes must be a matrix")
            if true_classes.shape[1] != num_true:
                columns = true_classes.shape[1]
                raise invalid(f"true_classes must have num_true columns, expected: {columns} was: {num_true}")
            return tuple(distribution.sample(generator, count, unique, true_classes))

        return kernel

    return bind


def _by_range(law: Callable[[int], Distribution]) -> Callable[[Operation, Any], Kernel]:
    return _bind_sampler(lambda op: law(op.get_attr("range_max")))


UNIFORM = Op(
    "UniformCandidateSampler",
    _SIGNATURE,
    _ATTRIBUTES,
    traits=DRAWS,
    shape=_sampled_shapes,
    bind=_by_range(Uniform),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
LOG_UNIFORM = Op(
    "LogUniformCandidateSampler",
    _SIGNATURE,
    _ATTRIBUTES,
    traits=DRAWS,
    shape=_sampled_shapes,
    bind=_by_range(LogUniform),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
ALL = Op(
    "AllCandidateSampler",
    _SIGNATURE,
    _ALL_ATTRIBUTES,
    traits=DRAWS,
    shape=_sampled_shapes,
    bind=_bind_sampler(lambda op: All(op.get_attr("num_sampled"))),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
FIXED_UNIGRAM = Op(
    "FixedUnigramCandidateSampler",
    _SIGNATURE,
    _FIXED_ATTRIBUTES,
    traits=DRAWS,
    shape=_sampled_shapes,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
LEARNED_UNIGRAM, THREAD_UNSAFE_UNIGRAM = (
    stateful_op(type, _SIGNATURE, _ATTRIBUTES, shape=_sampled_shapes, bind=_by_range(LearnedUnigrams))
    for type in ("LearnedUnigramCandidateSampler", "ThreadUnsafeUnigramCandidateSampler")
)

_LAW_OF_FIXED = ("range_max", "vocab_file", "distortion", "num_reserved_ids", "num_shards", "shard", "unigrams")
FIXED_UNIGRAM.bind(_bind_sampler(lambda op: fixed_unigrams(**{name: op.get_attr(name) for name in _LAW_OF_FIXED})))


class UniformCandidateSampler(NamedTuple):
    """What a sampler drew: the candidates; how often each true class, and each candidate, was to be expected among them."""

    sampled_candidates: Tensor
    true_expected_count: Tensor
    sampled_expected_count: Tensor


class LogUniformCandidateSampler(NamedTuple):
    """As `UniformCandidateSampler`."""

    sampled_candidates: Tensor
    true_expected_count: Tensor
    sampled_expected_count: Tensor


class LearnedUnigramCandidateSampler(NamedTuple):
    """As `UniformCandidateSampler`."""

    sampled_candidates: Tensor
    true_expected_count: Tensor
    sampled_expected_count: Tensor


class FixedUnigramCandidateSampler(NamedTuple):
    """As `UniformCandidateSampler`."""

    sampled_candidates: Tensor
    true_expected_count: Tensor
    sampled_expected_count: Tensor


class AllCandidateSampler(NamedTuple):
    """As `UniformCandidateSampler`."""

    sampled_candidates: Tensor
    true_expected_count: Tensor
    sampled_expected_count: Tensor


@export("nn.uniform_candidate_sampler", "random.uniform_candidate_sampler")
def uniform_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> UniformCandidateSampler:
    """Draw classes that are all equally likely.

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
    return UniformCandidateSampler(
        *UNIFORM(
            true_classes,
            num_true=num_true,
            num_sampled=num_sampled,
            unique=unique,
            range_max=range_max,
            **seed_attributes(seed),
            name=name,
        )
    )


@export("nn.log_uniform_candidate_sampler", "random.log_uniform_candidate_sampler")
@documented_by(uniform_candidate_sampler)
def log_uniform_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> LogUniformCandidateSampler:
    """Draw classes by a Zipfian law: k with probability (log(k + 2) - log(k + 1)) / log(range_max + 1).

    It suits words that are numbered by falling frequency.
    """
    return LogUniformCandidateSampler(
        *LOG_UNIFORM(
            true_classes,
            num_true=num_true,
            num_sampled=num_sampled,
            unique=unique,
            range_max=range_max,
            **seed_attributes(seed),
            name=name,
        )
    )


@export("nn.learned_unigram_candidate_sampler", "random.learned_unigram_candidate_sampler")
@documented_by(uniform_candidate_sampler)
def learned_unigram_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> LearnedUnigramCandidateSampler:
    """Draw classes as often as they have been true classes so far in this session.

    Each counts as seen once beforehand. The batch's own true classes count from the next draw on.

    Args:
      true_classes: int64 [batch, num_true].
    """
    return LearnedUnigramCandidateSampler(
        *LEARNED_UNIGRAM(
            true_classes,
            num_true=num_true,
            num_sampled=num_sampled,
            unique=unique,
            range_max=range_max,
            **seed_attributes(seed),
            name=name,
        )
    )


@export("nn.fixed_unigram_candidate_sampler", "random.fixed_unigram_candidate_sampler")
@documented_by(uniform_candidate_sampler)
def fixed_unigram_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    vocab_file: str = "",
    distortion: float = 1.0,
    num_reserved_ids: int = 0,
    num_shards: int = 1,
    shard: int = 0,
    unigrams: Sequence[float] = (),
    seed: int | None = None,
    name: str | None = None,
) -> FixedUnigramCandidateSampler:
    """Draw classes by given frequencies.

    Args:
      vocab_file: a text file, a line for each class; what stands behind its last comma is the frequency.
      distortion: frequencies are raised to this power.
      num_reserved_ids: so many classes come before those of the file or list, and are never drawn.
      num_shards, shard: of the classes only those whose number modulo `num_shards` is `shard` belong to this sampler.
      unigrams: the frequencies, instead of a file.

    Raises:
      InvalidArgumentError: (when run) also where there is neither a file nor a list, or both; where a line has no frequency;
        where there are not `range_max` of them; and where more different classes are wanted than have a frequency.
    """
    return FixedUnigramCandidateSampler(
        *FIXED_UNIGRAM(
            true_classes,
            num_true=num_true,
            num_sampled=num_sampled,
            unique=unique,
            range_max=range_max,
            vocab_file=vocab_file,
            distortion=distortion,
            num_reserved_ids=num_reserved_ids,
            num_shards=num_shards,
            shard=shard,
            unigrams=unigrams,
            **seed_attributes(seed),
            name=name,
        )
    )


@export("nn.all_candidate_sampler", "random.all_candidate_sampler")
def all_candidate_sampler(
    true_classes: TensorLike, num_true: int, num_sampled: int, unique: bool, seed: int | None = None, name: str | None = None
) -> AllCandidateSampler:
    """All classes 0 to num_sampled - 1 as candidates, each expected once: for tests of what uses a sampler.

    Args:
      true_classes: int64 [batch, num_true].
      num_true: how many true classes a record has.
      num_sampled: how many classes there are.
      unique: accepted; all are different.
      seed: accepted; nothing is drawn.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true], float32
      [num_sampled].

    Raises:
      ValueError: `true_classes` is no matrix, or `num_sampled` is less than 1.
      InvalidArgumentError: (when run) another number of true classes.
    """
    return AllCandidateSampler(
        *ALL(true_classes, num_true=num_true, num_sampled=num_sampled, unique=unique, **seed_attributes(seed), name=name)
    )
