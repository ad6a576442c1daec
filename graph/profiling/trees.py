"""Trees of nodes with costs: by names, by the graph, by the program's lines; and which of the nodes are shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from headrace.formats import proto as messages

from .costs import SUMS, Costs

ROOT = "_TFProfRoot"
_PARENT = "_kTFScopeParent"
_NOTHING = dict.fromkeys(SUMS, 0)

LEAST = {
    "min_bytes": "requested_bytes",
    "min_peak_bytes": "peak_bytes",
    "min_residual_bytes": "residual_bytes",
    "min_output_bytes": "output_bytes",
    "min_micros": "exec_micros",
    "min_accelerator_micros": "accelerator_exec_micros",
    "min_cpu_micros": "cpu_exec_micros",
}
"""Options, and what a node and all below it must have for each to be shown."""

LEAST_ITSELF = {"min_params": "parameters", "min_float_ops": "float_ops", "min_occurrence": "run_count"}
"""Options, and what a node itself must have."""

_ORDERS = {
    "bytes": "requested_bytes",
    "peak_bytes": "peak_bytes",
    "residual_bytes": "residual_bytes",
    "output_bytes": "output_bytes",
    "micros": "exec_micros",
    "accelerator_micros": "accelerator_exec_micros",
    "cpu_micros": "cpu_exec_micros",
    "params": "parameters",
    "float_ops": "float_ops",
    "occurrence": "run_count",
}


def matches(name: str, regexes: Iterable[str]) -> bool:
    """Whether one of them matches a name whole."""
    return any(re.fullmatch(regex, name) for regex in regexes)


class Node:
    """A node of a tree: what it has itself, and with all that counts below it.

    Attributes:
      counts: whether what it has itself is asked for.
      costs: of its operation; None for one that only has others below it.
      shown: those below it that are shown, in their order.
    """

    hidden_unless_it_counts = False

    def __init__(self, name: str, costs: Costs | None = None) -> None:
        self.name = name
        self.costs = costs
        self.children: list[Node] = []
        self.counts = False
        self.own: Mapping[str, int] = _NOTHING
        self.total: Mapping[str, int] = _NOTHING
        self.definitions = 1
        self.shown: list[Node] = []

    @property
    def types(self) -> set[str]:
        """The types that it counts for."""
        return {_PARENT} if self.costs is None else self.costs.types

    def account(self, options: Mapping[str, Any]) -> bool:
        """Add up what counts. Returns whether anything does, here or below."""
        every = options["account_type_regexes"] == [".*"]
        self.counts = self.name != ROOT and (
            every or any(matches(kind, options["account_type_regexes"]) for kind in self.types)
        )
        self.own = self.costs.at(options["step"]) if self.counts and self.costs is not None else _NOTHING
        self.children = [child for child in self.children if child.account(options)]
        self._add_up(self.children)
        return self.counts or bool(self.children)

    def _add_up(self, below: Iterable[Node]) -> None:
        below = list(below)
        self.total = {name: self.own[name] + sum(node.total[name] for node in below) for name in SUMS}
        self.definitions = 1 + sum(node.definitions for node in below)

    def show(self, options: Mapping[str, Any], depth: int = 1) -> list[Node]:
        """The nodes that stand in its place: itself where it is shown, those below it where it is not."""
        below: list[Node] = []
        if depth <= options["max_depth"] and not matches(self.name, options["trim_name_regexes"]):
            below = [shown for child in self.children for shown in child.show(options, depth + 1)]
        if not self._is_shown(options, depth):
            return below
        if options["account_displayed_op_only"]:
            self._add_up(below)
        self.shown = sorted_as(below, options)
        return [self]

    def _is_shown(self, options: Mapping[str, Any], depth: int) -> bool:
        if self.name == ROOT:
            return True
        return (
            depth <= options["max_depth"]
            and (self.counts or not self.hidden_unless_it_counts)
            and all(self.total[name] >= options.get(option, 0) for option, name in LEAST.items())
            and all(self.own[name] >= options.get(option, 0) for option, name in LEAST_ITSELF.items())
            and matches(self.name, options["show_name_regexes"])
            and not matches(self.name, options["hide_name_regexes"])
        )

    def begun_at(self, regexes: list[str]) -> None:
        """Have below it those alone whose names match, wherever they are."""
        if regexes != [".*"]:
            self.children = [found for child in self.children for found in child._first(regexes)]

    def _first(self, regexes: list[str]) -> list[Node]:
        if matches(self.name, regexes):
            return [self]
        return [found for child in self.children for found in child._first(regexes)]

    def message(self, kind: Any = None) -> Any:
        """The tree that is shown, as a GraphNodeProto or as messages of another `kind`."""
        kind = kind or messages.profile_output_pb2.GraphNodeProto
        made = kind(name=self.name)
        fill(made, self.own, self.total)
        if kind is messages.profile_output_pb2.GraphNodeProto:
            made.total_definition_count = self.definitions
            _describe(made, self.costs)
        made.children.extend(child.message(kind) for child in self.shown)
        return made


def _describe(made: Any, costs: Costs | None) -> None:
    if costs is None:
        return
    made.devices.extend(sorted(costs.devices))
    for place, tensor in enumerate(costs.operation.inputs):
        if tensor.static_shape is not None:
            shape = made.input_shapes[place]
            shape.SetInParent()
            for size in tensor.static_shape:
                shape.dim.add(size=-1 if size is None else size)


def fill(made: Any, own: Mapping[str, int], total: Mapping[str, int]) -> None:
    """Say in a message what a node has itself, and what with all below it."""
    fields = made.DESCRIPTOR.fields_by_name
    for name in SUMS:
        for field, value in ((name, own[name]), (f"total_{name}", total[name])):
            if field in fields:
                setattr(made, field, value)


N = TypeVar("N", bound=Node)


def sorted_as(nodes: list[N], options: Mapping[str, Any], of_total: bool = True) -> list[N]:
    """Nodes as the options sort them: by name, or those with most first."""
    by = _ORDERS.get(options["order_by"])
    if by is None:
        return sorted(nodes, key=lambda node: node.name)
    return sorted(nodes, key=lambda node: (-(node.total if of_total else node.own)[by], node.name))


def by_names(costs: Mapping[str, Costs]) -> Node:
    """The operations below the scopes that they are named after."""
    root = Node(ROOT)
    nodes = {"": root}
    for name in sorted(costs):
        parts = name.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            if path not in nodes:
                nodes[path] = Node(path, costs.get(path))
                nodes["/".join(parts[: end - 1])].children.append(nodes[path])
    return root


def by_graph(costs: Mapping[str, Costs]) -> Node:
    """What an operation takes below it; each stands where it is met first."""
    root = Node(ROOT)
    taken = {tensor.op.name for one in costs.values() for tensor in one.operation.inputs}
    seen: set[str] = set()
    waiting = [(root, name) for name in sorted(costs, reverse=True) if name not in taken]
    while waiting:
        above, name = waiting.pop()
        if name in seen or name not in costs:
            continue
        seen.add(name)
        node = Node(name, costs[name])
        node.hidden_unless_it_counts = True
        above.children.append(node)
        waiting += [(node, tensor.op.name) for tensor in reversed(costs[name].operation.inputs)]
    return root


def by_lines(costs: Mapping[str, Costs]) -> Node:
    """The operations below the lines that they were made on; gradients beside the lines of what they are gradients of."""
    root = Node(ROOT)
    nodes: dict[tuple[str, ...], Node] = {(): root}
    for name in sorted(costs):
        operation, suffix = costs[name].operation, ""
        if operation._original_op is not None:
            operation, suffix = operation._original_op, " (gradient)"
        path: tuple[str, ...] = ()
        for file, line, function, _ in operation.traceback:
            inner = (*path, f"{os.path.basename(file)}:{line}:{function}{suffix}")
            if inner not in nodes:
                nodes[inner] = Node(inner[-1])
                nodes[path].children.append(nodes[inner])
            path = inner
        nodes[path].children.append(Node(name, costs[name]))
    return root
