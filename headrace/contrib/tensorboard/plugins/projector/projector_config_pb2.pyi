"""tf.contrib.tensorboard.plugins.projector.projector_config_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.projector_pb2 import EmbeddingInfo as EmbeddingInfo
from headrace.formats.proto.projector_pb2 import ProjectorConfig as ProjectorConfig
from headrace.formats.proto.projector_pb2 import SpriteMetadata as SpriteMetadata

__all__ = [
    "EmbeddingInfo",
    "ProjectorConfig",
    "SpriteMetadata",
]
