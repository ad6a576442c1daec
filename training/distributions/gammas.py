"""Gamma and Exponential: positive numbers, how long one waits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .continuous import OfTwo
from .divergences import RegisterKL
from .parameters import after, defined_where, refused_unless_above_one, same_floats


@export("distributions.Gamma", "contrib.distributions.Gamma")
class Gamma(OfTwo):
    """The gamma distribution.

    Args:
      concentration: its shape, positive.
      rate: the inverse of its scale, positive; of the type of `concentration`, broadcast with it.
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: whether moments that are not defined are NaN; False: they are refused when the graph runs.
      name: of the scope of its operations.

    Raises:
      ValueError: parameters of two types, or of no floats.

    Example:
      >>> gamma = tf.distributions.Gamma(concentration=3.0, rate=2.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(gamma.mean())), float(sess.run(gamma.mode()))
      (1.5, 1.0)
    """

    _names = ("concentration", "rate")

    def __init__(
        self,
        concentration: TensorLike,
        rate: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Gamma",
    ) -> None:
        parameters = dict(locals())
        checks = [lambda: ops.assert_positive(concentration), lambda: ops.assert_positive(rate)]
        self._made(concentration, rate, validate_args, allow_nan_stats, name, parameters, checks)

    @property
    def concentration(self) -> Tensor:
        """Its shape."""
        return self._first

    @property
    def rate(self) -> Tensor:
        """The inverse of its scale."""
        return self._second

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        return ops.random_gamma([n], self.concentration, self.rate, dtype=self.dtype, seed=seed)

    def _positive(self, x: Tensor) -> Tensor:
        same_floats([x, self.concentration])
        if not self.validate_args:
            return x
        with after([ops.assert_positive(x)]):
            return ops.identity(x)

    def _log_prob(self, value: Tensor) -> Tensor:
        value = self._positive(value)
        normalization = ops.lgamma(self.concentration) - self.concentration * ops.log(self.rate)
        return ops.xlogy(self.concentration - 1.0, value) - self.rate * value - normalization

    def _cdf(self, value: Tensor) -> Tensor:
        concentration, scaled = self.concentration, self.rate * self._positive(value)
        return ops.igamma(concentration, scaled)

    def _entropy(self) -> Tensor:
        concentration = self.concentration
        slope = (1.0 - concentration) * ops.digamma(concentration)
        return concentration - ops.log(self.rate) + ops.lgamma(concentration) + slope

    def _mean(self) -> Tensor:
        return self.concentration / self.rate

    def _variance(self) -> Tensor:
        return self.concentration / ops.square(self.rate)

    def _stddev(self) -> Tensor:
        return ops.sqrt(self.concentration) / self.rate

    def _mode(self) -> Tensor:
        mode = (self.concentration - 1.0) / self.rate
        if self.allow_nan_stats:
            return defined_where(self.concentration > 1.0, mode, math.nan)
        return refused_unless_above_one(self.concentration, mode, "mode not defined when any concentration <= 1")


@export("distributions.Exponential", "contrib.distributions.Exponential")
@documented_by(Gamma)
class Exponential(Gamma):
    """The exponential distribution: Gamma of concentration 1.

    Args:
      rate: the inverse of the mean, positive.

    Raises:
      ValueError: a rate of no floats.

    Example:
      >>> wait = tf.distributions.Exponential(rate=2.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(wait.mean()))
      0.5
    """

    def __init__(
        self,
        rate: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Exponential",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._rate = convert_to_tensor(rate, name="rate")
        one = ops.ones([], dtype=self._rate.dtype)
        checks = [lambda: ops.assert_positive(one), lambda: ops.assert_positive(self._rate)]
        self._made(one, self._rate, validate_args, allow_nan_stats, scope, parameters, checks)

    @classmethod
    def _param_shapes(cls, sample_shape: Any) -> dict[str, Tensor]:
        return {"rate": convert_to_tensor(sample_shape, dtypes.int32)}

    @property
    def rate(self) -> Tensor:
        """The inverse of the mean."""
        return self._rate

    def _log_survival_function(self, value: Tensor) -> Tensor:
        return self._log_prob(value) - ops.log(self._rate)

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        shape = ops.concat([[n], ops.shape(self._rate)], 0)
        least = np.finfo(self.dtype.as_numpy_dtype).tiny  # 0 itself would become infinite
        drawn = ops.random_uniform(shape, minval=least, maxval=1.0, seed=seed, dtype=self.dtype)
        return -ops.log(drawn) / self._rate


@RegisterKL(Gamma, Gamma)
def _of_gammas(a: Gamma, b: Gamma, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_gamma_gamma"):
        shapes = (a.concentration - b.concentration) * ops.digamma(a.concentration)
        shapes += ops.lgamma(b.concentration) - ops.lgamma(a.concentration)
        rates = b.concentration * ops.log(a.rate) - b.concentration * ops.log(b.rate)
        return shapes + rates + a.concentration * (b.rate / a.rate - 1.0)
