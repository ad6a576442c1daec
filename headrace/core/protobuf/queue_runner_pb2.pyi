"""tf.core.protobuf.queue_runner_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.queue_runner_pb2 import QueueRunnerDef as QueueRunnerDef

__all__ = [
    "QueueRunnerDef",
]
