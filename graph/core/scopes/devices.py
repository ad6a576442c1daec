"""device: where the operations that are made belong, by names and by functions that choose."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from headrace.formats.text import as_text

from ...devices.spec import DeviceSpec, merged
from .._origins_cy import Stack

if TYPE_CHECKING:
    from ..operation import Operation


class DeviceBlock(NamedTuple):
    """One `with device(...)`.

    Attributes:
      device: the canonical name; a function of the operation; None where nothing around the block counts.
      words: what the program gave, for messages.
      entered_in: where.
    """

    device: str | Callable[[Operation], Any] | None
    words: str
    entered_in: Stack


class DeviceStack:
    """The `with device(...)` blocks that surround the code now running in one thread."""

    def __init__(self) -> None:
        self.blocks: tuple[DeviceBlock, ...] = ()

    @contextlib.contextmanager
    def entered(self, device: Any, entered_in: Stack = ()) -> Iterator[None]:
        outer = self.blocks
        self.blocks = inner = (*outer, _block(device, entered_in))
        try:
            yield
        finally:
            is_nested, self.blocks = self.blocks is inner, outer
        if not is_nested:
            raise RuntimeError("Exiting device scope without proper scope nesting.")

    @contextlib.contextmanager
    def none(self) -> Iterator[None]:
        """A block where the blocks around it do not count."""
        outer, self.blocks = self.blocks, ()
        try:
            yield
        finally:
            self.blocks = outer

    def place(self, operation: Operation) -> str:
        """The device of a new operation: the blocks from the inside out, up to a None.

        A name adds what those inside it leave open; what a function gives stands for all that they say.
        """
        found = ""
        for device, _, _ in reversed(self.blocks):
            if device is None:
                break
            if isinstance(device, str):
                found = merged(device, found)
            else:
                operation.device = found
                chosen = device(operation)
                found = chosen.to_string() if isinstance(chosen, DeviceSpec) else as_text(chosen)
        return found


def _block(device: Any, entered_in: Stack) -> DeviceBlock:
    if device is None:
        return DeviceBlock(None, "None", entered_in)
    if callable(device):
        code = getattr(device, "__code__", None)
        file, line = (code.co_filename, code.co_firstlineno) if code else ("unknown", -1)
        return DeviceBlock(device, f"{getattr(device, '__name__', str(device))}<{file}, {line}>", entered_in)
    spec = device if isinstance(device, DeviceSpec) else DeviceSpec.from_string(device)
    return DeviceBlock(spec.to_string(), str(device), entered_in)
