"""tf.contrib.tpu: programs for TPUs run where there is none. Made by `make names`."""

from headrace.training.contrib.tpu.replicas import CrossShardOptimizer as CrossShardOptimizer
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
from headrace.training.contrib.tpu.replicas import batch_parallel as batch_parallel
from headrace.training.contrib.tpu.replicas import bfloat16_scope as bfloat16_scope
from headrace.training.contrib.tpu.replicas import cross_replica_sum as cross_replica_sum
from headrace.training.contrib.tpu.replicas import initialize_system as initialize_system
from headrace.training.contrib.tpu.replicas import outside_compilation as outside_compilation
from headrace.training.contrib.tpu.replicas import repeat as repeat
from headrace.training.contrib.tpu.replicas import replicate as replicate
from headrace.training.contrib.tpu.replicas import rewrite as rewrite
from headrace.training.contrib.tpu.replicas import shutdown_system as shutdown_system
from headrace.training.contrib.tpu.replicas import while_loop as while_loop

__all__ = [
    "CrossShardOptimizer",
    "batch_parallel",
    "bfloat16_scope",
    "cross_replica_sum",
    "initialize_system",
    "outside_compilation",
    "repeat",
    "replicate",
    "rewrite",
    "shutdown_system",
    "while_loop",
]
