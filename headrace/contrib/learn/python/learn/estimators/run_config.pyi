"""tf.contrib.learn.python.learn.estimators.run_config: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.cluster import ClusterSpec as ClusterSpec
from headrace.formats.proto.config_pb2 import ConfigProto as ConfigProto
from headrace.formats.proto.config_pb2 import GPUOptions as GPUOptions
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn.keys import TaskType as TaskType

__all__ = [
    "ClusterSpec",
    "ConfigProto",
    "GPUOptions",
    "RunConfig",
    "TaskType",
]
