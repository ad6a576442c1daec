"""What TensorFlow's queues do and say, call by call (tests/golden/queues.json), holds for the plain methods."""

from __future__ import annotations

import pytest
from support.queues.cases import QueueCases, WithoutAGraph, element

from headrace.graph.types import errors


class TestQueues(WithoutAGraph, QueueCases):
    def test_an_element_with_too_many_components_is_refused(self, kind):
        queue = self.queue(kind)
        # TensorFlow drops components that are too many; ours refuses the element.
        with pytest.raises(errors.InvalidArgumentError, match="Wrong number of components in tuple"):
            queue.enqueue([*element(kind, 1), 2])
        assert queue.size() == 0
