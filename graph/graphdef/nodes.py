"""The nodes of a GraphDef, and those of functions in its library, as operations."""

from __future__ import annotations

import heapq
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages

from ..core.build import made_node
from ..core.graph import Graph
from ..core.op import Op, op_of_type
from ..core.operation import Operation
from ..core.signature import REQUIRED
from ..core.tensor import Tensor
from ..functions.func_graph import FuncGraph
from ..types import errors
from ..types.dtypes import DType, message_name
from .attr_values import checked_value_of, value_of_own
from .export import outputs_of
from .later_attributes import means_nothing
from .older_ops import in_newer_ops
from .resource_variables import with_plain_variables

_JOINS = ("Merge", "RefMerge")
_NO_SCALAR_PLACEHOLDERS = 21
"""The last version of GraphDefs in which a Placeholder whose shape has no dimensions is one of unknown shape."""


def tensor_name(text: str) -> tuple[str, int]:
    """The node and the number of the output that `node` or `node:1` names. Raises ValueError."""
    node, colon, index = text.partition(":")
    if colon and not index.isdigit():
        raise ValueError(f"Cannot convert {text!r} to a tensor name.")
    return node, int(index) if colon else 0


class NodesImport:
    """One call of import_graph_def, or the body of a function."""

    def __init__(
        self,
        graph: Graph,
        graph_def: messages.graph_pb2.GraphDef,
        mapped: dict[str, Tensor],
        scope: str,
        functions: Functions,
    ) -> None:
        self._graph = graph
        self._nodes = in_ops_of_today(graph_def.node)
        self._is_old = graph_def.versions.producer <= _NO_SCALAR_PLACEHOLDERS
        self._controls = {key[1:]: value.op for key, value in mapped.items() if key.startswith("^")}
        self._tensors = {tensor_name(key): value for key, value in mapped.items() if not key.startswith("^")}
        self._unused = {key if ":" in key or key.startswith("^") else f"{key}:0" for key in mapped}
        self._scope = scope
        self._functions = functions
        self._defaults = functions.defaults
        self._operations: dict[str, Operation] = {}
        self._repeated = {node.name for node in self._nodes if node.op in ("NextIteration", "RefNextIteration")}

    def run(self) -> None:
        """Add all nodes, each after those it depends on, otherwise in their order."""
        places: dict[str, int] = {}
        for place, node in enumerate(self._nodes):
            if node.name in places:
                raise ValueError(f"Node '{node.name}' is not unique")
            places[node.name] = place
        check_registered((*self._nodes, *self._functions.called_by(self._nodes)))
        missing, dependents = self._dependencies(places)
        colocated: list[tuple[Operation, list[str]]] = []
        ready = [place for place, count in enumerate(missing) if not count]
        done = 0
        while ready:
            place = heapq.heappop(ready)
            node = self._nodes[place]
            self._operations[node.name] = self._added(node, colocated)
            done += 1
            for dependent in dependents[place]:
                missing[dependent] -= 1
                if not missing[dependent]:
                    heapq.heappush(ready, dependent)
        if done < len(self._nodes):
            first = next(node.name for node in self._nodes if node.name not in self._operations)
            raise ValueError(f"{len(self._nodes) - done} nodes in a cycle, '{first}' among them")
        self._close_loops()
        self._place_with(colocated)
        never_used = sorted(self._unused - self._known_outputs())
        if never_used:
            raise ValueError(f"Attempted to map inputs that were not found in graph_def: [{', '.join(never_used)}]")

    def _close_loops(self) -> None:
        """Lead the values of one iteration back to the next."""
        for node in self._nodes:
            for position, text in enumerate(node.input):
                if self._goes_back(node, text):
                    self._operations[node.name]._update_input(position, self._tensor(node, text))

    def _goes_back(self, node: messages.graph_pb2.NodeDef, text: str) -> bool:
        """Whether an input of a node comes from the iteration before: such nodes are in a cycle."""
        if node.op not in _JOINS or text.startswith("^"):
            return False
        source, index = tensor_name(text)
        return source in self._repeated and (source, index) not in self._tensors

    def undo(self) -> None:
        """Take the operations out of the graph again."""
        self._graph.discard(list(self._operations.values()))

    def _known_outputs(self) -> set[str]:
        known = {f"^{name}" for name in self._operations}
        return known.union(f"{name}:{k}" for name, op in self._operations.items() for k in range(len(op.outputs)))

    def _dependencies(self, places: Mapping[str, int]) -> tuple[list[int], list[list[int]]]:
        missing = [0] * len(self._nodes)
        dependents: list[list[int]] = [[] for _ in self._nodes]
        for place, node in enumerate(self._nodes):
            for text in node.input:
                if text.startswith("^"):
                    source, mapped = text[1:], text[1:] in self._controls
                else:
                    source, index = tensor_name(text)
                    mapped = (source, index) in self._tensors
                if not mapped and self._goes_back(node, text):
                    continue
                if mapped:
                    self._unused.discard(f"^{source}" if text.startswith("^") else f"{source}:{index}")
                    continue
                if source not in places:
                    raise ValueError(f"Node '{node.name}': Unknown input node '{text}'")
                missing[place] += 1
                dependents[places[source]].append(place)
        return missing, dependents

    def _added(self, node: messages.graph_pb2.NodeDef, colocated: list[tuple[Operation, list[str]]]) -> Operation:
        definition = registered_op(node.op)
        inputs: list[Tensor] = []
        controls: dict[Operation, None] = {}
        for text in node.input:
            if text.startswith("^"):
                controls[self._controls.get(text[1:]) or self._operations[text[1:]]] = None
            elif not self._goes_back(node, text):
                inputs.append(self._tensor(node, text))
        if inputs and node.op in _JOINS:
            missing = sum(not text.startswith("^") for text in node.input) - len(inputs)
            inputs.extend(inputs[:1] * missing)  # until what goes back is there
        full = self._scope + node.name
        try:
            attributes = self._attributes(definition, node)
            check_count(definition, inputs, attributes)
        except (ValueError, TypeError) as error:
            raise ValueError(f"{error}; NodeDef: {{{{node {full}}}}}") from error
        except errors.NotFoundError as error:  # a function, or an op in one
            raise errors.NotFoundError(None, None, f"{error.message}; NodeDef: {{{{node {full}}}}}") from error
        check_types(definition, full, inputs, attributes)
        operation = made_node(
            self._graph,
            definition,
            self._graph.imported_name(full),
            inputs,
            attributes,
            list(controls),
            self._graph.context,
        )
        neighbours = self._prefixed_class(operation)
        if neighbours:
            colocated.append((operation, neighbours))
        else:
            with self._graph.device(node.device):
                operation.device = self._graph.devices.place(operation)
        return operation

    def _tensor(self, node: messages.graph_pb2.NodeDef, text: str) -> Tensor:
        source, index = tensor_name(text)
        if (source, index) in self._tensors:
            return self._tensors[source, index]
        outputs = self._operations[source].outputs
        if index >= len(outputs):
            raise ValueError(
                f"Node '{node.name}': Connecting to invalid output {index} of source node {source} which has "
                f"{len(outputs)} outputs."
            )
        return outputs[index]

    def _attributes(self, definition: Op, node: messages.graph_pb2.NodeDef) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for name, value in node.attr.items():
            attribute = definition.attributes.get(name)
            if name == "_output_shapes":
                continue
            if name.startswith("_"):
                known[name] = value_of_own(value)
            elif attribute is not None and attribute.kind != "python":
                known[name] = checked_value_of(attribute, value)
                if attribute.kind == "func":
                    known[name] = self._functions.named(value.func.name)
                elif attribute.kind == "list(func)":
                    known[name] = tuple(self._functions.named(one.name) for one in value.list.func)
            elif self._defaults.get((node.op, name)) == value.SerializeToString():
                continue
            elif not means_nothing(node.op, name, value):
                raise ValueError(
                    f"NodeDef mentions attr '{name}' not in Op<name={node.op}>. (Check whether your GraphDef-interpreting "
                    "binary is up to date with your GraphDef-generating binary.)"
                )
        for name, attribute in definition.attributes.items():
            if name not in known:
                if attribute.default is REQUIRED:
                    raise ValueError(f"NodeDef missing attr '{name}' from Op<name={node.op}>")
                known[name] = attribute.default
        if self._is_old and definition.type == "Placeholder" and known["shape"] == ():
            known["shape"] = None
        return known

    def _prefixed_class(self, operation: Operation) -> list[str]:
        """Put the scope before the names in the node's `_class`; the operations that it is colocated with."""
        groups = operation.attributes.get("_class")
        if not isinstance(groups, (tuple, str)):
            return []
        listed = (groups,) if isinstance(groups, str) else groups
        named = tuple(re.sub("^loc:@", f"loc:@{self._scope}", group) for group in listed)
        operation.attributes["_class"] = named
        others = [group.removeprefix("loc:@") for group in named if group.startswith("loc:@")]
        return [other for other in others if other != operation.name]

    def _place_with(self, colocated: Sequence[tuple[Operation, list[str]]]) -> None:
        for operation, others in colocated:
            for other in others:
                try:
                    neighbour = self._graph.get_operation_by_name(other)
                except KeyError:
                    if self._graph.building_function:  # what a body takes from outside is none of its nodes
                        continue
                    node, unknown = (name.removeprefix(self._scope) for name in (operation.name, other))
                    raise ValueError(f"Node '{node}' expects to be colocated with unknown node '{unknown}'") from None
                if neighbour.device:
                    operation.device = neighbour.device
                    break

    def element(self, name: str) -> Tensor | Operation:
        """The operation, or with `:` the tensor, that stands for a name of the GraphDef."""
        if ":" not in name:
            if name not in self._operations:
                raise ValueError(f"Requested return node '{name}' not found in graph def")
            return self._operations[name]
        source, index = tensor_name(name)
        if (source, index) in self._tensors:
            return self._tensors[source, index]
        if source not in self._operations:
            raise ValueError(f"Requested return tensor '{name}' not found in graph def")
        outputs = self._operations[source].outputs
        if index >= len(outputs):
            raise ValueError(f"Invalid return output {index} of node '{source}', which has {len(outputs)} output(s)")
        return outputs[index]


