"""Operations and tensors by name, by what is between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor

from .elements import ControlOutputs, add_new, make_list_of_op, make_list_of_t


@export("contrib.graph_editor.can_be_regex")
def can_be_regex(obj: Any) -> bool:
    """Whether something is a text or a compiled regular expression.

    Args:
      obj: anything.

    Returns:
      a bool.
    """
    return isinstance(obj, (str, re.Pattern))


@export("contrib.graph_editor.make_regex")
def make_regex(obj: Any) -> re.Pattern:
    """A compiled regular expression.

    Args:
      obj: a text, or one that is compiled.

    Returns:
      a compiled one.

    Raises:
      ValueError: something else.
    """
    if not can_be_regex(obj):
        raise ValueError(f"Expected a string or a regex, got: {type(obj)}")
    return re.compile(obj)


def _inputs_of(operations: Iterable[Operation]) -> list[Tensor]:
    return add_new([], (tensor for operation in operations for tensor in operation.inputs))


def _outputs_of(operations: Iterable[Operation]) -> list[Tensor]:
    return [tensor for operation in operations for tensor in operation.outputs]


@export("contrib.graph_editor.filter_ts")
def filter_ts(ops: Any, positive_filter: Callable[[Tensor], Any] | bool) -> list[Tensor]:
    """The inputs and outputs of operations that a function says yes to.

    Args:
      ops: operations, or a Graph.
      positive_filter: a function from a tensor to a bool; True for all.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations.
    """
    operations = make_list_of_op(ops)
    tensors = add_new(_inputs_of(operations), _outputs_of(operations))
    return tensors if not callable(positive_filter) else [tensor for tensor in tensors if positive_filter(tensor)]


@export("contrib.graph_editor.filter_ts_from_regex")
@documented_by(filter_ts, make_regex)
def filter_ts_from_regex(ops: Any, regex: Any) -> list[Tensor]:
    """The inputs and outputs of operations whose names match a regular expression anywhere.

    Args:
      regex: a text or a compiled regular expression.
    """
    pattern = make_regex(regex)
    return filter_ts(ops, lambda tensor: pattern.search(tensor.name))


@export("contrib.graph_editor.filter_ops")
@documented_by(filter_ts)
def filter_ops(ops: Any, positive_filter: Callable[[Operation], Any] | bool) -> list[Operation]:
    """The operations that a function says yes to.

    Args:
      positive_filter: a function from an operation to a bool; True for all.
    """
    operations = make_list_of_op(ops)
    return operations if not callable(positive_filter) else [one for one in operations if positive_filter(one)]


@export("contrib.graph_editor.filter_ops_from_regex")
@documented_by(filter_ts_from_regex, filter_ts, make_regex)
def filter_ops_from_regex(ops: Any, regex: Any) -> list[Operation]:
    """The operations whose names match a regular expression anywhere."""
    pattern = make_regex(regex)
    return filter_ops(ops, lambda operation: pattern.search(operation.name))


@export("contrib.graph_editor.get_name_scope_ops")
@documented_by(filter_ts)
def get_name_scope_ops(ops: Any, scope: str) -> list[Operation]:
    """The operations in a name scope, or called so.

    Args:
      scope: a name, taken as a regular expression.
    """
    return filter_ops_from_regex(ops, f"^{scope.removesuffix('/')}(/.*)?$")


@export("contrib.graph_editor.check_cios")
def check_cios(
    control_inputs: bool = False, control_outputs: ControlOutputs | None = None, control_ios: ControlOutputs | None = None
) -> tuple[bool, ControlOutputs | None]:
    """Whether to follow control inputs, and by what to follow control outputs.

    Args:
      control_inputs: whether to follow what operations wait for.
      control_outputs: by which to follow what waits for them; None: not at all.
      control_ios: by which to follow both; then there is no `control_outputs`.

    Returns:
      (a bool, a ControlOutputs or None, up to date).

    Raises:
      TypeError: no ControlOutputs.
      ValueError: both `control_outputs` and `control_ios`.
    """
    for given in (control_ios, control_outputs):
        if given is not None and not isinstance(given, ControlOutputs):
            raise TypeError(f"Expected a util.ControlOutputs, got: {type(given)}")
    if control_ios is not None:
        if control_outputs is not None:
            raise ValueError("control_outputs should be None when using control_ios.")
        return True, control_ios.update()
    return control_inputs, None if control_outputs is None else control_outputs.update()


@export("contrib.graph_editor.get_ops_ios")
@documented_by(check_cios)
def get_ops_ios(
    ops: Any,
    control_inputs: bool = False,
    control_outputs: ControlOutputs | None = None,
    control_ios: ControlOutputs | None = None,
) -> list[Operation]:
    """The neighbours of operations: what gives their inputs, and what takes their outputs.

    Args:
      ops: operations.

    Returns:
      a list, each once.
    """
    back, forth = check_cios(control_inputs, control_outputs, control_ios)
    found: list[Operation] = []
    for operation in make_list_of_op(ops):
        add_new(found, (tensor.op for tensor in operation.inputs))
        add_new(found, (taker for tensor in operation.outputs for taker in tensor.consumers()))
        add_new(found, forth.get(operation) if forth is not None else ())
        add_new(found, operation.control_inputs if back else ())
    return found


@export("contrib.graph_editor.compute_boundary_ts")
def compute_boundary_ts(ops: Any) -> tuple[list[Tensor], list[Tensor], list[Tensor]]:
    """The tensors that go into a set of operations, those that come out, and those between them.

    An output that is taken both inside and outside is among the second and the third.

    Args:
      ops: operations.

    Returns:
      three lists.

    Raises:
      TypeError: something else than operations.
    """
    operations = make_list_of_op(ops)
    inputs, outputs = _inputs_of(operations), _outputs_of(operations)
    given, members = set(outputs), set(operations)
    inside = [tensor for tensor in inputs if tensor in given]
    only_inside = {tensor for tensor in inside if members.issuperset(tensor.consumers())}
    between = set(inside)
    return (
        [tensor for tensor in inputs if tensor not in between],
        [tensor for tensor in outputs if tensor not in only_inside],
        inside,
    )


@export("contrib.graph_editor.get_within_boundary_ops")
@documented_by(get_ops_ios, check_cios)
def get_within_boundary_ops(
    ops: Any,
    seed_ops: Any,
    boundary_ops: Any = (),
    inclusive: bool = True,
    control_inputs: bool = False,
    control_outputs: ControlOutputs | None = None,
    control_ios: ControlOutputs | None = None,
) -> list[Operation]:
    """The operations that are reached from some, in any direction, without passing others.

    Args:
      ops: those that may be found, in the order of the result.
      seed_ops: where to begin.
      boundary_ops: what is not passed.
      inclusive: whether that is among what is found.

    Raises:
      ValueError: something is both.
    """
    back, forth = check_cios(control_inputs, control_outputs, control_ios)
    wave = set(make_list_of_op(seed_ops, allow_graph=False))
    boundary, found = set(make_list_of_op(boundary_ops)), set(wave)
    if boundary & found:
        raise ValueError("Boundary is intersecting with the seeds.")
    while wave:
        reached = set(get_ops_ios(wave, back, forth)) - found
        wave = reached - boundary
        found |= reached if inclusive else wave
    return [operation for operation in make_list_of_op(ops) if operation in found]


def _selected(
    given: tuple, settings: dict[str, Any], own: str, other: str, by_regex: Callable[..., list], listed: Callable[[Any], list]
) -> list:
    wrong = set(settings) - {"graph", "positive_filter", "restrict_ops_regex", "restrict_ts_regex"}
    if wrong:
        raise ValueError(f"Wrong keywords argument: {min(wrong)}.")
    graph, wanted = settings.get("graph"), settings.get("positive_filter")
    if graph is not None and not isinstance(graph, Graph):
        raise TypeError(f"Expected a tf.Graph, got: {type(graph)}")
    found: list = []
    for one in given:
        if can_be_regex(one):
            if graph is None:
                raise ValueError("Use the keyword argument 'graph' to use regex.")
            pattern = make_regex(one)
            marked = pattern.pattern.startswith(f"(?#{own})")
            if pattern.pattern.startswith(f"(?#{other})") or (settings.get(f"restrict_{own}_regex") and not marked):
                continue
            items = by_regex(graph, pattern)
        else:
            items = listed(one)
        add_new(found, (item for item in items if wanted is None or wanted(item)))
    return found


@export("contrib.graph_editor.select_ops")
def select_ops(
    *args: Any, graph: Graph | None = None, positive_filter: Callable[[Any], Any] | None = None, **kwargs: Any
) -> list[Operation]:
    """Operations, by themselves or by name.

    Args:
      args: operations, lists of them, Graphs, or regular expressions of names; one that begins with `(?#ts)` is left out.
      graph: in which names are looked for.
      positive_filter: a function from each to a bool; None for all.
      kwargs: `restrict_ops_regex`, whether only expressions count that begin with `(?#ops)`.

    Returns:
      a list, each once.

    Raises:
      TypeError: something else.
      ValueError: names without `graph`, operations of several graphs, or another keyword.
    """
    settings = {"graph": graph, "positive_filter": positive_filter, **kwargs}
    return _selected(args, settings, "ops", "ts", filter_ops_from_regex, lambda one: make_list_of_op(one, ignore_ts=True))


@export("contrib.graph_editor.select_ts")
@documented_by(select_ops)
def select_ts(
    *args: Any, graph: Graph | None = None, positive_filter: Callable[[Any], Any] | None = None, **kwargs: Any
) -> list[Tensor]:
    """Tensors, by themselves or by name.

    Args:
      args: tensors, lists of them, Graphs, or regular expressions of names; one that begins with `(?#ops)` is left out.
      kwargs: `restrict_ts_regex`, whether only expressions count that begin with `(?#ts)`.
    """
    settings = {"graph": graph, "positive_filter": positive_filter, **kwargs}
    return _selected(args, settings, "ts", "ops", filter_ts_from_regex, lambda one: make_list_of_t(one, ignore_ops=True))


@export("contrib.graph_editor.select_ops_and_ts")
@documented_by(select_ops)
def select_ops_and_ts(
    *args: Any, graph: Graph | None = None, positive_filter: Callable[[Any], Any] | None = None, **kwargs: Any
) -> tuple[list[Operation], list[Tensor]]:
    """Operations and tensors, by themselves or by name; a regular expression is of tensors if it begins with `(?#ts)`.

    Args:
      args: operations, tensors, lists of them, Graphs, or regular expressions of names.
      kwargs: nothing else.

    Returns:
      two lists.
    """
    operations = select_ops(*args, graph=graph, positive_filter=positive_filter, restrict_ops_regex=False, **kwargs)
    tensors = select_ts(*args, graph=graph, positive_filter=positive_filter, restrict_ts_regex=True, **kwargs)
    return operations, tensors
