"""tensorflow.python.pywrap_tensorflow, as far as programs use it: reading checkpoints."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.reader": "NewCheckpointReader",
    },
)
