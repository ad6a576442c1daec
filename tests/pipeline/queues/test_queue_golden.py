"""What TensorFlow's queues do and say, call by call (tests/golden/queues.json), holds for the plain methods."""

from __future__ import annotations

from typing import Any

import pytest
from support.queue_cases import KINDS, QueueCases, element

from headrace.graph.types import errors
from headrace.pipeline import queues


class TestQueues(QueueCases):
    def make(self, kind: str, *arguments: Any, **named: Any) -> queues.Queue:
        return getattr(queues, kind)(*arguments, **named)

    @pytest.mark.parametrize("kind", KINDS)
    def test_an_element_with_too_many_components_is_refused(self, kind):
        queue = self.queue(kind)
        # TensorFlow drops components that are too many; ours refuses the element.
        with pytest.raises(errors.InvalidArgumentError, match="Wrong number of components in tuple"):
            queue.enqueue([*element(kind, 1), 2])
        assert queue.size() == 0
