"""In which branch gradients are computed: where the operation stands, or further inside, where somebody asks for them."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator
from typing import Any

_asking: contextvars.ContextVar[Any] = contextvars.ContextVar("asking", default=None)
"""The context of a branch in which `gradients` was called, or None."""


@contextlib.contextmanager
def asked_in(context: Any) -> Iterator[None]:
    """Note in which branch somebody asks for the gradients that are made inside."""
    token = _asking.set(context)
    try:
        yield
    finally:
        _asking.reset(token)


def place_of_gradient(context: Any) -> Any:
    """The context of what is made for the gradient of something that stands in `context`.

    Where a branch asks for gradients of what stands outside of it, they are computed only if it is taken.
    """
    asking = around = _asking.get()
    while around is not None and around is not context:
        around = around.outer
    return asking if around is context else context
