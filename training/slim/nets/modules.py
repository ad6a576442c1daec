"""Inception networks as tables: what comes after what, and in modules, what stands side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headrace.graph import ops
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import fully_connected
from ...contrib.layers.pooling import avg_pool2d, max_pool2d
from ...regularizers import l2_regularizer
from .fully_convolutional import trunc_normal

Depth = Callable[[int], int]
_WINDOW = re.compile(r"(\d+)x(\d+)$")


@dataclass(frozen=True)
class Conv:
    """A convolution in a scope of its own, which ends with its window unless `window` says otherwise."""

    name: str
    depth: int
    stddev: float | None = None
    """Of the weights at the beginning; None: as the scopes of arguments say."""

    window: tuple[int, int] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, net: Tensor, thinned: Depth) -> Tensor:
        of_weights: dict[str, Any] = {} if self.stddev is None else {"weights_initializer": trunc_normal(self.stddev)}
        window = self.window or _window(self.name)
        return convolution2d(net, thinned(self.depth), window, scope=self.name, **of_weights, **self.settings)


@dataclass(frozen=True)
class Pool:
    """A pooling, `MaxPool_` or `AvgPool_` with its window at the end."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, net: Tensor, thinned: Depth) -> Tensor:
        pool: Callable[..., Tensor] = max_pool2d if self.name.startswith("Max") else avg_pool2d
        return pool(net, _window(self.name), scope=self.name, **self.settings)


@dataclass(frozen=True)
class Side:
    """Convolutions of the same input, their outputs side by side."""

    steps: Sequence[Conv]

    def __call__(self, net: Tensor, thinned: Depth) -> Tensor:
        return ops.concat([step(net, thinned) for step in self.steps], 3)


@dataclass(frozen=True)
class Module:
    """Branches of an inception module, in scopes Branch_0 and so on; their outputs stand side by side."""

    name: str
    branches: Sequence[Sequence[Conv | Pool | Side]]

    def __call__(self, net: Tensor, thinned: Depth) -> Tensor:
        with variable_scope(self.name):
            outputs = []
            for number, branch in enumerate(self.branches):
                with variable_scope(f"Branch_{number}"):
                    output = net
                    for step in branch:
                        output = step(output, thinned)
                    outputs.append(output)
            return ops.concat(outputs, 3)


def _window(name: str) -> tuple[int, int]:
    found = _WINDOW.search(name)
    assert found, name
    return int(found[1]), int(found[2])


def built(
    net: Tensor, steps: Sequence[Conv | Pool | Module], end_points: dict[str, Tensor], final_endpoint: str, thinned: Depth
) -> Tensor:
    """What the steps give one after the other, up to the final one; their outputs are added to `end_points`."""
    for step in steps:
        if final_endpoint in end_points:
            break
        net = end_points[step.name] = step(net, thinned)
    return net


def check_final(final_endpoint: str, end_points: Mapping[str, Tensor]) -> None:
    """Raise ValueError for an end point that the network does not have."""
    if final_endpoint not in end_points:
        raise ValueError(f"Unknown final endpoint {final_endpoint}")


def thinning(depth_multiplier: float, min_depth: int) -> Depth:
    """How many channels are left of so many."""
    if depth_multiplier <= 0:
        raise ValueError("depth_multiplier is not greater than zero.")
    return lambda depth: max(int(depth * depth_multiplier), min_depth)


def no_larger(window: tuple[int, int], net: Tensor) -> list[int]:
    """The window, not larger than the images are, if that is known."""
    _, height, width, _ = net.shape.as_list()
    return list(window) if height is None or width is None else [min(height, window[0]), min(width, window[1])]


def arguments_of_layers(weight_decay: float, normalizer_fn: Any, normalizer_params: dict[str, Any]) -> dict:
    """The scope of arguments with which the networks are trained."""
    with (
        arg_scope([convolution2d, fully_connected], weights_regularizer=l2_regularizer(weight_decay)),
        arg_scope(
            [convolution2d],
            weights_initializer=variance_scaling_initializer(),
            activation_fn=ops.relu,
            normalizer_fn=normalizer_fn,
            normalizer_params=normalizer_params,
        ) as scope,
    ):
        return scope


def of_batch_norm(collection: str, decay: float = 0.9997, epsilon: float = 0.001, **more: Any) -> dict[str, Any]:
    """The arguments of `batch_norm` in these networks; moving moments are in a collection of their own."""
    averages = {"beta": None, "gamma": None, "moving_mean": [collection], "moving_variance": [collection]}
    return {
        "decay": decay,
        "epsilon": epsilon,
        "updates_collections": GraphKeys.UPDATE_OPS,
        "variables_collections": averages,
        **more,
    }
