"""BatchNormalization: each channel with mean 0 and variance 1 over a batch, then scaled and moved.

While training the moments are those of the batch, and moving averages follow them; their updates are in UPDATE_OPS and
have to be run. Otherwise the moving averages serve.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.variable import assign_sub

from . import arguments
from .arguments import ONES, ZEROS
from .base import Layer
from .described import Described, constraint_of, initializer_of, regularizer_of
from .input_spec import InputSpec


@export("layers.BatchNormalization")
class BatchNormalization(Described, Layer):
    """(inputs - mean) / sqrt(variance + epsilon) * gamma + beta, channel by channel.

    While training mean and variance are those of the batch, and moving averages follow them by operations in UPDATE_OPS,
    which the program runs; otherwise the averages serve. Source: Ioffe and Szegedy, "Batch Normalization", 2015.

    Args:
      axis: of the channels: an int, or a list of them.
      momentum: how much of the moving averages stays at each update.
      epsilon: added to the variance.
      center, scale: whether there are `beta` and `gamma`.
      beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer: what the variable of that
        name begins with; by default zeros, ones, zeros and ones.
      beta_regularizer, gamma_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      beta_constraint, gamma_constraint: each a function that optimizers apply to the variable after an update; None for none.
      renorm, virtual_batch_size, adjustment: not supported: they are refused unless they have their defaults.
      renorm_clipping, renorm_momentum: accepted, of no effect without `renorm`.
      fused: whether one operation does it, for images; by default where it can.
      trainable: whether `beta` and `gamma` go into TRAINABLE_VARIABLES.
      kwargs: `dtype` of the variables, by default that of the first input.

    Raises:
      ValueError: an axis out of range or given twice, one whose size is not known, inputs of unknown rank, or `fused` for
        what is no image.
      TypeError: an axis that is no int.
      NotImplementedError: what is not supported.
    """

    supports_masking = True

    def __init__(
        self,
        axis: Any = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Initializer | dict[str, Any] = ZEROS,
        gamma_initializer: Initializer | dict[str, Any] = ONES,
        moving_mean_initializer: Initializer | dict[str, Any] = ZEROS,
        moving_variance_initializer: Initializer | dict[str, Any] = ONES,
        beta_regularizer: Callable[..., Any] | None = None,
        gamma_regularizer: Callable[..., Any] | None = None,
        beta_constraint: Callable[..., Any] | None = None,
        gamma_constraint: Callable[..., Any] | None = None,
        renorm: bool = False,
        renorm_clipping: Any = None,
        renorm_momentum: float = 0.99,
        fused: bool | None = None,
        trainable: bool = True,
        virtual_batch_size: int | None = None,
        adjustment: Any = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(trainable=trainable, name=name, **kwargs)
        if renorm or virtual_batch_size is not None or adjustment is not None:
            raise NotImplementedError("batch_normalization has no renorm, virtual_batch_size and adjustment here")
        self.axis = list(axis) if isinstance(axis, (list, tuple)) else axis
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
        self.beta_initializer = initializer_of(beta_initializer)
        self.gamma_initializer = initializer_of(gamma_initializer)
        self.moving_mean_initializer = initializer_of(moving_mean_initializer)
        self.moving_variance_initializer = initializer_of(moving_variance_initializer)
        self.beta_regularizer = regularizer_of(beta_regularizer)
        self.gamma_regularizer = regularizer_of(gamma_regularizer)
        self.beta_constraint = constraint_of(beta_constraint)
        self.gamma_constraint = constraint_of(gamma_constraint)
        self.fused = fused
        self.gamma: Any = None
        self.beta: Any = None
        self.moving_mean: Any = None
        self.moving_variance: Any = None
        self._data_format = "NHWC"

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables.

        Args:
          input_shape: of the inputs, a TensorShape or what becomes one.

        Raises:
          ValueError: the rank or the number of channels is not known, or `fused` is asked for and cannot be.
        """
        shape = TensorShape(input_shape)
        if shape.ndims is None:
            raise ValueError("Input has undefined rank:", shape)
        sizes = shape.as_list()
        axes = self._positive_axes(len(sizes))
        self.fused = self._fuses(axes, len(sizes)) if self.fused is None else self.fused
        if self.fused:
            if len(sizes) != 4 or axes not in ([1], [3]):
                raise ValueError(
                    f"Unsupported axis, fused batch norm only supports axis == [1] or axis == [3] of 4D inputs; got "
                    f"axis {axes} of {shape}"
                )
            self._data_format = "NCHW" if axes == [1] else "NHWC"
        known = {axis: sizes[axis] for axis in axes}
        if None in known.values():
            raise ValueError("Input has undefined `axis` dimension. Input shape: ", shape)
        self.input_spec = InputSpec(ndim=len(sizes), axes=known)
        kind = dtypes.float32 if self._dtype in (dtypes.float16, dtypes.bfloat16) else self._dtype
        if len(axes) == 1:
            of_channels: list = [sizes[axes[0]]]
        else:
            of_channels = [size if axis in known else 1 for axis, size in enumerate(sizes)]

        if self.scale:
            self.gamma = self._declared_weight("gamma", of_channels, dtype=kind)
        if self.center:
            self.beta = self._declared_weight("beta", of_channels, dtype=kind)
        self.moving_mean = self._add_average("moving_mean", of_channels, kind, self.moving_mean_initializer)
        self.moving_variance = self._add_average("moving_variance", of_channels, kind, self.moving_variance_initializer)
        self._axes = axes
        self.built = True

    def _add_average(self, name: str, shape: list, dtype: Any, initializer: Any) -> Any:
        return self.add_weight(name, shape=shape, dtype=dtype, initializer=initializer, trainable=False)

    def _positive_axes(self, ndim: int) -> list[int]:
        given = self.axis if isinstance(self.axis, list) else [self.axis]
        if not all(isinstance(axis, int) for axis in given):
            raise TypeError(f"axis must be int or list, type given: {type(self.axis)}")
        axes = [axis + ndim if axis < 0 else axis for axis in given]
        for axis in axes:
            if axis < 0 or axis >= ndim:
                raise ValueError(f"Invalid axis: {axis}")
        if len(set(axes)) != len(axes):
            raise ValueError(f"Duplicate axis: {axes}")
        return axes

    def _fuses(self, axes: list[int], ndim: int) -> bool:
        return ndim == 4 and axes in ([1], [3])

    def call(self, inputs: Any, training: Any = False) -> Tensor:
        """The inputs normalized.

        Args:
          inputs: floating, of known rank.
          training: whether by the moments of this batch: a bool, or a bool scalar tensor; False by default.

        Returns:
          in the shape and type of `inputs`.
        """
        return self._fused(inputs, training) if self.fused else self._plain(inputs, training)

    def _fused(self, inputs: Tensor, training: Any) -> Tensor:
        channels = self.moving_mean.shape
        kind = self.moving_mean.dtype.base_dtype
        gamma = self.gamma if self.scale else constant(1.0, kind, channels)
        beta = self.beta if self.center else constant(0.0, kind, channels)

        def of_batch() -> Any:
            return ops.fused_batch_norm(inputs, gamma, beta, epsilon=self.epsilon, data_format=self._data_format)

        def of_averages() -> Any:
            return ops.fused_batch_norm(
                inputs,
                gamma,
                beta,
                mean=self.moving_mean,
                variance=self.moving_variance,
                epsilon=self.epsilon,
                is_training=False,
                data_format=self._data_format,
            )

        outputs, mean, variance = arguments.smart_cond(training, of_batch, of_averages)
        is_training = arguments.smart_constant(training)
        if is_training is not False:
            # Where it is known only when run, all of the averages stays if the run does not train.
            kept: Any = self.momentum
            if is_training is None:
                kept = arguments.smart_cond(training, lambda: self.momentum, lambda: 1.0)
            else:
                kept = convert_to_tensor(kept)
            self._follow(self.moving_mean, mean, kept, inputs)
            self._follow(self.moving_variance, variance, kept, inputs)
        return outputs

    def _follow(self, average: Any, value: Tensor, kept: Any, inputs: Tensor) -> None:
        with name_scope(None, "AssignMovingAvg", [average, value, kept]) as scope:
            decay = convert_to_tensor(1.0 - kept, name="decay")
            if decay.dtype is not average.dtype.base_dtype:
                decay = ops.cast(decay, average.dtype.base_dtype)
            step = (average - ops.cast(value, average.dtype.base_dtype)) * decay
            self.add_update(assign_sub(average, step, name=scope), inputs=inputs)

    def _plain(self, inputs: Tensor, training: Any) -> Tensor:
        ndim = len(inputs.static_shape or ())
        spread = [1] * ndim
        if len(self._axes) == 1:
            spread[self._axes[0]] = self.moving_mean.shape.as_list()[0]

        def broadcast(vector: Any) -> Any:
            beside = vector is not None and len(self._axes) == 1 and self._axes != [ndim - 1]
            return ops.reshape(vector, spread) if beside else vector

        scale, offset = broadcast(self.gamma), broadcast(self.beta)
        is_training = arguments.smart_constant(training)
        mean: Any = self.moving_mean
        variance: Any = self.moving_variance
        if is_training is not False:
            others = [axis for axis in range(ndim) if axis not in self._axes]
            mean, variance = ops.moments(inputs, others, keepdims=len(self._axes) > 1)
            of_batch = mean, variance
            mean = arguments.smart_cond(training, lambda: of_batch[0], lambda: convert_to_tensor(self.moving_mean))
            variance = arguments.smart_cond(training, lambda: of_batch[1], lambda: convert_to_tensor(self.moving_variance))
            self._follow_if(training, self.moving_mean, mean, inputs)
            self._follow_if(training, self.moving_variance, variance, inputs)
        mean, variance = (ops.cast(broadcast(convert_to_tensor(x)), inputs.dtype) for x in (mean, variance))
        offset, scale = (None if x is None else ops.cast(x, inputs.dtype) for x in (offset, scale))
        outputs = ops.batch_normalization(inputs, mean, variance, offset, scale, self.epsilon)
        outputs.set_shape(inputs.static_shape)
        return outputs

    def _follow_if(self, training: Any, average: Any, value: Tensor, inputs: Tensor) -> None:
        def follow() -> Tensor:
            with name_scope(None, "AssignMovingAvg", [average, value, self.momentum]) as scope:
                decay = convert_to_tensor(1.0 - self.momentum, average.dtype.base_dtype, name="decay")
                return assign_sub(average, (average - ops.cast(value, average.dtype.base_dtype)) * decay, name=scope)

        self.add_update(arguments.smart_cond(training, follow, lambda: convert_to_tensor(average)), inputs=inputs)

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        return TensorShape(input_shape)
