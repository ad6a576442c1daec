"""Parts of graphs cut off, joined, passed by."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor

from .elements import ControlOutputs, check_graphs, make_placeholder_from_tensor, placeholder_name
from .rerouting import remove_control_inputs, reroute_inputs, reroute_ts, swap_inputs, swap_outputs
from .selecting import check_cios
from .views import SubGraphView, make_view


@export("contrib.graph_editor.detach_control_inputs")
def detach_control_inputs(sgv: Any) -> None:
    """Let the operations of a part of a graph wait for nothing outside of it.

    Args:
      sgv: the part, as `make_view` takes it.
    """
    view = make_view(sgv)
    for operation in view.ops:
        remove_control_inputs(operation, [one for one in operation.control_inputs if one not in view.ops])


@export("contrib.graph_editor.detach_control_outputs")
def detach_control_outputs(sgv: Any, control_outputs: ControlOutputs) -> None:
    """Let nothing outside of a part of a graph wait for its operations.

    Args:
      sgv: the part, as `make_view` takes it.
      control_outputs: of the graph.

    Raises:
      TypeError: no ControlOutputs.
    """
    if not isinstance(control_outputs, ControlOutputs):
        raise TypeError("Expected a util.ControlOutputs, got: {}", type(control_outputs))
    control_outputs.update()
    view = make_view(sgv)
    for operation in view.ops:
        for waiting in control_outputs.get(operation):
            if waiting not in view.ops:
                remove_control_inputs(waiting, operation)


@export("contrib.graph_editor.detach_inputs")
def detach_inputs(sgv: Any, control_inputs: bool = False) -> tuple[SubGraphView, list[Tensor]]:
    """Let a part of a graph take placeholders in the place of its inputs.

    Args:
      sgv: the part, as `make_view` takes it; a view is changed.
      control_inputs: whether its operations also wait for nothing outside of it any more.

    Returns:
      (the view, a list of the placeholders).
    """
    view = make_view(sgv)
    if view.graph is None:
        return view, []
    with view.graph.as_default():
        placeholders = [ops.placeholder(dtype=tensor.dtype, name=placeholder_name(tensor)) for tensor in view.inputs]
    swap_inputs(view, placeholders)
    if control_inputs:
        detach_control_inputs(view)
    return view, placeholders


@export("contrib.graph_editor.detach_outputs")
def detach_outputs(sgv: Any, control_outputs: ControlOutputs | None = None) -> tuple[SubGraphView, list[Tensor]]:
    """Let what takes the outputs of a part of a graph take placeholders.

    Args:
      sgv: the part, as `make_view` takes it.
      control_outputs: of the graph: then nothing outside waits for its operations any more; None: it does as before.

    Returns:
      (a view of the part with the outputs that were taken, a list of the placeholders).
    """
    view = make_view(sgv)
    view = view.remap_outputs([position for position, tensor in enumerate(view.outputs) if tensor.consumers()])
    takers = SubGraphView(view.consumers())
    takers = takers.remap_inputs([n for n, tensor in enumerate(takers.inputs) if tensor in view._output_ts])
    if view.graph is None:
        return view, []
    with view.graph.as_default():
        placeholders = [make_placeholder_from_tensor(tensor) for tensor in takers.inputs]
    swap_outputs(view, placeholders)
    if control_outputs is not None:
        detach_control_outputs(view, control_outputs)
    return view, placeholders


@export("contrib.graph_editor.detach")
@documented_by(detach_inputs, detach_outputs, check_cios)
def detach(
    sgv: Any,
    control_inputs: bool = False,
    control_outputs: ControlOutputs | None = None,
    control_ios: ControlOutputs | None = None,
) -> tuple[Any, list[Tensor], list[Tensor]]:
    """`detach_inputs` and `detach_outputs`: the part stands alone.

    Args:
      control_ios: of the graph: nothing waits any more, neither way; then there is no `control_outputs`.

    Returns:
      (`sgv`, the placeholders of its inputs, those of its outputs).
    """
    back, forth = check_cios(control_inputs, control_outputs, control_ios)
    _, inputs = detach_inputs(sgv, back)
    _, outputs = detach_outputs(sgv, forth)
    return sgv, inputs, outputs


@export("contrib.graph_editor.connect")
def connect(sgv0: Any, sgv1: Any, disconnect_first: bool = False) -> tuple[SubGraphView, SubGraphView]:
    """Let a part of a graph take the outputs of another as its inputs.

    Args:
      sgv0: whose outputs, as `make_view` takes it.
      sgv1: whose inputs; a view is changed.
      disconnect_first: whether what takes those outputs takes placeholders first.

    Returns:
      the two views.

    Raises:
      ValueError: not as many, types or shapes that do not fit, or two graphs.
    """
    first, second = make_view(sgv0), make_view(sgv1)
    check_graphs(first, second)
    if disconnect_first:
        detach_outputs(first)
    reroute_inputs(SubGraphView(passthrough_ts=first.outputs), second)
    return first, second


@export("contrib.graph_editor.bypass")
def bypass(sgv: Any) -> tuple[SubGraphView, list[Tensor]]:
    """Let what takes the outputs of a part of a graph take its inputs, and the part placeholders.

    Args:
      sgv: the part, as `make_view` takes it; a view is changed.

    Returns:
      (the view, a list of the placeholders).

    Raises:
      ValueError: not as many inputs as outputs, or types or shapes that do not fit.
    """
    view = make_view(sgv)
    inputs = list(view.inputs)
    view, placeholders = detach_inputs(view)
    reroute_ts(inputs, view.outputs)
    return view, placeholders
