"""tf.python.framework.versions: as far as programs use it. Made by `make names`."""

from headrace.graph.graphdef.export import PRODUCER as GRAPH_DEF_VERSION
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_CONSUMER
from headrace.graph.graphdef.export import LEAST as GRAPH_DEF_VERSION_MIN_PRODUCER
from headrace._version import __version__ as VERSION

__all__ = [
    "GRAPH_DEF_VERSION",
    "GRAPH_DEF_VERSION_MIN_CONSUMER",
    "GRAPH_DEF_VERSION_MIN_PRODUCER",
    "VERSION",
]
