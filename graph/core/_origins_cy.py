# mypy: disable-error-code="valid-type"
"""Where operations were made: the functions under way at that moment, told in words when somebody asks."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import linecache
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

from headrace.formats.old_forms import directories

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_origins_cy.pxd`
    code_of: Any = None
    instruction_of: Any = None
    caller_of: Any = None

STARTER = "execute_program"
"""The function of headrace that starts a program (`headrace run`): what has called it is no part of the program."""

Stack = tuple[Any, ...]
"""The code object and the instruction of each function under way, the innermost first, one after the other.

They keep no local variables alive as frames would.
"""


def stack_of(frame: FrameType, known: dict[Any, Stack]) -> Stack:
    """The function that is under way in `frame`, and those that have called it.

    Args:
      known: the stacks that are kept. What is new is added: equal stacks are one object.
    """
    key = _key(frame)
    stack = known.get(key)
    return known.setdefault(key, _stack(frame)) if stack is None else stack


def _stack(frame: FrameType | None) -> Stack:
    found: list[Any] = []
    while frame is not None:
        found += frame.f_code, frame.f_lasti
        frame = frame.f_back
    return tuple(found)


def _key(frame: FrameType) -> Any:
    """Equal for equal stacks, and for those alone while their code objects are kept.

    Every operation that is built asks for it, with dozens of functions under way: in C each costs ten nanoseconds.
    """
    if not cython.compiled:
        stack = _stack(frame)
        return (*map(id, stack[::2]), *stack[1::2])
    places = cython.declare(cython.longlong[256])
    number: cython.Py_ssize_t
    at: cython.p_void = cython.cast(cython.p_void, frame)
    key = b""
    while at != cython.NULL:
        number = 0
        while at != cython.NULL and number < 256:
            places[number] = cython.cast(cython.longlong, code_of(at))
            places[number + 1] = instruction_of(at)
            number += 2
            at = caller_of(at)
        key += cython.cast(cython.p_char, places)[: number * cython.sizeof(cython.longlong)]
    return key


def frames_of(stack: Stack) -> tuple[tuple[str, int, str, str | None, int], ...]:
    """File, line, function, text of the line and first line of the function of each, the outermost first.

    Those of headrace itself are left out (unless there are no others): the last one is the line of the program.
    """
    calls = list(zip(stack[-2::-2], stack[::-2], strict=True))
    ours = directories()
    starts = [at for at, (code, _) in enumerate(calls) if code.co_name == STARTER and code.co_filename.startswith(ours)]
    of_program = [call for call in calls[starts[-1] if starts else 0 :] if not call[0].co_filename.startswith(ours)]
    return tuple(_frame(code, instruction) for code, instruction in of_program or calls)


def _frame(code: CodeType, instruction: int) -> tuple[str, int, str, str | None, int]:
    line = next((line for line in _lines_at(code, instruction) if line is not None), code.co_firstlineno)
    text = linecache.getline(code.co_filename, line).strip()
    return code.co_filename, line, code.co_name, text or None, code.co_firstlineno


def _lines_at(code: CodeType, instruction: int) -> Iterator[int | None]:
    return (line for start, end, line in code.co_lines() if start <= instruction < end)
