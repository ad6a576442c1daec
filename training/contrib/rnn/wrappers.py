"""HighwayWrapper and CompiledWrapper."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.structures import assert_same_structure
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable

from ...rnn.base import RNNCell
from ...rnn.nesting import mapped


class _Wrapped(RNNCell):
    """A cell around another one, which is no layer itself."""

    def __init__(self, cell: Any) -> None:
        super().__init__()
        self._cell = cell

    @property
    def state_size(self) -> Any:
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with self._zero_scope(batch_size):
            return self._cell.zero_state(batch_size, dtype)


@export("contrib.rnn.HighwayWrapper")
class HighwayWrapper(_Wrapped):
    """A cell past which a part of its inputs goes: inputs * carry + outputs * transform.

    Args:
      couple_carry_transform_gates: transform is 1 - carry, rather than a gate of its own.
      carry_bias_init: what the bias of the carry gate begins with, and that of the other, with another sign.

    Raises:
      TypeError, ValueError: (when called) inputs and outputs differ in structure or shape.

    Source: Zilly et al., "Recurrent Highway Networks", 2016.
    """

    def __init__(self, cell: Any, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0) -> None:
        super().__init__(cell)
        self._couple_carry_transform_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def _gate(self, inputs: Any, name: str, bias: float) -> Any:
        size = inputs.shape.with_rank(2).as_list()[1]
        weight = get_variable(f"{name}_w", [size, size])
        return ops.sigmoid(ops.xw_plus_b(inputs, weight, get_variable(f"{name}_b", [size], initializer=Constant(bias))))

    def _highway(self, inputs: Any, outputs: Any) -> Any:
        carry = self._gate(inputs, "carry", self._carry_bias_init)
        transform = 1 - carry
        if not self._couple_carry_transform_gates:
            transform = self._gate(inputs, "transform", -self._carry_bias_init)
        return inputs * carry + outputs * transform

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step of the wrapped cell, see `RNNCell`."""
        outputs, new_state = self._cell(inputs, state, scope=scope)
        assert_same_structure(inputs, outputs)
        mapped(lambda x, y: x.shape.assert_is_compatible_with(y.shape), inputs, outputs)
        return mapped(self._highway, inputs, outputs), new_state


@export("contrib.rnn.CompiledWrapper")
class CompiledWrapper(_Wrapped):
    """A cell as it is: plans are compiled anyway.

    Args:
      compile_stateful: accepted.
    """

    def __init__(self, cell: Any, compile_stateful: bool = False) -> None:
        super().__init__(cell)
        self._compile_stateful = compile_stateful

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        """Take a step of the wrapped cell, see `RNNCell`."""
        return self._cell(inputs, state, scope=scope)