def in_ops_of_today(nodes: Iterable[Any]) -> list[Any]:
    """The nodes, those of older ops and of resource variables by those that stand for them here."""
    return with_plain_variables(in_newer_ops(nodes))


def registered_op(type: str, where: str = "") -> Op:
    """The op of a type. Raises NotFoundError, whose message ends in `where`."""
    definition = op_of_type(type)
    if definition is None:
        raise errors.NotFoundError(
            None,
            None,
            f"Op type not registered '{type}' in binary running on {platform.node()}. Make sure the Op and Kernel "
            f"are registered in the binary running in this process.{where}",
        )
    return definition


def not_registered(nodes: Iterable[Any]) -> dict[str, str]:
    """The ops of nodes that are not here, each with the first node of it."""
    missing: dict[str, str] = {}
    for node in nodes:
        if node.op not in missing and op_of_type(node.op) is None:
            missing[node.op] = node.name
    return missing


def check_registered(nodes: Iterable[Any]) -> None:
    """Raises NotFoundError, which names all ops of nodes that are not here, each with the first node of it."""
    missing = not_registered(nodes)
    if missing:
        (first, node), *others = missing.items()
        more = ", ".join(f"'{op}' (the node '{name}')" for op, name in others)
        registered_op(first, f" The node is '{node}'." + (f" Nor are registered: {more}." if more else ""))


