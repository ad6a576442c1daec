"""BoundFunction: a function as something else than a session's run calls it, one call at a time or many at once.

What a call means is what the interpreter makes of the body for one call after the other. Many calls at once are a block: the
body is compiled as per-record programs are (`blocks`), its arguments in place of a source, its results in place of a sink.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from ..blocks.block_plan import NotInBlocks
from ..blocks.compiler import compile_function
from ..blocks.program import BlockFunction, block_function
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BRANCHING, DATASET, DRAWS, FED, PURE, READS, RESOURCE
from ..execution.interpreter import Interpretation
from ..execution.plans.compiler import compile_plan
from ..runtime.errstate import ignoring_float_errors
from ..runtime.kernels import is_late_read
from ..runtime.random_generators import set_state, state_of
from ..runtime.run_context import RunContext
from ..runtime.variable_state import VariableState
from ..types.dtypes import resource, variant
from ..types.texts import as_kernels_take
from .func_graph import FuncGraph

_UNNOTICED = PURE | DRAWS | BRANCHING | RESOURCE | FED | DATASET


class InnerSession:
    """A session as the body of a function sees it: the random generators are the body's own, all else is the session's.

    So numbers that are drawn in the body begin anew with each body, as in TensorFlow, whose iterators instantiate their
    functions.
    """

    def __init__(self, outer: Any) -> None:
        self.outer = outer
        self._lock = threading.RLock()
        self._own: dict[Hashable, Any] = {}  # guarded by _lock

    def __getattr__(self, name: str) -> Any:
        return getattr(self.outer, name)

    def resource(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The resource that `key` names: the body's own where the key is an operation of a body."""
        if not (isinstance(key, tuple) and key and isinstance(key[0], Operation) and key[0].graph.building_function):
            return self.outer.resource(key, make)
        with self._lock:
            if key not in self._own:
                self._own[key] = make()
            return self._own[key]

    def generators(self) -> list[np.random.Generator]:
        """The random generators that the body has, those of functions it calls among them."""
        with self._lock:
            own = list(self._own.values())
        found = [one for one in own if isinstance(one, np.random.Generator)]
        return found + [one for body in own if isinstance(body, Body) for one in body.session.generators()]


class Body:
    """The body of a function in a session: compiled when it is first needed.

    Args:
      taken: how many of its inputs, the last, are the same for many calls: what it takes from outside.

    Attributes:
      graph: it.
      arguments: how many of its inputs each call has for itself.
      session: what its operations are bound to.
      ahead: whether nobody can notice when it runs, given that what it takes from outside stays the same, tables too.
      draws: whether it draws random numbers.
    """

    def __init__(self, graph: FuncGraph, session: Any, taken: int | None = None) -> None:
        self.graph = graph
        self.arguments = len(graph.inputs) - (len(graph.captured_inside) if taken is None else taken)
        self.session: Any = InnerSession(session)
        operations = list(_operations(graph))
        self.ahead = all(op.definition.traits & _UNNOTICED or _looks_into_what_is_taken(op) for op in operations)
        self.draws = any(DRAWS in op.definition.traits for op in operations)
        self._lock = threading.Lock()
        self._one: Callable[..., tuple] | None = None  # these two guarded by _lock
        self._blocks: dict[bool, BlockFunction | NotInBlocks] = {}

    @property
    def one(self) -> Callable[..., tuple]:
        """`(run, *arguments, *captured) -> results`, the meaning.

        Of what never runs in blocks it is a plan, as that of a session, which means the same.
        """
        is_plan = self.session.runs_blocks and isinstance(self.block(False), NotInBlocks)
        with self._lock:
            if self._one is None:
                compiled: Any = compile_plan if is_plan else Interpretation
                self._one = compiled(self.session, [*self.graph.results, *self.graph.effects], self.graph.inputs)
            return self._one

    def generators(self) -> list[np.random.Generator]:
        """Its random generators, in an order that stays."""
        if self.draws and isinstance(self.block(False), NotInBlocks):  # they are made when the body is compiled
            self.one  # noqa: B018
        return self.session.generators()

    def anew(self) -> Body:
        """The same body, whose random numbers begin anew."""
        return Body(self.graph, self.session.outer, len(self.graph.inputs) - self.arguments)

    def block(self, deferring: bool) -> BlockFunction | NotInBlocks:
        """`(run, n, [*columns, *captured]) -> columns of results`, or why it does not run in blocks."""
        with self._lock:
            if deferring not in self._blocks:
                graph, inputs = self.graph, self.graph.inputs
                arguments, given = inputs[: self.arguments], inputs[self.arguments :]
                program = compile_function(self.session, graph.results, graph.effects, arguments, given, deferring)
                self._blocks[deferring] = program if isinstance(program, NotInBlocks) else block_function(program)
            return self._blocks[deferring]


