"""Random programs, their operations on random tasks, give what they give in one process."""

from __future__ import annotations

import pytest
from support.clusters.law import difference

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")  # means of nothing are NaN


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("is_client", [False, True])
def test_random_programs_on_random_tasks(seed, is_client):
    wrong = difference(seed, is_client)
    assert wrong is None, wrong
