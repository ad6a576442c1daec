"""tf.core.framework.attr_value_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.graph_pb2 import AttrValue as AttrValue
from headrace.formats.proto.graph_pb2 import NameAttrList as NameAttrList

__all__ = [
    "AttrValue",
    "NameAttrList",
]
