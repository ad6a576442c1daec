"""tensorflow.python.tools.inspect_checkpoint: what is in a checkpoint."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.inspect": "print_tensors_in_checkpoint_file",
    },
)
