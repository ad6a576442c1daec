"""tf.compat: text and bytes, what counts as a number, and TensorFlow 1 under its other name `compat.v1`."""

from __future__ import annotations

from headrace.formats.text import as_bytes, as_str, as_str_any, as_text

from .. import _lazy

__all__ = [
    "as_bytes",
    "as_str",
    "as_str_any",
    "as_text",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "dimension_at_index dimension_value",
        "headrace.compat": "v1",
        "headrace.graph.platform.versions": "bytes_or_text_types complex_types forward_compatible integral_types path_to_str real_types",
    },
)
