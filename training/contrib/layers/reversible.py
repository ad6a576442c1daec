"""Reversible blocks of layers, and functions whose gradients may compute them once more.

TensorFlow computes activations once more for the gradients, to save the memory of accelerators. Here the gradients are those of
the forward pass, which has the same values: nothing is computed twice.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.scope import get_variable_scope, variable_scope
from headrace.graph.variables.variable import Variable

from ...layers.base import Layer

_DEFAULT = "__rev_block_lib_default"


def _in_scope(function: Callable[..., Any], scope: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with variable_scope(scope, use_resource=True):
            return function(*args, **kwargs)

    return inside


def _called(function: Callable[..., Any], x: Any, side: Sequence[Any]) -> Any:
    return function(x, side) if side else function(x)


@export("contrib.layers.RevBlock", "contrib.slim.RevBlock")
class RevBlock(Layer):
    """Reversible layers: y1 = x1 + f(x2), y2 = x2 + g(y1), whose inputs can be computed from their outputs.

    Source: Gomez, Ren, Urtasun, Grosse: The Reversible Residual Network, 2017.

    Args:
      f, g: functions of a tensor (and a list of side inputs, if there are any) to one of the same shape; lists of
        `num_layers` functions for several. Their variables stand in the scopes `revlayer_<number>/f` and `.../g`.
      num_layers: how many layers follow each other.
      f_side_input, g_side_input: lists of tensors that each f and g gets besides; None for none.
      use_efficient_backprop: whether all outputs of a layer are there before any is used.
      name: of the layer and its variables' scope.
      kwargs: `dtype`, as of `Layer`.

    Raises:
      AssertionError: a list of another number of functions.
    """

    def __init__(
        self,
        f: Any,
        g: Any,
        num_layers: int = 1,
        f_side_input: Sequence[Any] | None = None,
        g_side_input: Sequence[Any] | None = None,
        use_efficient_backprop: bool = True,
        name: str = "revblock",
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        found = []
        for short, given in (("f", f), ("g", g)):
            functions = given if isinstance(given, list) else [given] * num_layers
            assert len(functions) == num_layers
            found.append([_in_scope(one, f"revlayer_{k}/{short}") for k, one in enumerate(functions)])
        self.f, self.g = found
        self.num_layers = num_layers
        self.f_side_input = list(f_side_input or [])
        self.g_side_input = list(g_side_input or [])
        self._use_efficient_backprop = use_efficient_backprop

    def call(self, inputs: Any, forward: bool = True) -> tuple[Any, Any]:
        """The outputs of inputs, or with `forward=False` the inputs of outputs.

        Args:
          inputs: a pair of tensors of one shape.
          forward: False: the way back.

        Returns:
          a pair of tensors of that shape.
        """
        before = len(get_variable_scope().global_variables())
        found = self._forward(*inputs) if forward else self._backward(*inputs)
        trained = {id(one) for one in get_variable_scope().trainable_variables()}
        for made in get_variable_scope().global_variables()[before:]:
            kept = self._trainable_weights if id(made) in trained else self._non_trainable_weights
            kept.append(made)
        return found

    def _forward(self, x1: Any, x2: Any) -> tuple[Any, Any]:
        for f, g in zip(self.f, self.g, strict=True):
            x1 = x1 + _called(f, x2, self.f_side_input)
            x2 = x2 + _called(g, x1, self.g_side_input)
            if self._use_efficient_backprop:
                x1, x2 = ops.tuple([x1, x2])
        return x1, x2

    def _backward(self, y1: Any, y2: Any) -> tuple[Any, Any]:
        for f, g in zip(reversed(self.f), reversed(self.g), strict=True):
            y2 = y2 - _called(g, y1, self.g_side_input)
            y1 = y1 - _called(f, y2, self.f_side_input)
        return y1, y2

    def forward(self, x1: Any, x2: Any) -> tuple[Any, Any]:
        """The outputs of a pair of inputs.

        Args:
          x1, x2: the inputs, [batch, ..., features].

        Returns:
          (y1, y2), of the same shapes.
        """
        return self.apply([x1, x2])

    def backward(self, y1: Any, y2: Any) -> tuple[Any, Any]:
        """The pair of inputs that has these outputs.

        Args:
          y1, y2: the outputs, [batch, ..., features].

        Returns:
          (x1, x2), of the same shapes.
        """
        return self.apply([y1, y2], forward=False)


@export("contrib.layers.rev_block", "contrib.slim.rev_block")
def rev_block(
    x1: Any,
    x2: Any,
    f: Any,
    g: Any,
    num_layers: int = 1,
    f_side_input: Sequence[Any] | None = None,
    g_side_input: Sequence[Any] | None = None,
    is_training: bool = True,
) -> tuple[Any, Any]:
    """`RevBlock` applied forward to a pair of tensors.

    Args:
      x1, x2: tensors of one shape.
      f, g, num_layers, f_side_input, g_side_input: as of `RevBlock`.
      is_training: its `use_efficient_backprop`.

    Returns:
      a pair of tensors of the same shape.

    Raises:
      AssertionError: a list of another number of functions.
    """
    block = RevBlock(
        f=f,
        g=g,
        num_layers=num_layers,
        f_side_input=f_side_input,
        g_side_input=g_side_input,
        use_efficient_backprop=is_training,
        _reuse=get_variable_scope().reuse,
    )
    return block.forward(x1, x2)


@export("contrib.layers.recompute_grad", "contrib.slim.recompute_grad")
def recompute_grad(fn: Any = None, use_data_dep: Any = _DEFAULT, tupleize_grads: bool = False) -> Any:
    """A decorator of a function whose activations gradients may compute once more, to save memory; here they keep them.

    Args:
      fn: a function of tensors, which gives a tensor or a list of them. It gets `is_recomputing=False` if it has such an
        argument.
      use_data_dep, tupleize_grads: accepted, of no effect: they order what is computed once more.

    Returns:
      a function of the same arguments; without `fn` a decorator.

    Raises:
      ValueError: `fn` uses tensors or variables around it, or is called with what is no tensor.
    """
    if fn is None:
        return functools.partial(recompute_grad, use_data_dep=use_data_dep, tupleize_grads=tupleize_grads)
    code = fn.__code__
    for name, cell in zip(code.co_freevars, fn.__closure__ or (), strict=True):
        value = cell.cell_contents
        if isinstance(value, Tensor | Variable):
            raise ValueError(
                f"fn decorated with @recompute_grad closes over Tensor {value.name} (local variable name: {name}). The "
                "decorated fn must not close over Tensors or Variables because gradients will NOT be computed for them "
                "through fn. To ensure correct gradients, make the Tensor an input to fn."
            )
    more = {"is_recomputing": False} if "is_recomputing" in inspect.signature(fn).parameters else {}

    @functools.wraps(fn)
    def wrapped(*args: Any) -> Any:
        if not all(isinstance(one, Tensor) for one in args):
            raise ValueError("All inputs to function must be Tensors")
        return fn(*args, **more)

    return wrapped
