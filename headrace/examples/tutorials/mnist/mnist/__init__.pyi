"""tf.examples.tutorials.mnist.mnist: two hidden layers and a softmax. Made by `make names`."""

from headrace.training.datasets.mnist_model import IMAGE_PIXELS as IMAGE_PIXELS
from headrace.training.datasets.mnist_model import IMAGE_SIZE as IMAGE_SIZE
from headrace.training.datasets.mnist_model import NUM_CLASSES as NUM_CLASSES
from headrace.training.datasets.mnist_model import evaluation as evaluation
from headrace.training.datasets.mnist_model import inference as inference
from headrace.training.datasets.mnist_model import loss as loss
from headrace.training.datasets.mnist_model import training as training

__all__ = [
    "IMAGE_PIXELS",
    "IMAGE_SIZE",
    "NUM_CLASSES",
    "evaluation",
    "inference",
    "loss",
    "training",
]
