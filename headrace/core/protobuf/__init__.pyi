"""tf.core.protobuf: as far as programs use it. Made by `make names`."""

from headrace.core.protobuf import cluster_pb2 as cluster_pb2
from headrace.core.protobuf import config_pb2 as config_pb2
from headrace.core.protobuf import control_flow_pb2 as control_flow_pb2
from headrace.core.protobuf import debug_pb2 as debug_pb2
from headrace.core.protobuf import meta_graph_pb2 as meta_graph_pb2
from headrace.core.protobuf import queue_runner_pb2 as queue_runner_pb2
from headrace.core.protobuf import rewriter_config_pb2 as rewriter_config_pb2
from headrace.core.protobuf import saved_model_pb2 as saved_model_pb2
from headrace.core.protobuf import saver_pb2 as saver_pb2
from headrace.core.protobuf import tensor_bundle_pb2 as tensor_bundle_pb2
from headrace.core.protobuf import tensorflow_server_pb2 as tensorflow_server_pb2
from headrace.core.protobuf import trackable_object_graph_pb2 as trackable_object_graph_pb2

__all__ = [
    "cluster_pb2",
    "config_pb2",
    "control_flow_pb2",
    "debug_pb2",
    "meta_graph_pb2",
    "queue_runner_pb2",
    "rewriter_config_pb2",
    "saved_model_pb2",
    "saver_pb2",
    "tensor_bundle_pb2",
    "tensorflow_server_pb2",
    "trackable_object_graph_pb2",
]
