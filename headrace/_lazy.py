"""Names that are imported when they are first asked for.

Most programs use few of TensorFlow's names, and an import of all of them would take several times as long as NumPy's. What
input pipelines need is imported at once; the rest a module lists in a table, the place of each name beside it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def attach(module: dict[str, Any], table: Mapping[str, str]) -> Callable[[str], Any]:
    """Add names to a module, and to its `__all__` and `dir()`.

    Args:
      module: its `globals()`, `__all__` among them.
      table: from the module in which names are at home to these names; `old=new` is another spelling of `new`. The
        module itself is the home of its submodules.

    Returns:
      its `__getattr__`.
    """
    home_of: dict[str, tuple[str, str]] = {}
    for home, names in table.items():
        for name in names.split():
            public, _, own = name.partition("=")
            home_of[public] = home, own or public
    module["__all__"] += home_of
    module["__dir__"] = lambda: sorted({*module, *home_of})

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
        home, own = home_of[name]
        if home == module["__name__"]:
            found: Any = importlib.import_module(f"{home}.{own}")
        else:
            found = getattr(importlib.import_module(home), own)
        module[name] = found
        return found

    return get


def stand_in(module: str, home: str) -> None:
    """Let importing `module`, from within it, give another module: TensorFlow has some of them under two paths."""
    sys.modules[module] = importlib.import_module(home)
