"""tensorflow.python.training.checkpoint_management: the files of checkpoints."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.management": "checkpoint_exists generate_checkpoint_state_proto get_checkpoint_mtimes"
        " get_checkpoint_state latest_checkpoint meta_graph_filename remove_checkpoint update_checkpoint_state",
    },
)
