"""Multinomial and DirichletMultinomial: how often each of several classes is drawn."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .base import Distribution
from .described import NOT_REPARAMETERIZED
from .parameters import (
    adding_up_to,
    another_seed,
    counted,
    drawn_counts,
    log_combinations,
    logits_and_probs,
    of_several_classes,
    outer,
    positive_concentration,
    with_diagonal,
)


@export("distributions.Multinomial", "contrib.distributions.Multinomial")
class Multinomial(Distribution):
    """How often each of k classes comes in some draws.

    Args:
      total_count: how many draws, floats [...].
      logits: the logarithms of the probabilities, up to a constant, [..., k]; or
      probs: the probabilities, [..., k]. One of the two.
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: accepted; all moments are defined.
      name: of the scope of its operations.

    Raises:
      ValueError: both or none of `logits` and `probs`, or less than two classes. TypeError: no floats.

    Example:
      >>> dice = tf.distributions.Multinomial(total_count=4.0, probs=[0.25, 0.75])
      >>> with tf.Session() as sess:
      ...     sess.run(dice.mean()).tolist(), round(float(sess.run(dice.prob([0.0, 4.0]))), 4)
      ([1.0, 3.0], 0.3164)
    """

    def __init__(
        self,
        total_count: TensorLike,
        logits: TensorLike | None = None,
        probs: TensorLike | None = None,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Multinomial",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._total_count = convert_to_tensor(total_count, name="total_count")
            if validate_args:
                self._total_count = counted(self._total_count)
            self._logits, self._probs = logits_and_probs(logits, probs, validate_args, scope, of_classes=True)
            self._expected = self._total_count[..., None] * self._probs
        Distribution.__init__(
            self,
            self._probs.dtype,
            NOT_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._total_count, self._logits, self._probs],
            scope,
        )

    @property
    def total_count(self) -> Tensor:
        """How many draws."""
        return self._total_count

    @property
    def logits(self) -> Tensor:
        """The logarithms of the probabilities, up to a constant."""
        return self._logits

    @property
    def probs(self) -> Tensor:
        """The probabilities."""
        return self._probs

    def _batch_shape(self) -> Any:
        return self._expected.shape.with_rank_at_least(1)[:-1]

    def _batch_shape_tensor(self) -> Tensor:
        return ops.shape(self._expected)[:-1]

    def _event_shape(self) -> Any:
        return self._expected.shape.with_rank_at_least(1)[-1:]

    def _event_shape_tensor(self) -> Tensor:
        return ops.shape(self._expected)[-1:]

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        classes = self.event_shape_tensor()[0]
        totals = ops.ones_like(self._logits[..., 0], dtype=dtypes.int32) * ops.cast(self._total_count, dtypes.int32)
        logits = ops.ones_like(totals[..., None], dtype=self._logits.dtype) * self._logits
        logits, totals = ops.reshape(logits, [-1, classes]), ops.reshape(totals, [-1])
        drawn = drawn_counts(logits, n, totals, self.dtype, seed)
        return ops.reshape(drawn, ops.concat([[n], self.batch_shape_tensor(), [classes]], 0))

    def _checked(self, counts: Tensor) -> Tensor:
        if not self.validate_args:
            return counts
        return adding_up_to(counted(counts), self._total_count, "counts must sum to `self.total_count`")

    def _log_prob(self, value: Tensor) -> Tensor:
        value = self._checked(value)
        weighed = ops.reduce_sum(value * ops.log_softmax(self._logits), -1)
        return weighed + log_combinations(self._total_count, value)

    def _spread_probs(self) -> Tensor:
        return self._probs * ops.ones_like(self._total_count)[..., None]

    def _mean(self) -> Tensor:
        return ops.identity(self._expected)

    def _variance(self) -> Tensor:
        return self._expected - self._expected * self._spread_probs()

    def _covariance(self) -> Tensor:
        return with_diagonal(-outer(self._expected, self._spread_probs()), self._variance())


@export("distributions.DirichletMultinomial", "contrib.distributions.DirichletMultinomial")
class DirichletMultinomial(Distribution):
    """How often each of k classes comes in some draws whose probabilities are Dirichlet's.

    Args:
      total_count: how many draws, floats [...].
      concentration: of the probabilities, positive floats [..., k].
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: accepted; all moments are defined.
      name: of the scope of its operations.

    Raises:
      ValueError: (`validate_args`) less than two classes.

    Example:
      >>> draws = tf.distributions.DirichletMultinomial(total_count=4.0, concentration=[1.0, 3.0])
      >>> with tf.Session() as sess:
      ...     sess.run(draws.mean()).tolist()
      [1.0, 3.0]
    """

    def __init__(
        self,
        total_count: TensorLike,
        concentration: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "DirichletMultinomial",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._total_count = convert_to_tensor(total_count, name="total_count")
            if validate_args:
                self._total_count = counted(self._total_count)
            self._concentration = convert_to_tensor(concentration, name="concentration")
            if validate_args:
                self._concentration = positive_concentration(of_several_classes(self._concentration))
            self._total = ops.reduce_sum(self._concentration, -1)
        Distribution.__init__(
            self,
            self._concentration.dtype,
            NOT_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._total_count, self._concentration],
            scope,
        )

    @property
    def total_count(self) -> Tensor:
        """How many draws."""
        return self._total_count

    @property
    def concentration(self) -> Tensor:
        """The concentrations of the probabilities."""
        return self._concentration

    @property
    def total_concentration(self) -> Tensor:
        """Their sum."""
        return self._total

    def _batch_shape(self) -> Any:
        return self._total.shape

    def _batch_shape_tensor(self) -> Tensor:
        return ops.shape(self._total)

    def _event_shape(self) -> Any:
        return self._concentration.shape.with_rank_at_least(1)[-1:]

    def _event_shape_tensor(self) -> Tensor:
        return ops.shape(self._concentration)[-1:]

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        classes = self.event_shape_tensor()[0]
        shares = ops.random_gamma([n], self._concentration, dtype=self.dtype, seed=seed)
        logits = ops.reshape(ops.log(shares), [-1, classes])
        totals = ops.cast(self._total_count, dtypes.int32) * ops.ones_like(shares[..., 0], dtype=dtypes.int32)
        other = another_seed(seed, "dirichlet_multinomial")
        drawn = drawn_counts(logits, 1, totals, self.dtype, other)
        return ops.reshape(drawn, ops.concat([[n], self.batch_shape_tensor(), [classes]], 0))

    def _log_prob(self, value: Tensor) -> Tensor:
        if self.validate_args:
            message = "counts last-dimension must sum to `self.total_count`"
            value = adding_up_to(counted(value), self._total_count, message)
        ordered = ops.lbeta(self._concentration + value) - ops.lbeta(self._concentration)
        return ordered + log_combinations(self._total_count, value)

    def _mean(self) -> Tensor:
        return self._total_count * (self._concentration / self._total[..., None])

    def _scale(self) -> Tensor:
        total = self._total[..., None]
        return ops.sqrt((1.0 + total / self._total_count) / (1.0 + total))

    def _variance(self) -> Tensor:
        scale = self._scale()
        x = scale * self._mean()
        return x * (self._total_count * scale - x)

    def _covariance(self) -> Tensor:
        x = self._scale() * self._mean()
        return with_diagonal(-outer(x, x), self._variance())
