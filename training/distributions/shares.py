"""Beta and Dirichlet: shares of a whole."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .base import Distribution
from .described import FULLY_REPARAMETERIZED
from .divergences import RegisterKL
from .parameters import (
    after,
    another_seed,
    defined_where,
    outer,
    positive_concentration,
    refused_unless_above_one,
    same_floats,
    with_diagonal,
)


@export("distributions.Beta", "contrib.distributions.Beta")
class Beta(Distribution):
    """The beta distribution, of numbers in (0, 1).

    Args:
      concentration1, concentration0: positive, of one type of floats; broadcast. The mean is
        concentration1 / (concentration1 + concentration0).
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: whether modes that are not defined are NaN; False: they are refused when the graph runs.
      name: of the scope of its operations.

    Raises:
      ValueError: parameters of two types, or of no floats.

    Example:
      >>> share = tf.distributions.Beta(3.0, 1.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(share.mean())), float(sess.run(share.cdf(0.5)))
      (0.75, 0.125)
    """

    def __init__(
        self,
        concentration1: TensorLike | None = None,
        concentration0: TensorLike | None = None,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Beta",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            checked = positive_concentration if validate_args else _as_it_is
            self._concentration1 = checked(convert_to_tensor(concentration1, name="concentration1"))
            self._concentration0 = checked(convert_to_tensor(concentration0, name="concentration0"))
            kind = same_floats([self._concentration1, self._concentration0])
            self._total = self._concentration1 + self._concentration0
        Distribution.__init__(
            self,
            kind,
            FULLY_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._concentration1, self._concentration0, self._total],
            scope,
        )

    @staticmethod
    def _param_shapes(sample_shape: Any) -> dict[str, Tensor]:
        return {name: convert_to_tensor(sample_shape, dtypes.int32) for name in ("concentration1", "concentration0")}

    @property
    def concentration1(self) -> Tensor:
        """The concentration of 1."""
        return self._concentration1

    @property
    def concentration0(self) -> Tensor:
        """The concentration of 0."""
        return self._concentration0

    @property
    def total_concentration(self) -> Tensor:
        """The sum of the two."""
        return self._total

    def _batch_shape(self) -> Any:
        return self._total.shape

    def _batch_shape_tensor(self) -> Tensor:
        return ops.shape(self._total)

    def _event_shape(self) -> Any:
        return ()

    def _event_shape_tensor(self) -> Tensor:
        return constant(np.zeros(0, np.int32))

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        ones = ops.ones_like(self._total, dtype=self.dtype)
        first, second = (
            ops.random_gamma([n], ones * one, dtype=self.dtype, seed=one_seed)
            for one, one_seed in ((self._concentration1, seed), (self._concentration0, another_seed(seed, "beta")))
        )
        return first / (first + second)

    def _inside(self, x: Tensor) -> Tensor:
        if not self.validate_args:
            return x
        checks = [
            ops.assert_positive(x, message="sample must be positive"),
            ops.assert_less(x, ops.ones([], self.dtype), message="sample must be less than `1`."),
        ]
        with after(checks):
            return ops.identity(x)

    def _log_normalization(self) -> Tensor:
        return ops.lgamma(self._concentration1) + ops.lgamma(self._concentration0) - ops.lgamma(self._total)

    def _log_prob(self, value: Tensor) -> Tensor:
        value = self._inside(value)
        first = ops.xlogy(self._concentration1 - 1.0, value)
        return first + (self._concentration0 - 1.0) * ops.log1p(-value) - self._log_normalization()

    def _cdf(self, value: Tensor) -> Tensor:
        return ops.betainc(self._concentration1, self._concentration0, value)

    def _entropy(self) -> Tensor:
        found = self._log_normalization()
        for one in (self._concentration1, self._concentration0):
            found -= (one - 1.0) * ops.digamma(one)
        return found + (self._total - 2.0) * ops.digamma(self._total)

    def _mean(self) -> Tensor:
        return self._concentration1 / self._total

    def _variance(self) -> Tensor:
        mean = self._mean()
        return mean * (1.0 - mean) / (1.0 + self._total)

    def _mode(self) -> Tensor:
        mode = (self._concentration1 - 1.0) / (self._total - 2.0)
        pair = self._concentration1, self._concentration0
        if self.allow_nan_stats:
            return defined_where(ops.logical_and(pair[0] > 1.0, pair[1] > 1.0), mode, math.nan)
        for one, name in zip(pair, ("concentration1", "concentration0"), strict=True):
            mode = refused_unless_above_one(one, mode, f"Mode undefined for {name} <= 1.")
        return mode


@export("distributions.Dirichlet", "contrib.distributions.Dirichlet")
class Dirichlet(Distribution):
    """The Dirichlet distribution, of k numbers in (0, 1) that add up to 1.

    Args:
      concentration: positive floats, [..., k].
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: whether modes that are not defined are NaN; False: they are refused when the graph runs.
      name: of the scope of its operations.

    Raises:
      ValueError: (`validate_args`) less than two classes.

    Example:
      >>> shares = tf.distributions.Dirichlet([1.0, 1.0, 2.0])
      >>> with tf.Session() as sess:
      ...     sess.run(shares.mean()).tolist()
      [0.25, 0.25, 0.5]
    """

    def __init__(
        self, concentration: TensorLike, validate_args: bool = False, allow_nan_stats: bool = True, name: str = "Dirichlet"
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            self._concentration = convert_to_tensor(concentration, name="concentration")
            if validate_args:
                self._concentration = _of_classes(positive_concentration(self._concentration))
            self._total = ops.reduce_sum(self._concentration, -1)
        Distribution.__init__(
            self,
            self._concentration.dtype,
            FULLY_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._concentration, self._total],
            scope,
        )

    @property
    def concentration(self) -> Tensor:
        """The concentrations of the classes."""
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
        drawn = ops.random_gamma([n], self._concentration, dtype=self.dtype, seed=seed)
        return drawn / ops.reduce_sum(drawn, -1, keepdims=True)

    def _inside(self, x: Tensor) -> Tensor:
        if not self.validate_args:
            return x
        one, total = ops.ones([], dtype=self.dtype), ops.reduce_sum(x, -1)
        near = ops.abs(one - total) <= 10 * float(np.finfo(self.dtype.as_numpy_dtype).eps) * (1 + ops.abs(total))
        checks = [
            ops.assert_positive(x, message="samples must be positive"),
            ops.Assert(ops.reduce_all(near), ["sample last-dimension must sum to `1`", total]),
        ]
        with after(checks):
            return ops.identity(x)

    def _log_prob(self, value: Tensor) -> Tensor:
        found = ops.reduce_sum(ops.xlogy(self._concentration - 1.0, self._inside(value)), -1)
        return found - ops.lbeta(self._concentration)

    def _classes(self) -> Tensor:
        return ops.cast(self.event_shape_tensor()[0], self.dtype)

    def _entropy(self) -> Tensor:
        of_total = (self._total - self._classes()) * ops.digamma(self._total)
        of_each = ops.reduce_sum((self._concentration - 1.0) * ops.digamma(self._concentration), axis=-1)
        return ops.lbeta(self._concentration) + of_total - of_each

    def _mean(self) -> Tensor:
        return self._concentration / self._total[..., None]

    def _scale(self) -> Tensor:
        return ops.rsqrt(1.0 + self._total[..., None])

    def _variance(self) -> Tensor:
        scale = self._scale()
        x = scale * self._mean()
        return x * (scale - x)

    def _covariance(self) -> Tensor:
        x = self._scale() * self._mean()
        return with_diagonal(-outer(x, x), self._variance())

    def _mode(self) -> Tensor:
        mode = (self._concentration - 1.0) / (self._total[..., None] - self._classes())
        if self.allow_nan_stats:
            return defined_where(ops.reduce_all(self._concentration > 1.0, axis=-1, keepdims=True), mode, math.nan)
        return refused_unless_above_one(self._concentration, mode, "Mode undefined when any concentration <= 1")


def _as_it_is(concentration: Tensor) -> Tensor:
    return concentration


def _of_classes(concentration: Tensor) -> Tensor:
    checks = [
        ops.assert_rank_at_least(concentration, 1, message="Concentration parameter must have >=1 dimensions."),
        ops.assert_less(1, ops.shape(concentration)[-1], message="Concentration parameter must have event_size >= 2."),
    ]
    with after(checks):
        return ops.identity(concentration)


@RegisterKL(Beta, Beta)
def _of_betas(a: Beta, b: Beta, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_beta_beta"):
        found = b._log_normalization() - a._log_normalization()
        found -= ops.digamma(a.concentration1) * (b.concentration1 - a.concentration1)
        found -= ops.digamma(a.concentration0) * (b.concentration0 - a.concentration0)
        return found + ops.digamma(a.total_concentration) * (b.total_concentration - a.total_concentration)


@RegisterKL(Dirichlet, Dirichlet)
def _of_dirichlets(a: Dirichlet, b: Dirichlet, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_dirichlet_dirichlet"):
        total = ops.digamma(ops.reduce_sum(a.concentration, axis=-1, keepdims=True))
        weights = (a.concentration - b.concentration) * (ops.digamma(a.concentration) - total)
        return ops.reduce_sum(weights, axis=-1) - ops.lbeta(a.concentration) + ops.lbeta(b.concentration)
