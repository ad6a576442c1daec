"""tf.python.estimator.tpu.tpu_estimator: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.summary_pb2 import Summary as Summary

__all__ = [
    "Summary",
]
