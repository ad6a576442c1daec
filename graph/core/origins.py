"""Where operations were made: the functions under way at that moment, told in words when somebody asks."""

from __future__ import annotations

import functools
import linecache
import os
import sys
from collections.abc import Iterator
from types import CodeType
from typing import Any

Stack = tuple[Any, ...]
"""The code object and the instruction of each function under way, the innermost first, one after the other.

They cost a microsecond to note, and keep no local variables alive as frames would.
"""


def stack_outside(calls: int) -> Stack:
    """The functions under way, but for this one and the `calls` innermost others: each that is noted costs time."""
    frame = sys._getframe(calls + 1)
    found: list[Any] = []
    note = found.append
    while frame is not None:
        note(frame.f_code)
        note(frame.f_lasti)
        frame = frame.f_back  # type: ignore[assignment]
    return tuple(found)


def frames_of(stack: Stack) -> tuple[tuple[str, int, str, str | None, int], ...]:
    """File, line, function, text of the line and first line of the function of each, the outermost first.

    Those of headrace itself are left out (unless there are no others): the last one is the line of the program.
    """
    calls = list(zip(stack[-2::-2], stack[::-2], strict=True))
    ours = _directories()
    of_program = [call for call in calls if not call[0].co_filename.startswith(ours)]
    return tuple(_frame(code, instruction) for code, instruction in of_program or calls)


def _frame(code: CodeType, instruction: int) -> tuple[str, int, str, str | None, int]:
    line = next((line for line in _lines_at(code, instruction) if line is not None), code.co_firstlineno)
    text = linecache.getline(code.co_filename, line).strip()
    return code.co_filename, line, code.co_name, text or None, code.co_firstlineno


def _lines_at(code: CodeType, instruction: int) -> Iterator[int | None]:
    return (line for start, end, line in code.co_lines() if start <= instruction < end)


@functools.cache
def _directories() -> tuple[str, ...]:
    """Where headrace's own files are: beside each other in a checkout, inside the package once it is installed."""
    package = __name__.partition(".")[0]
    own = [module for name, module in sys.modules.items() if name == package or name.rpartition(".")[0] == package]
    return tuple({path + os.sep for module in own for path in getattr(module, "__path__", ())})
