"""What a TensorArray is while a step runs: its elements, which of them were written and read, its gradients.

Source of rules and messages: TensorFlow 1.15's kernels. Elements are the very arrays that were written: nobody writes
into them any more, and they are copied before callers of a session see them.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..types.dtypes import DType, bool_, message_name, string
from ..types.errors import invalid
from ..types.static_shapes import StaticShape, bracket, compatible, is_full

_numbers = itertools.count()


class _Blank:
    """The place of an element that has no value.

    Attributes:
      shape: of the element that was here, or of the zeros that are; None where it is not known.
      cleared: it had a value, which was read.
    """

    __slots__ = ("cleared", "shape")

    def __init__(self, shape: tuple[int, ...] | None = None, cleared: bool = False) -> None:
        self.shape = shape
        self.cleared = cleared


_UNWRITTEN = _Blank()
_CLEARED = _Blank(cleared=True)


class TensorArrayState:
    """One TensorArray of one step.

    Args:
      name: what errors call it.
      element_shape: what is known of the shapes of elements.
      alike: all elements have the same shape, that of the first that is written.
      clears: an element is let go when it has been read.
      of_gradients: it holds the gradients of another one: what is written to the same place is added up, and what is
        never written is zero.
    """

    def __init__(
        self,
        name: str,
        dtype: DType,
        size: int,
        element_shape: StaticShape,
        alike: bool = False,
        dynamic: bool = False,
        clears: bool = True,
        of_gradients: bool = False,
    ) -> None:
        self.name = name
        self.dtype = dtype
        self._packed: int | np.ndarray | None = size  # so many elements, none written; or an array, whose rows they are
        self._elements: list[Any] = []  # they themselves, where they are not packed
        self._element_shape = element_shape
        self._alike = alike
        self._takes_all = element_shape is None and not alike
        self._dynamic = dynamic
        self._clears = clears
        self._of_gradients = of_gradients
        self._read: set[int] = set()  # of elements that are still there
        self._sums: set[int] = set()  # elements whose arrays were made here
        self._zeros: _Blank | None = None  # stands for each gradient of the shape that all have
        self._gradients: dict[str, TensorArrayState] = {}
        self._closed = False
        self._lock = threading.Lock()  # of all that makes one element of several, and of growing

    @classmethod
    def named(cls, name: str, *arguments: Any, **options: Any) -> TensorArrayState:
        """A TensorArray whose name is followed by a number of its own."""
        return cls(f"{name}_{next(_numbers)}", *arguments, **options)

    def size(self) -> int:
        self._check_open()
        return self._size()

    def _size(self) -> int:
        if isinstance(self._packed, int):
            return self._packed
        return len(self._elements if self._packed is None else self._packed)

    def _unpack(self) -> None:
        """Have the elements in a list. The lock must be held."""
        if self._packed is not None:
            packed = self._packed
            self._elements = [_UNWRITTEN] * packed if isinstance(packed, int) else list(packed)
            self._packed = None

    def close(self) -> None:
        """Let go of all elements."""
        self._closed = True
        self._elements, self._packed = [], None

    def write(self, index: int, value: Any) -> None:
        """Set an element that was not written yet; add to it, where it is a gradient.

        Raises:
          InvalidArgumentError: there is no such place, it was written or read already, the value has another shape than
            elements may have, or the TensorArray is closed.
        """
        elements = self._elements
        if (self._takes_all or value.shape == self._element_shape) and 0 <= index < len(elements):
            before = elements[index]
            if before is _UNWRITTEN or before is self._zeros:
                elements[index] = value
                return
        with self._lock:
            self._write(index, value)

    def write_all(self, indices: Sequence[int], values: Sequence[Any]) -> None:
        """Set several elements, see `write`. Raises InvalidArgumentError before anything is written where one is too large."""
        self._check_open()
        with self._lock:
            self._unpack()
        size, largest = len(self._elements), max(indices, default=-1)
        if largest >= size:
            if not self._dynamic:
                raise invalid(f"Max scatter index must be < array size ({largest} vs. {size})")
            self._grow(largest + 1)
        elements = self._elements
        untouched = {id(_UNWRITTEN), id(self._zeros)}.issuperset(map(id, elements))
        if untouched and indices == list(range(size)) and self._all_fit(values):
            elements[:] = values
            return
        for index, value in zip(indices, values, strict=True):
            self.write(index, value)

    def _all_fit(self, values: Sequence[Any]) -> bool:
        """Whether the values fit into it, all at once."""
        shapes = [value.shape for value in values]
        alike = not shapes or shapes.count(shapes[0]) == len(shapes)
        if self._takes_all or (alike and (not shapes or shapes[0] == self._element_shape)):
            return True
        if self._alike and alike and compatible(self._element_shape, shapes[0]):
            self._element_shape = shapes[0]
            return True
        return False

    def takes_rows(self, value: Any) -> bool:
        """Whether `write_rows` may be called: nothing was written yet, and the rows are all its elements."""
        if type(self._packed) is not int or self._packed != len(value) or not self._packed or self._of_gradients:
            return False
        return not value.dtype.hasobject and compatible(self._element_shape, value.shape[1:])

    def write_rows(self, value: Any) -> None:
        """Take the rows of an array as the elements."""
        if self._alike:
            self._element_shape = value.shape[1:]
        self._packed = value

    def rows(self) -> Any:
        """The array whose rows are its elements, of which none was read; None where it has them in another way."""
        return self._packed if type(self._packed) is np.ndarray and not self._read else None

    def read_rows(self) -> None:
        """Note that all rows have been read."""
        with self._lock:
            packed = self._packed
            if self._clears:
                assert isinstance(packed, np.ndarray)
                cleared = _CLEARED if self._alike else _Blank(packed.shape[1:], cleared=True)
                self._elements, self._packed = [cleared] * len(packed), None
            else:
                self._unpack()
                self._read.update(range(len(self._elements)))

    def read(self, index: int) -> Any:
        """An element, which nobody may write into. Zeros where it was never written and the shape of elements is known.

        Raises:
          InvalidArgumentError: there is no such place, its value is gone or not known, or the TensorArray is closed.
        """
        elements = self._elements
        value = elements[index] if 0 <= index < len(elements) else _UNWRITTEN
        if type(value) is _Blank:
            with self._lock:
                value = self._filled(index)
        if self._clears:
            self._elements[index] = _CLEARED if self._alike else _Blank(value.shape, cleared=True)
        else:
            self._read.add(index)
        return value

    def read_all(self, indices: Sequence[int]) -> list[Any]:
        """Several elements, see `read`."""
        self._check_open()
        with self._lock:
            self._unpack()
        elements = self._elements
        if indices == list(range(len(elements))) and _Blank not in map(type, elements) and (self._alike or not self._clears):
            if self._clears:
                self._elements = [_CLEARED] * len(elements)
            else:
                self._read.update(indices)
            return [*elements]
        return [self.read(index) for index in indices]

    def merged(self, element_shape: StaticShape) -> StaticShape:
        """What is known of the shape of elements, with what a reader says of it."""
        return self._element_shape if element_shape is None else element_shape

    def check_splits_into(self, parts: int) -> None:
        """Raises InvalidArgumentError where it cannot hold that many elements and no others."""
        self._check_open()
        size = self._size()
        if size != parts and not self._dynamic:
            raise invalid(
                f"TensorArray's size is not equal to the size of lengths ({size} vs. {parts}), and the TensorArray is not "
                "marked as dynamically resizeable"
            )

    def gradient(self, source: str) -> TensorArrayState:
        """The TensorArray of gradients of one call of `gradients`; from now on this one grows no more.

        Raises:
          InvalidArgumentError: this one holds gradients itself, or is closed.
        """
        found = self._gradients.get(source)
        if found is not None:
            return found
        if self._of_gradients:
            raise invalid(f"Wrong input container. _tensor_array_grads{self.name}")
        self._check_open()
        with self._lock:
            self._dynamic = False
            if source not in self._gradients:
                self._unpack()
                self._gradients[source] = self._made_for_gradients(f"{self.name}@{source}")
            return self._gradients[source]

    def _made_for_gradients(self, name: str) -> TensorArrayState:
        size = len(self._elements)
        found = TensorArrayState(name, self.dtype, size, self._element_shape, self._alike, of_gradients=True)
        found._packed = None
        if self._alike and self._full_shape is not None:
            found._zeros = zeros = _Blank(self._full_shape)
            found._elements = [_UNWRITTEN if element is _UNWRITTEN else zeros for element in self._elements]
        else:
            found._elements = [_UNWRITTEN if element is _UNWRITTEN else _Blank(element.shape) for element in self._elements]
        return found

    def _check_open(self) -> None:
        if self._closed:
            raise invalid(f"TensorArray {self.name} has already been closed.")

    def _grow(self, size: int) -> None:
        self._elements.extend([_UNWRITTEN] * (size - len(self._elements)))

    def _write(self, index: int, value: Any) -> None:
        self._check_open()
        self._unpack()
        size = len(self._elements)
        if index < 0 or (index >= size and not self._dynamic):
            raise self._refused(f"Tried to write to index {index} but array is not resizeable and size is: {size}")
        shape = value.shape
        refused = f"Could not write to TensorArray index {index} because"
        if not compatible(self._element_shape, shape):
            raise self._refused(
                f"{refused} the value shape is {bracket(shape)} which is incompatible with the TensorArray's inferred element "
                f"shape: {told(self._element_shape)} (consider setting infer_shape=False)."
            )
        if self._alike:
            self._element_shape = shape
        self._grow(index + 1)
        before = self._elements[index]
        if index in self._read or (type(before) is _Blank and before.cleared):
            raise self._refused(f"{refused} it has already been read.")
        if before is _UNWRITTEN:
            self._elements[index] = value
        elif self._of_gradients:
            self._add(index, before, value)
        else:
            raise self._refused(f"{refused} it has already been written to.")

    def _add(self, index: int, before: Any, value: Any) -> None:
        if before.shape != value.shape:
            raise self._refused(
                f"Could not aggregate to TensorArray index {index} because the existing shape is {bracket(before.shape)} but "
                f"the new input shape is {bracket(value.shape)}."
            )
        if type(before) is _Blank:
            self._elements[index] = value
            return
        if self.dtype in (string, bool_):
            raise invalid(f"tensor_array::AddToTensor type not supported: {message_name(self.dtype)}")
        if index in self._sums and type(before) is np.ndarray:
            np.add(before, value, out=before)
        else:
            self._elements[index] = before + value
            self._sums.add(index)

    def _filled(self, index: int) -> Any:
        """The value of an element that is not at hand, or has none yet: zeros."""
        self._check_open()
        self._unpack()
        size = len(self._elements)
        if index < 0 or (index >= size and not self._of_gradients):
            raise invalid(f"Tried to read from index {index} but array size is: {size}")
        element = self._elements[index] if index < size else _UNWRITTEN
        if type(element) is not _Blank:
            return element
        if element.cleared:
            raise self._refused(
                f"Could not read index {index} twice because it was cleared after a previous read (perhaps try setting "
                "clear_after_read = false?)."
            )
        shape = element.shape
        if shape is None:
            shape = self._full_shape
            if shape is None:
                raise self._refused(
                    f"Could not read from TensorArray index {index}.  Furthermore, the element shape is not fully defined: "
                    f"{told(self._element_shape)}.  It is possible you are working with a resizeable TensorArray and "
                    "stop_gradients is not allowing the gradients to be written.  If you set the full element_shape property "
                    "on the forward TensorArray, the proper all-zeros tensor will be returned instead of incurring this error."
                )
            self._elements.extend([_Blank(shape)] * (index + 1 - size))
        if self.dtype is string:
            raise invalid("tensor_array::TensorSetZero type not supported: string")
        self._elements[index] = zeros = np.zeros(shape, self.dtype.as_numpy_dtype)
        return zeros

    @property
    def _full_shape(self) -> tuple[int, ...] | None:
        return self._element_shape if is_full(self._element_shape) else None

    def _refused(self, told: str) -> Exception:
        return invalid(f"TensorArray {self.name}: {told}")


def told(shape: StaticShape) -> str:
    """A shape as messages about TensorArrays spell it."""
    return "<unknown>" if shape is None else bracket(shape)
