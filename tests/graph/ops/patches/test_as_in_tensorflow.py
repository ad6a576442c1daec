"""Programs with pools, patches and scattered elements give and refuse what TensorFlow 1.15 gave and refused."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

PATCHES = Recorded(__file__, "patch_programs")
POOLS = Recorded(__file__, "pool_programs")


@pytest.mark.parametrize("name", PATCHES.names)
def test_programs_with_patches(name):
    PATCHES.hold(tf, name)


@pytest.mark.parametrize("name", POOLS.names)
def test_programs_with_drawn_cells_and_transposes(name):
    POOLS.hold(tf, name)
