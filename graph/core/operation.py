"""Operation: a node of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headrace.formats.doors import show_program
from headrace.formats.exports import export

from ..devices.spec import DeviceSpec
from ..types.dtypes import DType, message_name
from ..types.static_shapes import StaticShape
from ._origins_cy import Stack, frames_of
from .default_stacks import session_for
from .op import Op
from .scopes.colocation import ColocationBlock, groups_of
from .scopes.devices import DeviceBlock
from .tensor import Tensor

if TYPE_CHECKING:
    from .graph import Graph


_NONE: tuple[tuple[()], tuple[()]] = ((), ())


@export("Operation")
class Operation:
    """A node of a graph. Made by calling an `Op`.

    Args:
      graph: the graph it is in.
      definition: the Op it is one of, with all its rules.
      inputs: its input Tensors, lists flattened.
      attributes: their values by name.
      control_inputs: Operations that run before it.
      device: its device, "" where none is said.
      context: the branch or loop that it belongs to, or None.
      made_in: the lines of the program that made it.

    Attributes:
      outputs: its output Tensors.
      id: its place in the order of creation, from 1.
      surroundings: the blocks of devices, and those of colocation, that it was made in.
      _original_op: the operation whose gradient it was made for, or None.
    """

    __slots__ = (
        "__weakref__",
        "_made_in",
        "_original_op",
        "attributes",
        "context",
        "control_inputs",
        "definition",
        "device",
        "graph",
        "id",
        "inputs",
        "name",
        "outputs",
        "surroundings",
    )

    def __init__(
        self,
        graph: Graph,
        definition: Op,
        name: str,
        inputs: tuple[Tensor, ...],
        attributes: dict[str, Any],
        control_inputs: list[Operation],
        device: str,
        context: Any,
        made_in: Stack,
    ) -> None:
        self.graph = graph
        self.definition = definition
        self.name = name
        self.inputs = inputs
        self.attributes = attributes
        self.control_inputs = control_inputs
        self.device = device
        self.context = context
        self.outputs: list[Tensor] = []
        self.id = 0
        self._original_op: Operation | None = graph.original_op
        self._made_in = made_in
        self.surroundings: tuple[tuple[DeviceBlock, ...], tuple[ColocationBlock, ...]] = _NONE

    @property
    def type(self) -> str:
        """The name of its Op, such as "MatMul"."""
        return self.definition.type

    def get_attr(self, name: str) -> Any:
        """The value of an attribute. Raises ValueError where the op has none of that name."""
        try:
            value = self.attributes[name]
        except KeyError:
            raise ValueError(f"Operation '{self.name}' has no attr named '{name}'.") from None
        declared = self.definition.attributes.get(name)
        return list(value) if declared is not None and declared.is_list else value

    def colocation_groups(self) -> list[bytes]:
        """The groups of operations whose device it shares: those it was put into, or its own."""
        return [group.encode() for group in groups_of(self)]

    @property
    def traceback(self) -> tuple[tuple[str, int, str, str | None], ...]:
        """File, line, function and text of the line of each call that led to it; the last is the program's that made it."""
        return tuple(frame[:4] for frame in frames_of(self._made_in))

    @property
    def traceback_with_start_lines(self) -> tuple[tuple[str, int, str, str | None, int], ...]:
        """`traceback`, and the first line of each function."""
        return frames_of(self._made_in)

    @property
    def node_def(self) -> Any:
        """The operation as a NodeDef."""
        from ..graphdef import export

        return export.node_def(self)

    @property
    def op_def(self) -> Any:
        """Its kind as an OpDef."""
        from ..graphdef import export

        return export.op_def(self.definition)

    def _set_device(self, device: Any) -> None:
        """Put it on another device, a name or DeviceSpec; what a session has placed already stays where it is."""
        self.device = device.to_string() if isinstance(device, DeviceSpec) else device

    def add_output(self, dtype: DType, shape: StaticShape) -> Tensor:
        """Another output, of `dtype` and the static `shape`; gives the Tensor."""
        tensor = Tensor(self, len(self.outputs), dtype, shape)
        self.outputs.append(tensor)
        return tensor

    def _update_input(self, index: int, tensor: Tensor) -> None:
        """Take `tensor` as that input from now on: what goes round in a loop is made after what takes it.

        Raises:
          ValueError: it is of another type.
        """
        before = self.inputs[index]
        if not before.dtype.base_dtype.is_compatible_with(tensor.dtype):
            raise ValueError(
                f"Input {index} of node {self.name} was passed {message_name(tensor.dtype)} from {tensor.name} incompatible "
                f"with expected {message_name(before.dtype.base_dtype)}."
            )
        self.inputs = (*self.inputs[:index], tensor, *self.inputs[index + 1 :])
        before._consumers.remove(self)
        tensor._consumers.append(self)

    def _add_control_input(self, operation: Operation) -> None:
        """Let it wait for `operation` too."""
        if operation not in self.control_inputs:
            self.control_inputs.append(operation)

    def values(self) -> tuple[Tensor, ...]:
        """Its output Tensors."""
        return tuple(self.outputs)

    def run(self, feed_dict: dict | None = None, session: Any = None) -> None:
        """Run it in `session` (default: the default session) with `feed_dict`. Raises ValueError where there is no session."""
        try:
            session_for(self, session, "run").run(self, feed_dict)
        except BaseException as error:  # written out: a step must not wait for a decorator
            show_program(error)
            raise

    def __repr__(self) -> str:
        return f"<tf.Operation '{self.name}' type={self.type}>"

    def __str__(self) -> str:
        return f"name: {self.name!r}\nop: {self.type!r}\n" + "".join(f"input: {x.name!r}\n" for x in self.inputs)
