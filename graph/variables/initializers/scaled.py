"""Initializers whose scale follows from the shape of the variable, so that signals neither grow nor fade from layer to layer.

Sources of the formulas: Glorot & Bengio 2010 (glorot, xavier), He et al. 2015 (he), LeCun et al. 1998 (lecun), Sussillo &
Abbott 2014 (uniform unit scaling), Saxe et al. 2014 (orthogonal). Names, defaults and messages: TensorFlow 1.15,
tf.initializers and tf.contrib.layers.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from ... import ops
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import DTypeLike
from .plain import Initializer, floating_type

F = TypeVar("F", bound=Callable[..., Any])

# The standard deviation of a standard normal distribution of which only [-2, 2] is left.
_TRUNCATED_DEVIATION = 0.87962566103423978


def _fans(shape: Sequence[Any]) -> tuple[float, float]:
    """How many inputs reach one output of a weight, and how many outputs one input reaches.

    The last two dimensions are input and output, those before them the window of a convolution.
    """
    sizes = [float(size) for size in shape]
    if len(sizes) < 2:
        size = sizes[0] if sizes else 1.0
        return size, size
    window = math.prod(sizes[:-2])
    return sizes[-2] * window, sizes[-1] * window


def _takes_full_shape(init: F) -> F:
    """Before TensorFlow 0.10 an initializer was told of what its variable is a part, not the call."""

    @functools.wraps(init)
    def call(self: Any, *args: Any, full_shape: Any = None, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        if full_shape is not None:
            tell("the argument full_shape", "partition_info of the call", "0.10")
            self._full_shape = list(full_shape)

    return call  # type: ignore[return-value]


@export("uniform_unit_scaling_initializer", "initializers.uniform_unit_scaling")
class UniformUnitScaling(Initializer):
    """Starts a variable evenly from ±sqrt(3 / inputs) * factor, inputs being all dimensions but the last.

    Args:
      factor: a number.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Raises:
      ValueError: `dtype` is not floating.
    """

    _full_shape: Any = None

    @_takes_full_shape
    def __init__(self, factor: float = 1.0, seed: int | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        self.factor = factor
        self.seed = seed
        self.dtype = floating_type(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        whole = self._full_shape or (shape if partition_info is None else partition_info.full_shape)
        inputs = max(math.prod(float(size) for size in whole[:-1]), 1.0)
        limit = math.sqrt(3 / inputs) * self.factor
        return ops.random_uniform(shape, -limit, limit, self.dtype if dtype is None else dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {"factor": self.factor, "seed": self.seed, "dtype": self.dtype.name}


@export("variance_scaling_initializer", "initializers.variance_scaling")
class VarianceScaling(Initializer):
    """Starts a variable with draws of variance `scale / n`.

    Args:
      scale: a positive number.
      mode: what n is: "fan_in", "fan_out" or "fan_avg", their mean.
      distribution: "truncated_normal" (or "normal"), "untruncated_normal" or "uniform".
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Raises:
      ValueError: scale <= 0, another mode or distribution, or a type that is not floating.
    """

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | None = None,
        dtype: DTypeLike = dtypes.float32,
    ) -> None:
        if scale <= 0.0:
            raise ValueError("`scale` must be positive float.")
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise ValueError("Invalid `mode` argument:", mode)
        distribution = distribution.lower()
        if distribution not in ("normal", "uniform", "truncated_normal", "untruncated_normal"):
            raise ValueError("Invalid `distribution` argument:", distribution)
        self.scale = scale
        self.mode = mode
        self.distribution = distribution
        self.seed = seed
        self.dtype = floating_type(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        dtype = self.dtype if dtype is None else dtype
        fan_in, fan_out = _fans(shape if partition_info is None else partition_info.full_shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}[self.mode]
        variance = self.scale / max(1.0, n)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return ops.random_uniform(shape, -limit, limit, dtype, seed=self.seed)
        if self.distribution == "untruncated_normal":
            return ops.random_normal(shape, 0.0, math.sqrt(variance), dtype, seed=self.seed)
        stddev = math.sqrt(variance) / _TRUNCATED_DEVIATION
        return ops.truncated_normal(shape, 0.0, stddev, dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {
            "scale": self.scale,
            "mode": self.mode,
            "distribution": self.distribution,
            "seed": self.seed,
            "dtype": self.dtype.name,
        }


@export("glorot_uniform_initializer", "initializers.glorot_uniform")
class GlorotUniform(VarianceScaling):
    """Starts a variable evenly from ±sqrt(6 / (fan_in + fan_out)); what `get_variable` takes for floating types.

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one; else ValueError.
    """

    def __init__(self, seed: int | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        super().__init__(1.0, "fan_avg", "uniform", seed, dtype)

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.seed, "dtype": self.dtype.name}


@export("glorot_normal_initializer", "initializers.glorot_normal")
class GlorotNormal(VarianceScaling):
    """Starts a variable with a truncated normal distribution of variance 2 / (fan_in + fan_out).

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one; else ValueError.
    """

    def __init__(self, seed: int | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        super().__init__(1.0, "fan_avg", "truncated_normal", seed, dtype)

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.seed, "dtype": self.dtype.name}


@export("initializers.lecun_normal")
def lecun_normal(seed: int | None = None) -> VarianceScaling:
    """Starts a variable with a truncated normal distribution of variance 1 / fan_in.

    Args:
      seed: of the operation that draws, see `tf.set_random_seed`.

    Returns:
      An initializer, for floating types.
    """
    return VarianceScaling(1.0, "fan_in", "truncated_normal", seed)


@export("initializers.lecun_uniform")
@documented_by(lecun_normal)
def lecun_uniform(seed: int | None = None) -> VarianceScaling:
    """Starts a variable evenly from ±sqrt(3 / fan_in)."""
    return VarianceScaling(1.0, "fan_in", "uniform", seed)


@export("initializers.he_normal")
@documented_by(lecun_normal)
def he_normal(seed: int | None = None) -> VarianceScaling:
    """Starts a variable with a truncated normal distribution of variance 2 / fan_in."""
    return VarianceScaling(2.0, "fan_in", "truncated_normal", seed)


@export("initializers.he_uniform")
@documented_by(lecun_normal)
def he_uniform(seed: int | None = None) -> VarianceScaling:
    """Starts a variable evenly from ±sqrt(6 / fan_in)."""
    return VarianceScaling(2.0, "fan_in", "uniform", seed)


@export("orthogonal_initializer", "initializers.orthogonal")
class Orthogonal(Initializer):
    """Starts a variable with a matrix of orthonormal columns, or rows where those are fewer, times `gain`.

    More than two dimensions: all but the last together are the rows.

    Args:
      gain: a number.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) fewer than two dimensions.
    """

    def __init__(self, gain: float = 1.0, seed: int | None = None, dtype: DTypeLike = dtypes.float32) -> None:
        self.gain = gain
        self.seed = seed
        self.dtype = floating_type(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:

        if len(shape) < 2:
            raise ValueError("The tensor to initialize must be at least two-dimensional")
        rows, columns = math.prod(int(size) for size in shape[:-1]), int(shape[-1])
        drawn = ops.random_normal(
            (max(rows, columns), min(rows, columns)), dtype=self.dtype if dtype is None else dtype, seed=self.seed
        )
        q, r = ops.qr(drawn, full_matrices=False)
        # The signs of the diagonal make the decomposition unique, so that q is drawn evenly.
        q = q * ops.sign(ops.diag_part(r))
        if rows < columns:
            q = ops.matrix_transpose(q)
        return self.gain * ops.reshape(q, shape)

    def get_config(self) -> dict[str, Any]:
        return {"gain": self.gain, "seed": self.seed, "dtype": self.dtype.name}


@export("contrib.layers.variance_scaling_initializer", "contrib.slim.variance_scaling_initializer")
def variance_scaling_initializer(
    factor: float = 2.0, mode: str = "FAN_IN", uniform: bool = False, seed: int | None = None, dtype: DTypeLike = dtypes.float32
) -> Callable[..., Tensor]:
    """The initializer of tf.contrib.layers: draws of variance `factor / n`.

    Args:
      factor: a number.
      mode: what n is: "FAN_IN", "FAN_OUT" or "FAN_AVG", their mean.
      uniform: draw evenly rather than from a truncated normal distribution.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise, a floating one.

    Returns:
      An initializer, a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: another mode, or a type that is not floating.
    """
    if not dtypes.as_dtype(dtype).is_floating:
        raise TypeError("Cannot create initializer for non-floating point type.")
    if mode not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        raise TypeError("Unknown mode %s [FAN_IN, FAN_OUT, FAN_AVG]", mode)

    def initializer(shape: Any, dtype: Any = dtype, partition_info: Any = None) -> Tensor:
        if not dtypes.as_dtype(dtype).is_floating:
            raise TypeError("Cannot create initializer for non-floating point type.")
        fan_in, fan_out = _fans(shape)
        n = {"FAN_IN": fan_in, "FAN_OUT": fan_out, "FAN_AVG": (fan_in + fan_out) / 2.0}[mode]
        if uniform:
            limit = math.sqrt(3.0 * factor / n)
            return ops.random_uniform(shape, -limit, limit, dtype, seed=seed)
        return ops.truncated_normal(shape, 0.0, math.sqrt(1.3 * factor / n), dtype, seed=seed)

    return initializer


@export(
    "contrib.layers.xavier_initializer",
    "contrib.layers.xavier_initializer_conv2d",
    "contrib.slim.xavier_initializer",
    "contrib.slim.xavier_initializer_conv2d",
)
@documented_by(variance_scaling_initializer)
def xavier_initializer(
    uniform: bool = True, seed: int | None = None, dtype: DTypeLike = dtypes.float32
) -> Callable[..., Tensor]:
    """The Glorot initializer of tf.contrib.layers: draws of variance 2 / (fan_in + fan_out).

    Args:
      uniform: draw evenly, the default, or from a truncated normal distribution.

    Raises:
      TypeError: a type that is not floating.
    """
    return variance_scaling_initializer(1.0, "FAN_AVG", uniform, seed, dtype)


xavier_initializer_conv2d = xavier_initializer
