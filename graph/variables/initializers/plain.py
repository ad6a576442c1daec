"""Initializers: what a variable starts with, chosen before its shape is known.

Those whose scale follows from the shape are in `initializers_scaled`.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from ... import ops
from ...core.constants import constant
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.dtypes import DType
from ...types.likes import DTypeLike, TensorLike
from ...types.shapes import TensorShape


class Initializer:
    """A function from a shape to a tensor of that shape, with a configuration."""

    dtype: DType = dtypes.float32

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        """The initial value.

        Args:
          shape: list of int.
          dtype: of the tensor; the initializer's own by default.
          partition_info: a PartitionInfo where `shape` is a part of a larger variable.
        """
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """The arguments that make this initializer; dtypes by name."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Initializer:
        """The initializer that `get_config` has given this `config` of."""
        return cls(**config)


def floating_type(dtype: Any) -> DType:
    """The dtype, a floating one. Raises ValueError for others."""
    dtype = dtypes.as_dtype(dtype)
    if not dtype.is_floating:
        raise ValueError(f"Expected floating point type, got {dtype}.")
    return dtype


class _Filled(Initializer):
    """One number everywhere. Before TensorFlow 1.0 it was a function of the shape, which gave the tensor; it still is."""

    fill: str
    """The function that makes such tensors."""

    __signature__ = inspect.Signature(
        [inspect.Parameter("dtype", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=dtypes.float32)]
    )

    if not TYPE_CHECKING:  # the old form is not theirs

        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            if "shape" in kwargs or (args and isinstance(args[0], (list, tuple, np.ndarray, TensorShape, Tensor))):
                tell(f"{cls.fill}_initializer(shape)", cls.fill, "1.0")
                return cls._tensor(*args, **kwargs)
            return super().__new__(cls)

    @classmethod
    def _tensor(cls, shape: Any, dtype: Any = dtypes.float32, partition_info: Any = None) -> Tensor:
        return getattr(ops, cls.fill)(shape, dtype)

    def __init__(self, dtype: DTypeLike | None = dtypes.float32) -> None:
        """The arguments.

        Args:
          dtype: of the variable where it is not said otherwise.
        """
        self.dtype = dtypes.as_dtype(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        return self._tensor(shape, self.dtype if dtype is None else dtype)

    def get_config(self) -> dict[str, Any]:
        return {"dtype": self.dtype.name}


@export("zeros_initializer", "initializers.zeros")
class Zeros(_Filled):
    """Starts a variable with zeros; with empty strings or False where it is of those types."""

    fill = "zeros"


@export("ones_initializer", "initializers.ones")
class Ones(_Filled):
    """Starts a variable with ones."""

    fill = "ones"


@export("constant_initializer", "initializers.constant")
class Constant(Initializer):
    """Starts a variable with a given value.

    Args:
      value: a number, string, list or array. Its elements fill the variable row by row, the last one serves for those
        that are missing.
      dtype: of the variable where it is not said otherwise.
      verify_shape: refuse a value of another shape than the variable's.

    Raises:
      TypeError: `value` is of another type; (when called) `verify_shape` is set and the shapes differ.
      ValueError: (when called) more elements than the variable has.
    """

    def __init__(self, value: TensorLike = 0, dtype: DTypeLike | None = dtypes.float32, verify_shape: bool = False) -> None:
        if not (np.isscalar(value) or isinstance(value, (list, tuple, np.ndarray))):
            raise TypeError(
                f"Invalid type for initial value: {type(value)} (expected Python scalar, list or tuple of values, or "
                "numpy.ndarray)."
            )
        self.value = value
        self.dtype = dtypes.as_dtype(dtype)
        self._verify_shape = verify_shape

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None, verify_shape: bool | None = None) -> Tensor:
        return constant(
            self.value,
            self.dtype if dtype is None else dtype,
            shape,
            verify_shape=self._verify_shape if verify_shape is None else verify_shape,
        )

    def get_config(self) -> dict[str, Any]:
        # TensorFlow leaves verify_shape out; without it the copy would accept what this one refuses.
        extra = {"verify_shape": True} if self._verify_shape else {}
        return {"value": self.value, "dtype": self.dtype.name, **extra}


@export("random_uniform_initializer", "initializers.random_uniform")
class RandomUniform(Initializer):
    """Starts a variable with numbers drawn evenly from [minval, maxval).

    Args:
      minval, maxval: numbers or scalar tensors. `maxval` is 1 for floating types by default; integers need one.
      seed: of the operation that draws, see `tf.set_random_seed`.
      dtype: of the variable where it is not said otherwise.
    """

    def __init__(
        self,
        minval: TensorLike = 0,
        maxval: TensorLike | None = None,
        seed: int | None = None,
        dtype: DTypeLike = dtypes.float32,
    ) -> None:
        self.minval = minval
        self.maxval = maxval
        self.seed = seed
        self.dtype = dtypes.as_dtype(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        return ops.random_uniform(shape, self.minval, self.maxval, self.dtype if dtype is None else dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {"minval": self.minval, "maxval": self.maxval, "seed": self.seed, "dtype": self.dtype.name}


class _Normal(Initializer):
    """What the two normal distributions share."""

    _draw: Any = None

    def __init__(
        self, mean: TensorLike = 0.0, stddev: TensorLike = 1.0, seed: int | None = None, dtype: DTypeLike = dtypes.float32
    ) -> None:
        """The arguments.

        Args:
          mean, stddev: of the distribution: numbers or scalar tensors.
          seed: of the operation that draws, see `tf.set_random_seed`.
          dtype: of the variable where it is not said otherwise, a floating one.

        Raises:
          ValueError: `dtype` is not floating.
        """
        self.mean = mean
        self.stddev = stddev
        self.seed = seed
        self.dtype = floating_type(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
        return type(self)._draw(shape, self.mean, self.stddev, self.dtype if dtype is None else dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {"mean": self.mean, "stddev": self.stddev, "seed": self.seed, "dtype": self.dtype.name}


@export("random_normal_initializer", "initializers.random_normal")
class RandomNormal(_Normal):
    """Starts a variable with numbers drawn from a normal distribution."""

    _draw = staticmethod(ops.random_normal)


@export("truncated_normal_initializer", "initializers.truncated_normal")
class TruncatedNormal(_Normal):
    """Starts a variable with numbers drawn from a normal distribution, none further than two `stddev` from `mean`."""

    _draw = staticmethod(ops.truncated_normal)


@export("initializers.identity")
class Identity(Initializer):
    """Starts a 2-D variable with `gain` times the identity matrix.

    Args:
      gain: a number.
      dtype: of the variable where it is not said otherwise, a floating one.

    Raises:
      ValueError: `dtype` is not floating; (when called) the variable is not 2-D.
    """

    def __init__(self, gain: Any = 1.0, dtype: DTypeLike = dtypes.float32) -> None:
        self.gain = gain
        self.dtype = floating_type(dtype)

    def __call__(self, shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:

        full: Sequence[int] = list(shape if partition_info is None else partition_info.full_shape)
        if len(full) != 2:
            raise ValueError("Identity matrix initializer can only be used for 2D matrices.")
        rows, columns = full
        matrix = ops.eye(int(rows), int(columns), dtype=dtypes.as_dtype(self.dtype if dtype is None else dtype))
        if partition_info is not None:
            matrix = ops.slice(matrix, partition_info.var_offset, shape)
        return self.gain * matrix

    def get_config(self) -> dict[str, Any]:
        return {"gain": self.gain, "dtype": self.dtype.name}
