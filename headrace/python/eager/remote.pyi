"""tf.python.eager.remote: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import ClusterDef as ClusterDef
from headrace.formats.proto.server_pb2 import ServerDef as ServerDef

__all__ = [
    "ClusterDef",
    "ServerDef",
]
