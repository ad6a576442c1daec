"""Seeds: which numbers a random op draws.

A graph has a seed or none, an op is given a seed or none:

    neither           every session draws other numbers
    the graph alone   the op's seed is the number of operations before it, so the same program draws the same numbers
    the op alone      the graph counts as seeded by DEFAULT_GRAPH_SEED
    both              both count
"""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ..core.defaults import get_default_graph

DEFAULT_GRAPH_SEED = 87654321
_LIMIT = 2**31 - 1  # seeds are taken modulo this number, so that they fit TensorFlow's attributes


@export("get_seed", "random.get_seed", "python.framework.random_seed.get_seed")
def get_seed(op_seed: int | None) -> tuple[int | None, int | None]:
    """The seeds (graph's, op's) of a random op in the default graph.

    Args:
      op_seed: the seed that the op is given; None where it is given none.

    Returns:
      two ints; (None, None) where neither the graph nor the op is seeded.
    """
    graph = get_default_graph()
    if graph.seed is None and op_seed is None:
        return None, None
    graph_seed = DEFAULT_GRAPH_SEED if graph.seed is None else graph.seed % _LIMIT
    seeds = graph_seed, (graph.version if op_seed is None else op_seed) % _LIMIT
    return (0, _LIMIT) if seeds == (0, 0) else seeds  # two zeros in the attributes say that nothing is seeded


def seed_attributes(op_seed: int | None) -> dict[str, Any]:
    """`get_seed` as the attributes `seed` and `seed2` that random ops have."""
    seed, seed2 = get_seed(op_seed)
    return {"seed": seed or 0, "seed2": seed2 or 0}


@export("set_random_seed", "random.set_random_seed")
def set_random_seed(seed: int | None) -> None:
    """Set the seed of the default graph; it counts for ops that are added later.

    Args:
      seed: an int; None for another start in each session.
    """
    get_default_graph().seed = seed
