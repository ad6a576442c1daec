"""Graph: what a program has built, and by which names it is found again."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from headrace.formats.exports import export

from ._origins_cy import stack_of
from .default_stacks import graph_as_default
from .names import UniqueNames, check_node_name, check_scope_name, name_text
from .operation import Operation
from .rules.registered_gradients import CHOSEN, choosing, chosen_rules
from .scopes.collections import Collections
from .scopes.surroundings import Surroundings
from .tensor import Tensor

T = TypeVar("T")


@export("Graph")
class Graph(Collections, Surroundings):
    """Operations, the tensors between them, and the collections that programs keep.

    Programs build it from any thread; `_lock` guards the tables of operations and names.

    Example:
      >>> graph = tf.Graph()
      >>> with graph.as_default():
      ...     total = tf.add(1, 2, name="total")
      >>> graph.get_tensor_by_name("total:0") is total
      True
    """

    def __init__(self) -> None:
        super().__init__()
        self._operations: dict[str, Operation] = {}  # guarded by _lock; in order of creation
        self._names = UniqueNames()  # guarded by _lock
        self._shared: dict[str, Any] = {}  # guarded by _lock
        self._seed: int | None = None
        self.is_deterministic = False  # whether queue runners leave the same in every run, see `deterministic`
        self.memory_budget: int | None = None  # bytes for the queues of each session, see `memory_budget`
        self._finalized = False
        self.functions: dict[str, Any] = {}  # those that its operations call, by name; written under _lock
        self.claims = 0  # how often a shape that plans rely on has become a claim
        self.changes = 0  # grows with every operation and claim
        self._unfeedable: set[Tensor] = set()  # guarded by _lock
        self._unfetchable: set[Operation] = set()  # guarded by _lock

    # What is built

    @property
    def version(self) -> int:
        """The number of operations so far."""
        return len(self._operations)

    @property
    def finalized(self) -> bool:
        """Whether no further operations are allowed."""
        return self._finalized

    def finalize(self) -> None:
        """Allow no further operations."""
        self._finalized = True

    def _unsafe_unfinalize(self) -> None:
        """Allow operations again: a monitored session that has ended gives the graph back as it was."""
        self._finalized = False

    def check_not_finalized(self) -> None:
        """Raise RuntimeError once the graph is finalized."""
        if self._finalized:
            raise RuntimeError("Graph is finalized and cannot be modified.")

    def add(self, operation: Operation) -> None:
        """Enter `operation`, whose name was made unique. Raises RuntimeError once the graph is finalized."""
        with self._lock:
            self.check_not_finalized()
            chosen = chosen_rules(self).get(operation.type)
            if chosen is not None:
                operation.attributes[CHOSEN] = chosen
            operation.id = len(self._operations) + 1
            self._operations[operation.name] = operation
            self.changes += 1
            for tensor in operation.inputs:
                tensor._consumers.append(operation)
        self.control.note(operation)

    def discard(self, operations: Sequence[Operation]) -> None:
        """Take out `operations` that nothing else uses, the last that were made."""
        with self._lock:
            for operation in reversed(operations):
                del self._operations[operation.name]
                for tensor in operation.inputs:
                    tensor._consumers.remove(operation)

    def as_graph_def(self, from_version: int | None = None, add_shapes: bool = False) -> Any:
        """The graph as a GraphDef, the operations in order of creation.

        Args:
          from_version: only operations made since the graph had this `version`.
          add_shapes: say the shapes of all outputs, as the attribute `_output_shapes`.

        Raises:
          ValueError: it would be larger than 2 GB.
        """
        from ..graphdef import export

        return export.graph_def(self, from_version, add_shapes)

    @property
    def graph_def_versions(self) -> Any:
        """The versions of the GraphDefs that it gives."""
        from ..graphdef import export

        return export.versions()

    def get_operations(self) -> list[Operation]:
        """All operations in order of creation."""
        with self._lock:
            return list(self._operations.values())

    def get_operation_by_name(self, name: str) -> Operation:
        """Raises KeyError for an unknown name, TypeError for what is not text."""
        if not isinstance(name, str):
            raise TypeError(f"Operation names are strings (or similar), not {type(name).__name__}.")
        return self.as_graph_element(name, allow_tensor=False, allow_operation=True)

    def get_tensor_by_name(self, name: str) -> Tensor:
        """The tensor `op:index`. KeyError: there is none; ValueError: another form; TypeError: no text."""
        if not isinstance(name, str):
            raise TypeError(f"Tensor names are strings (or similar), not {type(name).__name__}.")
        return self.as_graph_element(name, allow_tensor=True, allow_operation=False)

    def as_graph_element(self, obj: Any, allow_tensor: bool = True, allow_operation: bool = True) -> Any:
        """The Tensor or Operation of this graph that `obj` is, names, or stands for (`_as_graph_element()`).

        `allow_tensor` and `allow_operation` say which of the two it may be.

        Raises:
          KeyError: a name that the graph does not have.
          ValueError: an element of another graph, or a name of the other kind.
          TypeError: something else.
        """
        wanted = " or ".join(["Tensor"] * bool(allow_tensor) + ["Operation"] * bool(allow_operation))
        element = obj._as_graph_element() if hasattr(obj, "_as_graph_element") else obj
        if isinstance(element, bytes):
            element = name_text(element)
        if isinstance(element, str):
            return self._named(element, allow_tensor, allow_operation, wanted)
        if (isinstance(element, Tensor) and allow_tensor) or (isinstance(element, Operation) and allow_operation):
            if element.graph is not self:
                kind = "Tensor" if isinstance(element, Tensor) else "Operation"
                raise ValueError(f"{kind} {element} is not an element of this graph.")
            return element
        raise TypeError(f"Can not convert a {type(obj).__name__} into a {wanted}.")

    def _named(self, name: str, allow_tensor: bool, allow_operation: bool, wanted: str) -> Any:
        op_name, colon, index = name.partition(":")
        operation = self._operations.get(op_name)
        if not colon:
            if not allow_operation:
                known = "looks like an (invalid) Operation name" if operation is None else "refers to an Operation"
                raise ValueError(
                    f'The name {name!r} {known}, not a {wanted}. Tensor names must be of the form "<op_name>:<output_index>".'
                )
            if operation is None:
                raise KeyError(f"The name {name!r} refers to an Operation not in the graph.")
            return operation
        if not allow_tensor:
            raise ValueError(f"Name {name!r} appears to refer to a Tensor, not a {wanted}.")
        if not index.isdigit():
            raise ValueError(
                f"The name {name!r} looks a like a Tensor name, but is not a valid one. Tensor names must be of the "
                'form "<op_name>:<output_index>".'
            )
        missing = f"The name {name!r} refers to a Tensor which does not exist. The operation, {op_name!r}, "
        if operation is None:
            raise KeyError(missing + "does not exist in the graph.")
        if int(index) >= len(operation.outputs):
            raise KeyError(f"{missing}exists but only has {len(operation.outputs)} outputs.")
        return operation.outputs[int(index)]

    def is_feedable(self, tensor: Tensor) -> bool:
        """Whether `tensor` may be fed."""
        return tensor not in self._unfeedable

    def is_fetchable(self, tensor_or_op: Any) -> bool:
        """Whether `tensor_or_op` may be fetched."""
        return (tensor_or_op.op if isinstance(tensor_or_op, Tensor) else tensor_or_op) not in self._unfetchable

    def prevent_feeding(self, tensor: Tensor) -> None:
        """Let no session feed `tensor` from now on."""
        with self._lock:
            self._unfeedable.add(tensor)

    def prevent_fetching(self, op: Operation) -> None:
        """Let no session fetch `op` or its outputs from now on; what is computed from them may be fetched."""
        with self._lock:
            self._unfetchable.add(op)

    @property
    def building_function(self) -> bool:
        """Whether it is the body of a function."""
        return False

    def captured(self, tensors: Sequence[Tensor]) -> Sequence[Tensor]:
        """The inputs of a new operation as tensors of this graph: the body of a function takes others from outside.

        Args:
          tensors: of this graph, or of one around.

        Returns:
          As many Tensors of this graph.
        """
        return tensors

    def create_op(
        self,
        op_type: str,
        inputs: Sequence[Tensor],
        dtypes: Any = None,
        input_types: Sequence[Any] | None = None,
        name: str | None = None,
        attrs: dict[str, Any] | None = None,
        op_def: Any = None,
        compute_shapes: bool = True,
        compute_device: bool = True,
    ) -> Operation:
        """Add an operation; gives it.

        Args:
          op_type: the name of its type.
          inputs: its input tensors, lists flattened.
          dtypes, op_def, compute_shapes: accepted; the op's type, its inputs and attributes decide.
          input_types: what the inputs must be compatible with.
          name: the op's type by default; one that ends in `/` is taken as it is.
          attrs: AttrValues by name; type attributes that the inputs decide may be left out.
          compute_device: False leaves out the devices that surround the call.

        Raises:
          TypeError: an input is no Tensor, or not of its type; an attribute is no AttrValue.
          NotFoundError: there is no such op.
          ValueError: attributes or shapes that do not go together.
        """
        from ..graphdef import creation

        return creation.created(self, op_type, inputs, input_types, name, attrs or {}, compute_device)

    # Names and scopes

    @property
    def _name_stack(self) -> str:
        return getattr(self._stacks, "name", "")

    def get_name_scope(self) -> str:
        """The current scope without the slash at its end."""
        return self._name_stack

    def unique_name(self, name: str, mark_as_used: bool = True) -> str:
        """The `name` in the current scope, with a number where it is in use; `mark_as_used` takes it."""
        name = name_text(name)
        full = f"{self._name_stack}/{name}" if self._name_stack else name
        with self._lock:
            return self._names.take(full, mark_as_used)

    def node_name(self, name: str) -> str:
        """The full, unique name of a new operation; a name that ends in `/` is taken as it is (a scope entered anew).

        Raises:
          ValueError: not a valid name.
        """
        name = name_text(name)
        check_node_name(name if name.endswith("/") or not self._name_stack else f"{self._name_stack}/{name}")
        return name[:-1] if name.endswith("/") else self.unique_name(name)

    def imported_name(self, name: str) -> str:
        """The full name of an operation that has one already: that name, with a number where it is in use."""
        with self._lock:
            if name in self._operations:
                return self._names.take(name)
            self._names.note(name)
            return name

    @contextlib.contextmanager
    def name_scope(self, name: str | None) -> Iterator[str]:
        """Put `name/` before the names made inside. Yields the scope, `/` included.

        None or "" is the root; a name that ends in `/` enters that very scope again.

        Raises:
          ValueError: not a valid scope name.
        """
        if name:
            name = name_text(name)
            check_scope_name(name, at_root=not self._name_stack)
        outer = self._name_stack
        if not name:
            new = ""
        elif name.endswith("/"):
            new = name[:-1]
        else:
            new = self.unique_name(name)
        self._stacks.name = new
        try:
            yield new + "/" if new else ""
        finally:
            self._stacks.name = outer

    # What surrounds the operations that are made, see Surroundings

    def control_dependencies(self, control_inputs: Iterable[Any] | None) -> contextlib.AbstractContextManager:
        """A context whose operations run after `control_inputs`.

        None clears what outer blocks asked for, and leaves branches and loops.

        Raises:
          TypeError, ValueError: not tensors or operations of this graph.
        """
        if control_inputs is None:
            return self._independent()
        operations = []
        for item in control_inputs:
            element = self.as_graph_element(item)
            operations.append(element.op if isinstance(element, Tensor) else element)
        return self.control.block(operations)

    @contextlib.contextmanager
    def _independent(self) -> Iterator[None]:
        with self.control.cleared(), self.in_context(None):
            yield

    @contextlib.contextmanager
    def colocate_with(self, op: Any, ignore_existing: bool = False) -> Iterator[None]:
        """A block whose operations belong on the device of `op`, whatever devices surround the block.

        Args:
          op: an Operation, or what has one; None, with `ignore_existing`, for a block that belongs nowhere.
          ignore_existing: forget the blocks around this one.

        Raises:
          ValueError: `op` is None and `ignore_existing` is not set.
          TypeError: it has no operation.
        """
        if op is not None:
            element = self.as_graph_element(op)
            op = element.op if isinstance(element, Tensor) else element
        with self.colocation.entered(op, ignore_existing, stack_of(sys._getframe(2), self.origins)), self.devices.none():
            yield

    def gradient_override_map(self, op_type_map: dict[str, str]) -> contextlib.AbstractContextManager[None]:
        """A context whose operations take their gradients from rules that `op_type_map` names (`RegisterGradient`).

        Raises:
          TypeError: not a dict from op types to names.
        """
        return choosing(self, op_type_map)

    def shared(self, key: str, make: Callable[[], T]) -> T:
        """The object of this graph that `key` names, one for all threads, made by `make` at the first call."""
        with self._lock:
            if key not in self._shared:
                self._shared[key] = make()
            return self._shared[key]

    # Seeds and defaults

    @property
    def seed(self) -> int | None:
        """The graph-level seed of random ops (`set_random_seed`)."""
        return self._seed

    @seed.setter
    def seed(self, seed: int | None) -> None:
        self._seed = seed

    def as_default(self) -> contextlib.AbstractContextManager[Graph]:
        """Make this the default graph of the current thread inside the block."""
        return graph_as_default(self)
