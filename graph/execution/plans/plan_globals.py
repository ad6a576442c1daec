"""The globals of a plan's function: constants, kernels, attributes and resources, each under a name of its own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.rules.batch import elementwise

_NUMBER = (np.number, np.bool_)
_SMALL = 64
"""Bytes: constants that are larger are not compared."""


class PlanGlobals:
    """The globals of one plan while it is written.

    Attributes:
      values: what its function finds under each name.
      constants: those of them that are values of tensors.
    """

    def __init__(self, **values: Any) -> None:
        self.values: dict[str, Any] = values
        self.constants: dict[str, Any] = {}
        self._equal: dict[Any, str] = {}
        self._arrays: dict[str, str] = {}  # scalars among them as arrays
        self._numbers = itertools.count()

    def add(self, prefix: str, value: Any) -> str:
        """A new name, which begins with `prefix`, for a value."""
        name = f"{prefix}{next(self._numbers)}"
        self.values[name] = value
        return name

    def grouped(self, operation: Operation, arguments: Sequence[str]) -> list[str]:
        """The names of an operation's inputs as the arguments of its kernel: a list is a tuple."""
        given = self._beside(operation, arguments)
        return [
            given[at] if isinstance(at, int) else f"({''.join(name + ', ' for name in given[at])})"
            for at in operation.definition.slices(operation)
        ]

    def known(self, arguments: Sequence[str]) -> list[Any]:
        """The values of arguments; None for those that are no constants."""
        return [self.constants.get(name) for name in arguments]

    def _beside(self, operation: Operation, arguments: Sequence[str]) -> list[str]:
        """The arguments of an operation, where a scalar constant beside an array is an array too: NumPy need not make one."""
        shaped = operation.definition.batch.function is elementwise and any(x.static_shape for x in operation.inputs)
        return [
            self._as_array(name) if shaped and isinstance(self.constants.get(name), _NUMBER) else name for name in arguments
        ]

    def _as_array(self, name: str) -> str:
        if name not in self._arrays:
            array = np.asarray(self.constants[name])
            array.flags.writeable = False
            self._arrays[name] = self.add("c", array)
        return self._arrays[name]

    def constant(self, value: Any) -> str:
        """The name of a constant; equal small ones share it."""
        array = np.asarray(value)
        is_small = array.nbytes <= _SMALL and array.dtype != object
        key = (array.dtype.str, array.shape, array.tobytes()) if is_small else None
        name = self._equal.get(key)
        if name is None:
            if isinstance(value, np.ndarray):
                if value.ndim == 0 and value.dtype != object:
                    value = value[()]  # a scalar: faster to compute with
                else:
                    value.flags.writeable = False
            name = self.add("c", value)
            self.constants[name] = value
            if key is not None:
                self._equal[key] = name
        return name
