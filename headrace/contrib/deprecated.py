"""tf.contrib.deprecated: summaries in the style before TensorFlow 1.0."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.ops.summaries.scalar": "histogram_summary merge_all_summaries merge_summary scalar_summary",
        "headrace.graph.ops.summaries.audio": "audio_summary",
        "headrace.graph.ops.summaries.image": "image_summary",
    },
)
