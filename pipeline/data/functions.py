"""Functions of datasets: what a program gives to `map` and its like, built into a body of its own."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.functions.func_graph import FuncGraph, function_name

from .structure import flat_shapes, flat_types, from_tensors, specs_of, to_tensors


class StructuredFunction:
    """A function of elements as a graph calls it.

    Args:
      function: takes the components of an element: those of a tuple one by one, any other structure as one argument.
      transformation: who calls it, for messages: `Dataset.map()`.
      specs: of the elements that it gets.

    Attributes:
      graph: its body.
      specs: of what it returns.
      captured: the tensors that it takes from outside.

    Raises:
      TypeError: it returns what no tensors stand for.
    """

    def __init__(self, function: Callable[..., Any], transformation: str, specs: Any) -> None:
        described = f"{transformation.removesuffix('()').replace('.', '_')}_{_name_of(function)}"
        outer = get_default_graph()
        self.graph = FuncGraph(function_name(described), outer)
        with self.graph.as_default():
            pairs = zip(flat_types(specs), flat_shapes(specs), strict=True)
            arguments = [self.graph.argument(*pair, f"args_{index}") for index, pair in enumerate(pairs)]
            result = self._result(function, from_tensors(specs, arguments))
            try:
                self.specs = specs_of(result)
            except (TypeError, ValueError) as error:
                raise TypeError(f"Unsupported return value from function passed to {transformation}: {result}.") from error
            self.graph.end(to_tensors(self.specs, result))
        if self.graph.makes_tables:
            warnings.warn(
                f"Creating resources inside a function passed to {transformation} is not supported. Create each resource "
                "outside the function, and capture it inside the function to use it.",
                stacklevel=2,
            )

    @staticmethod
    def _result(function: Callable[..., Any], element: Any) -> Any:
        found = function(*element) if type(element) is tuple else function(element)
        return tuple(found) if isinstance(found, list) else found

    @property
    def captured(self) -> list[Tensor]:
        return self.graph.captured_outside

    @property
    def flat_types(self) -> Sequence[Any]:
        """The types of the tensors that it returns."""
        return flat_types(self.specs)

    @property
    def flat_shapes(self) -> Sequence[Any]:
        """Their static shapes."""
        return flat_shapes(self.specs)


def _name_of(function: Any) -> str:
    if isinstance(function, functools.partial):
        return _name_of(function.func)
    if not callable(function):
        raise ValueError("Argument must be callable")
    name = getattr(function, "__name__", None) or type(function).__name__
    return str(name)
