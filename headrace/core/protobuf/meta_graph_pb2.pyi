"""tf.core.protobuf.meta_graph_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.meta_graph_pb2 import AssetFileDef as AssetFileDef
from headrace.formats.proto.meta_graph_pb2 import CollectionDef as CollectionDef
from headrace.formats.proto.meta_graph_pb2 import MetaGraphDef as MetaGraphDef
from headrace.formats.proto.meta_graph_pb2 import SignatureDef as SignatureDef
from headrace.formats.proto.meta_graph_pb2 import TensorInfo as TensorInfo

__all__ = [
    "AssetFileDef",
    "CollectionDef",
    "MetaGraphDef",
    "SignatureDef",
    "TensorInfo",
]
