"""tf.saved_model.tag_constants: what a graph is for. Made by `make names`."""

from headrace.training.saved_model.constants import GPU as GPU
from headrace.training.saved_model.constants import SERVING as SERVING
from headrace.training.saved_model.constants import TPU as TPU
from headrace.training.saved_model.constants import TRAINING as TRAINING

__all__ = [
    "GPU",
    "SERVING",
    "TPU",
    "TRAINING",
]
