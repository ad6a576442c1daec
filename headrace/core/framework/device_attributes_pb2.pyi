"""tf.core.framework.device_attributes_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.device_attributes_pb2 import DeviceAttributes as DeviceAttributes
from headrace.formats.proto.device_attributes_pb2 import DeviceLocality as DeviceLocality
from headrace.formats.proto.device_attributes_pb2 import InterconnectLink as InterconnectLink
from headrace.formats.proto.device_attributes_pb2 import LocalLinks as LocalLinks

__all__ = [
    "DeviceAttributes",
    "DeviceLocality",
    "InterconnectLink",
    "LocalLinks",
]
