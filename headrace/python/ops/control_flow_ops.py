"""tensorflow.python.ops.control_flow_ops: what runs before or instead of what."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "Assert cond group no_op tuple",
        "headrace.graph.ops.state.control": "with_dependencies",
    },
)
