"""Trees of datasets, pulled in blocks of any size, give what their stages mean element by element."""

from __future__ import annotations

import random

import numpy as np
import pytest
from support.flows.trees import making, outcomes_meant

from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import OpError, OutOfRangeError
from headrace.pipeline.data.flow.elements import Elements

MOST = 120


def words(error):
    return "shapes" if error.message.startswith("Cannot") else error.message


def pulled(flow, sizes):
    """The outcomes of a flow that is asked for blocks of these sizes."""
    found = []
    while len(found) < MOST:
        try:
            block = flow.next(FOREVER, size := sizes())
            assert 1 <= block.n <= size
            found += [[np.asarray(value).tolist() for value in block.value(i)] for i in range(block.n)]
        except OutOfRangeError:
            for _ in range(2):
                with pytest.raises(OutOfRangeError):
                    flow.next(FOREVER, sizes())
            break
        except OpError as error:
            found.append(f"error {words(error)}")
    flow.close()
    return found[:MOST]


@pytest.mark.parametrize("seed", range(300))
def test_blocks_of_any_size_give_what_elements_give(seed):
    draw = random.Random(seed)
    tree = making(draw).tree(draw.randrange(1, 6))
    sizes = [1, 2, 3, 7, 64, 1024]
    found = pulled(tree.value.begin(FOREVER), lambda: draw.choice(sizes))
    assert found == outcomes_meant(tree, MOST), tree.text


@pytest.mark.parametrize("seed", range(150))
def test_effects_come_when_their_elements_do(seed):
    draw = random.Random(seed)
    effects = ([], [])
    tree = making(draw, effects).tree(draw.randrange(1, 6))
    elements, meant = Elements(tree.value.begin(FOREVER)), tree.meant()
    for _ in range(MOST):
        try:
            got = [np.asarray(value).tolist() for value in elements.next(FOREVER)]
        except OutOfRangeError:
            assert next(meant, None) is None
            assert effects[0] == effects[1], tree.text
            break
        except OpError as error:
            got = words(error)
        one = next(meant)
        assert got == (one if isinstance(one, str) else [np.asarray(value).tolist() for value in one]), tree.text
        assert effects[0] == effects[1], tree.text
