"""Operations and tensors as lists, placeholders for tensors, who waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import DTypeLike, ShapeLike

PREFIX = "geph"
"""What the names of placeholders begin with that stand for tensors."""


class ListView(Sequence):
    """A list that cannot be changed."""

    def __init__(self, items: list) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __add__(self, other: Iterable[Any]) -> list:
        return [*self._items, *other]


def add_new(items: list, more: Iterable[Any]) -> list:
    """`items`, to which those of `more` are added that it does not have."""
    known = set(items)
    for item in more:
        if item not in known:
            known.add(item)
            items.append(item)
    return items


def is_iterable(value: Any) -> bool:
    """Whether something is a structure of others; a tensor is none."""
    if isinstance(value, Tensor):
        return False
    try:
        iter(value)
    except Exception:
        return False
    return True


def leaves_of(tree: Any) -> list:
    """The leaves of nested dicts, lists and the like."""
    if not is_iterable(tree):
        return [tree]
    return [leaf for child in (tree.values() if isinstance(tree, dict) else tree) for leaf in leaves_of(child)]


def mapped(tree: Any, function: Callable[[Any], Any]) -> Any:
    """The same structure with what a function gives for each leaf; an iterable of no known kind becomes a tuple."""
    if not is_iterable(tree):
        return function(tree)
    if isinstance(tree, dict):
        return type(tree)((key, mapped(child, function)) for key, child in tree.items())
    if isinstance(tree, tuple) and hasattr(tree, "_asdict"):
        return type(tree)(**mapped(tree._asdict(), function))
    kind = type(tree) if isinstance(tree, (tuple, list)) else tuple
    return kind(mapped(child, function) for child in tree)


def check_graphs(*views: Any) -> None:
    """Raise ValueError for views of several graphs."""
    graphs = [view.graph for view in views if view.graph is not None]
    for position, view in enumerate(views):
        if view.graph is not None and view.graph is not graphs[0]:
            raise ValueError(f"Argument[{position}]: Wrong graph!")


def graph_of_all(items: Any, kinds: tuple | type = (Operation, Tensor)) -> Graph:
    """The graph of operations and tensors of some kinds; raises where there is none, or several."""
    if isinstance(items, Graph):
        return items
    if not is_iterable(items):
        raise TypeError(f"{type(items)} is not iterable")
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    graph = None
    for item in items:
        if not isinstance(item, allowed):
            raise TypeError(f"Expected a type in ({', '.join(map(str, allowed))}), got: {type(item)}")
        if graph is not None and item.graph is not graph:
            raise ValueError(f"Operation {item} does not belong to given graph")
        graph = item.graph
    if graph is None:
        raise ValueError("Can't find the unique graph of an empty list")
    return graph


def _listed(items: Any, kind: type, all_of: Callable[[Graph], list], check: bool, allow_graph: bool, others: bool) -> list:
    if isinstance(items, Graph):
        if not allow_graph:
            raise TypeError("allow_graph is False: cannot convert a tf.Graph.")
        return all_of(items)
    items = list(items) if is_iterable(items) else [items]
    if items and check:
        graph_of_all(items, (Operation, Tensor) if others else kind)
    return [item for item in items if isinstance(item, kind)]


@export("contrib.graph_editor.make_list_of_op")
def make_list_of_op(ops: Any, check_graph: bool = True, allow_graph: bool = True, ignore_ts: bool = False) -> list[Operation]:
    """Operations as a list.

    Args:
      ops: operations, one of them, or a Graph, which stands for all of its.
      check_graph: whether all must be of one graph.
      allow_graph: whether a Graph may be given.
      ignore_ts: whether tensors may be among them, which are left out.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations, or a Graph where it may not be given.
      ValueError: they are of several graphs.
    """
    return _listed(ops, Operation, Graph.get_operations, check_graph, allow_graph, ignore_ts)


@export("contrib.graph_editor.get_tensors")
def get_tensors(graph: Graph) -> list[Tensor]:
    """All tensors of a graph.

    Args:
      graph: a Graph.

    Returns:
      a list, in the order of the operations.

    Raises:
      TypeError: it is no Graph.
    """
    if not isinstance(graph, Graph):
        raise TypeError(f"Expected a graph, got: {type(graph)}")
    return [tensor for operation in graph.get_operations() for tensor in operation.outputs]


@export("contrib.graph_editor.make_list_of_t")
def make_list_of_t(ts: Any, check_graph: bool = True, allow_graph: bool = True, ignore_ops: bool = False) -> list[Tensor]:
    """Tensors as a list.

    Args:
      ts: tensors, one of them, or a Graph, which stands for all of its.
      check_graph: whether all must be of one graph.
      allow_graph: whether a Graph may be given.
      ignore_ops: whether operations may be among them, which are left out.

    Returns:
      a list.

    Raises:
      TypeError: something else than tensors, or a Graph where it may not be given.
      ValueError: they are of several graphs.
    """
    return _listed(ts, Tensor, get_tensors, check_graph, allow_graph, ignore_ops)


@export("contrib.graph_editor.get_generating_ops")
def get_generating_ops(ts: Any) -> list[Operation]:
    """The operations that give tensors.

    Args:
      ts: tensors.

    Returns:
      a list, one for each tensor.

    Raises:
      TypeError: something else than tensors.
    """
    return [tensor.op for tensor in make_list_of_t(ts, allow_graph=False)]


@export("contrib.graph_editor.get_consuming_ops")
def get_consuming_ops(ts: Any) -> list[Operation]:
    """The operations that take one of some tensors as an input.

    Args:
      ts: tensors.

    Returns:
      a list, each once.

    Raises:
      TypeError: something else than tensors.
    """
    tensors = make_list_of_t(ts, allow_graph=False)
    return add_new([], (operation for tensor in tensors for operation in tensor.consumers()))


@export("contrib.graph_editor.ControlOutputs")
class ControlOutputs:
    """Which operations wait for which, beside those that take their outputs.

    Args:
      graph: a Graph.

    Raises:
      TypeError: it is no Graph.
    """

    def __init__(self, graph: Graph) -> None:
        if not isinstance(graph, Graph):
            raise TypeError(f"Expected a tf.Graph, got: {type(graph)}")
        self._graph = graph
        self._waiting: dict[Operation, list[Operation]] = {}
        self._version = -1
        self.update()

    def update(self) -> ControlOutputs:
        """Look again where operations were added.

        Returns:
          this object.
        """
        if self._version != self._graph.version:
            self._waiting.clear()
            for operation in self._graph.get_operations():
                for before in dict.fromkeys(operation.control_inputs):
                    self._waiting.setdefault(before, []).append(operation)
            self._version = self._graph.version
        return self

    def get_all(self) -> dict[Operation, list[Operation]]:
        """A dict of the operations that wait, by what they wait for."""
        return self._waiting

    def get(self, op: Operation) -> Sequence[Operation]:
        """The operations that wait for one.

        Args:
          op: the operation.

        Returns:
          a list, or an empty tuple.
        """
        return self._waiting.get(op, ())

    @property
    def graph(self) -> Graph:
        """The graph."""
        return self._graph


# -- placeholders ------------------------------------------------------------------------------------------------------


def finished_scope(scope: str) -> str:
    """A scope that ends with a slash, unless it is empty."""
    return scope + "/" if scope and scope[-1] != "/" else scope


@export("contrib.graph_editor.placeholder_name")
def placeholder_name(t: Tensor | None = None, scope: str | None = None, prefix: str = PREFIX) -> str:
    """The name of a placeholder that stands for a tensor: `prefix__operation_output`.

    Args:
      t: the tensor; None for one that stands for none.
      scope: in which the name is; that of the tensor by default.
      prefix: what it begins with.

    Returns:
      a text.

    Raises:
      TypeError: `t` is no tensor.
    """
    if scope is not None:
        scope = finished_scope(scope)
    if t is None:
        return f"{scope or ''}{prefix}"
    if not isinstance(t, Tensor):
        raise TypeError(f"Expected a tf.Tenfor, got: {type(t)}")
    directory, slash, base = t.op.name.rpartition("/")
    name = base if base.startswith(f"{prefix}__") else f"{prefix}__{base}_{t.value_index}"
    return (directory + slash if scope is None else scope) + name


@export("contrib.graph_editor.make_placeholder_from_tensor")
def make_placeholder_from_tensor(t: Tensor, scope: str | None = None, prefix: str = PREFIX) -> Tensor:
    """A placeholder of the type and shape of a tensor, called as `placeholder_name` says.

    Args:
      t: the tensor.
      scope: in which its name is; that of the tensor by default.
      prefix: what its name begins with.

    Returns:
      a placeholder.

    Raises:
      TypeError: `t` is no tensor.
    """
    return ops.placeholder(dtype=t.dtype, shape=t.shape, name=placeholder_name(t, scope=scope, prefix=prefix))


@export("contrib.graph_editor.make_placeholder_from_dtype_and_shape", "contrib.graph_editor.ph")
def make_placeholder_from_dtype_and_shape(
    dtype: DTypeLike, shape: ShapeLike | None = None, scope: str | None = None, prefix: str = PREFIX
) -> Tensor:
    """A placeholder called `prefix`.

    Args:
      dtype: its type.
      shape: its shape; None for any.
      scope: in which its name is.
      prefix: its name.

    Returns:
      a placeholder.
    """
    return ops.placeholder(dtype=dtype, shape=shape, name=placeholder_name(scope=scope, prefix=prefix))
