"""Names of operations and scopes: which are valid, and how they are made unique.

Source: tf.Graph.unique_name and tf.name_scope, TensorFlow 1.15; texts as recorded from TensorFlow.
"""

from __future__ import annotations

import re
from typing import Any

_NODE_NAME = re.compile(r"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")
_SCOPE_NAME = re.compile(r"^[A-Za-z0-9_.\\/>-]*$")


def name_text(name: Any) -> Any:
    """A name as text: programs may give bytes."""
    return name.decode() if isinstance(name, bytes) else name


def check_node_name(name: str) -> None:
    """Raises ValueError for a name that no operation may have."""
    if not _NODE_NAME.match(name):
        raise ValueError(
            f"`{name}` is not a valid node name. Accepted names conform to Regex /re.compile({_NODE_NAME.pattern!r})/"
        )


def check_scope_name(name: str, at_root: bool) -> None:
    """Raises ValueError for a name that no scope may have."""
    if at_root and not _NODE_NAME.match(name):
        raise ValueError(
            f"'{name}' is not a valid root scope name. A root scope name has to match the following pattern: "
            f"{_NODE_NAME.pattern}"
        )
    if not _SCOPE_NAME.match(name):
        raise ValueError(
            f"'{name}' is not a valid scope name. A scope name has to match the following pattern: {_SCOPE_NAME.pattern}"
        )


class UniqueNames:
    """The names in use in a graph. Two names that differ only in case count as the same."""

    def __init__(self) -> None:
        self._uses: dict[str, int] = {}  # lower-case name -> the suffix to try next

    def note(self, name: str) -> None:
        """Remember that a name is in use."""
        self._uses.setdefault(name.lower(), 1)

    def take(self, name: str, mark_as_used: bool = True) -> str:
        """`name`, or `name_1`, `name_2`... if it is in use."""
        key = name.lower()
        suffix = self._uses.get(key, 0)
        if mark_as_used:
            self._uses[key] = suffix + 1
        if suffix == 0:
            return name
        base = key
        while key in self._uses:
            key = f"{base}_{suffix}"
            suffix += 1
        if mark_as_used:
            self._uses[base] = suffix  # all before it are in use
            self._uses[key] = 1
        return f"{name}_{suffix - 1}"
