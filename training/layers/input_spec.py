"""What a layer asks of its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import DTypeLike


@export("layers.InputSpec")
class InputSpec:
    """What is asked of one input of a layer: what is None may be anything.

    Args:
      dtype: its type.
      shape: its shape; None for dimensions of any size.
      ndim, max_ndim, min_ndim: its rank; `ndim` is that of `shape` where there is one.
      axes: a dict of the sizes of some dimensions, by axis; None for any size.
    """

    def __init__(
        self,
        dtype: DTypeLike | None = None,
        shape: Sequence[int | None] | None = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: Mapping[int, int | None] | None = None,
    ) -> None:
        self.dtype = dtype
        self.shape = shape
        self.ndim = len(shape) if shape is not None else ndim
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.axes = dict(axes or {})

    def get_config(self) -> dict[str, Any]:
        """The arguments that make it, a dict by name."""
        return {
            "dtype": self.dtype,
            "shape": self.shape,
            "ndim": self.ndim,
            "max_ndim": self.max_ndim,
            "min_ndim": self.min_ndim,
            "axes": self.axes,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> InputSpec:
        """The InputSpec whose configuration this is.

        Args:
          config: what `get_config` gives.

        Returns:
          a new InputSpec.
        """
        return cls(**config)

    def __repr__(self) -> str:
        given = {**self.get_config(), "axes": self.axes or None}
        return f"InputSpec({', '.join(f'{name}={value}' for name, value in given.items() if value is not None)})"


def check_inputs(spec: InputSpec | Sequence[InputSpec] | None, inputs: Sequence[Tensor], layer: str) -> None:
    """Raise ValueError where inputs are not what `spec` asks.

    Args:
      layer: the layer's name, for the message.
    """
    if not spec:
        return
    specs = [spec] if isinstance(spec, InputSpec) else list(spec)
    if len(inputs) != len(specs):
        raise ValueError(
            f"Layer {layer} expects {len(specs)} inputs, but it received {len(inputs)} input tensors. "
            f"Inputs received: {list(inputs)}"
        )
    for position, (tensor, asked) in enumerate(zip(inputs, specs, strict=True)):
        if asked is not None:
            _check(asked, tensor, f"Input {position} of layer {layer} is incompatible with the layer: ")


def _check(asked: InputSpec, tensor: Tensor, subject: str) -> None:
    shape = tensor.static_shape
    if shape is None:
        if asked.ndim is not None or asked.min_ndim is not None or asked.max_ndim is not None:
            raise ValueError(f"{subject}its rank is undefined, but the layer requires a defined rank.")
        return
    ndim, received = len(shape), f"Full shape received: {list(shape)}"
    if asked.ndim is not None and ndim != asked.ndim:
        raise ValueError(f"{subject}expected ndim={asked.ndim}, found ndim={ndim}. {received}")
    if asked.max_ndim is not None and ndim > asked.max_ndim:
        raise ValueError(f"{subject}expected max_ndim={asked.max_ndim}, found ndim={ndim}")
    if asked.min_ndim is not None and ndim < asked.min_ndim:
        raise ValueError(f"{subject}: expected min_ndim={asked.min_ndim}, found ndim={ndim}. {received}")
    if asked.dtype is not None and tensor.dtype != asked.dtype:
        raise ValueError(f"{subject}expected dtype={asked.dtype}, found dtype={tensor.dtype}")
    for axis, size in asked.axes.items():
        if size is not None and shape[axis] not in (size, None):
            raise ValueError(
                f"{subject}expected axis {axis} of input shape to have value {size} but received input with shape {list(shape)}"
            )
    if asked.shape is not None and any(
        size is not None and found is not None and size != found for size, found in zip(asked.shape, shape, strict=True)
    ):
        raise ValueError(f"{subject}expected shape={asked.shape}, found shape={list(shape)}")
