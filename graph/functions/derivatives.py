"""Gradients of operations that call functions: functions too, made of the bodies.

The gradient of a call is a `SymbolicGradient` of the function, which computes it again. That of a choice between branches is
another such choice: the gradients of the branches, which take what the branches have computed. So the operation gives that,
too, as more outputs, and has branches of other names from then on. In TensorFlow it is the same.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .. import ops
from ..core.build import convert_to_tensor, made_node
from ..core.graph import Graph
from ..core.op import Op, op_of_type
from ..core.operation import Operation
from ..core.rules.batch import PER_RECORD
from ..core.rules.gradient import NO_GRADIENT
from ..core.tensor import Tensor
from ..core.traits import FED, PURE
from ..core.traversal import topological_order
from ..gradients.accumulation import differentiable
from ..gradients.gradients import gradients
from .func_graph import FuncGraph, function_name

FAKE_PARAM = Op(
    "FakeParam",
    "-> output: dtype",
    "dtype: type, shape: shape",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
    shape=lambda op: op.get_attr("shape"),
)
"""What a branch gives in the place of what only another branch computes."""


@FAKE_PARAM.kernel
def _fake_param(dtype: Any, shape: Any) -> np.ndarray:
    return np.zeros([size or 0 for size in shape or ()], dtype.as_numpy_dtype)


# -- calls -------------------------------------------------------------------------------------------------------------

_of_functions: weakref.WeakKeyDictionary[FuncGraph, FuncGraph] = weakref.WeakKeyDictionary()


def gradient_of_call(op: Operation, *output_gradients: Any) -> list[Tensor]:
    """The gradient rule of a call."""
    gradient_of_function(op.get_attr("f"))  # says now what has no gradient
    given = [ops.zeros_like(y) if dy is None else dy for y, dy in zip(op.outputs, output_gradients, strict=True)]
    kinds = tuple(tensor.dtype.base_dtype for tensor in op.inputs)
    definition = op_of_type("SymbolicGradient")
    assert definition is not None
    return definition([*op.inputs, *given], Tout=kinds, f=op.get_attr("f"))


def gradient_of_function(function: FuncGraph) -> FuncGraph:
    """The function from the arguments of a function and the gradients of its results to those of its arguments.

    Raises:
      LookupError: an operation in it has no gradient.
    """
    if function not in _of_functions:
        body, copies = _copied(function, f"{function.name}_gradient", function.outer)
        with body.as_default():
            results = [copies[tensor] for tensor in function.results]
            arguments = [copies[tensor] for tensor in function.inputs]
            given = [body.argument(y.dtype.base_dtype, y.static_shape, f"gradient_{k}") for k, y in enumerate(results)]
            body.end(_derived(results, arguments, given))
        _of_functions[function] = body
    return _of_functions[function]


def _copied(function: FuncGraph, described: str, outer: Graph) -> tuple[FuncGraph, dict[Tensor, Tensor]]:
    """A copy of a function, not ended, and the tensors of it by those that they are copies of."""
    copy = FuncGraph(function_name(described), outer)
    copies: dict[Tensor, Tensor] = {}
    made: dict[Operation, Operation] = {}
    with copy.as_default():
        for tensor in function.inputs:
            copies[tensor] = copy.argument(tensor.dtype, tensor.static_shape, tensor.op.name)
            made[tensor.op] = copies[tensor].op
        order = [op for op in topological_order(function.get_operations()) if op not in made]
        for op in order:
            inputs = [copies[tensor] for tensor in op.inputs if tensor in copies]
            inputs.extend(inputs[:1] * (len(op.inputs) - len(inputs)))  # until what goes round is there
            controls = [made[one] for one in op.control_inputs if one in made]
            name = copy.imported_name(op.name)
            made[op] = made_node(copy, op.definition, name, inputs, dict(op.attributes), controls, None)
            copies.update(zip(op.outputs, made[op].outputs, strict=True))
        for op in order:
            for position, tensor in enumerate(op.inputs):
                if made[op].inputs[position] is not copies[tensor]:
                    made[op]._update_input(position, copies[tensor])
    return copy, copies


def _derived(results: Sequence[Tensor], arguments: Sequence[Tensor], given: Sequence[Tensor]) -> list[Tensor]:
    """The gradients of results by arguments, given theirs; zeros where there is none."""
    pairs = [(y, dy) for y, dy in zip(results, given, strict=True) if differentiable(y)]
    found = gradients([y for y, _ in pairs], list(arguments), [dy for _, dy in pairs]) if pairs else [None] * len(arguments)
    return [ops.zeros_like(x) if dx is None else convert_to_tensor(dx) for x, dx in zip(arguments, found, strict=True)]


# -- branches ------------------------------------------------------------------------------------------------------------


def gradient_of_branches(op: Operation, *output_gradients: Any) -> list[Tensor | None]:
    """The gradient rule of a choice between branches. The operation has more outputs from then on."""
    kept = [name for name in ("then_branch", "else_branch", "branches") if name in op.attributes]
    functions = op.get_attr("branches") if kept == ["branches"] else [op.get_attr(name) for name in kept]
    branches = [_Branch(function) for function in functions]
    others = [tensor for branch in branches for tensor in branch.kept]
    first = len(op.outputs)
    given = [ops.zeros_like(y) if dy is None else dy for y, dy in zip(op.outputs, output_gradients, strict=True)]
    for branch in branches:
        branch.end(others)
    op.attributes.update(_named(kept, [branch.forward for branch in branches]))
    for tensor in others:
        op.add_output(tensor.dtype.base_dtype, tensor.static_shape)
    op.attributes["Tout"] = tuple(tensor.dtype.base_dtype for tensor in op.outputs)
    if op.attributes.get("output_shapes"):
        op.attributes["output_shapes"] = tuple(tensor.static_shape for tensor in op.outputs)
    op.graph.changes += 1  # plans of before know fewer outputs
    choice, *inputs = op.inputs
    attributes: dict[str, Any] = {"output_shapes": tuple(tensor.static_shape for tensor in inputs)}
    attributes.update(_named(kept, [branch.backward for branch in branches]))
    kinds = tuple(tensor.dtype.base_dtype for tensor in inputs)
    definition = op.definition
    if all(_is_pure(branch.backward) for branch in branches):
        definition = op_of_type({"If": "StatelessIf"}.get(op.type, op.type)) or definition
    return [None, *definition(choice, [*inputs, *given, *op.outputs[first:]], Tout=kinds, **attributes)]


def _is_pure(function: FuncGraph) -> bool:
    """Whether nobody can notice how often a function is called."""
    return all(op.definition.traits & (PURE | FED) for op in function.get_operations())


def _named(names: Sequence[str], functions: Sequence[FuncGraph]) -> dict[str, Any]:
    """The attributes of a choice that say its branches."""
    return {"branches": tuple(functions)} if list(names) == ["branches"] else dict(zip(names, functions, strict=True))


class _Branch:
    """A branch and its gradient.

    Attributes:
      forward: a copy of the branch, which gives more than it.
      backward: from the arguments, the gradients of the results and what all branches keep to the gradients by the arguments.
      kept: what the gradient takes of what the branch computes.
    """

    def __init__(self, function: FuncGraph) -> None:
        self.forward, copies = _copied(function, function.name, function.outer)
        self._results = [copies[tensor] for tensor in function.results]
        arguments = list(self.forward.inputs)
        self.backward = FuncGraph(function_name(f"{function.name}_gradient"), self.forward)
        with self.backward.as_default():
            for tensor in arguments:
                self.backward.captures[tensor] = self.backward.argument(tensor.dtype, tensor.static_shape, tensor.op.name)
            given = [
                self.backward.argument(y.dtype.base_dtype, y.static_shape, f"gradient_{k}") for k, y in enumerate(self._results)
            ]
            self._found = [self.backward.capture(dx) for dx in _derived(self._results, arguments, given)]
        self.kept = [tensor for tensor in self.backward.captured_outside if tensor not in arguments]

    def end(self, all_kept: Sequence[Tensor]) -> None:
        """Both are functions of what all branches keep."""
        inside: Mapping[Tensor, Tensor] = self.backward.captures
        fakes = []
        with self.backward.as_default(), self.forward.as_default():
            for k, tensor in enumerate(all_kept):
                own = tensor in self.kept
                kind, shape = tensor.dtype.base_dtype, tensor.static_shape
                fakes.append(tensor if own else FAKE_PARAM(dtype=kind, shape=shape))
                if own:
                    self.backward.arguments.append(inside[tensor])
                else:
                    self.backward.argument(kind, shape, f"kept_{k}")
        self.backward.captures.clear()
        self.backward.end(self._found)
        self.forward.end([*self._results, *fakes])
        self.backward.outer = self.forward.outer
