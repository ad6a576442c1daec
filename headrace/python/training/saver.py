"""tensorflow.python.training.saver: Saver, what it is made of, and the files of checkpoints."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.builder": "BaseSaverBuilder BulkSaverBuilder",
        "headrace.graph.checkpoints.management": "checkpoint_exists generate_checkpoint_state_proto get_checkpoint_mtimes"
        " get_checkpoint_state latest_checkpoint remove_checkpoint update_checkpoint_state",
        "headrace.graph.checkpoints.saver": "Saver",
        "headrace.graph.checkpoints.meta_graph": "export_meta_graph",
        "headrace.graph.checkpoints.import_meta_graph": "import_meta_graph",
    },
)
