"""Modules whose names are imported when they are first asked for.

Most programs use few of TensorFlow's names, and an import of all of them would take several times as long as NumPy's.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.old_forms import tell

from ._names.old import OLD
from ._names.table import NAMES


def attach(
    module: dict[str, Any], group: str, together: Iterable[str] = ()
) -> tuple[list[str], Callable[[], list[str]], Callable[[str], Any]]:
    """Give a module the names of a group.

    A group has one module, whatever paths lead to it: a module of another path than the group's is replaced by it.

    Args:
      module: its `globals()`.
      group: such as "train"; "" for headrace itself.
      together: public names, dotted, that are imported, with what they need, when the first name is asked for.

    Returns:
      its `__all__`, `__dir__` and `__getattr__`.
    """
    path = f"headrace.{group}" if group else "headrace"
    if module["__name__"] != path:
        sys.modules[module["__name__"]] = importlib.import_module(path)
    definitions = NAMES[group]
    first = [*together]

    def get(name: str) -> Any:
        if name not in definitions:
            raise AttributeError(f"module {path!r} has no attribute {name!r}")
        while first:
            functools.reduce(getattr, first.pop(0).split("."), sys.modules["headrace"])
        module_name, _, attribute = definitions[name].partition(":")
        found: Any = importlib.import_module(module_name)
        if attribute:
            found = getattr(found, attribute)
        old = OLD.get(f"{group}.{name}" if group else name)
        if old is None:
            module[name] = found
        else:  # not kept: each place is told of it
            tell(f"{path.replace('headrace', 'tf', 1)}.{name}", f"tf.{old.new}", old.release)
        return found

    current = [name for name in definitions if (f"{group}.{name}" if group else name) not in OLD]
    return current, lambda: current, get
