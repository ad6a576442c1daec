"""tf.contrib.training: batches of records of about the same length; waiting for checkpoints. Made by `make names`."""

from headrace.graph.devices.replica import GreedyLoadBalancingStrategy as GreedyLoadBalancingStrategy
from headrace.graph.devices.replica import RandomStrategy as RandomStrategy
from headrace.pipeline.inputs.bucketing import bucket as bucket
from headrace.pipeline.inputs.bucketing import bucket_by_sequence_length as bucket_by_sequence_length
from headrace.graph.devices.replica import byte_size_load_fn as byte_size_load_fn
from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.contrib.training import python as python
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint

__all__ = [
    "GreedyLoadBalancingStrategy",
    "RandomStrategy",
    "bucket",
    "bucket_by_sequence_length",
    "byte_size_load_fn",
    "checkpoints_iterator",
    "wait_for_new_checkpoint",
]
