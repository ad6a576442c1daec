"""Random generators: where random ops get their numbers, one generator per op and session.

A session draws, run after run, the numbers that the op's seeds stand for; a new session starts over. Without seeds each
session starts elsewhere. The numbers are NumPy's (PCG64), not TensorFlow's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from ..core.operation import Operation


def new_generator(seed: int, seed2: int) -> np.random.Generator:
    """A generator at the start of the numbers that the two seeds stand for; anywhere if both are 0.

    Its draws may be made from many threads: NumPy holds a lock of the generator in each.
    """
    entropy = None if seed == 0 and seed2 == 0 else (seed, seed2)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def state_of(generator: np.random.Generator) -> Any:
    """Where a generator is in its numbers, as plain data."""
    return generator.bit_generator.state


def set_state(generator: np.random.Generator, state: Any) -> None:
    """Bring a generator to where another one has been."""
    generator.bit_generator.state = state


def generator_of(op: Operation, session: Any) -> np.random.Generator:
    """The generator of a node; where it has no attributes `seed` and `seed2`, each session starts elsewhere."""
    seeds = [op.get_attr(name) if name in op.definition.attributes else 0 for name in ("seed", "seed2")]
    return session.resource((op, "generator"), lambda: new_generator(*seeds))
