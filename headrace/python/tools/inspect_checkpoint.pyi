"""tf.python.tools.inspect_checkpoint: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.inspect import print_tensors_in_checkpoint_file as print_tensors_in_checkpoint_file

__all__ = [
    "print_tensors_in_checkpoint_file",
]
