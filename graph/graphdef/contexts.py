"""The collections of branches and loops as messages: nodes do not say to which branch or loop they belong."""

from __future__ import annotations

from typing import Any

from headrace.formats import proto as messages

from ..control_flow.contexts import CondContext, ControlFlowContext
from ..control_flow.while_context import WhileContext
from ..core.defaults import get_default_graph
from ..core.tensor import Tensor
from ..core.traits import ENTERS
from .name_scopes import prepend_name_scope, strip_name_scope


class Branches:
    """How the branches of conds, which stand outside of all other contexts, become messages and come back."""

    @staticmethod
    def to_proto(context: CondContext, export_scope: str | None = None) -> Any:
        """A CondContextDef; None for a branch that is not in `export_scope`."""
        if export_scope is not None and not context.name.startswith(export_scope):
            return None
        found = messages.control_flow_pb2.CondContextDef(
            context_name=strip_name_scope(context.name, export_scope),
            pred_name=strip_name_scope(context.predicate.name, export_scope),
            pivot_name=strip_name_scope(context.pivot.name, export_scope),
            branch=int(context.branch),
        )
        _write_inside(context, found, export_scope)
        return found

    @staticmethod
    def from_proto(context_def: Any, import_scope: str | None = None) -> CondContext:
        """The branch of nodes that are in the graph already."""
        context = CondContext.__new__(CondContext)
        context.predicate = _tensor(context_def.pred_name, import_scope)
        context.pivot = _tensor(context_def.pivot_name, import_scope)
        context.branch = bool(context_def.branch)
        _read_inside(context, context_def, import_scope)
        return context


class Loops:
    """How loops that stand outside of all other contexts become messages and come back."""

    @staticmethod
    def to_proto(context: WhileContext, export_scope: str | None = None) -> Any:
        """A WhileContextDef; None for a loop that is not in `export_scope`."""
        if export_scope is not None and not context.name.startswith(export_scope):
            return None

        def name(tensor: Any) -> str:
            return strip_name_scope(tensor.name, export_scope)

        found = messages.control_flow_pb2.WhileContextDef(
            context_name=strip_name_scope(context.name, export_scope),
            parallel_iterations=context.parallel_iterations,
            back_prop=context.back_prop,
            swap_memory=context.swap_memory,
            pivot_name=name(context.condition),
            pivot_for_pred_name=name(context.pivot_of_condition),
            pivot_for_body_name=name(context.pivot_of_body),
            loop_exit_names=map(name, context.exits),
            loop_enter_names=map(name, context.enters),
        )
        if context.maximum_iterations is not None:
            found.maximum_iterations_name = name(context.maximum_iterations)
        _write_inside(context, found, export_scope)
        return found

    @staticmethod
    def from_proto(context_def: Any, import_scope: str | None = None) -> WhileContext:
        """The loop of nodes that are in the graph already."""

        def tensor(name: str) -> Tensor:
            return _tensor(name, import_scope)

        context = WhileContext.__new__(WhileContext)
        limit = context_def.maximum_iterations_name
        context.maximum_iterations = tensor(limit) if limit else None
        context.parallel_iterations = context_def.parallel_iterations
        context.back_prop = context_def.back_prop
        context.swap_memory = context_def.swap_memory
        context.state = None
        context.graph = get_default_graph()
        context.condition = tensor(context_def.pivot_name)
        context.pivot_of_condition = tensor(context_def.pivot_for_pred_name)
        context.pivot_of_body = tensor(context_def.pivot_for_body_name)
        context.exits = list(map(tensor, context_def.loop_exit_names))
        context.enters = list(map(tensor, context_def.loop_enter_names))
        _read_inside(context, context_def, import_scope)
        for value in context.values:
            if ENTERS in value.op.definition.traits:
                value.op.attributes["frame_name"] = context.name
        return context


def _write_inside(context: ControlFlowContext, found: Any, export_scope: str | None) -> None:
    """Say in a message what a context holds."""
    found.values_def.values.extend(strip_name_scope(name, export_scope) for name in sorted(one.name for one in context.values))
    for outside, inside in context.external.items():
        found.values_def.external_values[strip_name_scope(outside.name, export_scope)] = strip_name_scope(
            inside.name, export_scope
        )
    for nested in context.nested:
        one = found.nested_contexts.add()
        if isinstance(nested, WhileContext):
            one.while_ctxt.CopyFrom(Loops.to_proto(nested, export_scope))
        else:
            one.cond_ctxt.CopyFrom(Branches.to_proto(nested, export_scope))  # type: ignore[arg-type]


def _read_inside(context: ControlFlowContext, context_def: Any, import_scope: str | None) -> None:
    """Let a context hold what a message says."""
    graph = get_default_graph()
    context.name = prepend_name_scope(context_def.context_name, import_scope)
    context.outer = graph.context
    if context.outer is not None:
        context.outer.nested.append(context)
    context.nested = []
    context.values = {_tensor(name, import_scope) for name in context_def.values_def.values}
    context.external = {
        _tensor(outside, import_scope): _tensor(inside, import_scope)
        for outside, inside in context_def.values_def.external_values.items()
    }
    for operation in {value.op for value in context.values if value not in context.external}:
        operation.context = context
    with graph.in_context(context):
        for nested in context_def.nested_contexts:
            if nested.WhichOneof("ctxt") == "while_ctxt":
                Loops.from_proto(nested.while_ctxt, import_scope)
            else:
                Branches.from_proto(nested.cond_ctxt, import_scope)


def _tensor(name: str, import_scope: str | None) -> Tensor:
    return get_default_graph().get_tensor_by_name(prepend_name_scope(name, import_scope))
