"""What the recorders of this directory share: tests/support beside TensorFlow, and a sampled node in its graphs."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2]


def tensorflow() -> Any:
    """TensorFlow as programs of version 1 see it, quiet, with its own kernels."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    return tf


def load_support() -> None:
    """As tests/conftest.py does; headrace comes from this checkout."""
    sys.path.insert(0, str(TESTS.parent))
    spec = importlib.util.spec_from_file_location(
        "support", TESTS / "support" / "__init__.py", submodule_search_locations=[str(TESTS / "support")]
    )
    assert spec is not None
    assert spec.loader is not None
    support = importlib.util.module_from_spec(spec)
    sys.modules["support"] = support
    spec.loader.exec_module(support)


def imported(tf: Any, node: Any, given: dict[str, Any]) -> Any:
    """The operation that does in TensorFlow what a sampled node does, on the tensors that are given by name, in its order."""
    from support.op_values import bare

    from headrace.graph.graphdef.replacements import replaced

    message = bare(node)
    message.input.extend(given)
    message.name = "asked"
    graph_def = tf.GraphDef()
    for one in replaced(message, node.op):
        graph_def.node.add().ParseFromString(one.SerializeToString())
    for name in given:
        graph_def.node.add(name=name, op="Placeholder").attr["dtype"].type = given[name].dtype.base_dtype.as_datatype_enum
    tf.import_graph_def(graph_def, input_map=given, name="")
    return tf.get_default_graph().get_operation_by_name("asked")


def session(tf: Any) -> Any:
    """A session on the default graph, without TensorFlow's optimizer."""
    config = tf.ConfigProto()
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    config.graph_options.optimizer_options.opt_level = -1
    return tf.Session(config=config)
