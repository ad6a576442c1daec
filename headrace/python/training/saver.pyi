"""tf.python.training.saver: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder
from headrace.graph.checkpoints.builder import BulkSaverBuilder as BulkSaverBuilder
from headrace.graph.checkpoints.saver import Saver as Saver
from headrace.graph.checkpoints.management import checkpoint_exists as checkpoint_exists
from headrace.graph.checkpoints.meta_graph import export_meta_graph as export_meta_graph
from headrace.graph.checkpoints.management import generate_checkpoint_state_proto as generate_checkpoint_state_proto
from headrace.graph.checkpoints.management import get_checkpoint_mtimes as get_checkpoint_mtimes
from headrace.graph.checkpoints.management import get_checkpoint_state as get_checkpoint_state
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph as import_meta_graph
from headrace.graph.checkpoints.management import latest_checkpoint as latest_checkpoint
from headrace.graph.checkpoints.management import remove_checkpoint as remove_checkpoint
from headrace.train import update_checkpoint_state as update_checkpoint_state

__all__ = [
    "BaseSaverBuilder",
    "BulkSaverBuilder",
    "Saver",
    "checkpoint_exists",
    "export_meta_graph",
    "generate_checkpoint_state_proto",
    "get_checkpoint_mtimes",
    "get_checkpoint_state",
    "import_meta_graph",
    "latest_checkpoint",
    "remove_checkpoint",
    "update_checkpoint_state",
]
