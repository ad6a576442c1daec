"""Parts of graphs copied, in the same graph or to another, and changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import ENTERS, MERGES

from .elements import (
    ControlOutputs,
    finished_scope,
    graph_of_all,
    leaves_of,
    make_placeholder_from_tensor,
    mapped,
)
from .handlers import (
    Progress,
    assign_renamed_collections_handler,
    copy_op_handler,
    keep_t_if_possible_handler,
    replace_t_with_placeholder_handler,
    transform_op_if_inside_handler,
)
from .rerouting import add_control_inputs
from .views import SubGraphView, make_view
from .walking import get_walks_intersection_ops


@export("contrib.graph_editor.TransformerInfo")
class TransformerInfo:
    """Which operations and tensors are copies of which.

    Args:
      info: what a Transformer knew at the end.
    """

    def __init__(self, info: Any) -> None:
        self._graph, self._scope = info.graph, info.scope
        self._graph_, self._scope_ = info.graph_, info.scope_
        self._transformed_ops: dict[Operation, Operation] = info.transformed_ops
        self._transformed_ts: dict[Tensor, Tensor] = info.transformed_ts

    def _map_for(self, element: Any) -> Mapping[Any, Any]:
        if isinstance(element, Operation):
            return self._transformed_ops
        if isinstance(element, Tensor):
            return self._transformed_ts
        raise TypeError(f"Expected a tf.Tensor or a tf.Operation, got a {type(element)}")

    def transformed(self, original: Any, missing_fn: Callable[[Any], Any] | None = None) -> Any:
        """The copies of operations and tensors.

        Args:
          original: one, or a structure of them.
          missing_fn: what is given for one without copy, a function of it; None for None.

        Returns:
          the copy, or that structure of copies.

        Raises:
          TypeError: something else.
        """

        def copy_of(element: Any) -> Any:
            found = self._map_for(element).get(element)
            return missing_fn(element) if found is None and missing_fn is not None else found

        return mapped(original, copy_of)

    def original(self, transformed: Any, missing_fn: Callable[[Any], Any] | None = None) -> Any:
        """What operations and tensors are copies of.

        Args:
          transformed: one, or a structure of them.
          missing_fn: what is given for one that is no copy, a function of it; None for None.

        Returns:
          the original, or that structure of originals.

        Raises:
          TypeError: something else.
        """

        def original_of(element: Any) -> Any:
            for before, after in self._map_for(element).items():
                if after is element:
                    return before
            return None if missing_fn is None else missing_fn(element)

        return mapped(transformed, original_of)

    def __str__(self) -> str:
        lines = ["Transform result info:"]
        if self._graph is self._graph_:
            lines.append(f"  Within graph[{id(self._graph)}]{'' if self._scope_ else ' IN-PLACE'}")
        else:
            lines.append(f"  graph[{id(self._graph)}] => graph[{id(self._graph_)}]")
        if self._scope:
            lines.append(f"  Relative to source scope: {self._scope}")
        if self._scope_:
            lines.append(f"  Scope destination: {self._scope_}")
        lines += ["Operations mapping:", *(f"  {a.name} => {b.name}" for a, b in self._transformed_ops.items())]
        return "\n".join(lines) + "\n"


@export("contrib.graph_editor.Transformer")
class Transformer:
    """Copies parts of graphs; what becomes of operations and tensors is said by functions that a program may replace.

    Attributes:
      transform_op_handler: `(info, op, new_inputs) -> (copy, outputs)`, by default `copy_op_handler`.
      transform_control_input_handler: `(info, op) -> operation or None`, by default `transform_op_if_inside_handler`.
      assign_collections_handler: `(info, element, copy)`, by default `assign_renamed_collections_handler`.
      transform_external_input_handler: `(info, tensor) -> tensor` for inputs of the part, by default
        `replace_t_with_placeholder_handler`.
      transform_external_hidden_input_handler: the same for what the part takes though it is no input of the view, by default
        `keep_t_if_possible_handler`.
    """

    def __init__(self) -> None:
        self.transform_op_handler: Callable[..., Any] = copy_op_handler
        self.transform_control_input_handler: Callable[..., Any] = transform_op_if_inside_handler
        self.assign_collections_handler: Callable[..., Any] = assign_renamed_collections_handler
        self.transform_external_input_handler: Callable[..., Any] = replace_t_with_placeholder_handler
        self.transform_external_hidden_input_handler: Callable[..., Any] = keep_t_if_possible_handler

    def __call__(
        self, sgv: Any, dst_graph: Graph, dst_scope: str, src_scope: str = "", reuse_dst_scope: bool = False
    ) -> tuple[SubGraphView, TransformerInfo]:
        view = make_view(sgv)
        if not isinstance(dst_graph, Graph):
            raise TypeError(f"Expected a tf.Graph, got: {type(dst_graph)}")
        scope = finished_scope(dst_scope)
        if scope and not reuse_dst_scope:
            scope = finished_scope(dst_graph.unique_name(scope[:-1]))
        info = Progress(view, dst_graph, scope, finished_scope(src_scope))
        self._copy(info)
        self._close_circles(info)
        for operation in view.ops:
            waits = (self.transform_control_input_handler(info, one) for one in operation.control_inputs)
            add_control_inputs(info.transformed_ops[operation], [one for one in waits if one is not None])
        return _view_of_copies(info), TransformerInfo(info)

    def _copy(self, info: Progress) -> None:
        order = {operation: number for number, operation in enumerate(info.graph.get_operations())}
        for operation in sorted(info.sgv.ops, key=order.__getitem__):
            inputs = [self._copied(info, tensor, operation) for tensor in operation.inputs]
            copied, outputs = self.transform_op_handler(info, operation, inputs)
            if copied is operation:
                raise ValueError("In-place transformation not allowed.")
            info.transformed_ops[operation] = copied
            self.assign_collections_handler(info, operation, copied)
            for tensor, tensor_ in zip(operation.outputs, outputs, strict=True):
                info.transformed_ts[tensor] = tensor_
                self.assign_collections_handler(info, tensor, tensor_)

    def _copied(self, info: Progress, tensor: Tensor, taker: Operation) -> Tensor:
        if tensor in info.transformed_ts:
            return info.transformed_ts[tensor]
        if tensor in info.sgv_inputs_set:
            return self.transform_external_input_handler(info, tensor)
        if tensor.op not in info.ops:
            return self.transform_external_hidden_input_handler(info, tensor)
        # What goes round in a loop is copied later; until then something of its type stands in its place.
        if MERGES in taker.definition.traits:
            stand_in = self._copied(info, taker.inputs[0], taker)
        elif ENTERS in tensor.op.definition.traits:
            stand_in = self._copied(info, tensor.op.inputs[0], taker)
        else:
            with info.graph_.as_default():
                stand_in = make_placeholder_from_tensor(tensor, scope=info.scope_, prefix="geph_tmp")
        info.tmp_cyclic_ts.append((tensor, stand_in, taker))
        return stand_in

    @staticmethod
    def _close_circles(info: Progress) -> None:
        for tensor, stand_in, taker in info.tmp_cyclic_ts:
            copied = info.transformed_ops[taker]
            position = max(n for n, given in enumerate(copied.inputs) if given is stand_in)
            copied._update_input(position, info.transformed_ts[tensor])


def _view_of_copies(info: Progress) -> SubGraphView:
    """The copies, with inputs and outputs in the order of the originals."""
    view = SubGraphView(list(info.transformed_ops.values()))

    def positions(tensors: Iterable[Tensor], index: Callable[[Tensor], int], known: Iterable[Tensor]) -> list[int]:
        copies = (info.transformed_ts.get(tensor) for tensor in tensors)
        there = set(known)
        return [index(copied) for copied in copies if copied is not None and copied in there]

    inputs = positions(info.sgv.inputs, view.input_index, view.inputs)
    return view.remap(inputs, positions(info.sgv.outputs, view.output_index, view.outputs))


@export("contrib.graph_editor.copy")
def copy(
    sgv: Any, dst_graph: Graph | None = None, dst_scope: str = "", src_scope: str = "", reuse_dst_scope: bool = False
) -> tuple[SubGraphView, TransformerInfo]:
    """Copy a part of a graph; its inputs become placeholders.

    Args:
      sgv: the part, as `make_view` takes it.
      dst_graph: the graph to which it is copied; its own by default.
      dst_scope: the scope of the copies, with a number if it is in use.
      src_scope: the scope of the part, in the place of which that comes.
      reuse_dst_scope: whether a scope in use gets no number.

    Returns:
      (a view of the copies, which are copies of which).

    Raises:
      TypeError: `dst_graph` is no Graph.
      ValueError: an operation is not in `src_scope`.
    """
    view = make_view(sgv)
    return Transformer()(view, view.graph if dst_graph is None else dst_graph, dst_scope, src_scope, reuse_dst_scope)  # type: ignore[arg-type]


@export("contrib.graph_editor.copy_with_input_replacements")
@documented_by(copy)
def copy_with_input_replacements(
    sgv: Any,
    replacement_ts: Mapping[Tensor, Tensor],
    dst_graph: Graph | None = None,
    dst_scope: str = "",
    src_scope: str = "",
    reuse_dst_scope: bool = False,
) -> tuple[SubGraphView, TransformerInfo]:
    """Copy a part of a graph with other inputs.

    Args:
      replacement_ts: a dict from inputs to what the copies take; other inputs stay, or become placeholders in another graph.
    """
    view = make_view(sgv)
    transformer = Transformer()

    def replaced(info: Any, tensor: Tensor) -> Tensor:
        return replacement_ts[tensor] if tensor in replacement_ts else keep_t_if_possible_handler(info, tensor)

    transformer.transform_external_input_handler = replaced
    return transformer(view, view.graph if dst_graph is None else dst_graph, dst_scope, src_scope, reuse_dst_scope)  # type: ignore[arg-type]


@export("contrib.graph_editor.graph_replace")
@documented_by(copy)
def graph_replace(
    target_ts: Any,
    replacement_ts: Mapping[Tensor, Tensor],
    dst_scope: str = "",
    src_scope: str = "",
    reuse_dst_scope: bool = False,
) -> Any:
    """Tensors as they would be if others were given: what lies between is copied.

    >>> x, y = tf.constant(3.0), tf.constant(4.0)
    >>> square = x * x
    >>> with tf.Session() as sess:
    ...     print(sess.run(tf.contrib.graph_editor.graph_replace(square, {x: y})))
    16.0

    Args:
      target_ts: a tensor, or a structure of them.
      replacement_ts: a dict from tensors to those that take their place.

    Returns:
      the copy, or that structure of copies; what does not depend on what is replaced stays itself.

    Raises:
      ValueError: no target depends on what is replaced.
    """
    targets = leaves_of(target_ts)
    around = ControlOutputs(graph_of_all(targets, Tensor))
    between = get_walks_intersection_ops(list(replacement_ts), targets, control_ios=around)
    if not between:
        raise ValueError("Targets and replacements are not connected!")
    _, info = copy_with_input_replacements(
        [*between, *_of_loops(between, around)], replacement_ts, None, dst_scope, src_scope, reuse_dst_scope
    )
    return info.transformed(target_ts, lambda tensor: tensor)


def _of_loops(operations: Sequence[Operation], around: ControlOutputs) -> list[Operation]:
    """The rest of the loops that operations are in."""
    loops = dict.fromkeys(operation.context.loop for operation in operations if operation.context is not None)
    found: dict[Operation, None] = {}
    for loop in loops:
        if loop is not None:
            enters, exits = ([tensor.op for tensor in tensors] for tensors in (loop.enters, loop.exits))
            found.update(dict.fromkeys(get_walks_intersection_ops(enters, exits, control_ios=around)))
    known = set(operations)
    return [operation for operation in found if operation not in known]
