"""Direct calls: what a plan calls in a kernel's place where constants and known shapes leave nothing to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..operation import Operation

Constants = Sequence[Any]
"""The values of a node's inputs, in their order; None for those that are no constants."""


class Direct(NamedTuple):
    """A call that gives what the kernel gives, to the last bit, for arrays of the ranks that are known.

    A variable may have taken another shape than the graph knows: the call has to be right for it, too, or fail.

    Attributes:
      function: what is called. A ufunc may be given an array for its result, as `kernel_into` is.
      inputs: how many arguments of the signature it takes, from the first one on.
      rest: what it is given behind them.
      for_any_shapes: whether it gives what the kernel gives, or fails as it does, whatever the shapes are.
    """

    function: Callable[..., Any]
    inputs: int
    rest: tuple = ()
    for_any_shapes: bool = False


DirectRule = Callable[["Operation", Constants], Direct | None]


def of_arrays_only(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of NumPy without the question whether its arguments want one of their own, which takes 0.2 us."""
    return getattr(function, "_implementation", function)


def of_array(rule: DirectRule) -> DirectRule:
    """A rule that is asked only where the first input is known to be an array rather than a scalar."""
    return lambda op, constants: rule(op, constants) if op.inputs[0].static_shape else None
