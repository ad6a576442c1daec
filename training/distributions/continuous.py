"""Normal, Laplace and Uniform: numbers from a place and a width."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.arrays.broadcast import broadcast_dynamic_shape, broadcast_static_shape
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .base import Distribution
from .described import FULLY_REPARAMETERIZED
from .divergences import RegisterKL
from .functions import log_cdf_laplace, log_ndtr, ndtr, ndtri
from .parameters import after, same_floats


class OfTwo(Distribution):
    """A distribution of numbers with two parameters that are broadcast."""

    _first: Tensor
    _second: Tensor
    _names: tuple[str, str]

    def _made(
        self, first: Any, second: Any, validate_args: bool, allow_nan_stats: bool, name: str, parameters: dict, checks: list
    ) -> None:
        with name_scope(name) as scope:
            with after([check() for check in checks] if validate_args else []):
                self._first = ops.identity(first, name=self._names[0])
                self._second = ops.identity(second, name=self._names[1])
            kind = same_floats([self._first, self._second])
        Distribution.__init__(
            self,
            kind,
            FULLY_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._first, self._second],
            scope,
        )

    @classmethod
    def _param_shapes(cls, sample_shape: Any) -> dict[str, Tensor]:
        return {name: convert_to_tensor(sample_shape, dtypes.int32) for name in cls._names}

    def _batch_shape(self) -> Any:
        return broadcast_static_shape(self._first.shape, self._second.shape)

    def _batch_shape_tensor(self) -> Tensor:
        return broadcast_dynamic_shape(ops.shape(self._first), ops.shape(self._second))

    def _event_shape(self) -> Any:
        return ()

    def _event_shape_tensor(self) -> Tensor:
        return constant(np.zeros(0, np.int32))

    def _shape_of(self, n: Any) -> Tensor:
        return ops.concat([[n], self.batch_shape_tensor()], 0)


@export("distributions.Normal", "contrib.distributions.Normal")
class Normal(OfTwo):
    """The normal distribution.

    Args:
      loc: the mean.
      scale: the standard deviation, positive; of the type of `loc`, broadcast with it.
      validate_args: whether parameters are checked when the graph runs.
      allow_nan_stats: accepted; all moments are defined.
      name: of the scope of its operations.

    Raises:
      ValueError: parameters of two types, or of no floats.

    Example:
      >>> normal = tf.distributions.Normal(loc=1.0, scale=2.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(normal.cdf(1.0)))
      0.5
    """

    _names = ("loc", "scale")

    def __init__(
        self,
        loc: TensorLike,
        scale: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Normal",
    ) -> None:
        parameters = dict(locals())
        checks = [lambda: ops.assert_positive(scale)]
        self._made(loc, scale, validate_args, allow_nan_stats, name, parameters, checks)

    @property
    def loc(self) -> Tensor:
        """The mean."""
        return self._first

    @property
    def scale(self) -> Tensor:
        """The standard deviation."""
        return self._second

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        drawn = ops.random_normal(self._shape_of(n), mean=0.0, stddev=1.0, dtype=self.dtype, seed=seed)
        return drawn * self.scale + self.loc

    def _z(self, x: Tensor) -> Tensor:
        with name_scope("standardize"):
            return (x - self.loc) / self.scale

    def _log_prob(self, value: Tensor) -> Tensor:
        return -0.5 * ops.square(self._z(value)) - (0.5 * math.log(2.0 * math.pi) + ops.log(self.scale))

    def _log_cdf(self, value: Tensor) -> Tensor:
        return log_ndtr(self._z(value))

    def _cdf(self, value: Tensor) -> Tensor:
        return ndtr(self._z(value))

    def _log_survival_function(self, value: Tensor) -> Tensor:
        return log_ndtr(-self._z(value))

    def _survival_function(self, value: Tensor) -> Tensor:
        return ndtr(-self._z(value))

    def _quantile(self, value: Tensor) -> Tensor:
        return ndtri(value) * self.scale + self.loc

    def _entropy(self) -> Tensor:
        return 0.5 * math.log(2.0 * math.pi * math.e) + ops.log(self.scale * ops.ones_like(self.loc))

    def _mean(self) -> Tensor:
        return self.loc * ops.ones_like(self.scale)

    def _stddev(self) -> Tensor:
        return self.scale * ops.ones_like(self.loc)

    def _mode(self) -> Tensor:
        return self._mean()


@export("distributions.Laplace", "contrib.distributions.Laplace")
@documented_by(Normal)
class Laplace(OfTwo):
    """The Laplace distribution: its density falls by exp(-1) at each `scale` from `loc`.

    Args:
      loc: the mean.
      scale: the width, positive; of the type of `loc`, broadcast with it.
    """

    _names = ("loc", "scale")

    def __init__(
        self,
        loc: TensorLike,
        scale: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Laplace",
    ) -> None:
        parameters = dict(locals())
        checks = [lambda: ops.assert_positive(scale)]
        self._made(loc, scale, validate_args, allow_nan_stats, name, parameters, checks)

    @property
    def loc(self) -> Tensor:
        """The mean."""
        return self._first

    @property
    def scale(self) -> Tensor:
        """The width."""
        return self._second

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        kind = self.dtype.as_numpy_dtype
        least = np.nextafter(kind(-1.0), kind(0.0))  # -1 itself would become infinite
        drawn = ops.random_uniform(self._shape_of(n), minval=least, maxval=1.0, dtype=self.dtype, seed=seed)
        return self.loc - self.scale * ops.sign(drawn) * ops.log1p(-ops.abs(drawn))

    def _z(self, x: Tensor) -> Tensor:
        return (x - self.loc) / self.scale

    def _log_prob(self, value: Tensor) -> Tensor:
        return -ops.abs(self._z(value)) - (math.log(2.0) + ops.log(self.scale))

    def _log_cdf(self, value: Tensor) -> Tensor:
        return log_cdf_laplace(self._z(value))

    def _log_survival_function(self, value: Tensor) -> Tensor:
        return log_cdf_laplace(-self._z(value))

    def _cdf(self, value: Tensor) -> Tensor:
        z = self._z(value)
        return 0.5 + 0.5 * ops.sign(z) * (1.0 - ops.exp(-ops.abs(z)))

    def _entropy(self) -> Tensor:
        return math.log(2.0) + 1.0 + ops.log(self.scale + ops.zeros_like(self.loc))

    def _mean(self) -> Tensor:
        return self.loc + ops.zeros_like(self.scale)

    def _stddev(self) -> Tensor:
        return math.sqrt(2.0) * self.scale + ops.zeros_like(self.loc)

    def _mode(self) -> Tensor:
        return self._mean()


@export("distributions.Uniform", "contrib.distributions.Uniform")
@documented_by(Normal)
class Uniform(OfTwo):
    """The uniform distribution on [low, high).

    Args:
      low: the least value.
      high: the limit, above `low`; of its type, broadcast with it.
    """

    _names = ("low", "high")

    def __init__(
        self,
        low: TensorLike = 0.0,
        high: TensorLike = 1.0,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "Uniform",
    ) -> None:
        parameters = dict(locals())
        checks = [lambda: ops.assert_less(low, high, message="uniform not defined when low >= high.")]
        self._made(low, high, validate_args, allow_nan_stats, name, parameters, checks)

    @property
    def low(self) -> Tensor:
        """The least value."""
        return self._first

    @property
    def high(self) -> Tensor:
        """The limit."""
        return self._second

    def range(self, name: str = "range") -> Tensor:
        """high - low."""
        with self._scope(name):
            return self.high - self.low

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        drawn = ops.random_uniform(self._shape_of(n), dtype=self.dtype, seed=seed)
        return self.low + self.range() * drawn

    def _together(self, value: Tensor) -> list[Tensor]:
        """The value, low and high, of one shape; what is NaN stays so by itself."""
        ones = ops.ones_like(value + self.low + self.high)
        return [value * ones, self.low * ones, self.high * ones]

    def _prob(self, value: Tensor) -> Tensor:
        value, low, high = self._together(value)
        outside = ops.logical_or(value < low, value >= high)
        inside = ops.ones_like(value) / (high - low)
        return ops.where(ops.is_nan(value), value, ops.where(outside, ops.zeros_like(value), inside))

    def _cdf(self, value: Tensor) -> Tensor:
        value, low, high = self._together(value)
        below = ops.where(value < low, ops.zeros_like(value), (value - low) / (high - low))
        return ops.where(value >= high, ops.ones_like(value), below)

    def _entropy(self) -> Tensor:
        return ops.log(self.range())

    def _mean(self) -> Tensor:
        return (self.low + self.high) / 2.0

    def _variance(self) -> Tensor:
        return ops.square(self.range()) / 12.0

    def _stddev(self) -> Tensor:
        return self.range() / math.sqrt(12.0)


@RegisterKL(Normal, Normal)
def _of_normals(a: Normal, b: Normal, name: str | None = None) -> Tensor:
    with name_scope(name, "kl_normal_normal"):
        square = ops.square(b.scale)
        ratio = ops.square(a.scale) / square
        return ops.squared_difference(a.loc, b.loc) / (2.0 * square) + 0.5 * (ratio - 1.0 - ops.log(ratio))
