"""What a distribution is: samples, densities and moments, of one variable or of a batch of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from .divergences import cross_entropy, kl_divergence


@export("distributions.ReparameterizationType")
class ReparameterizationType:
    """Whether gradients go through samples to the parameters; compared by identity.

    Args:
      rep_type: its name.
    """

    def __init__(self, rep_type: str) -> None:
        self._rep_type = rep_type

    def __repr__(self) -> str:
        return f"<Reparameteriation Type: {self._rep_type}>"

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]


FULLY_REPARAMETERIZED = ReparameterizationType("FULLY_REPARAMETERIZED")
NOT_REPARAMETERIZED = ReparameterizationType("NOT_REPARAMETERIZED")
export_value(FULLY_REPARAMETERIZED, "distributions.FULLY_REPARAMETERIZED")
export_value(NOT_REPARAMETERIZED, "distributions.NOT_REPARAMETERIZED")


@export("distributions.Distribution")
class Distribution:
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

    def __init__(
        self,
        dtype: DType,
        reparameterization_type: ReparameterizationType,
        validate_args: bool,
        allow_nan_stats: bool,
        parameters: dict[str, Any] | None = None,
        graph_parents: Sequence[Tensor] | None = None,
        name: str | None = None,
    ) -> None:
        for number, parent in enumerate(graph_parents or ()):
            if not isinstance(parent, Tensor):
                raise ValueError(f"Graph parent item {number} is not a Tensor; {parent}.")
        if not name or name[-1] != "/":
            with name_scope(name or type(self).__name__) as name:
                pass
        self._dtype = dtype
        self._reparameterization_type = reparameterization_type
        self._allow_nan_stats = allow_nan_stats
        self._validate_args = validate_args
        self._parameters = {key: value for key, value in (parameters or {}).items() if key != "self"}
        self._graph_parents = list(graph_parents or ())
        self._name = name

    # -- what it is ------------------------------------------------------------------------------------------------------

    @classmethod
    def param_shapes(cls, sample_shape: ShapeLike, name: str = "DistributionParamShapes") -> dict[str, Tensor]:
        """The shapes that parameters must have for samples of a shape.

        Args:
          sample_shape: of `sample()`.

        Returns:
          dict from names of parameters to int32 tensors.

        Raises:
          NotImplementedError: it is not said.
        """
        with name_scope(name):
            return cls._param_shapes(sample_shape)

    @classmethod
    def param_static_shapes(cls, sample_shape: ShapeLike) -> dict[str, TensorShape]:
        """The shapes that parameters must have for samples of a known shape.

        Args:
          sample_shape: of `sample()`.

        Returns:
          dict from names of parameters to TensorShapes.

        Raises:
          ValueError: a shape that is not known. NotImplementedError: it is not said.
        """
        if isinstance(sample_shape, TensorShape):
            if not sample_shape.is_fully_defined():
                raise ValueError("TensorShape sample_shape must be fully defined")
            sample_shape = sample_shape.as_list()
        found = {}
        for name, shape in cls.param_shapes(sample_shape).items():
            known = constant_value(shape)
            if known is None:
                raise ValueError("sample_shape must be a fully-defined TensorShape or list/tuple")
            found[name] = TensorShape(known.tolist())
        return found

    @staticmethod
    def _param_shapes(sample_shape: Any) -> dict[str, Tensor]:
        raise NotImplementedError("_param_shapes not implemented")

    @property
    def name(self) -> str:
        """The scope of its operations."""
        return self._name

    @property
    def dtype(self) -> DType:
        """The dtype of samples."""
        return self._dtype

    @property
    def parameters(self) -> dict[str, Any]:
        """What it was made of, by name."""
        return {key: value for key, value in self._parameters.items() if not key.startswith("__")}

    @property
    def reparameterization_type(self) -> ReparameterizationType:
        """Whether gradients go through samples to the parameters."""
        return self._reparameterization_type

    @property
    def allow_nan_stats(self) -> bool:
        """Whether moments that are not defined are NaN."""
        return self._allow_nan_stats

    @property
    def validate_args(self) -> bool:
        """Whether parameters and values are checked when the graph runs."""
        return self._validate_args

    def copy(self, **override_parameters_kwargs: Any) -> Distribution:
        """The same distribution with some other parameters.

        Args:
          override_parameters_kwargs: parameters by name.

        Returns:
          a distribution of the same class.
        """
        return type(self)(**{**self.parameters, **override_parameters_kwargs})

    # -- shapes ----------------------------------------------------------------------------------------------------------

    @property
    def batch_shape(self) -> TensorShape:
        """How many distributions these are, as far as that is known."""
        return TensorShape(self._batch_shape())

    @property
    def event_shape(self) -> TensorShape:
        """The shape of one sample of one distribution, as far as that is known."""
        return TensorShape(self._event_shape())

    def batch_shape_tensor(self, name: str = "batch_shape_tensor") -> Tensor:
        """How many distributions these are, an int32 vector."""
        with self._scope(name):
            if self.batch_shape.is_fully_defined():
                return constant(np.array(self.batch_shape.as_list(), np.int32), name="batch_shape")
            return self._batch_shape_tensor()

    def event_shape_tensor(self, name: str = "event_shape_tensor") -> Tensor:
        """The shape of one sample of one distribution, an int32 vector."""
        with self._scope(name):
            if self.event_shape.is_fully_defined():
                return constant(np.array(self.event_shape.as_list(), np.int32), name="event_shape")
            return self._event_shape_tensor()

    def is_scalar_batch(self, name: str = "is_scalar_batch") -> Tensor:
        """Whether this is one distribution, a bool."""
        with self._scope(name):
            return _is_scalar(self.batch_shape, self.batch_shape_tensor, "is_scalar_batch")

    def is_scalar_event(self, name: str = "is_scalar_event") -> Tensor:
        """Whether samples are numbers, a bool."""
        with self._scope(name):
            return _is_scalar(self.event_shape, self.event_shape_tensor, "is_scalar_event")

    def _batch_shape(self) -> Any:
        return None

    def _event_shape(self) -> Any:
        return None

    def _batch_shape_tensor(self) -> Tensor:
        raise self._missing("batch_shape_tensor")

    def _event_shape_tensor(self) -> Tensor:
        raise self._missing("event_shape_tensor")

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

    def __str__(self) -> str:
        batch = "" if self.batch_shape.ndims is None else f", batch_shape={self.batch_shape}"
        event = "" if self.event_shape.ndims is None else f", event_shape={self.event_shape}"
        return f'tfp.distributions.{type(self).__name__}("{self.name}"{batch}{event}, dtype={self.dtype.name})'

    def __repr__(self) -> str:
        return (
            f"<tfp.distributions.{type(self).__name__} '{self.name}' batch_shape={self.batch_shape} "
            f"event_shape={self.event_shape} dtype={self.dtype.name}>"
        )

    @contextlib.contextmanager
    def _scope(self, name: str) -> Iterator[str]:
        with name_scope(self.name), name_scope(name) as scope:
            yield scope

    def _missing(self, what: str) -> NotImplementedError:
        return NotImplementedError(f"{what} is not implemented: {type(self).__name__}")

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


def _is_scalar(known: TensorShape, shape: Callable[[], Tensor], name: str) -> Tensor:
    if known.ndims is not None:
        return constant(known.ndims == 0, name=name)
    return ops.equal(ops.shape(shape())[0], 0)


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
