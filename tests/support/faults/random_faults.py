"""random_fault: what fault is forced where, by a seed."""

from __future__ import annotations

import random

from .pipelines import SHAPES, Fault
from .points import AFTER, KINDS, OF_RUNNERS


def random_fault(seed: int) -> Fault:
    """A fault at a point of a pipeline."""
    generator = random.Random(seed)
    point = generator.choice([*OF_RUNNERS])
    kind = None if generator.random() < 0.1 else generator.choice([*KINDS])
    return Fault(
        generator.choice(SHAPES),
        generator.choice((1, 2, 4)),
        point,
        kind,
        generator.choice((1, 1, 2, 3, 5, 9)),
        point in AFTER and generator.random() < 0.4,
    )
