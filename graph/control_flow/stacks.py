"""Stacks: what a loop keeps of each iteration for its gradient, which takes it back in the other order.

A stack is made anew whenever its operation runs; its value is a Python object that nobody but these operations sees.
"""

from __future__ import annotations

import itertools
from typing import Any

from ..core.op import stateful_op
from ..core.operation import Operation
from ..core.traits import RETAINS
from ..types.errors import InvalidArgumentError

_numbers = itertools.count()


class Stack:
    """Values that are taken in the reverse of the order in which they were put.

    Args:
      name: for messages.
      max_size: how many it holds at most; any number if negative.
    """

    def __init__(self, name: str, max_size: int) -> None:
        self._name = f"{name}_{next(_numbers)}"
        self._max_size = max_size
        self._values: list[Any] = []

    def push(self, value: Any) -> Any:
        """Put a value, which is given back. Raises InvalidArgumentError where it is full."""
        if len(self._values) == self._max_size:
            raise InvalidArgumentError(None, None, f"Stack[{self._name}] overflowed its max_size ({self._max_size})")
        self._values.append(value)
        return value

    def pop(self) -> Any:
        """The value that was put last. Raises InvalidArgumentError where there is none."""
        try:
            return self._values.pop()
        except IndexError:
            raise InvalidArgumentError(None, None, f"Stack[{self._name}] is empty when calling Pop().") from None

    def close(self) -> None:
        """Forget all values."""
        self._values.clear()


STACK = stateful_op(
    "StackV2", "max_size: int32 -> handle: resource", "elem_type: type, stack_name: string = ''", shape=lambda op: (2,)
)


@STACK.bind
def _stack(op: Operation, session: Any) -> Any:
    name = op.attributes["stack_name"] or op.name
    return lambda max_size: Stack(name, int(max_size))


STACK_PUSH = stateful_op(
    "StackPushV2",
    "handle: resource, elem: T -> output: T",
    "swap_memory: bool = false",
    traits=RETAINS,
    aliases=(1,),
    shape=lambda op: op.inputs[1].static_shape,
)

STACK_PUSH.kernel(Stack.push)

STACK_POP = stateful_op("StackPopV2", "handle: resource -> elem: elem_type", shape=lambda op: None)
STACK_POP.kernel(Stack.pop)

STACK_CLOSE = stateful_op("StackCloseV2", "handle: resource ->", kernel=Stack.close)
