"""tf.python.training.checkpoint_state_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.checkpoint_pb2 import CheckpointState as CheckpointState

__all__ = [
    "CheckpointState",
]
