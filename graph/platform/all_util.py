"""What a module shows, as its docstring says it: lines of `@@name`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from types import ModuleType

from headrace.formats.exports import export

_REFERENCE = re.compile(r"^@@(\w+)$", re.MULTILINE)


@export("python.util.all_util.make_all", "contrib.slim.nets.make_all")
def make_all(module_name: str, doc_string_modules: Iterable[ModuleType] | None = None) -> list[str]:
    """The names of a module for its `__all__`: those that docstrings list, one to a line, as `@@name`.

    Args:
      module_name: the name of a module that is loaded.
      doc_string_modules: the modules whose docstrings list them, that one itself by default.

    Returns:
      a sorted list; what the module does not have is not in it.
    """
    module = sys.modules[module_name]
    documents = [module] if doc_string_modules is None else doc_string_modules
    listed = {name for document in documents for name in _REFERENCE.findall(document.__doc__ or "")}
    return sorted(name for name in listed if hasattr(module, name))
