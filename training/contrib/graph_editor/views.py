"""Views: a part of a graph, and in which order its inputs and outputs count."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor

from .elements import ListView, add_new, graph_of_all, make_list_of_op, make_list_of_t
from .selecting import compute_boundary_ts, get_name_scope_ops, select_ops_and_ts
from .walking import get_walks_union_ops


def _positions(given: Sequence[Any], tensors: list[Tensor], repetition: bool) -> list[int]:
    found = [one if isinstance(one, int) else tensors.index(one) for one in given]
    for position in found:
        if not 0 <= position < len(tensors):
            raise ValueError(f"Out of [0, {len(tensors)}[ range: {position}")
    if not repetition and len(set(found)) != len(found):
        raise ValueError(f"Found repetition in mapping: {found}")
    return found


@export("contrib.graph_editor.SubGraphView")
class SubGraphView:
    """Some operations of a graph, what goes into them and what comes out, in an order that can be changed.

    What the methods that change the order give is another view; the graph stays as it is. Tensors that pass through are inputs
    and outputs at once, of no operation of the view.

    Args:
      inside_ops: the operations.
      passthrough_ts: the tensors that pass through.

    Raises:
      TypeError: something else than operations and tensors.
      ValueError: they are of several graphs.
    """

    def __init__(self, inside_ops: Any = (), passthrough_ts: Any = ()) -> None:
        operations, through = make_list_of_op(inside_ops), make_list_of_t(passthrough_ts)
        self._graph = graph_of_all([*operations, *through]) if operations or through else None
        self._ops = operations
        inputs, outputs, inside = compute_boundary_ts(operations)
        known = {*inputs, *outputs, *inside}
        self._passthrough_ts = [tensor for tensor in through if tensor not in known]
        self._input_ts = inputs + self._passthrough_ts
        self._output_ts = outputs + self._passthrough_ts

    def __copy__(self) -> SubGraphView:
        view = type(self).__new__(type(self))
        view._assign_from(self)
        return view

    def _assign_from(self, other: SubGraphView) -> None:
        if not isinstance(other, SubGraphView):
            raise TypeError(f"Expected SubGraphView, got: {type(other)}")
        self._graph = other._graph
        for name in ("_ops", "_passthrough_ts", "_input_ts", "_output_ts"):
            setattr(self, name, list(getattr(other, name)))

    def copy(self) -> SubGraphView:
        """Another view of the same."""
        return copy.copy(self)

    def remap_default(self, remove_input_map: bool = True, remove_output_map: bool = True) -> SubGraphView:
        """A view with inputs and outputs as they were at first.

        Args:
          remove_input_map: whether the inputs are.
          remove_output_map: whether the outputs are.

        Returns:
          a SubGraphView.
        """
        view = self.copy()
        inputs, outputs, _ = compute_boundary_ts(self._ops)
        if remove_input_map:
            view._input_ts = inputs + self._passthrough_ts
        if remove_output_map:
            view._output_ts = outputs + self._passthrough_ts
        return view

    def remap_outputs_make_unique(self) -> SubGraphView:
        """A view with each output once."""
        view = self.copy()
        view._output_ts = add_new([], self._output_ts)
        return view

    def remap_outputs_to_consumers(self) -> SubGraphView:
        """A view with each output as often as an operation takes it."""
        view = self.copy()
        view._output_ts = [tensor for tensor in add_new([], self._output_ts) for _ in tensor.consumers()]
        return view

    def remove_unused_ops(self, control_inputs: bool = True) -> SubGraphView:
        """A view without operations that no input leads to and no output comes from.

        Args:
          control_inputs: whether what operations wait for is followed.

        Returns:
          a SubGraphView.
        """
        view = self.copy()
        used = set(
            get_walks_union_ops(
                self.connected_inputs, self.connected_outputs, within_ops=self._ops, control_inputs=control_inputs
            )
        )
        view._ops = [operation for operation in self._ops if operation in used]
        return view

    def remap_inputs(self, new_input_indices: Sequence[Any]) -> SubGraphView:
        """A view with some of the inputs, in that order.

        Args:
          new_input_indices: positions among the inputs, or the tensors.

        Returns:
          a SubGraphView.

        Raises:
          ValueError: a position that there is not, or twice.
        """
        return self.remap(new_input_indices=new_input_indices)

    def remap_outputs(self, new_output_indices: Sequence[Any]) -> SubGraphView:
        """A view with some of the outputs, in that order, some perhaps several times.

        Args:
          new_output_indices: positions among the outputs, or the tensors.

        Returns:
          a SubGraphView.

        Raises:
          ValueError: a position that there is not.
        """
        return self.remap(new_output_indices=new_output_indices)

    def remap(
        self, new_input_indices: Sequence[Any] | None = None, new_output_indices: Sequence[Any] | None = None
    ) -> SubGraphView:
        """`remap_inputs` and `remap_outputs` at once.

        Args:
          new_input_indices: positions among the inputs, or the tensors; None: as they are.
          new_output_indices: positions among the outputs, or the tensors; None: as they are.

        Returns:
          a SubGraphView.

        Raises:
          ValueError: a position that there is not, or of an input twice.
        """
        view = self.copy()
        if new_input_indices is not None:
            found = _positions(new_input_indices, self._input_ts, repetition=False)
            view._input_ts = [self._input_ts[position] for position in found]
        if new_output_indices is not None:
            found = _positions(new_output_indices, self._output_ts, repetition=True)
            view._output_ts = [self._output_ts[position] for position in found]
        return view

    def find_op_by_name(self, op_name: str) -> Operation:
        """The operation of that name.

        Args:
          op_name: its whole name.

        Returns:
          an Operation.

        Raises:
          ValueError: there is none.
        """
        for operation in self._ops:
            if operation.name == op_name:
                return operation
        raise ValueError(f"{op_name} not in subgraph.")

    def __str__(self) -> str:
        if not self:
            return "SubGraphView: empty"
        lines = [f"SubGraphView (graphid={id(self.graph)}):"]
        for name, items in (("ops", self._ops), ("inputs", self._input_ts), ("outputs", self._output_ts)):
            lines.append(f"** {name}[{len(items)}]:" if items else f"** {name}: empty")
            lines += [f"  {item.name}{' *' if item in self._passthrough_ts else ''}" for item in items]
        return "\n".join(lines) + "\n"

    @property
    def graph(self) -> Graph | None:
        """The graph; None where there is nothing in the view."""
        return self._graph

    @property
    def ops(self) -> list[Operation]:
        """The operations, a list."""
        return self._ops

    @property
    def inputs(self) -> ListView:
        """The tensors that go in, a list that cannot be changed."""
        return ListView(self._input_ts)

    @property
    def connected_inputs(self) -> list[Tensor]:
        """The inputs that do not pass through."""
        return [tensor for tensor in self._input_ts if tensor not in self._passthrough_ts]

    @property
    def outputs(self) -> ListView:
        """The tensors that come out, a list that cannot be changed."""
        return ListView(self._output_ts)

    @property
    def connected_outputs(self) -> list[Tensor]:
        """The outputs that do not pass through."""
        return [tensor for tensor in self._output_ts if tensor not in self._passthrough_ts]

    @property
    def passthroughs(self) -> ListView:
        """The tensors that pass through, a list that cannot be changed."""
        return ListView(self._passthrough_ts)

    def __bool__(self) -> bool:
        return self._graph is not None

    def op(self, op_id: int) -> Operation:
        """The operation at a position.

        Args:
          op_id: the position.

        Returns:
          an Operation.
        """
        return self._ops[op_id]

    def is_passthrough(self, t: Tensor) -> bool:
        """Whether a tensor passes through.

        Args:
          t: the tensor.

        Returns:
          a bool.
        """
        return t in self._passthrough_ts

    def __enter__(self) -> SubGraphView:
        return self

    def __exit__(self, *error: Any) -> None:
        pass

    def input_index(self, t: Tensor) -> int:
        """The position of a tensor among the inputs.

        Args:
          t: the tensor.

        Returns:
          an int.

        Raises:
          ValueError: it is no input.
        """
        if t not in self._input_ts:
            raise ValueError(f"Can't find {t.name} in inputs of subgraph.")
        return self._input_ts.index(t)

    def output_index(self, t: Tensor) -> int:
        """The position of a tensor among the outputs.

        Args:
          t: the tensor.

        Returns:
          an int.

        Raises:
          ValueError: it is no output.
        """
        if t not in self._output_ts:
            raise ValueError(f"Can't find {t.name} in outputs of subgraph.")
        return self._output_ts.index(t)

    def consumers(self) -> list[Operation]:
        """The operations outside that take an output."""
        inside = set(self._ops)
        takers = (taker for tensor in self._output_ts for taker in tensor.consumers())
        return add_new([], (taker for taker in takers if taker not in inside))


@export("contrib.graph_editor.make_view", "contrib.graph_editor.sgv")
def make_view(
    *args: Any, graph: Graph | None = None, positive_filter: Callable[[Any], Any] | None = None, **kwargs: Any
) -> SubGraphView:
    """A view of operations, by themselves or by name.

    Args:
      args: a view, which is given back, or what `select_ops_and_ts` takes.
      graph: in which names are looked for.
      positive_filter: a function from an operation or tensor to a bool; None for all.
      kwargs: nothing else.

    Returns:
      a SubGraphView.

    Raises:
      TypeError: something else.
      ValueError: names without `graph`, or another graph than that.
    """
    one = args[0] if len(args) == 1 else None
    if isinstance(one, SubGraphView):
        view = one
    else:
        view = SubGraphView(*select_ops_and_ts(*args, graph=graph, positive_filter=positive_filter, **kwargs))
    if graph is not None and view.graph is not None and view.graph is not graph:
        raise ValueError("Graph mismatch.")
    return view


@export("contrib.graph_editor.make_view_from_scope", "contrib.graph_editor.sgv_scope")
def make_view_from_scope(scope: str, graph: Graph) -> SubGraphView:
    """A view of the operations in a name scope.

    Args:
      scope: the scope.
      graph: the graph.

    Returns:
      a SubGraphView.
    """
    return SubGraphView(get_name_scope_ops(graph, scope))
