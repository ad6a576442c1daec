"""tf.core.framework.versions_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import VersionDef as VersionDef

__all__ = [
    "VersionDef",
]
