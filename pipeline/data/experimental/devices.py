"""Transformations that bring elements to a device: on one machine, datasets as they are."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export

from ..arguments import AUTOTUNE
from ..transformations import Transformations
from .ordering import Transformation


@export("data.experimental.copy_to_device", "contrib.data.copy_to_device")
@door
def copy_to_device(target_device: str, source_device: str = "/cpu:0") -> Transformation:
    """The elements on another device: of one machine, which computes with all of them, as they are.

    Args:
      target_device, source_device: names of devices.

    Returns:
      A function for `Dataset.apply`.
    """
    return lambda dataset: dataset.with_options(dataset.options())


@export("data.experimental.prefetch_to_device", "contrib.data.prefetch_to_device")
@door
def prefetch_to_device(device: str, buffer_size: Any = None) -> Transformation:
    """The elements on another device, computed before they are asked for; see `Dataset.prefetch`.

    Args:
      device: the name of a device.
      buffer_size: how many wait; by default as many as serve.

    Returns:
      A function for `Dataset.apply`.
    """

    def apply(dataset: Transformations) -> Any:
        return dataset.apply(copy_to_device(device)).prefetch(AUTOTUNE if buffer_size is None else buffer_size)

    return apply
