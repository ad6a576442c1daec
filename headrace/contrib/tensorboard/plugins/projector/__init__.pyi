"""tf.contrib.tensorboard.plugins.projector: what TensorBoard's projector shows. Made by `make names`."""

from headrace.formats.proto.projector_pb2 import DESCRIPTOR as DESCRIPTOR
from headrace.formats.proto.projector_pb2 import EmbeddingInfo as EmbeddingInfo
from headrace.formats.proto.projector_pb2 import ProjectorConfig as ProjectorConfig
from headrace.formats.proto.projector_pb2 import SpriteMetadata as SpriteMetadata
from headrace.contrib.tensorboard.plugins.projector import projector_config_pb2 as projector_config_pb2
from headrace.graph.events.projector import visualize_embeddings as visualize_embeddings

__all__ = [
    "DESCRIPTOR",
    "EmbeddingInfo",
    "ProjectorConfig",
    "SpriteMetadata",
    "visualize_embeddings",
]
