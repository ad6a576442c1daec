"""tf.python.training.checkpoint_management: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.management import checkpoint_exists as checkpoint_exists
from headrace.graph.checkpoints.management import generate_checkpoint_state_proto as generate_checkpoint_state_proto
from headrace.graph.checkpoints.management import get_checkpoint_mtimes as get_checkpoint_mtimes
from headrace.graph.checkpoints.management import get_checkpoint_state as get_checkpoint_state
from headrace.graph.checkpoints.management import latest_checkpoint as latest_checkpoint
from headrace.graph.checkpoints.management import meta_graph_filename as meta_graph_filename
from headrace.graph.checkpoints.management import remove_checkpoint as remove_checkpoint
from headrace.train import update_checkpoint_state as update_checkpoint_state

__all__ = [
    "checkpoint_exists",
    "generate_checkpoint_state_proto",
    "get_checkpoint_mtimes",
    "get_checkpoint_state",
    "latest_checkpoint",
    "meta_graph_filename",
    "remove_checkpoint",
    "update_checkpoint_state",
]
