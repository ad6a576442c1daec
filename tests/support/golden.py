"""Files that TensorFlow wrote, and what it reads from them or says about them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

DIRECTORY = Path(__file__).resolve().parent.parent / "golden"


def load(name: str) -> Any:
    """A JSON file of the golden data."""
    return json.loads((DIRECTORY / name).read_text())


def equals(value: bytes, cell: dict[str, Any]) -> bool:
    """Whether a byte string is the one that a cell of the JSON stands for."""
    if "text" in cell:
        return value == cell["text"].encode()
    if "hex" in cell:
        return value == bytes.fromhex(cell["hex"])
    return len(value) == cell["len"] and hashlib.sha256(value).hexdigest() == cell["sha256"]


def names_node(error: Any, node_suffix: str) -> None:
    """An error names the node that TensorFlow's names at its end, and the line of the program that made it."""
    (name,) = re.findall(r"{{node (.*)}}", node_suffix)
    assert error.op.name == name
    assert f"\n\t [[node {name} (defined at " in str(error)
