"""The view by types of operations: what all operations of a type take, the type with most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages

from .costs import SUMS, Costs
from .trees import LEAST, LEAST_ITSELF, ROOT, Node, fill, matches, sorted_as


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
    for each in kinds.values():
        each.own = {name: sum(node.own[name] for node in each.operations) for name in SUMS}
    ordered = sorted_as(list(kinds.values()), options, of_total=False)
    shown = [each for each in ordered if _may_show(each, options)]
    only_shown = options["account_displayed_op_only"]
    total = _add_up(shown if only_shown else ordered)
    found = [each for each in shown if _has_enough(each, options)][: options["max_depth"] + 1]
    root = Node(ROOT)
    root.total = _add_up(found) if only_shown else total
    return root, found


def _add_up(kinds: Sequence[Node]) -> Mapping[str, int]:
    """Give each the sums of itself and those behind it. Returns those of all."""
    total: Mapping[str, int] = dict.fromkeys(SUMS, 0)
    for each in reversed(kinds):
        each.total = total = {name: each.own[name] + total[name] for name in SUMS}
    return total


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
