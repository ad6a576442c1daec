"""tf.core.protobuf.rewriter_config_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import RewriterConfig as RewriterConfig

__all__ = [
    "RewriterConfig",
]
