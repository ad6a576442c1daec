"""Milliseconds of single layers of networks for images, and of whole steps of training.

    python benchmarks/bench_layers.py
    python benchmarks/bench_layers.py --tensorflow /path/to/python    # in turn with TensorFlow

A layer is computed forward, then its gradients by images and by weights. The networks: a perceptron of three layers, that of
the CIFAR-10 tutorial, and a block of a ResNet. Beside each the floating-point operations of its products a second, and what
NumPy's product of two large matrices reaches on this machine. Before anything is measured, the losses of all libraries are
compared.
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Sequence
from typing import Any

import command_line
import numpy as np
from cases import Case
from measures import in_turn
from worker import Answers, load, start, workers


class Network:
    """A loss over images that are fed, and a step of its training.

    Args:
      shape: of the images.
      build: from TensorFlow, a builder and the images to a tensor that is to become small.
    """

    def __init__(self, shape: Sequence[int], build: Callable[[Any, Builder, Any], Any], is_fed: bool = True) -> None:
        self.shape, self._build, self._is_fed = tuple(shape), build, is_fed

    def step(self, tf: Any) -> tuple[Callable[[], float], float]:
        """A step in a session of its own, and how many floating-point operations its products are, both ways."""
        images = np.random.default_rng(1).random(self.shape, np.float32)
        fed = tf.placeholder(tf.float32, self.shape)
        builder = Builder(tf)
        # A layer's images are a variable: it has a gradient by them, too.
        source = fed if self._is_fed else builder.weights(self.shape, images)
        loss = tf.reduce_mean(tf.square(self._build(tf, builder, source)))
        train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
        sess = tf.Session()
        sess.run(tf.global_variables_initializer())
        for variable, value in builder.values:
            variable.load(value, sess)
        return lambda: float(sess.run([loss, train], {fed: images})[0]), 3 * builder.operations


class Builder:
    """Makes layers, and counts the floating-point operations of their products."""

    def __init__(self, tf: Any) -> None:
        self._tf = tf
        self.values: list[tuple[Any, np.ndarray]] = []
        self.operations = 0.0

    def weights(self, shape: Sequence[int], value: np.ndarray | None = None) -> Any:
        draw = np.random.default_rng(len(self.values))
        if value is None:
            value = (draw.standard_normal(shape) / math.sqrt(max(1, math.prod(shape[:-1])))).astype(np.float32)
        variable = self._tf.Variable(np.zeros(shape, np.float32))
        self.values.append((variable, value))
        return variable

    def convolution(self, x: Any, size: int, filters: int, stride: int = 1) -> Any:
        channels = int(x.shape[3])
        y = self._tf.nn.conv2d(x, self.weights([size, size, channels, filters]), [1, stride, stride, 1], "SAME")
        self.operations += 2 * math.prod(map(int, y.shape)) * size * size * channels
        return y

    def depthwise(self, x: Any, size: int) -> Any:
        y = self._tf.nn.depthwise_conv2d(x, self.weights([size, size, int(x.shape[3]), 1]), [1, 1, 1, 1], "SAME")
        self.operations += 2 * math.prod(map(int, y.shape)) * size * size
        return y

    def dense(self, x: Any, units: int) -> Any:
        n, inputs = map(int, x.shape)
        self.operations += 2 * n * inputs * units
        return self._tf.matmul(x, self.weights([inputs, units])) + self.weights([units])

    def norm(self, x: Any) -> Any:
        channels = int(x.shape[3])
        scale, offset = self.weights([channels], np.ones(channels, np.float32)), self.weights([channels])
        return self._tf.nn.fused_batch_norm(x, scale, offset)[0]


def cifar(tf: Any, builder: Builder, x: Any) -> Any:
    def norm(x: Any) -> Any:
        return tf.nn.lrn(x, 4, bias=1.0, alpha=0.001 / 9, beta=0.75)

    def pool(x: Any) -> Any:
        return tf.nn.max_pool(x, [1, 3, 3, 1], [1, 2, 2, 1], "SAME")

    x = norm(pool(tf.nn.relu(tf.nn.bias_add(builder.convolution(x, 5, 64), builder.weights([64])))))
    x = pool(norm(tf.nn.relu(tf.nn.bias_add(builder.convolution(x, 5, 64), builder.weights([64])))))
    x = tf.reshape(x, [int(x.shape[0]), -1])
    return builder.dense(tf.nn.relu(builder.dense(tf.nn.relu(builder.dense(x, 384)), 192)), 10)


def resnet_block(tf: Any, builder: Builder, x: Any) -> Any:
    y = tf.nn.relu(builder.norm(builder.convolution(x, 3, 64)))
    return tf.nn.relu(builder.norm(builder.convolution(y, 3, 64)) + x)


def perceptron(tf: Any, builder: Builder, x: Any) -> Any:
    for units in (512, 512):
        x = tf.nn.relu(builder.dense(x, units))
    return builder.dense(x, 10)


def layer(shape: Sequence[int], build: Callable[[Any, Builder, Any], Any]) -> Network:
    return Network(shape, build, is_fed=False)


IMAGES = (16, 32, 32, 64)
CASES = {
    "convolution 5 x 5, 3 to 64": layer((128, 24, 24, 3), lambda tf, b, x: b.convolution(x, 5, 64)),
    "convolution 5 x 5, 64 to 64": layer((128, 12, 12, 64), lambda tf, b, x: b.convolution(x, 5, 64)),
    "convolution 3 x 3, 64 to 64": layer(IMAGES, lambda tf, b, x: b.convolution(x, 3, 64)),
    "convolution 3 x 3, 64 to 128, strides of 2": layer(IMAGES, lambda tf, b, x: b.convolution(x, 3, 128, 2)),
    "convolution 1 x 1, 64 to 256": layer(IMAGES, lambda tf, b, x: b.convolution(x, 1, 256)),
    "depthwise convolution 3 x 3 of 64": layer(IMAGES, lambda tf, b, x: b.depthwise(x, 3)),
    "batch norm of 64": layer(IMAGES, lambda tf, b, x: b.norm(x)),
    "pool 3 x 3, strides of 2": layer(IMAGES, lambda tf, b, x: tf.nn.max_pool(x, 3, 2, "SAME")),
    "norm of neighbouring channels": layer(IMAGES, lambda tf, b, x: tf.nn.lrn(x, 4)),
    "a perceptron 784-512-512-10": Network((128, 784), perceptron),
    "a block of a ResNet, 16 x 32 x 32 x 64": Network(IMAGES, resnet_block),
    "the CIFAR-10 network, 128 images": Network((128, 24, 24, 3), cifar),
}
SIDE = 2048


def milliseconds(call: Callable[[], object], seconds: float) -> float:
    """How long a call takes, from as many as fit into the given time, three at least; the first does not count."""
    call()
    began, count = time.perf_counter(), 0
    while count < 3 or time.perf_counter() - began < seconds:
        call()
        count += 1
    return (time.perf_counter() - began) / count * 1e3


def answers(library: str) -> Answers:
    tf = load(library)

    @functools.cache
    def prepared(case: str) -> tuple[Callable[[], float], float]:
        with tf.Graph().as_default():
            return CASES[case].step(tf)

    @functools.cache
    def square() -> np.ndarray:
        return np.random.default_rng(1).random((SIDE, SIDE), np.float32)

    return {
        "first": lambda case: [prepared(case)[0]() for _ in range(3)],
        "operations": lambda case: prepared(case)[1],
        "time": lambda case, seconds: milliseconds(prepared(case)[0], seconds),
        "peak": lambda seconds: 2e-6 * SIDE**3 / milliseconds(lambda: square() @ square(), seconds),
    }


def main() -> None:
    options = command_line.parser(__doc__, repeats=3).parse_args()
    seconds = 0.05 if options.quick else 1.0
    with workers(__file__, options.tensorflow) as found:
        peak = found["headrace"].ask("peak", seconds=seconds)
        for name in CASES:
            first = {library: worker.ask("first", case=name) for library, worker in found.items()}
            if not all(np.allclose(first["headrace"], others, rtol=1e-4) for others in first.values()):
                raise SystemExit(f"{name}: the answers differ: {first}")
            asked = {
                library: functools.partial(worker.ask, "time", case=name, seconds=seconds) for library, worker in found.items()
            }
            times = in_turn(options.repeats, asked)
            operations = found["headrace"].ask("operations", case=name)
            rates = [operations / np.median(values) * 1e-6 for values in times.values()]
            note = f"{' and '.join(f'{rate:.0f}' for rate in rates)} GFLOP/s of {peak:.0f}" if operations else ""
            Case.of("layers", name, "ms", times, note).report(f"layer={name}", options.json)


if __name__ == "__main__":
    start(main, answers)
