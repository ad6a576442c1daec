"""tf.core.protobuf.tensor_bundle_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.checkpoint_pb2 import BundleEntryProto as BundleEntryProto
from headrace.formats.proto.checkpoint_pb2 import BundleHeaderProto as BundleHeaderProto

__all__ = [
    "BundleEntryProto",
    "BundleHeaderProto",
]
