"""The model that "TensorFlow Mechanics 101" trains on MNIST: two hidden layers and a softmax."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.variable import Variable

from ..optimizers import GradientDescentOptimizer

NUM_CLASSES = 10
IMAGE_SIZE = 28
IMAGE_PIXELS = IMAGE_SIZE * IMAGE_SIZE
export_value(IMAGE_PIXELS, "examples.tutorials.mnist.mnist.IMAGE_PIXELS")
export_value(IMAGE_SIZE, "examples.tutorials.mnist.mnist.IMAGE_SIZE")
export_value(NUM_CLASSES, "examples.tutorials.mnist.mnist.NUM_CLASSES")


@export("examples.tutorials.mnist.mnist.inference")
def inference(images: TensorLike, hidden1_units: int, hidden2_units: int) -> Tensor:
    """The logits of the model "TensorFlow Mechanics 101": two hidden layers of relu, and a linear one.

    The variables are `hidden1/weights`, `hidden1/biases`, and so on for `hidden2` and `softmax_linear`.

    Args:
      images: float32 [n, 784].
      hidden1_units, hidden2_units: the sizes of the hidden layers.

    Returns:
      float32 [n, 10].
    """
    with name_scope("hidden1"):
        hidden1 = ops.relu(_linear(images, IMAGE_PIXELS, hidden1_units))
    with name_scope("hidden2"):
        hidden2 = ops.relu(_linear(hidden1, hidden1_units, hidden2_units))
    with name_scope("softmax_linear"):
        return _linear(hidden2, hidden2_units, NUM_CLASSES)


def _linear(inputs: Any, size: int, units: int) -> Tensor:
    weights = Variable(ops.truncated_normal([size, units], stddev=1.0 / math.sqrt(float(size))), name="weights")
    biases = Variable(ops.zeros([units]), name="biases")
    return ops.matmul(inputs, weights) + biases


@export("examples.tutorials.mnist.mnist.loss")
def loss(logits: TensorLike, labels: TensorLike) -> Tensor:
    """The mean cross entropy.

    Args:
      logits: float32 [n, 10].
      labels: integers [n].

    Returns:
      a float32 scalar.
    """
    entropies = ops.sparse_softmax_cross_entropy_with_logits(labels=ops.to_int64(labels), logits=logits, name="xentropy")
    return ops.reduce_mean(entropies, name="xentropy_mean")


@export("examples.tutorials.mnist.mnist.training")
def training(loss: Any, learning_rate: NumberLike) -> Any:
    """An operation that makes one step of gradient descent and counts it; the loss gets a summary.

    Args:
      loss: a scalar.
      learning_rate: a float.

    Returns:
      an Operation.
    """
    scalar("loss", loss)
    global_step = Variable(0, name="global_step", trainable=False)
    return GradientDescentOptimizer(learning_rate).minimize(loss, global_step=global_step)


@export("examples.tutorials.mnist.mnist.evaluation")
def evaluation(logits: TensorLike, labels: TensorLike) -> Tensor:
    """How many of the labels have the greatest of their logits.

    Args:
      logits: float32 [n, 10].
      labels: int32 [n].

    Returns:
      an int32 scalar.
    """
    return ops.reduce_sum(ops.cast(ops.in_top_k(logits, labels, 1), int32))
