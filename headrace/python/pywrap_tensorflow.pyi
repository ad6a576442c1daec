"""tf.python.pywrap_tensorflow: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import CheckpointReader as CheckpointReader
from headrace.graph.graphdef.export import PRODUCER as GRAPH_DEF_VERSION
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_CONSUMER
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_PRODUCER
from headrace.graph.checkpoints.reader import CheckpointReader as NewCheckpointReader

__all__ = [
    "CheckpointReader",
    "GRAPH_DEF_VERSION",
    "GRAPH_DEF_VERSION_MIN_CONSUMER",
    "GRAPH_DEF_VERSION_MIN_PRODUCER",
    "NewCheckpointReader",
]
