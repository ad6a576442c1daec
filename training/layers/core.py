"""Dense, Dropout, Flatten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.operators import Operators
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ShapeLike
from headrace.graph.types.shapes import TensorShape

from . import arguments
from .arguments import ZEROS
from .base import Layer
from .described import Described, activation_of, constraint_of, initializer_of, regularizer_of
from .input_spec import InputSpec


@export("layers.Dense")
class Dense(Described, Layer):
    """activation(inputs * kernel + bias), the product along the last axis.

    Args:
      units: the size of the last dimension of the output, an int.
      activation: a function of a tensor, or its name; None for none.
      use_bias: whether something is added at the end.
      kernel_initializer: what the variable `kernel` [last dimension of inputs, units] begins with; by default that of the
        variable scope, else GlorotUniform.
      bias_initializer: what the variable `bias` [units] begins with, by default zeros.
      kernel_regularizer, bias_regularizer: each a function from the variable to a loss, which goes into
        REGULARIZATION_LOSSES; None for none.
      activity_regularizer: a function from the output to a loss, which goes there too; None for none.
      kernel_constraint, bias_constraint: each a function that optimizers apply to the variable after an update; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      kwargs: `dtype` of the variables, by default that of the first input.

    Raises:
      ValueError: inputs of rank less than 2, or whose last dimension is not known.
      TypeError: inputs that are not floating.
    """

    supports_masking = True

    def __init__(
        self,
        units: int,
        activation: Callable[..., Any] | str | None = None,
        use_bias: bool = True,
        kernel_initializer: Initializer | dict[str, Any] | None = None,
        bias_initializer: Initializer | dict[str, Any] = ZEROS,
        kernel_regularizer: Callable[..., Any] | None = None,
        bias_regularizer: Callable[..., Any] | None = None,
        activity_regularizer: Callable[..., Any] | None = None,
        kernel_constraint: Callable[..., Any] | None = None,
        bias_constraint: Callable[..., Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        self.units = int(units)
        self.activation = activation_of(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializer_of(kernel_initializer)
        self.bias_initializer = initializer_of(bias_initializer)
        self.kernel_regularizer = regularizer_of(kernel_regularizer)
        self.bias_regularizer = regularizer_of(bias_regularizer)
        self.kernel_constraint = constraint_of(kernel_constraint)
        self.bias_constraint = constraint_of(bias_constraint)
        self.kernel: Any = None
        self.bias: Any = None
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make `kernel` and `bias`.

        Args:
          input_shape: of the inputs, a TensorShape or what becomes one.

        Raises:
          TypeError: a type of variables that is not floating.
          ValueError: the last dimension is not known.
        """
        kind = self._dtype or dtypes.float32
        if not (kind.is_floating or kind.is_complex):
            raise TypeError(f"Unable to build `Dense` layer with non-floating point dtype {kind}")
        last = TensorShape(input_shape).as_list()[-1]
        if last is None:
            raise ValueError("The last dimension of the inputs to `Dense` should be defined. Found `None`.")
        self.input_spec = InputSpec(min_ndim=2, axes={-1: last})
        self.kernel = self._declared_weight("kernel", [last, self.units], dtype=kind)
        if self.use_bias:
            self.bias = self._declared_weight("bias", [self.units], dtype=kind)
        self.built = True

    def call(self, inputs: Any) -> Tensor:
        if len(inputs.static_shape) > 2:
            outputs = ops.tensordot(inputs, self.kernel, [[len(inputs.static_shape) - 1], [0]])
        else:
            outputs = ops.matmul(ops.cast(inputs, self._dtype), self.kernel)
        if self.use_bias:
            outputs = ops.bias_add(outputs, self.bias)
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        """The shape of the output for inputs of a shape: `units` in the place of the last dimension.

        Args:
          input_shape: a TensorShape or what becomes one.

        Returns:
          a TensorShape.

        Raises:
          ValueError: a rank below 2, or the last dimension is not known.
        """
        shape = TensorShape(input_shape).with_rank_at_least(2)
        sizes = shape.static
        if sizes is None or sizes[-1] is None:
            raise ValueError(f"The innermost dimension of input_shape must be defined, but saw: {shape}")
        return TensorShape([*sizes[:-1], self.units])


@export("layers.Dropout")
class Dropout(Described, Layer):
    """`tf.nn.dropout` while training, the inputs themselves otherwise.

    Args:
      rate: the share of elements that are dropped, in [0, 1); the others are divided by 1 - rate.
      noise_shape: what is dropped together: broadcast against the shape of the inputs; None in it for their size; None: each
        element on its own.
      seed: see `tf.set_random_seed`; None takes that of the graph.
      kwargs: `dtype` and `trainable`, as of `Layer`.
    """

    supports_masking = True

    def __init__(
        self,
        rate: float | Operators = 0.5,
        noise_shape: Any = None,
        seed: int | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed

    def _noise_shape_of(self, inputs: Tensor) -> Any:
        if self.noise_shape is None or isinstance(self.noise_shape, Tensor):
            return self.noise_shape
        sizes: Any = ops.shape(inputs)
        return [sizes[k] if size is None else size for k, size in enumerate(self.noise_shape)]

    def call(self, inputs: Any, training: Any = False) -> Tensor:
        """The inputs, with elements dropped if `training`.

        Args:
          inputs: floating, of any shape.
          training: a bool, or a bool scalar tensor; False by default.

        Returns:
          in the shape and type of `inputs`.
        """

        def dropped() -> Tensor:
            return ops.dropout(inputs, noise_shape=self._noise_shape_of(inputs), seed=self.seed, rate=self.rate)

        return arguments.smart_cond(training, dropped, lambda: ops.identity(inputs))

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        return TensorShape(input_shape)


@export("layers.Flatten")
class Flatten(Described, Layer):
    """All dimensions but the first made one.

    Args:
      data_format: "channels_last" (the default), or "channels_first", which brings the channels to the end first.
      kwargs: `name`, `dtype` and `trainable`, as of `Layer`.

    Raises:
      ValueError: another `data_format`, or inputs that are scalars.
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = arguments.data_format(data_format or "channels_last")
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs: Any) -> Tensor:
        if self.data_format == "channels_first" and inputs.static_shape is not None and len(inputs.static_shape) > 1:
            inputs = ops.transpose(inputs, [0, *range(2, len(inputs.static_shape)), 1])
        known = inputs.static_shape[0] if inputs.static_shape else None
        outputs = ops.reshape(inputs, (known or ops.shape(inputs)[0], -1))
        outputs.set_shape(self.compute_output_shape(inputs.shape))
        return outputs

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        sizes = TensorShape(input_shape).as_list()
        if not sizes:
            return TensorShape([1])
        size: int | None = 1
        for other in sizes[1:]:
            size = None if size is None or other is None else size * other
        return TensorShape([sizes[0], size])
