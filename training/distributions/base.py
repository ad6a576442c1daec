"""What a distribution is: samples, densities and moments, of one variable or of a batch of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from .described import Described
from .divergences import cross_entropy, kl_divergence


@export("distributions.Distribution", "contrib.distributions.Distribution")
class Distribution(Described):
    """A distribution. Subclasses say what is known of it in methods of the same names with an underscore.

    Args:
      dtype: of samples.
      reparameterization_type: FULLY_REPARAMETERIZED or NOT_REPARAMETERIZED.
      validate_args: whether parameters and values are checked when the graph runs.
      allow_nan_stats: whether moments that are not defined are NaN; False: they are refused.
      parameters: what it was made of, by name.
      graph_parents: the tensors that it is made of.
      name: of the scope of its operations.

    Raises:
      ValueError: graph parents that are no tensors.
    """

    # -- samples ---------------------------------------------------------------------------------------------------------

    def sample(self, sample_shape: ShapeLike = (), seed: int | None = None, name: str = "sample") -> Tensor:
        """Samples.

        Args:
          sample_shape: how many of each distribution.
          seed: an int, for the same ones each time.

        Returns:
          sample_shape + batch_shape + event_shape.
        """
        with self._scope(name):
            shape = convert_to_tensor(sample_shape, dtypes.int32, name="sample_shape")
            shape, count = _as_vector(shape)
            samples = self._sample_n(count, seed)
            result = ops.reshape(samples, ops.concat([shape, ops.shape(samples)[1:]], 0))
            known = constant_value(shape)
            if known is not None and self.batch_shape.ndims is not None and self.event_shape.ndims is not None:
                result.set_shape(TensorShape(known.tolist()).concatenate(self.batch_shape).concatenate(self.event_shape))
            return result

    # -- densities -------------------------------------------------------------------------------------------------------

    def log_prob(self, value: TensorLike, name: str = "log_prob") -> Tensor:
        """The logarithm of the density, or of the probability.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._log_prob, self._prob, ops.log)

    def prob(self, value: TensorLike, name: str = "prob") -> Tensor:
        """The density, or the probability.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._prob, self._log_prob, ops.exp)

    def log_cdf(self, value: TensorLike, name: str = "log_cdf") -> Tensor:
        """The logarithm of how likely a sample is at most `value`.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._log_cdf, self._cdf, ops.log)

    def cdf(self, value: TensorLike, name: str = "cdf") -> Tensor:
        """How likely a sample is at most `value`.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._cdf, self._log_cdf, ops.exp)

    def log_survival_function(self, value: TensorLike, name: str = "log_survival_function") -> Tensor:
        """The logarithm of how likely a sample is greater than `value`.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._log_survival_function, self.cdf, lambda cdf: ops.log1p(-cdf))

    def survival_function(self, value: TensorLike, name: str = "survival_function") -> Tensor:
        """How likely a sample is greater than `value`.

        Args:
          value: of the type of samples, [..., *event_shape].
        """
        return self._of_value(value, name, self._survival_function, self.cdf, lambda cdf: 1.0 - cdf)

    def quantile(self, value: TensorLike, name: str = "quantile") -> Tensor:
        """The value that a sample exceeds with the probability 1 - `value`.

        Args:
          value: in [0, 1].
        """
        with self._scope(name):
            return self._quantile(self._as_value(value))

    def _of_value(
        self,
        value: Any,
        name: str,
        said: Callable[[Tensor], Tensor],
        other: Callable[[Tensor], Tensor],
        of_other: Callable[[Tensor], Tensor],
    ) -> Tensor:
        """What the class says of a value; where it does not, what follows from something else that it says."""
        with self._scope(name):
            value = self._as_value(value)
            try:
                return said(value)
            except NotImplementedError as missing:
                try:
                    return of_other(other(value))
                except NotImplementedError:
                    raise missing from None

    def _as_value(self, value: Any) -> Tensor:
        return convert_to_tensor(value, name="value", preferred_dtype=self.dtype)

    # -- moments ---------------------------------------------------------------------------------------------------------

    def entropy(self, name: str = "entropy") -> Tensor:
        """The entropy, in nats, [*batch_shape]."""
        with self._scope(name):
            return self._entropy()

    def mean(self, name: str = "mean") -> Tensor:
        """The mean, [*batch_shape, *event_shape]."""
        with self._scope(name):
            return self._mean()

    def mode(self, name: str = "mode") -> Tensor:
        """The most likely value, [*batch_shape, *event_shape]."""
        with self._scope(name):
            return self._mode()

    def variance(self, name: str = "variance") -> Tensor:
        """The variance, [*batch_shape, *event_shape]."""
        with self._scope(name):
            return self._or(self._variance, lambda: ops.square(self._stddev()))

    def stddev(self, name: str = "stddev") -> Tensor:
        """The standard deviation, [*batch_shape, *event_shape]."""
        with self._scope(name):
            return self._or(self._stddev, lambda: ops.sqrt(self._variance()))

    def covariance(self, name: str = "covariance") -> Tensor:
        """The covariances of the parts of a sample."""
        with self._scope(name):
            return self._covariance()

    def cross_entropy(self, other: Distribution, name: str = "cross_entropy") -> Tensor:
        """The entropy and the divergence from this distribution to another.

        Args:
          other: a distribution.
        """
        with self._scope(name):
            return cross_entropy(self, other, allow_nan_stats=self.allow_nan_stats)

    def kl_divergence(self, other: Distribution, name: str = "kl_divergence") -> Tensor:
        """The divergence (of Kullback and Leibler) from this distribution to another.

        Args:
          other: a distribution.
        """
        with self._scope(name):
            return kl_divergence(self, other, allow_nan_stats=self.allow_nan_stats)

    @staticmethod
    def _or(said: Callable[[], Tensor], derived: Callable[[], Tensor]) -> Tensor:
        try:
            return said()
        except NotImplementedError as missing:
            try:
                return derived()
            except NotImplementedError:
                raise missing from None

    def _sample_n(self, n: Any, seed: int | None = None) -> Tensor:
        raise self._missing("sample_n")

    def _log_prob(self, value: Tensor) -> Tensor:
        raise self._missing("log_prob")

    def _prob(self, value: Tensor) -> Tensor:
        raise self._missing("prob")

    def _log_cdf(self, value: Tensor) -> Tensor:
        raise self._missing("log_cdf")

    def _cdf(self, value: Tensor) -> Tensor:
        raise self._missing("cdf")

    def _log_survival_function(self, value: Tensor) -> Tensor:
        raise self._missing("log_survival_function")

    def _survival_function(self, value: Tensor) -> Tensor:
        raise self._missing("survival_function")

    def _quantile(self, value: Tensor) -> Tensor:
        raise self._missing("quantile")

    def _entropy(self) -> Tensor:
        raise self._missing("entropy")

    def _mean(self) -> Tensor:
        raise self._missing("mean")

    def _mode(self) -> Tensor:
        raise self._missing("mode")

    def _variance(self) -> Tensor:
        raise self._missing("variance")

    def _stddev(self) -> Tensor:
        raise self._missing("stddev")

    def _covariance(self) -> Tensor:
        raise self._missing("covariance")


def _as_vector(shape: Tensor) -> tuple[Tensor, Any]:
    """A shape, perhaps a number, as a vector, and how many elements it has. Raises ValueError."""
    known = constant_value(shape)
    count = ops.reduce_prod(shape) if known is None else int(np.prod(known, dtype=np.int64))
    rank = shape.shape.ndims
    if rank is None or rank == 0:
        if known is not None:
            return constant(np.array([known], np.int32), name="sample_shape"), count
        return ops.reshape(shape, [-1]), count
    if rank != 1:
        raise ValueError("Input is neither scalar nor vector.")
    return shape, count
