"""TensorArray: an array of tensors that is written and read while a step runs.

Source of names, signatures and messages: tf.TensorArray, TensorFlow 1.15.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..platform import logging
from ..types import dtypes
from ..types.dtypes import DType, as_dtype
from ..types.likes import DTypeLike, IntegersLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from . import tensor_array_ops


class _Common:
    """What all TensorArrays that stand for the same array share.

    Attributes:
      dtype: of the elements.
      element_shape: what is known of each element's shape.
      infers: all elements have the same shape.
      dynamic: it grows where more is written.
      first: the tensor of the first write, with which all that writes is colocated; None before that.
      colocates: whether it is.
    """

    def __init__(self, dtype: DType, element_shape: TensorShape, infers: bool, dynamic: bool, colocates: bool) -> None:
        self.dtype = dtype
        self.element_shape = element_shape
        self.infers = infers
        self.dynamic = dynamic
        self.colocates = colocates
        self.first: Tensor | None = None

    def add_shape(self, shape: TensorShape) -> None:
        """Add what is known of the shape of an element. Raises ValueError where it is none that elements have."""
        if not shape.is_compatible_with(self.element_shape):
            raise ValueError(f"Inconsistent shapes: saw {shape} but expected {self.element_shape} ")
        if self.infers:
            self.element_shape = self.element_shape.merge_with(shape)

    @contextlib.contextmanager
    def together_with(self, value: Tensor) -> Iterator[None]:
        """A block whose operations are on the device of what was written first."""
        if not self.colocates:
            yield
            return
        if self.first is None:
            self.first = value
        with get_default_graph().colocate_with(self.first):
            yield


@export("TensorArray")
class TensorArray:
    """An array of tensors, each written once and read while the same `Session.run` runs.

    Writing gives a new TensorArray: what uses that one comes after the write.

    Args:
      dtype: of the elements.
      size: int32 scalar, how many elements there are; with `handle` None.
      dynamic_size: writing further makes it grow.
      clear_after_read: an element is let go when it was read, and can be read once; the default is True.
      tensor_array_name: what it is called in errors.
      handle, flow: those of another TensorArray, which this one stands for.
      infer_shape: all elements have the same shape.
      element_shape: what is known of each element's shape. An element that is read without having been written is zeros
        where it is known in full.
      colocate_with_first_write_call: what writes is on the device of what was written first.

    Raises:
      TypeError: `handle` is no tensor.
      ValueError: neither `size` nor `handle`, `handle` together with what only a new array has, or without `flow`.
    """

    def __init__(
        self,
        dtype: DTypeLike,
        size: IntegersLike | None = None,
        dynamic_size: bool | None = None,
        clear_after_read: bool | None = None,
        tensor_array_name: str | None = None,
        handle: Tensor | None = None,
        flow: Tensor | None = None,
        infer_shape: bool = True,
        element_shape: ShapeLike | None = None,
        colocate_with_first_write_call: bool = True,
        name: str | None = None,
    ) -> None:
        if handle is not None and tensor_array_name:
            raise ValueError("Cannot construct with both handle and tensor_array_name")
        if handle is not None and not isinstance(handle, Tensor):
            raise TypeError("Handle must be a Tensor")
        if handle is None and size is None:
            raise ValueError("Size must be provided if handle is not provided")
        of_new = (("size", size), ("element_shape", element_shape), ("dynamic_size", dynamic_size))
        for argument, value in (*of_new, ("clear_after_read", clear_after_read)):
            if handle is not None and value is not None:
                raise ValueError(f"Cannot provide both a handle and {argument} at the same time")
        self._common = _Common(
            as_dtype(dtype).base_dtype,
            TensorShape(element_shape),
            infer_shape,
            dynamic_size or False,
            colocate_with_first_write_call,
        )
        with name_scope(name, "TensorArray", [handle, size, flow]) as scope:
            if handle is not None:
                if flow is None:
                    raise ValueError("flow must not be None if handle is not None.")
                self._handle, self._flow = handle, flow
                return
            with self._anywhere():
                self._handle, self._flow = tensor_array_ops.TENSOR_ARRAY(
                    size,
                    dtype=dtype,
                    element_shape=element_shape,
                    identical_element_shapes=infer_shape,
                    dynamic_size=self.dynamic_size,
                    clear_after_read=clear_after_read,
                    tensor_array_name=tensor_array_name,
                    name=scope,
                )

    @contextlib.contextmanager
    def _anywhere(self) -> Iterator[None]:
        """Where an array is made: the first write says on which device, where that is asked for."""
        graph = get_default_graph()
        if self._common.colocates:
            with graph.device(None), graph.colocate_with(None, ignore_existing=True):
                yield
        else:
            yield

    @property
    def flow(self) -> Tensor:
        """float32 scalar: what is computed of it comes after all that was written."""
        return self._flow

    @property
    def dtype(self) -> DType:
        """The type of the elements."""
        return self._common.dtype

    @property
    def handle(self) -> Tensor:
        """The array itself, resource."""
        return self._handle

    @property
    def element_shape(self) -> TensorShape:
        """What is known of the shape of each element."""
        return self._common.element_shape

    @property
    def dynamic_size(self) -> bool:
        """Whether it grows."""
        return self._common.dynamic

    @property
    def _infer_shape(self) -> bool:
        return self._common.infers

    def _with_flow(self, flow: Tensor) -> TensorArray:
        """The same array after what `flow` comes of."""
        with name_scope(None, "TensorArray", [self._handle, flow]):
            other = object.__new__(type(self))
        other._common, other._handle, other._flow = self._common, self._handle, flow
        return other

    def identity(self) -> TensorArray:
        """The same array; what uses it comes after the control dependencies of now."""
        return self._with_flow(ops.identity(self._flow))

    def grad(self, source: str, flow: Tensor | None = None, name: str | None = None) -> TensorArray:
        """The array of gradients that one call of `gradients` adds up.

        Args:
          source: the name of that call's scope; each has an array of its own.
          flow: what was written before is there; by default this array's.
        """
        handle, of_flow = tensor_array_ops.gradients_of(self._handle, self._flow if flow is None else flow, source, name)
        found = TensorArray(
            self.dtype, handle=handle, flow=of_flow, infer_shape=self._infer_shape, colocate_with_first_write_call=False
        )
        found._common.element_shape = self.element_shape
        return found

    def read(self, index: Any, name: str | None = None) -> Tensor:
        """The element at `index`, int32 scalar."""
        value = tensor_array_ops.TENSOR_ARRAY_READ(self._handle, index, self._flow, dtype=self.dtype, name=name)
        value.set_shape(self.element_shape)
        return value

    def write(self, index: Any, value: TensorLike, name: str | None = None) -> TensorArray:
        """The array once `value` is its element at `index`, int32 scalar.

        Raises:
          ValueError: elements have another shape.
        """
        with name_scope(name, "TensorArrayWrite", [self._handle, index, value]):
            tensor = self._tensor(value)
            self._common.add_shape(tensor.shape)
            with self._common.together_with(tensor):
                flow = tensor_array_ops.TENSOR_ARRAY_WRITE(self._handle, index, tensor, self._flow, name=name)
            return self._with_flow(flow)

    def stack(self, name: str | None = None) -> Tensor:
        """All elements in one tensor of one more axis; they have the same shape."""
        with get_default_graph().colocate_with(self._handle), name_scope(name, "TensorArrayStack", [self._handle]):
            return self.gather(ops.range(0, self.size()), name=name)

    def pack(self, name: str | None = None) -> Tensor:
        """`stack`, as it was called before TensorFlow 1.0."""
        tell("TensorArray.pack", "TensorArray.stack", "1.0")
        return self.stack(name)

    def gather(self, indices: TensorLike, name: str | None = None) -> Tensor:
        """The elements at `indices`, int32 vector, in one tensor; they have the same shape."""
        value = tensor_array_ops.TENSOR_ARRAY_GATHER(
            self._handle, indices, self._flow, dtype=self.dtype, element_shape=self.element_shape, name=name
        )
        value.set_shape(TensorShape([None]).concatenate(self.element_shape))
        return value

    def concat(self, name: str | None = None) -> Tensor:
        """All elements, one after the other along their first axis; they are alike in the others."""
        rest = self.element_shape[1:]
        value, _ = tensor_array_ops.TENSOR_ARRAY_CONCAT(
            self._handle, self._flow, dtype=self.dtype, element_shape_except0=rest, name=name
        )
        value.set_shape(TensorShape([None]).concatenate(rest))
        return value

    def unstack(self, value: TensorLike, name: str | None = None) -> TensorArray:
        """The array once its elements are the rows of `value`. Raises ValueError where elements have another shape."""
        with name_scope(name, "TensorArrayUnstack", [self._handle, value]):
            rows = ops.shape(value)[0]
            return self.scatter(ops.range(0, rows), value, name=name)

    def unpack(self, value: TensorLike, name: str | None = None) -> TensorArray:
        """The array that `unstack` gives for `value`, as it was called before TensorFlow 1.0."""
        tell("TensorArray.unpack", "TensorArray.unstack", "1.0")
        return self.unstack(value, name)

    def scatter(self, indices: TensorLike, value: TensorLike, name: str | None = None) -> TensorArray:
        """The array once its elements at `indices`, int32 vector, are the rows of `value`.

        Raises:
          ValueError: elements have another shape.
        """
        with name_scope(name, "TensorArrayScatter", [self._handle, value, indices]):
            tensor = self._tensor(value)
            self._common.add_shape(tensor.shape[1:])
            with self._common.together_with(tensor):
                flow = tensor_array_ops.TENSOR_ARRAY_SCATTER(self._handle, indices, tensor, self._flow, name=name)
            return self._with_flow(flow)

    def split(self, value: TensorLike, lengths: TensorLike, name: str | None = None) -> TensorArray:
        """The array once its elements are parts of `value`, each of as many rows as `lengths`, an int vector, says.

        Raises:
          ValueError: elements have another shape.
        """
        with name_scope(name, "TensorArraySplit", [self._handle, value, lengths]):
            tensor = convert_to_tensor(value, self.dtype, name="value")
            with self._common.together_with(tensor):
                sizes = ops.cast(lengths, dtypes.int64)
                known = constant_value(sizes)
                if tensor.static_shape is not None and known is not None and known.shape and known.max() == known.min():
                    self._common.add_shape(TensorShape([known[0]]).concatenate(tensor.shape[1:]))
                flow = tensor_array_ops.TENSOR_ARRAY_SPLIT(self._handle, tensor, sizes, self._flow, name=name)
            return self._with_flow(flow)

    def size(self, name: str | None = None) -> Tensor:
        """int32 scalar: how many elements there are."""
        return tensor_array_ops.TENSOR_ARRAY_SIZE(self._handle, self._flow, name=name)

    def close(self, name: str | None = None) -> Operation:
        """Let go of all elements; nothing can be read or written any more."""
        return tensor_array_ops.TENSOR_ARRAY_CLOSE(self._handle, name=name)

    def _tensor(self, value: Any) -> Tensor:
        tensor = convert_to_tensor(value, preferred_dtype=self.dtype, name="value")
        if tensor.dtype.base_dtype is not self.dtype:
            logging.error(
                f"Error: Input value {tensor} has dtype {tensor.dtype}, but expected dtype {self.dtype}.  This leads to "
                "undefined behavior and will be an error in future versions of TensorFlow."
            )
        return tensor
