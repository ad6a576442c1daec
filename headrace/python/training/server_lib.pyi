"""tf.python.training.server_lib: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.cluster import ClusterSpec as ClusterSpec
from headrace.cluster.server import Server as Server

__all__ = [
    "ClusterSpec",
    "Server",
]
