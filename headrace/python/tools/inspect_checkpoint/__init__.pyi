"""tf.python.tools.inspect_checkpoint: what is in a checkpoint. Made by `make names`."""

from headrace.graph.checkpoints.inspect import print_tensors_in_checkpoint_file as print_tensors_in_checkpoint_file

__all__ = [
    "print_tensors_in_checkpoint_file",
]