def _looks_into_what_is_taken(op: Operation) -> bool:
    """Whether an operation reads nothing but resources that come from outside."""
    resources_in = [tensor for tensor in op.inputs if tensor.dtype is resource]
    taken = all(FED in tensor.op.definition.traits for tensor in resources_in)
    return READS in op.definition.traits and bool(resources_in) and taken


def _operations(graph: FuncGraph) -> Any:
    yield from graph.get_operations()
    for function in graph.functions_called():
        yield from _operations(function)


class BoundFunction:
    """A function with all that it needs but its arguments.

    Args:
      body: it, which others may share.
      captured: the values of what it takes from outside; a variable, or another resource, for one that it uses itself.

    Attributes:
      ahead: whether nobody can notice when it is called: it computes and draws, and reads nothing that may change.
      name: of the function.
      arguments, results: how many tensors it takes and gives.
    """

    def __init__(self, body: Body, captured: Sequence[Any] = ()) -> None:
        self._body = body
        self._captured = list(captured)
        self.name = body.graph.name
        self.arguments = body.arguments
        self.results = len(body.graph.results)
        self._variants = [k for k, tensor in enumerate(body.graph.results) if tensor.dtype is variant]
        taken = zip(captured, body.graph.inputs[body.arguments :], strict=True)
        self.ahead = body.ahead and all(_stays_the_same(value, tensor) for value, tensor in taken)

    @property
    def in_blocks(self) -> bool:
        """Whether `block` may be called."""
        return self.not_in_blocks is None

    @property
    def not_in_blocks(self) -> str | None:
        """Why `block` may not be called; None where it may."""
        found = self._body.block(False)
        return found.reason if isinstance(found, NotInBlocks) else None

    def block(self, run: RunContext, n: int, columns: Sequence[Any], deferring: bool = False) -> Sequence[Any]:
        """The results of n calls.

        Args:
          columns: for each argument its n values: an array [n, ...], Records, or a list of n arrays.
          deferring: whether results may be CompactColumns.

        Returns:
          as many columns as there are results; UnwrittenColumns among them; of variants, lists.

        Raises:
          Exception: a call fails. What was drawn has to be undone by `undraw`, what failed to be called one by one.
        """
        compute = self._body.block(deferring)
        assert not isinstance(compute, NotInBlocks)
        results = ignoring_float_errors(compute, run, n, [*columns, *map(_read, self._captured)])
        if not self._variants:
            return results
        return [list(column) if k in self._variants else column for k, column in enumerate(results)]

    def one(self, run: RunContext, *values: Any) -> tuple:
        """The results of one call, each the caller's to keep."""
        return self._body.one(run, *map(as_kernels_take, values), *map(_read, self._captured))

    def drawn(self) -> list[Any]:
        """The states of the random generators."""
        return [state_of(generator) for generator in self._body.generators()]

    def undraw(self, state: Sequence[Any]) -> None:
        """Bring the random generators back to where they were."""
        for generator, one in zip(self._body.generators(), state, strict=False):
            set_state(generator, one)

    def anew(self) -> BoundFunction:
        """The same function, whose random numbers begin anew."""
        return type(self)(self._body.anew(), self._captured) if self._body.draws else self

    def fork(self) -> BoundFunction:
        """The function for another thread, with the same generators."""
        return self


def _stays_the_same(value: Any, tensor: Tensor) -> bool:
    """Whether what a function takes from outside never changes: values, and tables that have been filled for good."""
    if isinstance(value, VariableState):
        return False
    return tensor.dtype is not resource or getattr(value, "never_changes", False)


def _read(value: Any) -> Any:
    """A value of its own in place of a variable."""
    return value.read().copy(order="K") if isinstance(value, VariableState) else value


def binder(op: Operation, session: Any, attribute: str, operands: slice) -> Callable[[Sequence[Any]], BoundFunction]:
    """What binds the function that is an attribute of a node: `(values of what it captures) -> BoundFunction`.

    Args:
      operands: where the captured tensors are among the inputs of the node.
    """
    graph: FuncGraph = op.get_attr(attribute)
    taken = variables_in(op.inputs[operands], session)
    key = (op, "function", attribute)
    body = session.resource(key, lambda: Body(graph, session, len(op.inputs[operands])))
    return lambda captured: BoundFunction(body, taken(captured))


def variables_in(tensors: Sequence[Tensor], session: Any) -> Callable[[Sequence[Any]], list[Any]]:
    """What puts variables in the place of the values that were read of them, among the values of `tensors`."""
    variables = [_variable(tensor.op, session) for tensor in tensors]
    return lambda values: [x if variable is None else variable for x, variable in zip(values, variables, strict=True)]


def _variable(op: Operation, session: Any) -> VariableState | None:
    """The variable that a read is one of: a function reads it at each call."""
    if not is_late_read(op):
        return None
    variable = op.inputs[0].op
    function, _ = variable.definition.kernel_of(variable, session)
    return function()
