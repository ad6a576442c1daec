"""Export rules: the TensorFlow ops that stand in a GraphDef for an op that only headrace has.

A rule is `(op, nodes) -> None`. It adds nodes one after the other, each taking the names of those before it; the last is
added under the name "", which makes it the op itself.
"""

from __future__ import annotations

from typing import Any, Protocol

from ...types.dtypes import DType


class Nodes(Protocol):
    """The nodes in the place of one.

    Attributes:
      inputs: the names of its inputs.
    """

    inputs: list[str]

    def add(self, name: str, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node called `name` in the scope of the op, or as the op itself where it is empty; its full name."""

    def constant(self, name: str, value: Any, kind: DType) -> str:
        """Add a constant."""

    def cast(self, name: str, given: str, source: DType, target: DType) -> str:
        """Add a cast where the types differ."""
