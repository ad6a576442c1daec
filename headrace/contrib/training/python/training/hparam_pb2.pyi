"""tf.contrib.training.python.training.hparam_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.hparam_pb2 import HParamDef as HParamDef

__all__ = [
    "HParamDef",
]
