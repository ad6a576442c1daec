"""Products of several matrices, side by side, with weights: what older cells are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ScopeLike
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope


def _total_size(args: Sequence[Any]) -> int:
    """The sum of the sizes of the second dimension. Raises ValueError where one is no matrix or its size is not known."""
    shapes = [arg.shape for arg in args]
    total = 0
    for shape in shapes:
        if shape.rank != 2:
            raise ValueError(f"linear is expecting 2D arguments: {shapes}")
        if shape.as_list()[1] is None:
            raise ValueError(f"linear expects shape[1] to be provided for shape {shape}, but saw {shape[1]}")
        total += shape.as_list()[1]
    return total


def _listed(args: Any) -> list:
    """The arguments as a list. Raises ValueError where there are none."""
    if args is None or (isinstance(args, (list, tuple)) and not args):
        raise ValueError("`args` must be specified")
    return list(args) if isinstance(args, (list, tuple)) else [args]


def _weight(name: str, shape: Sequence[int], kind: Any, initializer: Any) -> Any:
    return get_variable(name, list(shape), dtype=kind, initializer=initializer)


def _biases(name: str, size: int, kind: Any, initializer: Any, outer: Any) -> Any:
    """A bias, which no partitioner cuts."""
    with variable_scope(outer) as scope:
        scope.set_partitioner(None)
        return _weight(name, [size], kind, Constant(0.0, dtype=kind) if initializer is None else initializer)


@export("nn.rnn_cell._Linear")
class _Linear:
    """The product of matrices side by side with a weight `kernel`, plus a `bias`; the variables are made at once.

    Args:
      args: a tensor [batch, n], or a list of them, such as it is called with.
      output_size: the size of the second dimension of the result.
      build_bias: whether there is a bias.
      bias_initializer, kernel_initializer: what the variables begin with; 0 and the scope's by default.

    Raises:
      ValueError: no arguments, or one that is no matrix or whose second dimension is not known.
    """

    def __init__(
        self,
        args: Any,
        output_size: int,
        build_bias: bool,
        bias_initializer: Initializer | None = None,
        kernel_initializer: Initializer | None = None,
    ) -> None:
        self._is_sequence = isinstance(args, (list, tuple))
        listed = _listed(args)
        kind = listed[0].dtype
        with variable_scope(get_variable_scope()) as outer:
            self._weights = _weight("kernel", [_total_size(listed), output_size], kind, kernel_initializer)
            self._bias = _biases("bias", output_size, kind, bias_initializer, outer) if build_bias else None

    def __call__(self, args: Any) -> Tensor:
        """[batch, output_size] for arguments like those it was made with."""
        listed = args if self._is_sequence else [args]
        joined = listed[0] if len(listed) == 1 else ops.concat(listed, constant(1, dtypes.int32))
        result = ops.matmul(joined, self._weights)
        return result if self._bias is None else ops.bias_add(result, self._bias)


@export("nn.rnn_cell._linear")
def _linear(
    args: Any,
    output_size: int,
    bias: bool,
    bias_initializer: Initializer | None = None,
    kernel_initializer: Any = None,
    bias_start: float | None = None,
    scope: ScopeLike | None = None,
) -> Tensor:
    """The product of matrices side by side with a weight, plus a bias where `bias` says so.

    As it was called before TensorFlow 1.0, with `bias_start` (a number in the place of `bias_initializer`) or `scope`,
    its variables are `Matrix` and `Bias` in the scope "Linear", otherwise `kernel` and `bias` in the current one.

    Args:
      args: a tensor [batch, n], or a list of them.
      output_size: the size of the second dimension of the result.
      bias: whether there is a bias.
      bias_initializer, kernel_initializer: what the variables begin with; 0 and the scope's by default.
      bias_start: what the bias begins with.
      scope: the variable scope of that old form.

    Returns:
      a tensor [batch, output_size].

    Raises:
      ValueError: no arguments, or one that is no matrix or whose second dimension is not known.
    """
    listed = _listed(args)
    total, kind = _total_size(listed), listed[0].dtype
    if isinstance(bias_initializer, (int, float)):
        bias_start, scope, bias_initializer, kernel_initializer = bias_initializer, kernel_initializer, None, None
    if bias_start is not None or scope is not None:
        bias_initializer = Constant(bias_start or 0.0, dtype=kind)
        names, entered = ("Matrix", "Bias"), variable_scope(scope or "Linear")
    else:
        names, entered = ("kernel", "bias"), variable_scope(get_variable_scope())
    with entered as outer:
        weights = _weight(names[0], [total, output_size], kind, kernel_initializer)
        result = ops.matmul(listed[0] if len(listed) == 1 else ops.concat(listed, 1), weights)
        if not bias:
            return result
        return ops.bias_add(result, _biases(names[1], output_size, kind, bias_initializer, outer))
