"""Ctrl-C in a training: the line that tells what was done and saved is the KeyboardInterrupt's own text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.graph.core.graph import Graph
from headrace.graph.platform import logging
from headrace.graph.variables.global_step import get_global_step


def tell(interrupt: BaseException, session: Any, graph: Graph, save: Callable[[Any], Any] | None) -> None:
    """Save what a training that ends by Ctrl-C has come to, and let the exception say so. Nothing is raised.

    Args:
      session: which is open still.
      save: saves the values of a session, and returns the path of the checkpoint; None where nothing is to be saved.
    """
    try:
        step = get_global_step(graph)
        words = "interrupted" if step is None else f"interrupted at global step {session.run(step)}"
    except Exception:  # the session is no longer good for that
        words = "interrupted"
    try:
        words += "; no checkpoint is written here" if save is None else f"; saved {save(session)}"
    except Exception as error:
        logging.warning("The checkpoint at Ctrl-C cannot be written: %s", error)
        words += f"; nothing is saved: {type(error).__name__}: {str(error).partition(chr(10))[0]}"
    interrupt.args = (words,)
