"""Each queue beside a toy: the same calls in any order, on one thread, give the same elements and refusals."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import numpy as np
from support.queues.machine import MODEST, Element, QueueMachine

from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, Queue, RandomShuffleQueue


class FIFOMachine(QueueMachine):
    def make(self) -> Queue:
        return FIFOQueue(self.capacity, [np.int64], [()])


class UnlimitedFIFOMachine(QueueMachine):
    capacity = 1 << 40

    def make(self) -> Queue:
        return FIFOQueue(-1, [np.int64], [()])


class ShapelessFIFOMachine(QueueMachine):
    shaped = False

    def make(self) -> Queue:
        return FIFOQueue(self.capacity, [np.int64])


class PaddingMachine(QueueMachine):
    """Elements are arrays of one to three times their number."""

    def make(self) -> Queue:
        return PaddingFIFOQueue(self.capacity, [np.int64], [(None,)])

    def component(self, element: Element) -> list:
        return [np.full(1 + element[1] % 3, element[1])]

    def columns(self, elements: Sequence[Element]) -> list:
        return [[self.component(element)[0] for element in elements]]


class ShuffleMachine(QueueMachine):
    min_after_dequeue = 2

    def make(self) -> Queue:
        return RandomShuffleQueue(self.capacity, self.min_after_dequeue, [np.int64], [()], seed=4)

    def remove(self, taken: list[Element]) -> None:
        for element in taken:
            self.model.remove(element)


class PriorityMachine(QueueMachine):
    with_priorities = True

    def make(self) -> Queue:
        return PriorityQueue(self.capacity, [np.int64], [()])

    def insert(self, new: Sequence[Element]) -> None:
        for element in new:
            bisect.insort_right(self.model, element, key=lambda each: each[0])

    def restore(self, returned: Sequence[Element]) -> None:
        for element in reversed(returned):
            bisect.insort_left(self.model, element, key=lambda each: each[0])

    def elements(self, columns: list) -> list[Element]:
        return [(int(p), int(number)) for p, number in zip(*columns, strict=True)]

    def component(self, element: Element) -> list:
        return [np.int64(part) for part in element]

    def columns(self, elements: Sequence[Element]) -> list:
        return list(np.array(elements, np.int64).reshape(-1, 2).T)


TestFIFO = FIFOMachine.TestCase
TestUnlimitedFIFO = UnlimitedFIFOMachine.TestCase
TestShapelessFIFO = ShapelessFIFOMachine.TestCase
TestPadding = PaddingMachine.TestCase
TestShuffle = ShuffleMachine.TestCase
TestPriority = PriorityMachine.TestCase
for case in (TestFIFO, TestUnlimitedFIFO, TestShapelessFIFO, TestPadding, TestShuffle, TestPriority):
    case.settings = MODEST
del case
