"""tf.contrib.data.python.ops.iterator_ops: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.hooks_pipeline import CheckpointInputPipelineHook as CheckpointInputPipelineHook
from headrace.pipeline.data.experimental.iterators import make_saveable_from_iterator as make_saveable_from_iterator

__all__ = [
    "CheckpointInputPipelineHook",
    "make_saveable_from_iterator",
]
