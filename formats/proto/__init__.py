"""TensorFlow's messages: our own `.proto` files, and the classes that protoc made of them.

Field names, numbers and types are TensorFlow's, so the bytes are too. The package and the file names are our own, so
that TensorFlow and TensorBoard can be imported in the same process. `generate.py` makes the `_pb2` modules.

`proto.example_pb2` is imported when it is first asked for, and so is `proto.DecodeError`, which bytes that are no message
raise: importing protobuf takes as long as a quarter of NumPy, and many programs have no message in sight.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ..exports import export_from

export_from("headrace.formats.proto.graph_pb2", "", "AttrValue GraphDef NameAttrList NodeDef")
export_from(
    "headrace.formats.proto.config_pb2", "", "ConfigProto GPUOptions GraphOptions OptimizerOptions RunMetadata RunOptions"
)
export_from("headrace.formats.proto.event_pb2", "", "Event LogMessage SessionLog")
export_from("headrace.formats.proto.summary_pb2", "", "HistogramProto Summary SummaryMetadata")
export_from("headrace.formats.proto.meta_graph_pb2", "", "MetaGraphDef TensorInfo")
export_from("headrace.formats.proto.event_pb2", "summary", "Event SessionLog TaggedRunMetadata")
export_from("headrace.formats.proto.summary_pb2", "summary", "Summary")
export_from(
    "headrace.formats.proto.example_pb2",
    "train",
    "BytesList Example Feature FeatureList FeatureLists Features FloatList Int64List SequenceExample",
)
export_from("headrace.formats.proto.queue_runner_pb2", "train", "QueueRunnerDef")
export_from("headrace.formats.proto.saver_pb2", "train", "SaverDef")
export_from("headrace.formats.proto.hparam_pb2", "contrib.training.python.training.hparam_pb2", "HParamDef")
export_from("headrace.formats.proto.config_pb2", "train", "ClusterDef JobDef")
export_from("headrace.formats.proto.server_pb2", "train", "ServerDef")

if TYPE_CHECKING:
    from google.protobuf.message import DecodeError as DecodeError

    from . import (  # noqa: F401
        checkpoint_pb2,
        config_pb2,
        control_flow_pb2,
        device_attributes_pb2,
        error_codes_pb2,
        event_pb2,
        example_pb2,
        graph_pb2,
        hparam_pb2,
        meta_graph_pb2,
        object_graph_pb2,
        op_def_pb2,
        profile_log_pb2,
        profile_options_pb2,
        profile_output_pb2,
        projector_pb2,
        queue_runner_pb2,
        reader_state_pb2,
        saved_model_pb2,
        saver_pb2,
        server_pb2,
        step_stats_pb2,
        summary_pb2,
        tensor_pb2,
        variable_pb2,
    )


def __getattr__(name: str) -> Any:
    if name == "DecodeError":
        return importlib.import_module("google.protobuf.message").DecodeError
    if not name.endswith("_pb2"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
