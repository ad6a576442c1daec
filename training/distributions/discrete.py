"""Bernoulli and Categorical: one of two, or of several classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import TensorLike

from .base import Distribution
from .described import NOT_REPARAMETERIZED
from .divergences import RegisterKL
from .parameters import logits_and_probs, of_several_classes, whole_numbers


class _OfLogits(Distribution):
    """A distribution of numbers with log-odds or probabilities."""

    _logits: Tensor
    _probs: Tensor

    def _made(self, dtype: DType, validate_args: bool, allow_nan_stats: bool, parameters: dict, name: str) -> None:
        Distribution.__init__(
            self,
            dtype,
            NOT_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._logits, self._probs],
            name,
        )

    @property
    def logits(self) -> Tensor:
        """The log-odds, or the logarithms of the probabilities."""
        return self._logits

    @property
    def probs(self) -> Tensor:
        """The probabilities."""
        return self._probs

    def _event_shape(self) -> Any:
        return ()

    def _event_shape_tensor(self) -> Tensor:
        return constant(np.zeros(0, np.int32))


@export("distributions.Bernoulli", "contrib.distributions.Bernoulli")
class Bernoulli(_OfLogits):
    """1 with some probability, else 0.

    Args:
      logits: the log-odds of 1; or
      probs: the probability of 1. One of the two.
      dtype: of samples.
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: accepted; all moments are defined.
      name: of the scope of its operations.

    Raises:
      ValueError: both or none of `logits` and `probs`. TypeError: no floats.

    Example:
      >>> coin = tf.distributions.Bernoulli(probs=0.25)
      >>> with tf.Session() as sess:
      ...     float(sess.run(coin.mean())), float(sess.run(coin.variance()))
      (0.25, 0.1875)
    """

    def __init__(
        self,
        logits: TensorLike | None = None,
        probs: TensorLike | None = None,
        dtype: DType = dtypes.int32,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Bernoulli",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._logits, self._probs = logits_and_probs(logits, probs, validate_args, scope)
        self._made(dtype, validate_args, allow_nan_stats, parameters, scope)

    @staticmethod
    def _param_shapes(sample_shape: Any) -> dict[str, Tensor]:
        return {"logits": convert_to_tensor(sample_shape, dtypes.int32)}

    def _batch_shape(self) -> Any:
        return self._logits.shape

    def _batch_shape_tensor(self) -> Tensor:
        return ops.shape(self._logits)

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        shape = ops.concat([[n], self.batch_shape_tensor()], 0)
        drawn = ops.random_uniform(shape, seed=seed, dtype=self.probs.dtype)
        return ops.cast(ops.less(drawn, self.probs), self.dtype)

    def _log_prob(self, value: Tensor) -> Tensor:
        if self.validate_args:
            value = whole_numbers(value, "bool")
        event = ops.cast(value, self.logits.dtype)
        logits = ops.ones_like(event) * self.logits
        event = ops.ones_like(self.logits) * event
        return -ops.sigmoid_cross_entropy_with_logits(labels=event, logits=logits)

    def _entropy(self) -> Tensor:
        return -self.logits * (ops.sigmoid(self.logits) - 1.0) + ops.softplus(-self.logits)

    def _mean(self) -> Tensor:
        return ops.identity(self.probs)

    def _variance(self) -> Tensor:
        return self._mean() * (1.0 - self.probs)

    def _mode(self) -> Tensor:
        return ops.cast(self.probs > 0.5, self.dtype)


@export("distributions.Categorical", "contrib.distributions.Categorical")
@documented_by(Bernoulli)
class Categorical(_OfLogits):
    """One of several classes, by its number.

    Args:
      logits: the logarithms of the probabilities, but for a common factor, [..., classes]; or
      probs: the probabilities, [..., classes]. One of the two.

    Raises:
      ValueError: both or none of `logits` and `probs`, or a scalar. TypeError: no floats.
    """

    def __init__(
        self,
        logits: TensorLike | None = None,
        probs: TensorLike | None = None,
        dtype: DType = dtypes.int32,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Categorical",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._logits, self._probs = logits_and_probs(logits, probs, validate_args, scope, of_classes=True)
            if validate_args:
                self._logits = of_several_classes(self._logits)
            known = self._logits.shape.with_rank_at_least(1)
            sizes = ops.shape(self._logits, name="logits_shape")
            rank = known.ndims
            self._batch_rank: Any = ops.rank(self._logits) - 1 if rank is None else rank - 1
            classes = None if rank is None else known[-1].value
            self._event_size = sizes[self._batch_rank] if classes is None else constant(classes, name="event_size")
            self._sizes = sizes[:-1]
        self._made(dtype, validate_args, allow_nan_stats, parameters, scope)

    @property
    def event_size(self) -> Tensor:
        """The number of classes, an int32."""
        return self._event_size

    def _batch_shape(self) -> Any:
        return self.logits.shape[:-1]

    def _batch_shape_tensor(self) -> Tensor:
        return ops.identity(self._sizes)

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        rows = self.logits if self.logits.shape.ndims == 2 else ops.reshape(self.logits, [-1, self.event_size])
        kind = dtypes.int64 if self.dtype.size > 4 else dtypes.int32
        drawn = ops.multinomial(rows, n, seed=seed, output_dtype=kind)
        shape = ops.concat([[n], self.batch_shape_tensor()], 0)
        return ops.cast(ops.reshape(ops.transpose(drawn), shape), self.dtype)

    def _together(self, value: Tensor, of_classes: Tensor) -> tuple[Tensor, Tensor]:
        """Classes [...] and their parameters [..., classes], of one shape."""
        if value.dtype.is_floating:
            value = ops.cast(value, dtypes.int32)
        elif not value.dtype.is_integer:
            raise TypeError(f"`value` should have integer `dtype` or `self.dtype` ({self.dtype.base_dtype})")
        of_classes *= ops.ones_like(ops.expand_dims(value, -1), dtype=of_classes.dtype)
        value *= ops.ones(ops.shape(of_classes)[:-1], dtype=value.dtype)
        if of_classes.shape.ndims is not None:
            value.set_shape(of_classes.shape[:-1])
        return value, of_classes

    def _checked(self, value: Tensor) -> Tensor:
        return whole_numbers(value, "int32") if self.validate_args else value

    def _log_prob(self, value: Tensor) -> Tensor:
        value, logits = self._together(self._checked(value), self.logits)
        return -ops.sparse_softmax_cross_entropy_with_logits(labels=value, logits=logits)

    def _cdf(self, value: Tensor) -> Tensor:
        value, probs = self._together(self._checked(value), self.probs)
        rows = ops.reshape(probs, (-1, self._event_size))
        below = ops.sequence_mask(ops.reshape(value, [-1]), self._event_size)
        total = ops.reduce_sum(ops.where(below, rows, ops.zeros_like(rows)), axis=-1)
        return ops.reshape(total, ops.shape(value))

    def _entropy(self) -> Tensor:
        return -ops.reduce_sum(ops.log_softmax(self.logits) * self.probs, axis=-1)

    def _mode(self) -> Tensor:
        found = ops.cast(ops.argmax(self.logits, axis=self._batch_rank), self.dtype)
        found.set_shape(self.batch_shape)
        return found


@RegisterKL(Bernoulli, Bernoulli)
def _of_bernoullis(a: Bernoulli, b: Bernoulli, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_bernoulli_bernoulli"):
        zeros = ops.softplus(-b.logits) - ops.softplus(-a.logits)
        ones = ops.softplus(b.logits) - ops.softplus(a.logits)
        return ops.sigmoid(a.logits) * zeros + ops.sigmoid(-a.logits) * ones


@RegisterKL(Categorical, Categorical)
def _of_categoricals(a: Categorical, b: Categorical, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_categorical_categorical"):
        difference = ops.log_softmax(a.logits) - ops.log_softmax(b.logits)
        return ops.reduce_sum(ops.softmax(a.logits) * difference, axis=-1)
