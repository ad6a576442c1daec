"""Screens: where views are shown: a terminal, with rich or without, or a notebook."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any, Protocol, TextIO

from .views import head_of, html_of, tables_of, text_of


class Screen(Protocol):
    """Shows one view after the other."""

    def show(self, view: Mapping[str, Any]) -> None:
        """Show a view, in place of the last one where that is possible."""

    def close(self) -> None:
        """Nothing more is shown."""


class PlainScreen:
    """Writes each view as text, below the last one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def show(self, view: Mapping[str, Any]) -> None:
        self._file.write(f"{text_of(view)}\n\n")
        self._file.flush()

    def close(self) -> None:
        """There is nothing to end."""


class RichScreen:
    """A table that is written anew in its place. Raises ModuleNotFoundError where rich is not installed."""

    def __init__(self, file: TextIO) -> None:
        self._table = importlib.import_module("rich.table").Table
        self._group = importlib.import_module("rich.console").Group
        self._text = importlib.import_module("rich.text").Text
        console = importlib.import_module("rich.console").Console(file=file)
        # Refreshed by hand: a thread of its own would be forked along with workers.
        self._live = importlib.import_module("rich.live").Live(console=console, auto_refresh=False)
        self._live.start()

    def show(self, view: Mapping[str, Any]) -> None:
        shown = [self._text(head_of(view))]
        for session in view["sessions"]:
            for heads, *rows in tables_of(session):
                table = self._table()
                for number, head in enumerate(heads):
                    table.add_column(head, justify="right" if number > 1 else "left", overflow="fold")
                for row in rows:
                    table.add_row(*map(self._text, row))
                shown.append(table)
            shown.append(self._text(session["verdict"]))
        self._live.update(self._group(*shown), refresh=True)

    def close(self) -> None:
        self._live.stop()


class NotebookScreen:
    """A table in the output of a notebook's cell."""

    def __init__(self) -> None:
        self._display = importlib.import_module("IPython.display")
        self._handle: Any = None

    def show(self, view: Mapping[str, Any]) -> None:
        shown = self._display.HTML(html_of(view))
        if self._handle is None:
            self._handle = self._display.display(shown, display_id=True)
        else:
            self._handle.update(shown)

    def close(self) -> None:
        """The last view stays."""


def terminal_screen(file: TextIO) -> Screen:
    """A screen on a terminal, live where rich is installed."""
    try:
        return RichScreen(file) if file.isatty() else PlainScreen(file)
    except ModuleNotFoundError:
        return PlainScreen(file)


def own_screen() -> Screen | None:
    """Where this program can show something beside its output: a notebook, or a terminal on standard error."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if getattr(shell, "kernel", None) is not None:
        return NotebookScreen()
    return terminal_screen(sys.stderr) if sys.stderr.isatty() else None