def _types_of_inputs(definition: Op, attributes: Mapping[str, Any]) -> list[DType]:
    kinds: list[DType] = []
    for argument in definition.inputs:
        if argument.is_list:
            kinds.extend(attributes[argument.type_attr or ""])
            continue
        kind = argument.dtype or attributes[argument.type_attr or ""]
        count = 1 if argument.number_attr is None else attributes[argument.number_attr]
        kinds.extend([kind._as_ref if argument.is_ref else kind] * count)
    return kinds


def check_count(definition: Op, inputs: Sequence[Tensor], attributes: Mapping[str, Any]) -> None:
    """Raises ValueError where a node has not as many inputs as its op."""
    kinds = _types_of_inputs(definition, attributes)
    if len(kinds) != len(inputs):
        expected = ", ".join(map(message_name, kinds))
        raise ValueError(f"NodeDef expected inputs '{expected}' do not match {len(inputs)} inputs specified")


def check_types(definition: Op, name: str, inputs: Sequence[Tensor], attributes: Mapping[str, Any]) -> None:
    """Raises ValueError where an input is of another type than the node's attributes say."""
    kinds = _types_of_inputs(definition, attributes)
    for position, (tensor, kind) in enumerate(zip(inputs, kinds, strict=True)):
        if not kind.is_compatible_with(tensor.dtype):
            raise ValueError(
                f"Input {position} of node {name} was passed {message_name(tensor.dtype)} from {tensor.name} "
                f"incompatible with expected {message_name(kind)}."
            )


