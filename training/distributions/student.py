"""Student's t: numbers like normal ones whose deviation is not known."""

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
from headrace.graph.ops.arrays.broadcast import broadcast_dynamic_shape, broadcast_static_shape
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .base import Distribution
from .described import FULLY_REPARAMETERIZED
from .parameters import after, another_seed, defined_where, refused_unless_above_one, same_floats


@export("distributions.StudentT", "contrib.distributions.StudentT")
class StudentT(Distribution):
    """Student's t-distribution.

    Args:
      df: the degrees of freedom, positive.
      loc: the middle.
      scale: the width. All of one type of floats, broadcast.
      validate_args: whether `df` is checked when the graph runs.
      allow_nan_stats: whether moments that are not defined are NaN; False: they are refused when the graph runs.
      name: of the scope of its operations.

    Raises:
      ValueError: parameters of several types, or of no floats.

    Example:
      >>> t = tf.distributions.StudentT(df=3.0, loc=1.0, scale=1.0)
      >>> with tf.Session() as sess:
      ...     float(sess.run(t.cdf(1.0))), float(sess.run(t.variance()))
      (0.5, 3.0)
    """

    def __init__(
        self,
        df: TensorLike,
        loc: TensorLike,
        scale: TensorLike,
        validate_args: bool = False,
        allow_nan_stats: bool = True,
        name: str = "StudentT",
    ) -> None:
        parameters = dict(locals())
        with name_scope(name) as scope:
            with after([ops.assert_positive(df)] if validate_args else []):
                self._df = ops.identity(df, name="df")
                self._loc = ops.identity(loc, name="loc")
                self._scale = ops.identity(scale, name="scale")
            kind = same_floats([self._df, self._loc, self._scale])
        Distribution.__init__(
            self,
            kind,
            FULLY_REPARAMETERIZED,
            validate_args,
            allow_nan_stats,
            {key: value for key, value in parameters.items() if not key.startswith("__")},
            [self._df, self._loc, self._scale],
            scope,
        )

    @staticmethod
    def _param_shapes(sample_shape: Any) -> dict[str, Tensor]:
        return {name: convert_to_tensor(sample_shape, dtypes.int32) for name in ("df", "loc", "scale")}

    @property
    def df(self) -> Tensor:
        """The degrees of freedom."""
        return self._df

    @property
    def loc(self) -> Tensor:
        """The middle."""
        return self._loc

    @property
    def scale(self) -> Tensor:
        """The width."""
        return self._scale

    def _batch_shape(self) -> Any:
        return broadcast_static_shape(broadcast_static_shape(self.df.shape, self.loc.shape), self.scale.shape)

    def _batch_shape_tensor(self) -> Tensor:
        inner = broadcast_dynamic_shape(ops.shape(self.loc), ops.shape(self.scale))
        return broadcast_dynamic_shape(ops.shape(self.df), inner)

    def _event_shape(self) -> Any:
        return ()

    def _event_shape_tensor(self) -> Tensor:
        return constant(np.zeros(0, np.int32))

    def _ones(self) -> Tensor:
        return ops.ones(self.batch_shape_tensor(), dtype=self.dtype)

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        shape = ops.concat([[n], self.batch_shape_tensor()], 0)
        normal = ops.random_normal(shape, dtype=self.dtype, seed=seed)
        df = self.df * self._ones()
        gamma = ops.random_gamma([n], 0.5 * df, beta=0.5, dtype=self.dtype, seed=another_seed(seed, "student_t"))
        return normal * ops.rsqrt(gamma / df) * self.scale + self.loc

    def _log_prob(self, value: Tensor) -> Tensor:
        y = (value - self.loc) / self.scale
        half = 0.5 * (self.df + 1.0)
        width = ops.log(ops.abs(self.scale)) + 0.5 * ops.log(self.df) + 0.5 * math.log(math.pi)
        return -half * ops.log1p(y**2.0 / self.df) - (width + ops.lgamma(0.5 * self.df) - ops.lgamma(half))

    def _cdf(self, value: Tensor) -> Tensor:
        y = (value - self.loc) / ops.abs(self.scale)
        df = self.df * ops.ones_like(y)
        tail = 0.5 * ops.betainc(0.5 * df, constant(0.5, self.dtype), df / (y**2.0 + df))
        return ops.where(ops.less(y, 0.0), tail, 1.0 - tail)

    def _entropy(self) -> Tensor:
        ones = self._ones()[..., None]
        pairs = ops.concat([ones * self.df[..., None], ones], -1) / 2.0
        half = 0.5 * (self.df + 1.0)
        slope = half * (ops.digamma(half) - ops.digamma(0.5 * self.df))
        return ops.log(ops.abs(self.scale)) + 0.5 * ops.log(self.df) + ops.lbeta(pairs) + slope

    def _above_one(self, moment: Tensor, what: str) -> Tensor:
        if self.allow_nan_stats:
            return defined_where(self.df > 1.0, moment, math.nan)
        return refused_unless_above_one(self.df, moment, f"{what} not defined for components of df <= 1")

    def _mean(self) -> Tensor:
        return self._above_one(self.loc * self._ones(), "mean")

    def _variance(self) -> Tensor:
        divisor = ops.where(ops.greater(self.df, 2.0), self.df - 2.0, ops.ones_like(self.df))
        variance = self._ones() * ops.square(self.scale) * self.df / divisor
        return self._above_one(defined_where(self.df > 2.0, variance, math.inf, name="inf"), "variance")

    def _mode(self) -> Tensor:
        return ops.identity(self.loc)
