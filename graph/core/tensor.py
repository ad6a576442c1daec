"""Tensor: one output of an operation, as programs hold and combine it; TensorSpec: what is said of one that is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from headrace.formats.doors import door, show_program
from headrace.formats.exports import export

from ..types import dtypes
from ..types.dtypes import DType
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from ..types.static_shapes import StaticShape, as_static, merge
from .default_stacks import session_for
from .operators import Operators

if TYPE_CHECKING:
    from .graph import Graph
    from .operation import Operation


@export("Tensor")
class Tensor(Operators):
    """A handle on the value that an operation will compute.

    Attributes:
      op: the Operation that computes it.
      value_index: which of the op's outputs it is.
      dtype: type of the elements.
      static_shape: what is known of its shape before anything runs: None, or a tuple of int and None.
      shape_is_claimed: whether the program has said more of the shape than follows from the operation; it may be wrong.
      assign: of a slice of a variable, the function that gives this part a new value; absent where it is no slice.
      aliases: the names of the layers' scopes under which layers have listed it in a collection; absent where none has.
    """

    __slots__ = (
        "__weakref__",
        "_consumers",
        "aliases",
        "assign",
        "dtype",
        "op",
        "shape_is_claimed",
        "static_shape",
        "value_index",
    )

    aliases: list[str]
    assign: Callable[..., Tensor]

    def __init__(self, op: Operation, value_index: int, dtype: DType, static_shape: StaticShape = None) -> None:
        self.op = op
        self.value_index = value_index
        self.dtype = dtype
        self.static_shape = static_shape
        self.shape_is_claimed = False
        self._consumers: list[Operation] = []

    @property
    def graph(self) -> Graph:
        """The graph it is in."""
        return self.op.graph

    @property
    def name(self) -> str:
        """`op:index`."""
        return f"{self.op.name}:{self.value_index}"

    @property
    def device(self) -> str:
        """The device of its operation, "" where none is said."""
        return self.op.device

    @property
    def shape(self) -> TensorShape:
        """The static shape."""
        return TensorShape(self.static_shape)

    def get_shape(self) -> TensorShape:
        """The static shape."""
        return self.shape

    @door
    def set_shape(self, shape: Any) -> None:
        """Add what the program knows of the shape. Raises ValueError where `shape` contradicts what is known already."""
        merged = merge(self.static_shape, as_static(shape))
        self.shape_is_claimed |= merged != self.static_shape
        self.static_shape = merged

    def consumers(self) -> list[Operation]:
        """The operations that take this tensor as an input."""
        return list(self._consumers)

    def eval(self, feed_dict: dict | None = None, session: Any = None) -> Any:
        """Its value in `session` (by default the default one) with `feed_dict`. Raises ValueError where there is none."""
        try:
            return session_for(self, session).run(self, feed_dict)
        except BaseException as error:  # written out: a step must not wait for a decorator
            show_program(error)
            raise

    def __repr__(self) -> str:
        return f"<tf.Tensor '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    def __str__(self) -> str:
        shape = "" if self.static_shape is None else f", shape={self.shape}"
        device = f", device={self.device}" if self.device else ""
        return f'Tensor("{self.name}"{shape}, dtype={self.dtype.name}{device})'

    def __copy__(self) -> Tensor:
        return self

    @door
    def __iter__(self) -> Any:
        raise TypeError(
            "Tensor objects are only iterable when eager execution is enabled. "
            "To iterate over this tensor use tf.map_fn, or tf.unstack where its first dimension is known."
        )

    @door
    def __len__(self) -> int:
        raise TypeError(
            f"len is not well defined for symbolic Tensors. ({self.name}) "
            "Please call `x.shape` rather than `len(x)` for shape information."
        )

    @door
    def __bool__(self) -> bool:
        raise TypeError(
            "Using a `tf.Tensor` as a Python `bool` is not allowed. Use `if t is not None:` instead of `if t:` to test "
            "if a tensor is defined, and use TensorFlow ops such as tf.cond to execute subgraphs conditioned on the "
            "value of a tensor."
        )


@export("TensorSpec")
class TensorSpec:
    """Shape and type of a tensor, and a name.

    Args:
      shape: a TensorShape, or what converts to one.
      dtype: a DType, or what converts to one.
    """

    __slots__ = ("_dtype", "_name", "_shape")

    def __init__(self, shape: ShapeLike, dtype: DTypeLike = dtypes.float32, name: str | None = None) -> None:
        self._shape = TensorShape(shape)
        self._dtype = dtypes.as_dtype(dtype)
        self._name = name

    @classmethod
    def from_spec(cls, spec: Any, name: str | None = None) -> TensorSpec:
        """The same as `spec` under that name, or its own."""
        return cls(spec.shape, spec.dtype, name or spec.name)

    @classmethod
    def from_tensor(cls, tensor: TensorLike, name: str | None = None) -> TensorSpec:
        """What is known of `tensor`; by default under the name of its operation. Raises ValueError for anything else."""
        if not isinstance(tensor, Tensor):
            raise ValueError("`tensor` should be a tf.Tensor")
        return cls(tensor.shape, tensor.dtype, name or tensor.op.name)

    @property
    def shape(self) -> TensorShape:
        """The TensorShape."""
        return self._shape

    @property
    def dtype(self) -> DType:
        """The DType."""
        return self._dtype

    @property
    def name(self) -> str | None:
        """The name, or None."""
        return self._name

    @property
    def value_type(self) -> type:
        """Tensor."""
        return Tensor

    def is_compatible_with(self, spec_or_tensor: Any) -> bool:
        """Whether the Tensor or TensorSpec `spec_or_tensor` may be of this shape and is of this type; names do not count."""
        if not isinstance(spec_or_tensor, (Tensor, TensorSpec)):
            return False
        return self._dtype.is_compatible_with(spec_or_tensor.dtype) and self._shape.is_compatible_with(spec_or_tensor.shape)

    def most_specific_compatible_type(self, other: TensorSpec) -> TensorSpec:
        """The TensorSpec that this and `other` are cases of. Raises ValueError where their types or names differ."""
        if type(self) is not type(other) or (self._dtype, self._name) != (other.dtype, other.name):
            raise ValueError(f"Types are not compatible: {self!r} vs {other!r}")
        return TensorSpec(self._shape.most_specific_compatible_shape(other.shape), self._dtype, self._name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TensorSpec) and repr(self) == repr(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self._shape}, dtype={self._dtype!r}, name={self._name!r})"
