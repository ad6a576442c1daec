"""Picture passes: steps that follow on each other on one picture run as one, which reads and writes it once.

`standardize(contrast(flip(crop(image))))` on a block is four passes over all its pictures, at the speed of memory. As one
compiled pass each picture goes through all of it in the nearest cache, without Python's lock. What an op does to a picture
it says itself, by its `stage` rule; arithmetic is that of its kernel, to the last bit, and so is the order of the memory,
which sums depend on. What a pass does not know, be it known when the program is compiled or from a block that comes, runs
step by step as all else does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..core.rules.stage import Does, Stage
from ..core.tensor import Tensor
from ..runtime import _pictures_cy as pictures
from ..runtime.memory_order import memory_of
from ..types.dtypes import float32
from ..types.errors import invalid
from ..types.static_shapes import is_full
from .program import Step
from .unwritten import UnwrittenColumn

Sizes = tuple[int, int, int]
"""Height, width, channels."""

_ELEMENTWISE = {
    Does.ADD: pictures.ADD,
    Does.SUBTRACT: pictures.ADD,  # of the number with its sign changed
    Does.SUBTRACT_FROM: pictures.SUBTRACT_FROM,
    Does.MULTIPLY: pictures.MULTIPLY,
    Does.DIVIDE: pictures.DIVIDE,
}


class Link(NamedTuple):
    """A step that may be a part of a pass, what it does, and the shape of the picture that it makes."""

    step: Step
    stage: Stage
    sizes: Sizes


def with_picture_passes(steps: list[Step], kept: Collection[int], batched: Collection[Tensor]) -> list[Step]:
    """The steps of a block, those that follow on each other on a picture as one where they can.

    Args:
      kept: slots that are used after the block.
      batched: the tensors with a value for each record.
    """
    if not pictures.compiled:
        return steps
    uses = Counter(slot for step in steps for slot in step.inputs)
    chains: dict[Any, list[Link]] = {}  # by the slot of what they make
    for step in steps:
        link = _link(step, batched)
        if link is not None:
            given = step.inputs[link.stage.picture]
            before = chains.pop(given) if given in chains and uses[given] == 1 and given not in kept else []
            chains[step.outputs] = [*before, link]
    passes = {links[-1].step: links for links in chains.values() if len(links) > 1 and _makes_floats(links[-1])}
    within = {link.step for links in passes.values() for link in links[:-1]}
    return [
        _as_one(passes[step], late=not uses[step.outputs]) if step in passes else step  # type: ignore[index]
        for step in steps
        if step not in within
    ]


def _link(step: Step, batched: Collection[Tensor]) -> Link | None:
    op = step.operation
    if op is None or not op.definition.stage or len(op.outputs) != 1 or op.outputs[0].shape_is_claimed:
        return None
    sizes = op.outputs[0].static_shape
    if sizes is None or len(sizes) != 3 or not is_full(sizes) or 0 in sizes:
        return None
    stage = op.definition.stage.function(op)
    if stage is None or op.inputs[stage.picture] not in batched:
        return None
    height, width, channels = sizes
    return Link(step, stage, (height, width, channels))


def _makes_floats(link: Link) -> bool:
    assert link.step.operation is not None
    return link.step.operation.outputs[0].dtype.base_dtype is float32


def read_late(steps: Sequence[Step]) -> set[int]:
    """The slots that passes read when the steps of a block are done: what they hold must stay as it is until then."""
    return {step.inputs[0] for step in steps if isinstance(step.run, PicturePass) and step.run.late}


def _as_one(links: Sequence[Link], late: bool) -> Step:
    """The steps of `links` as one.

    Args:
      late: the queue alone gets what they make, which is written when and where the queue says.
    """
    first, last = links[0].step, links[-1].step
    inputs = [first.inputs[links[0].stage.picture]]
    numbers: list[int | None] = []  # where each step's numbers are among the inputs
    others: list[list[int]] = []  # where the other inputs are that each step takes when it runs alone
    for link in links:
        places = []
        for position, slot in enumerate(link.step.inputs):
            if position != link.stage.picture:
                places.append(len(inputs))
                inputs.append(slot)
        others.append(places)
        at = link.stage.numbers
        numbers.append(None if at is None else places[at - (at > link.stage.picture)])
    one = PicturePass(links, numbers, others, late)
    return last._replace(operation=None, run=one, inputs=tuple(inputs))


class PicturePass:
    """What runs several steps on each picture of a block.

    Args: as `_as_one` finds them.
    """

    def __init__(
        self, links: Sequence[Link], numbers: Sequence[int | None], others: Sequence[Sequence[int]], late: bool
    ) -> None:
        self.links = links
        self._numbers = numbers
        self._others = others
        self.late = late
        self._casts = any(link.stage.does is Does.CAST for link in links)

    def __call__(self, n: int, images: Any, *inputs: Any) -> Any:
        given = (images, *inputs)
        layout = self._layout(images)
        if layout is not None:
            route = Route(layout, images, n)
            if all(
                route.go(link.stage, link.sizes, None if at is None else given[at])
                for link, at in zip(self.links, self._numbers, strict=True)
            ):
                return route.late() if self.late else route.taken()
        for link, places in zip(self.links, self._others, strict=True):
            arrays = [given[place] for place in places]
            arrays.insert(link.stage.picture, images)
            images = link.step.run(n, *arrays)
        return images

    def _layout(self, images: Any) -> str | None:
        """How pictures lie in memory: "planes" or "pixels"; None where a pass does not know what they are."""
        if not isinstance(images, np.ndarray) or images.ndim != 4 or not images.flags.aligned or not images.size:
            return None
        if images.dtype != (np.uint8 if self._casts else np.float32) or not images.dtype.isnative:
            return None
        if any(step < 0 or step % images.itemsize for step in images.strides):
            return None
        sizes, strides = images.shape[1:], images.strides[1:]
        real = [axis for axis in range(3) if sizes[axis] > 1]
        if any(not strides[axis] for axis in real):
            return None
        order = sorted(real, key=lambda axis: -strides[axis])
        if order == [axis for axis in (2, 0, 1) if axis in real]:
            return "planes"
        return "pixels" if order == real else None


class Route:
    """The stages that pictures go through, collected one after the other.

    Args:
      layout: "planes" or "pixels".
      images: [n, height, width, channels].
    """

    def __init__(self, layout: str, images: np.ndarray, n: int) -> None:
        self._planes = layout == "planes"
        self._images = images
        self._n = n
        self._sizes: Sizes = images.shape[1:]
        self._start: Any = 0  # elements from a picture's beginning in `images` to that of its window
        self._stages: list[tuple[int, ...]] = []
        self._numbers: list[Any] = []

    def go(self, stage: Stage, sizes: Sizes, numbers: Any) -> bool:
        """Add a stage that makes pictures of `sizes`; False where it cannot be part of a pass after all."""
        does = stage.does
        if does is Does.CAST:
            return True
        if does is Does.WINDOW:
            return self._window(sizes, numbers)
        if not self._stages:
            self._window(self._sizes, np.zeros(3, np.int64))
        height, width, channels = self._sizes
        count = height * width * channels
        if does in _ELEMENTWISE:
            self._add(-numbers if does is Does.SUBTRACT else numbers, _ELEMENTWISE[does], count)
        elif does is Does.MIRROR:
            axes = (2, 0, 1) if self._planes else (0, 1, 2)
            stored = [self._sizes[axis] for axis in axes]
            place = axes.index(stage.axis % 3)
            outer = stored[0] * stored[1] if place == 2 else stored[0] if place == 1 else 1
            self._add(numbers, pictures.MIRROR, outer, stored[place], count // outer // stored[place])
        elif does is Does.STANDARDIZE:
            self._add(np.float32(1) / np.sqrt(np.float32(count)), pictures.STANDARDIZE, count)
        else:
            if not self._planes and channels > 1:
                self._add(0, pictures.PLANES, height * width, channels)
            self._planes = True
            self._add(numbers, pictures.STRETCH, channels, height * width)
        return True

    def _add(self, number: Any, *stage: int) -> None:
        self._stages.append((*stage, *(0,) * (6 - len(stage))))
        self._numbers.append(number)

    def _window(self, sizes: Sizes, begin: np.ndarray) -> bool:
        if begin.shape[-1:] != (3,):
            return False
        if ((begin < 0) | (begin > np.subtract(self._sizes, sizes))).any():
            raise invalid(f"a window of {sizes} does not lie within {self._sizes} everywhere")
        height, width, channels = self._sizes
        if not self._stages:
            steps = [step // self._images.itemsize for step in self._images.strides[1:]]
        else:
            steps = [width, 1, height * width] if self._planes else [width * channels, channels, 1]
        if self._planes:
            runs = (sizes[2], sizes[0], sizes[1], steps[2], steps[0])
            closed = steps[1] == 1 or sizes[1] == 1
        elif steps[1] == sizes[2]:
            runs = (1, sizes[0], sizes[1] * sizes[2], 0, steps[0])
            closed = steps[2] == 1 or sizes[2] == 1
        else:
            runs = (sizes[0], sizes[1], sizes[2], steps[0], steps[1])
            closed = steps[2] == 1 or sizes[2] == 1
        if not closed:
            return False
        first = begin @ np.array(steps)
        if self._stages:
            self._add(first, pictures.WINDOW, *runs)
        else:
            self._start = first
            self._add(0, pictures.WINDOW, *runs)
        self._sizes = sizes
        return True

    def taken(self) -> np.ndarray:
        """The pictures at the end of the way, float32 [n, height, width, channels], stored as the steps one by one do."""
        height, width, channels = self._sizes
        out = np.empty((self._n, height * width * channels), np.float32)
        self._run(1)(out, np.arange(self._n))
        if self._planes:
            return out.reshape(self._n, channels, height, width).transpose(0, 2, 3, 1)
        return out.reshape(self._n, *self._sizes)

    def late(self) -> UnwrittenColumn:
        """The same pictures, which take their way when they are written."""
        run = self._run(self._sizes[2] if self._planes else 1)
        return UnwrittenColumn((self._n, *self._sizes), np.dtype(np.float32), run)

    def _run(self, channels: int) -> Callable[[np.ndarray, np.ndarray], None]:
        """What writes the pictures; those in planes pixel by pixel, if it is given how many they are."""
        images, size = self._images, math.prod(self._sizes)
        source, stages = memory_of(images), np.array(self._stages)
        starts = np.arange(self._n) * (images.strides[0] // images.itemsize) + self._start
        numbers = np.empty((len(stages), self._n))
        for row, number in zip(numbers, self._numbers, strict=True):
            row[...] = number
        return lambda out, rows: pictures.through(source, starts, stages, numbers, out.reshape(len(out), size), rows, channels)
