"""tf.core.protobuf.trackable_object_graph_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.object_graph_pb2 import TrackableObjectGraph as TrackableObjectGraph

__all__ = [
    "TrackableObjectGraph",
]