class Functions:
    """The functions of a GraphDef, each built when a node first calls it.

    Args:
      graph: that of the nodes.
      library: their FunctionDefs.
      defaults: as of `NodesImport`.
    """

    def __init__(self, graph: Graph, library: Any, defaults: dict[tuple[str, str], bytes]) -> None:
        self._graph = graph
        self._defs = {one.signature.name: one for one in library.function}
        self.defaults = defaults
        self._built: dict[str, FuncGraph] = {}

    def called_by(self, nodes: Iterable[Any]) -> list[Any]:
        """The nodes of functions that are not built yet and that nodes call, and of those that these call."""
        found: list[Any] = []
        left, seen = list(nodes), set(self._built)
        while left:
            values = [value for node in left for value in node.attr.values()]
            names = {one.name for value in values for one in ([value.func] if value.HasField("func") else value.list.func)}
            names = (names & self._defs.keys()) - seen
            seen |= names
            left = [node for name in sorted(names) for node in in_ops_of_today(self._defs[name].node_def)]
            found += left
        return found

    def named(self, name: str) -> FuncGraph:
        """The body of a function. Raises NotFoundError where there is none of that name."""
        if name not in self._built:
            if name not in self._defs:
                raise errors.NotFoundError(None, None, f"Function {name} is not defined.")
            self._built[name] = self._body(self._defs[name])
        return self._built[name]

    def _body(self, function: Any) -> FuncGraph:
        body = FuncGraph(function.signature.name, self._graph)
        with body.as_default():
            arguments = {one.name: body.argument(DType(one.type), None, one.name) for one in function.signature.input_arg}
            graph_def = messages.graph_pb2.GraphDef(node=in_ops_of_today(function.node_def))
            nodes = {node.name: node for node in graph_def.node}

            def reference(text: str) -> str:
                """An input as GraphDefs name it."""
                source, colon, rest = text.partition(":")
                if text.startswith("^") or not colon:
                    return text
                output, _, number = rest.partition(":")
                first = 0
                outputs = outputs_of(nodes[source]) if source in nodes else []
                for name, count in outputs:
                    if (name == output or len(outputs) == 1) and (number or "0").isdigit():  # older ops named it otherwise
                        return f"{source}:{first + int(number or 0)}"
                    first += count
                raise ValueError(f"Function '{function.signature.name}': Node '{source}' has no output '{rest}'")

            graph_def.versions.producer = _NO_SCALAR_PLACEHOLDERS + 1
            for node in graph_def.node:
                node.input[:] = [reference(text) for text in node.input]
            used = {text.partition(":")[0] for node in graph_def.node for text in node.input}
            mapped = {name: tensor for name, tensor in arguments.items() if name in used}
            found = NodesImport(body, graph_def, mapped, "", self)
            found.run()
            names = [function.ret[one.name] for one in function.signature.output_arg]
            results: list[Any] = [arguments[x] if x in arguments else found.element(reference(x)) for x in names]
            body.end(results)
        return body
