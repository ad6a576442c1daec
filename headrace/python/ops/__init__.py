"""tensorflow.python.ops, as far as programs use it."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.python.ops": "control_flow_ops variable_scope",
    },
)
