"""Message classes under TensorFlow's names, imported when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats import proto

_MODULE_OF = {
    **dict.fromkeys(["ConfigProto", "GPUOptions", "GraphOptions", "OptimizerOptions"], "config_pb2"),
    **dict.fromkeys(["RunMetadata", "RunOptions"], "config_pb2"),
    **dict.fromkeys(["Event", "LogMessage", "SessionLog"], "event_pb2"),
    **dict.fromkeys(["AttrValue", "GraphDef", "NodeDef"], "graph_pb2"),
    **dict.fromkeys(["HistogramProto", "Summary"], "summary_pb2"),
    **dict.fromkeys(["BytesList", "Example", "Feature", "FeatureList", "FeatureLists", "Features"], "example_pb2"),
    **dict.fromkeys(["FloatList", "Int64List", "SequenceExample"], "example_pb2"),
    "QueueRunnerDef": "queue_runner_pb2",
}


def of(module: dict[str, Any]) -> Callable[[str], Any]:
    """A `__getattr__` for a module whose `__all__` names messages."""

    def get(name: str) -> Any:
        if name not in _MODULE_OF or name not in module["__all__"]:
            raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
        module[name] = found = getattr(getattr(proto, _MODULE_OF[name]), name)
        return found

    return get
