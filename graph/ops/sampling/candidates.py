"""Candidate samplers: classes drawn by some law, and how often each is to be expected; which of them are true classes.

A sampler draws once for a whole batch. The numbers are those of NumPy's generators, the expected counts TensorFlow's formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import DRAWS, PURE
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank, with_value
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
      num_sampled: how many classes are drawn, for the whole batch.
      unique: all different: what was drawn before is drawn again. Else each may come several times.
      range_max: classes are 0 to range_max - 1.
      seed: see `tf.set_random_seed`.

    Returns:
      (sampled_candidates, true_expected_count, sampled_expected_count): int64 [num_sampled], float32 [batch, num_true],
      float32 [num_sampled].

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
def log_uniform_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> LogUniformCandidateSampler:
    """Draw classes by Zipf's law, nearly: k with probability (log(k + 2) - log(k + 1)) / log(range_max + 1).

    It suits words that are numbered by falling frequency. Arguments, results and errors: `uniform_candidate_sampler`.
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
def learned_unigram_candidate_sampler(
    true_classes: TensorLike,
    num_true: int,
    num_sampled: int,
    unique: bool,
    range_max: int,
    seed: int | None = None,
    name: str | None = None,
) -> LearnedUnigramCandidateSampler:
    """Draw classes as often as they have been true classes so far in this session; each counts as seen once beforehand.

    Arguments, results and errors: `uniform_candidate_sampler`. The batch's own true classes count from the next draw on.
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
      true_classes, num_true, num_sampled, unique, range_max, seed: as `uniform_candidate_sampler`.
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
    """All classes 0 to num_sampled - 1 as candidates, each expected once: for tests of what uses a sampler."""
    return AllCandidateSampler(
        *ALL(true_classes, num_true=num_true, num_sampled=num_sampled, unique=unique, **seed_attributes(seed), name=name)
    )


class ComputeAccidentalHits(NamedTuple):
    """Where a candidate is a true class: the row of the batch, the place among the candidates, and what to add there."""

    indices: Tensor
    ids: Tensor
    weights: Tensor


COMPUTE_ACCIDENTAL_HITS = Op(
    "ComputeAccidentalHits",
    "true_classes: int64, sampled_candidates: int64 -> indices: int32, ids: int64, weights: float32",
    "num_true: int, seed: int = 0, seed2: int = 0",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@COMPUTE_ACCIDENTAL_HITS.shape
def _compute_accidental_hits_shape(op: Operation) -> list[StaticShape]:
    (_, columns) = with_rank(op.inputs[0].static_shape, 2)
    with_value(columns, op.get_attr("num_true"))
    with_rank(op.inputs[1].static_shape, 1)
    return [(None,)] * 3


@COMPUTE_ACCIDENTAL_HITS.kernel
def _compute_accidental_hits(true_classes: np.ndarray, sampled_candidates: np.ndarray, num_true: int) -> tuple:
    if true_classes.ndim != 2 or true_classes.shape[1] != num_true:
        raise invalid("true_candidates must be a batch_size * num_true matrix")
    if sampled_candidates.ndim != 1:
        raise invalid("sampled_candidates must be a vector, which is typically an output from CandidateSampler")
    # Of a candidate that is there several times the last one counts.
    place_of = {candidate: place for place, candidate in enumerate(sampled_candidates.tolist())}
    hits = [(row, place_of[one]) for row, ones in enumerate(true_classes.tolist()) for one in ones if one in place_of]
    found = np.array(hits, np.int64).reshape(-1, 2)
    return found[:, 0].astype(np.int32), found[:, 1].copy(), np.full(len(found), -np.finfo(np.float32).max, np.float32)


@export("nn.compute_accidental_hits")
def compute_accidental_hits(
    true_classes: TensorLike, sampled_candidates: Any, num_true: int, seed: int | None = None, name: str | None = None
) -> ComputeAccidentalHits:
    """Which candidates are a true class of a record, so that they are no negatives there.

    Args:
      true_classes: int64 [batch, num_true].
      sampled_candidates: int64 [num_sampled], of a candidate sampler.
      seed: accepted; nothing is drawn.

    Returns:
      (indices, ids, weights), one for each hit: the row in the batch, int32; the place among the candidates, int64; the
      lowest float32, which takes the candidate's logit out of a softmax when it is added.
    """
    return ComputeAccidentalHits(
        *COMPUTE_ACCIDENTAL_HITS(true_classes, sampled_candidates, num_true=num_true, **seed_attributes(seed), name=name)
    )
