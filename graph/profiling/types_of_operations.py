"""The view by types of operations: what all operations of a type take, the type with most first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats import proto as messages

from .costs import SUMS, Costs
from .trees import LEAST, LEAST_ITSELF, ROOT, Node, fill, in_order, matches


class TypeNode(Node):
    """All operations of a type; `total` is of this type and those behind it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.operations: list[Node] = []

    @property
    def types(self) -> set[str]:
        return {kind for node in self.operations for kind in node.types}


def by_types(costs: Mapping[str, Costs], options: Mapping[str, Any]) -> tuple[Node, list[TypeNode]]:
    """The root, which has the sums, and the types that are shown."""
    kinds: dict[str, TypeNode] = {}
    for name in sorted(costs):
        node = Node(name, costs[name])
        if node.account(options):
            kind = costs[name].operation.type
            kinds.setdefault(kind, TypeNode(kind)).operations.append(node)
    for kind in kinds.values():
        kind.own = {name: sum(node.own[name] for node in kind.operations) for name in SUMS}
    ordered = in_order([*kinds.values()], options, of_total=False)
    shown = [kind for kind in ordered if _may_show(kind, options)]
    below = Node("")
    for kind in reversed(shown if options["account_displayed_op_only"] else ordered):
        kind.total = {name: kind.own[name] + below.total[name] for name in SUMS}
        below = kind
    found = [kind for kind in shown if _has_enough(kind, options)][: options["max_depth"] + 1]
    if options["account_displayed_op_only"]:
        below = Node("")
        for kind in reversed(found):
            kind.total = {name: kind.own[name] + below.total[name] for name in SUMS}
            below = kind
    root = Node(ROOT)
    root.total = below.total
    return root, found  # type: ignore[return-value]


def _may_show(kind: Node, options: Mapping[str, Any]) -> bool:
    return matches(kind.name, options["show_name_regexes"]) and not matches(kind.name, options["hide_name_regexes"])


def _has_enough(kind: Node, options: Mapping[str, Any]) -> bool:
    return all(kind.total[name] >= options.get(option, 0) for option, name in {**LEAST, **LEAST_ITSELF}.items())


def message(root: Node, shown: list[TypeNode]) -> Any:
    """A MultiGraphNodeProto: each type has the next one below it, and its operations beside it."""
    below: list[Any] = []
    for kind in reversed(shown):
        made = messages.profile_output_pb2.MultiGraphNodeProto(name=kind.name)
        fill(made, kind.own, kind.total)
        made.graph_nodes.extend(node.message() for node in kind.operations)
        made.children.extend(below)
        below = [made]
    made = messages.profile_output_pb2.MultiGraphNodeProto(name=ROOT)
    fill(made, root.own, root.total)
    made.children.extend(below)
    return made
