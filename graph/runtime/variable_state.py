"""VariableState: what a session keeps of a variable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.forks import renewed

from ..types.errors import CancelledError, FailedPreconditionError, OpError, invalid
from ..types.static_shapes import StaticShape, bracket, is_full


class VariableState:
    """The value of a variable in one session.

    Attributes:
      lock: held by whoever changes the value; readers see either array, and copies are made by those who need one.
      value: the array, or None before it is initialized. It may be changed in place.
      shape: what the graph says of its shape.

    Args:
      remedy: says, when it is asked, what gives it a value.
    """

    __slots__ = ("_over", "_remedy", "lock", "name", "shape", "value")

    def __init__(self, name: str, shape: StaticShape = None, remedy: Callable[[], str] = lambda: "") -> None:
        self.name = name
        self._remedy = remedy
        self.lock = renewed(threading.Lock())
        self.shape = shape
        self.value: Any = None
        self._over: str | None = None  # guarded by lock: why there will be no value any more

    def read(self) -> np.ndarray:
        """The value itself, not a copy.

        Raises:
          FailedPreconditionError: there is none yet.
          CancelledError: the session was closed.
        """
        value = self.value
        if value is None:
            raise self._none()
        return value

    def _none(self) -> OpError:
        if self._over is not None:
            return CancelledError(None, None, self._over)
        return FailedPreconditionError(None, None, f"Attempting to use uninitialized value {self.name}{self._remedy()}")

    def read_shaped_as(self, change: Any, name: str) -> np.ndarray:
        """The value, which has the shape of `change`, an array that is called `name`.

        Raises:
          InvalidArgumentError: it has another shape.
          FailedPreconditionError: there is no value yet.
        """
        value = self.read()
        if value.shape != change.shape:
            raise invalid(f"var and {name} do not have the same shape{bracket(value.shape)} {bracket(change.shape)}")
        return value

    def check_shape(self, value: Any) -> None:
        """Raises InvalidArgumentError where `value` has another shape than the variable has, or will have."""
        shape = self.shape if self.value is None else self.value.shape
        if shape is not None and is_full(shape) and shape != np.shape(value):
            raise invalid(
                "Assign requires shapes of both tensors to match. "
                f"lhs shape= {bracket(shape)} rhs shape= {bracket(np.shape(value))}",
            )

    def take(self, value: Any) -> None:
        """Give it a new value: an array that nobody else holds, or a NumPy scalar."""
        self._set(np.asarray(value))

    def replace(self, value: Any) -> None:
        """Give it a new value, of which it keeps a copy of its own."""
        self._set(np.array(value))

    def move_to(self, place: np.ndarray) -> bool:
        """Keep the value in `place` from now on; False where it has none, or one of another shape or type."""
        with self.lock:
            value = self.value
            if value is None or value.shape != place.shape or value.dtype != place.dtype:
                return False
            place[...] = value
            self.value = place
            return True

    def _set(self, array: np.ndarray) -> None:
        with self.lock:
            if self._over is not None:
                raise self._none()
            self.value = array

    def let_go(self, reason: str) -> None:
        """Give the value back for good: the session is closed. Who comes after that gets CancelledError(reason)."""
        with self.lock:
            self._over, self.value = reason, None
