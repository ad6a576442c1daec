"""tf.core.example.feature_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.example_pb2 import BytesList as BytesList
from headrace.formats.proto.example_pb2 import Feature as Feature
from headrace.formats.proto.example_pb2 import FeatureList as FeatureList
from headrace.formats.proto.example_pb2 import FeatureLists as FeatureLists
from headrace.formats.proto.example_pb2 import Features as Features
from headrace.formats.proto.example_pb2 import FloatList as FloatList
from headrace.formats.proto.example_pb2 import Int64List as Int64List

__all__ = [
    "BytesList",
    "Feature",
    "FeatureList",
    "FeatureLists",
    "Features",
    "FloatList",
    "Int64List",
]
