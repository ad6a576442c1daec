"""tf.python.training.saveable_object: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.saveables import SaveSpec as SaveSpec
from headrace.graph.checkpoints.saveables import SaveableObject as SaveableObject

__all__ = [
    "SaveSpec",
    "SaveableObject",
]
