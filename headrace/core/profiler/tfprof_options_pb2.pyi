"""tf.core.profiler.tfprof_options_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.profile_options_pb2 import AdvisorOptionsProto as AdvisorOptionsProto
from headrace.formats.proto.profile_options_pb2 import OptionsProto as OptionsProto

__all__ = [
    "AdvisorOptionsProto",
    "OptionsProto",
]
