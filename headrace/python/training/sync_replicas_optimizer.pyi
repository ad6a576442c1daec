"""tf.python.training.sync_replicas_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.steps.sync_replicas import SyncReplicasOptimizer as SyncReplicasOptimizer

__all__ = [
    "SyncReplicasOptimizer",
]
