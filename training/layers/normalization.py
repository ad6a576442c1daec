"""BatchNormalization: each channel with mean 0 and variance 1 over a batch, then scaled and moved.

While training the moments are those of the batch, and moving averages follow them; their updates are in UPDATE_OPS and
have to be run. Otherwise the moving averages serve.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ShapeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.variable import assign, assign_sub

from . import arguments
from .arguments import ONES, ZEROS
from .base import Layer
from .described import Described, constraint_of, initializer_of, regularizer_of
from .input_spec import InputSpec
from .renorm import LIMITS, composed, corrected, follow


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
      renorm: whether training corrects the moments of the batch towards moving averages of their own, so that it computes
        what the trained layer does. Source: Ioffe, "Batch Renormalization", 2017.
      renorm_clipping: a dict of limits of the correction, numbers or scalar tensors: `rmin`, `rmax` and `dmax`.
      renorm_momentum: how much of these averages stays at each update.
      fused: whether one operation does it where it can; by default it does.
      trainable: whether `beta` and `gamma` go into TRAINABLE_VARIABLES.
      virtual_batch_size: how many examples have moments of their own while training, a divisor of the batch's size; None for
        all of them.
      adjustment: a function from the shape of the inputs, an int32 vector, to a scale and an offset of the normalized values
        while training; None for none.
      kwargs: `dtype` of the variables, by default that of the first input.

    Raises:
      ValueError: an axis out of range or given twice, one whose size is not known, inputs of unknown rank, other limits of
        the correction, or a `virtual_batch_size` that is not positive or goes with axis 0 or an adjustment.
      TypeError: an axis that is no int.
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
        self.renorm = renorm
        self.virtual_batch_size = virtual_batch_size
        self.adjustment = adjustment
        self.fused = True if fused is None else fused
        if renorm:
            self.renorm_clipping = renorm_clipping or {}
            if set(self.renorm_clipping) - set(LIMITS):
                raise ValueError(f"renorm_clipping {renorm_clipping} contains keys not in {LIMITS}")
            self.renorm_momentum = renorm_momentum
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
          ValueError: the rank or the number of channels is not known, or the `virtual_batch_size` cannot be.
        """
        shape = TensorShape(input_shape)
        if shape.ndims is None:
            raise ValueError("Input has undefined rank:", shape)
        sizes = shape.as_list()
        axes = self._positive_axes(len(sizes))
        if self.virtual_batch_size is not None:
            self._check_virtual_batch_size(axes)
        self.fused = self.fused and self._fuses(axes, len(sizes))
        if self.fused:
            self._data_format = "NCHW" if axes == [1] else "NHWC"
        known = {axis: sizes[axis] for axis in axes}
        if None in known.values():
            raise ValueError("Input has undefined `axis` dimension. Input shape: ", shape)
        self.input_spec = InputSpec(ndim=len(sizes), axes=known)
        kind = dtypes.float32 if self._dtype in (dtypes.float16, dtypes.bfloat16) else self._dtype
        of_channels: list = [size if axis in known else 1 for axis, size in enumerate(sizes)]
        if self.virtual_batch_size is not None:
            of_channels.insert(1, 1)
            axes = [axis + 1 for axis in axes]
        elif len(axes) == 1:
            of_channels = [sizes[axes[0]]]

        if self.scale:
            self.gamma = self._declared_weight("gamma", of_channels, dtype=kind)
        if self.center:
            self.beta = self._declared_weight("beta", of_channels, dtype=kind)
        scope: Any = self._scope
        partitioner = scope.partitioner
        scope.set_partitioner(None)  # averages are never in parts
        try:
            self._add_averages(of_channels, kind)
        finally:
            scope.set_partitioner(partitioner)
        self._axes = axes
        self.built = True

    def _add_averages(self, shape: list, dtype: Any) -> None:
        self.moving_mean = self._add_average("moving_mean", shape, dtype, self.moving_mean_initializer)
        self.moving_variance = self._add_average("moving_variance", shape, dtype, self.moving_variance_initializer)
        if not self.renorm:
            return

        def deviation(*args: Any, **kwargs: Any) -> Tensor:
            return ops.sqrt(self.moving_variance_initializer(*args, **kwargs))

        self.moving_stddev = self._add_average("moving_stddev", shape, dtype, deviation)
        self.renorm_mean = self._add_average("renorm_mean", shape, dtype, self.moving_mean_initializer)
        self.renorm_stddev = self._add_average("renorm_stddev", shape, dtype, deviation)

    def _check_virtual_batch_size(self, axes: list[int]) -> None:
        if (self.virtual_batch_size or 0) <= 0:
            raise ValueError(
                "virtual_batch_size must be a positive integer that divides the true batch size of the input Tensor"
            )
        if 0 in axes:
            raise ValueError("When using virtual_batch_size, the batch dimension must be 0 and thus axis cannot include 0")
        if self.adjustment is not None:
            raise ValueError("When using virtual_batch_size, adjustment cannot be specified")

    def _add_average(self, name: str, shape: list, dtype: Any, initializer: Any) -> Any:
        return self.add_weight(name, shape=shape, dtype=dtype, initializer=initializer, trainable=False)

    def _positive_axes(self, ndim: int) -> list[int]:
        given = self.axis if isinstance(self.axis, list) else [self.axis]
        if not all(isinstance(axis, (int, np.integer)) for axis in given):
            raise TypeError(f"axis must be int or list, type given: {type(self.axis)}")
        axes = [axis + ndim if axis < 0 else axis for axis in given]
        for axis in axes:
            if axis < 0 or axis >= ndim:
                raise ValueError(f"Invalid axis: {axis}")
        if len(set(axes)) != len(axes):
            raise ValueError(f"Duplicate axis: {axes}")
        return axes

    def _fuses(self, axes: list[int], ndim: int) -> bool:
        is_plain = not self.renorm and self.virtual_batch_size is None and self.adjustment is None
        return is_plain and ndim == 4 and axes in ([1], [3])

    def call(self, inputs: Any, training: Any = False) -> Tensor:
        """The inputs normalized.

        Args:
          inputs: floating, of known rank.
          training: whether by the moments of this batch: a bool, or a bool scalar tensor; False by default.

        Returns:
          in the shape and type of `inputs`.
        """
        if self.virtual_batch_size is None:
            return self._fused(inputs, training) if self.fused else self._plain(inputs, training)
        sizes = [-1, *inputs.shape.as_list()[1:]]
        grouped = ops.reshape(inputs, [self.virtual_batch_size, *sizes])
        return ops.reshape(self._plain(grouped, training), sizes)

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
        others = [axis for axis in range(ndim) if axis not in self._axes]
        if self.virtual_batch_size is not None:
            del others[1]  # the groups stay apart
        spread: list[Any] = [1] * ndim
        spread[self._axes[0]] = inputs.shape.as_list()[self._axes[0]]

        def broadcast(vector: Any) -> Any:
            beside = vector is not None and len(vector.shape) != ndim and others != list(range(ndim - 1))
            return ops.reshape(vector, spread) if beside else vector

        scale, offset = broadcast(self.gamma), broadcast(self.beta)
        mean: Any = self.moving_mean
        variance: Any = self.moving_variance
        if arguments.smart_constant(training) is not False:
            if self.adjustment is not None:
                factor, shift = self.adjustment(ops.shape(inputs))
                factor = arguments.smart_cond(training, lambda: factor, lambda: ops.ones_like(factor))
                shift = arguments.smart_cond(training, lambda: shift, lambda: ops.zeros_like(shift))
                scale, offset = composed(factor, shift, scale, offset)
            keepdims = self.virtual_batch_size is not None or len(self._axes) > 1
            of_batch = ops.moments(ops.cast(inputs, self.moving_mean.dtype.base_dtype), others, keepdims=keepdims)
            mean = arguments.smart_cond(training, lambda: of_batch[0], lambda: convert_to_tensor(self.moving_mean))
            variance = arguments.smart_cond(training, lambda: of_batch[1], lambda: convert_to_tensor(self.moving_variance))
            now = mean, variance
            if self.virtual_batch_size is not None:
                now = ops.reduce_mean(mean, 1, keepdims=True), ops.reduce_mean(variance, 1, keepdims=True)
            if self.renorm:
                r, d, *corrected_moments = corrected(self, *now, training)
                now = corrected_moments[0], corrected_moments[1]
                r, d = ops.stop_gradient(r, name="renorm_r"), ops.stop_gradient(d, name="renorm_d")
                scale, offset = composed(broadcast(r), broadcast(d), scale, offset)
            new_mean, new_variance = now
            self._update_if(training, self.moving_mean, lambda: follow(self.moving_mean, new_mean, self.momentum), inputs)
            self._update_if(training, self.moving_variance, lambda: self._new_variance(new_variance), inputs)
        mean, variance = (ops.cast(broadcast(convert_to_tensor(x)), inputs.dtype) for x in (mean, variance))
        offset, scale = (None if x is None else ops.cast(x, inputs.dtype) for x in (offset, scale))
        outputs = ops.batch_normalization(inputs, mean, variance, offset, scale, self.epsilon)
        outputs.set_shape(inputs.static_shape)
        return outputs

    def _new_variance(self, variance: Any) -> Tensor:
        if not self.renorm:
            return follow(self.moving_variance, variance, self.momentum)
        deviation: Any = follow(self.moving_stddev, ops.sqrt(variance + self.epsilon), self.momentum)
        return assign(self.moving_variance, ops.relu(deviation * deviation - self.epsilon), name="AssignNewValue")

    def _update_if(self, training: Any, average: Any, update: Callable[[], Tensor], inputs: Tensor) -> None:
        self.add_update(arguments.smart_cond(training, update, lambda: convert_to_tensor(average)), inputs=inputs)

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        return TensorShape(input_shape)
