"""FuncGraph: the body of a function, a graph of its own; what it takes from the graph around comes in as more arguments."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from ..core.build import made_node
from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BRANCHING, DATASET, DRAWS, FED, PURE, READS, RESOURCE
from ..core.traversal import topological_order
from ..ops.arrays.placeholders import PLACEHOLDER
from ..types.dtypes import DType
from ..types.static_shapes import StaticShape

T = TypeVar("T")

_OUTSIDE = frozenset(
    {
        GraphKeys.GLOBAL_VARIABLES,
        GraphKeys.LOCAL_VARIABLES,
        GraphKeys.TRAINABLE_VARIABLES,
    }
)
"""Collections that a body shares with the graph around it."""

_numbers = itertools.count()


def function_name(described: str) -> str:
    """A name for a new function, as TensorFlow gives them: what it is, and a number."""
    return f"__inference_{described}_{next(_numbers)}"


def functions_of(op: Operation) -> list[FuncGraph]:
    """The functions among the attributes of an operation."""
    found: list[FuncGraph] = []
    for value in op.attributes.values():
        if isinstance(value, FuncGraph):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(one for one in value if isinstance(one, FuncGraph))
    return found


class FuncGraph(Graph):
    """The body of a function, while it is built and after.

    Args:
      name: of the function, unique in this process.
      outer: the graph that it is built in, which may be the body of another function.

    Attributes:
      arguments: the placeholders of its arguments.
      captures: from each tensor of the graph around that the body takes to the placeholder of it.
      results: the tensors that it returns.
      effects: the operations that run with every call, whether or not a result needs them.
      makes_tables: whether the program makes a table in it.
    """

    makes_tables = False

    def __init__(self, name: str, outer: Graph) -> None:
        super().__init__()
        self.name = name
        self.outer = outer
        self.seed = outer.seed
        self.arguments: list[Tensor] = []
        self.captures: dict[Tensor, Tensor] = {}
        self.results: list[Tensor] = []
        self.effects: list[Operation] = []

    def __repr__(self) -> str:
        return f"<FuncGraph {self.name!r}>"

    @property
    def building_function(self) -> bool:
        """Whether it is the body of a function."""
        return True

    def argument(self, dtype: DType, shape: StaticShape, name: str) -> Tensor:
        """The placeholder of one more argument."""
        tensor = self._placeholder(dtype, shape, name)
        tensor.shape_is_claimed = True  # whoever calls it says so, and a block may rely on it
        self.arguments.append(tensor)
        return tensor

    def _placeholder(self, dtype: DType, shape: StaticShape, name: str) -> Tensor:
        attributes = {"dtype": dtype, "shape": shape}
        return made_node(self, PLACEHOLDER, self.imported_name(name), (), attributes, [], None).outputs[0]

    def captured(self, tensors: Sequence[Tensor]) -> Sequence[Tensor]:
        """The inputs of a new operation as tensors of this body."""
        return tuple(tensor if tensor.op.graph is self else self.capture(tensor) for tensor in tensors)

    def capture(self, tensor: Tensor) -> Tensor:
        """The placeholder in this body of a tensor from outside: of the graph around, or of one around that.

        Raises:
          ValueError: it is of another graph.
        """
        if tensor.op.graph is self:
            return tensor
        if tensor not in self.captures:
            outer = tensor
            if tensor.op.graph is not self.outer:
                if not isinstance(self.outer, FuncGraph):
                    raise ValueError(f"{tensor} must be from the same graph as the function {self.name}.")
                outer = self.outer.capture(tensor)
            placeholder = self._placeholder(tensor.dtype, tensor.static_shape, tensor.op.name)
            placeholder.shape_is_claimed = tensor.shape_is_claimed
            self.captures[outer] = self.captures[tensor] = placeholder
        return self.captures[tensor]

    @property
    def captured_outside(self) -> list[Tensor]:
        """The tensors of the graph around that a call hands over behind the arguments, in order."""
        return [tensor for tensor in self.captures if tensor.op.graph is self.outer]

    @property
    def captured_inside(self) -> list[Tensor]:
        """Their placeholders."""
        return [self.captures[tensor] for tensor in self.captured_outside]

    @property
    def inputs(self) -> list[Tensor]:
        """The placeholders of all that a call hands over."""
        return [*self.arguments, *self.captured_inside]

    def end(self, results: Iterable[Tensor]) -> None:
        """The body is built, and returns these."""
        self.results = [self.capture(tensor) for tensor in results]
        self.effects = [op for op in self.get_operations() if _has_effects(op)]
        outside_of_branches = [op for op in self.effects if op.context is None and op.outputs]
        for before, after in itertools.pairwise(outside_of_branches):
            after._add_control_input(before)  # they run in the order of the program
        self.finalize()

    def functions_called(self) -> list[FuncGraph]:
        """The functions that its operations call."""
        return [function for op in self.get_operations() for function in functions_of(op)]

    # What it shares with the graph around

    def control_dependencies(self, control_inputs: Iterable[Any] | None) -> contextlib.AbstractContextManager:
        """As of any graph; what stands outside has run when the function is called."""
        if control_inputs is not None:
            elements = [getattr(one, "op", one) for one in control_inputs]
            control_inputs = [one for one in elements if getattr(one, "graph", self) is self]
        return super().control_dependencies(control_inputs)

    @contextlib.contextmanager
    def colocate_with(self, op: Any, ignore_existing: bool = False) -> Iterator[None]:
        """As of any graph; what stands outside is no neighbour."""
        if op is not None and getattr(op, "graph", self) is not self:
            yield
            return
        with super().colocate_with(op, ignore_existing):
            yield

    def add_to_collection(self, name: str, value: Any) -> None:
        """As of any graph."""
        if name in _OUTSIDE:
            self.outer.add_to_collection(name, value)
        else:
            super().add_to_collection(name, value)

    def get_collection_ref(self, name: str) -> list:
        """As of any graph."""
        return self.outer.get_collection_ref(name) if name in _OUTSIDE else super().get_collection_ref(name)

    def get_collection(self, name: str, scope: str | None = None) -> list:
        """As of any graph."""
        return self.outer.get_collection(name, scope) if name in _OUTSIDE else super().get_collection(name, scope)

    def shared(self, key: str, make: Callable[[], T]) -> T:
        """As of any graph: variables that were made outside are found inside."""
        return self.outer.shared(key, make)


_NO_EFFECT = PURE | READS | DRAWS | BRANCHING | RESOURCE | FED | DATASET


def _has_effects(op: Operation) -> bool:
    """Whether an operation runs though nobody needs it: it can be noticed, or is there to fail."""
    return not op.definition.traits & _NO_EFFECT or (not op.outputs and not op.definition.traits & BRANCHING)


class CopyingGraph(FuncGraph):
    """The body of a function that takes nothing from outside: what leads to the tensors that it uses is copied.

    Args:
      datasets: operations that may be copied though they make a dataset anew.

    Attributes:
      copies: of each operation that was copied, its copy.
    """

    def __init__(self, name: str, outer: Graph, datasets: Iterable[Operation] = ()) -> None:
        super().__init__(name, outer)
        self._datasets = frozenset(datasets)
        self.copies: dict[Operation, Operation] = {}

    def capture(self, tensor: Tensor) -> Tensor:
        """The copy of a tensor from outside.

        Raises:
          ValueError: it depends on what is fed, or on what has a state.
        """
        if tensor.op.graph is self:
            return tensor
        if tensor.op not in self.copies:
            needed = _computing(tensor.op)
            order = [one for one in topological_order([tensor.op], without=self.copies) if one in needed]
            for operation in order:
                self.copies[operation] = self._copy(operation)
            for operation in order:
                for position, source in enumerate(operation.inputs):
                    self.copies[operation]._update_input(position, self._inside(source))
        return self._inside(tensor)

    def _inside(self, tensor: Tensor) -> Tensor:
        return self.copies[tensor.op].outputs[tensor.value_index]

    def _copy(self, operation: Operation) -> Operation:
        traits = operation.definition.traits
        if FED in traits:
            raise ValueError(f"Cannot capture a placeholder (name:{operation.name}, type:{operation.type}) by value.")
        if not traits & (PURE | READS | BRANCHING) and operation not in self._datasets:
            raise ValueError(f"Cannot capture a stateful node (name:{operation.name}, type:{operation.type}) by value.")
        inputs = [self._inside(tensor) for tensor in operation.inputs if tensor.op in self.copies]
        inputs.extend(inputs[:1] * (len(operation.inputs) - len(inputs)))  # until what goes round is there
        controls = [self.copies[one] for one in operation.control_inputs if one in self.copies]
        name = self.imported_name(operation.name)
        return made_node(self, operation.definition, name, inputs, dict(operation.attributes), controls, None)


def _computing(operation: Operation) -> set[Operation]:
    """The operations whose values lead to one: what is only waited for, as a check, is left out, as TensorFlow does."""
    found = {operation}
    waiting = [operation]
    while waiting:
        for tensor in waiting.pop().inputs:
            if tensor.op not in found:
                found.add(tensor.op)
                waiting.append(tensor.op)
    return found
