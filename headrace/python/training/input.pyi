"""tf.python.training.input: as far as programs use it. Made by `make names`."""

from headrace.pipeline.inputs.batching import batch as batch
from headrace.pipeline.inputs.producers import input_producer as input_producer
from headrace.pipeline.inputs.producers import limit_epochs as limit_epochs
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from headrace import batch_join as batch_join
from headrace.train import maybe_batch as maybe_batch
from headrace.train import maybe_batch_join as maybe_batch_join
from headrace.train import maybe_shuffle_batch as maybe_shuffle_batch
from headrace.train import maybe_shuffle_batch_join as maybe_shuffle_batch_join
from headrace import range_input_producer as range_input_producer
from headrace import shuffle_batch as shuffle_batch
from headrace import shuffle_batch_join as shuffle_batch_join
from headrace import slice_input_producer as slice_input_producer
from headrace import string_input_producer as string_input_producer

__all__ = [
    "batch",
    "batch_join",
    "input_producer",
    "limit_epochs",
    "match_filenames_once",
    "maybe_batch",
    "maybe_batch_join",
    "maybe_shuffle_batch",
    "maybe_shuffle_batch_join",
    "range_input_producer",
    "shuffle_batch",
    "shuffle_batch_join",
    "slice_input_producer",
    "string_input_producer",
]
