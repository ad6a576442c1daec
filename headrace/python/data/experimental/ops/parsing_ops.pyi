"""tf.python.data.experimental.ops.parsing_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.examples import parse_example_dataset as parse_example_dataset

__all__ = [
    "parse_example_dataset",
]
