"""Hot modules (`*_cy.py`) as they run where they are not compiled."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType


def uncompiled(name: str) -> ModuleType:
    """The module `name` made from its Python source, even where a compiled one is installed beside that."""
    package = importlib.import_module(name.rpartition(".")[0])
    source = Path(package.__path__[0]) / f"{name.rpartition('.')[2]}.py"
    spec = importlib.util.spec_from_file_location(f"{name}_source", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert not module.compiled
    return module
