"""RandomShuffleQueue: elements leave in random order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.runtime.random_generators import set_state, state_of
from headrace.graph.runtime.random_seed import get_seed
from headrace.graph.types.dtypes import DType
from headrace.graph.types.errors import invalid

from .. import messages, mixing
from ..element_spec import ElementSpec
from ..mixing import ShuffleReport
from ..queue import Queue
from ..queue_base import QueueBase
from ..queue_kind import Fact, QueueKind
from ..storage.shuffle import ShuffleStorage
from ..storage.sizes import Column, Shape
from ..waiting.wait_list import Waiter

_FRACTIONS = 4096
_SINGLES = _FRACTIONS // 16
_SEEDS = 1 << 64


class RandomFractions:
    """Random numbers in [0, 1), thousands at a time: asking NumPy for one costs as much as asking for a hundred."""

    def __init__(self, seed: int | Sequence[int] | None) -> None:
        seeds = [seed] if isinstance(seed, int) else seed
        self._random = np.random.default_rng(None if seeds is None else [part % _SEEDS for part in seeds])
        self._singles: list[float] = []
        self._several = np.empty(0)
        self._before_singles: Any = None  # the states in which they were drawn
        self._before_several: Any = None
        self._drawn = 0  # how many `_several` were

    def one(self) -> float:
        if not self._singles:
            self._before_singles = state_of(self._random)
            self._singles = self._random.random(_SINGLES).tolist()
        return self._singles.pop()

    def many(self, n: int) -> np.ndarray:
        if len(self._several) < n:
            self._before_several = state_of(self._random)
            self._several = self._random.random(max(n, _FRACTIONS))
            self._drawn = len(self._several)
        numbers, self._several = self._several[:n], self._several[n:]
        return numbers

    def state(self) -> dict[str, Any]:
        """Where it is, as plain data: the generator, and before which draws it was for the numbers that are at hand."""
        return {
            "random": state_of(self._random),
            "singles": [self._before_singles, len(self._singles)],
            "several": [self._before_several, self._drawn, len(self._several)],
        }

    def go_on(self, state: dict[str, Any]) -> None:
        """Be where another one has been."""
        self._before_singles, left = state["singles"]
        self._singles = _drawn_from(self._before_singles, _SINGLES)[:left].tolist()
        self._before_several, self._drawn, left = state["several"]
        self._several = _drawn_from(self._before_several, self._drawn)[self._drawn - left :]
        set_state(self._random, state["random"])


def _drawn_from(state: Any, n: int) -> np.ndarray:
    """The numbers that were drawn from a generator in that state; none where there was no draw."""
    if state is None:
        return np.empty(0)
    random = np.random.default_rng(0)
    set_state(random, state)
    return random.random(n)


class RandomOrder(ShuffleStorage):
    """A ShuffleStorage that draws by its own random numbers.

    Args:
      dtypes, shapes, capacity: as for every storage.
      seed, min_after_dequeue: as for RandomShuffleQueue.
    """

    def __init__(
        self,
        dtypes: Sequence[DType],
        shapes: Sequence[Shape],
        capacity: int,
        seed: int | Sequence[int] | None,
        min_after_dequeue: int,
    ) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._fractions = RandomFractions(seed)
        self._min_after_dequeue = min_after_dequeue
        self._has_seed = seed is not None
        self._feeders = 0  # threads of queue runners that put elements in; those that keep to an order are one
        self._oldest_first = False

    @property
    def least(self) -> int:
        """How many elements stay behind."""
        return self._min_after_dequeue

    def expect_runner(self, threads: int, in_order: bool) -> None:
        self._feeders += 1 if in_order else threads
        is_mixed = in_order or self._min_after_dequeue > 0
        kept, self._oldest_first = self._oldest_first, self._has_seed and self._feeders == 1 and is_mixed
        if self._oldest_first and not kept:
            self.keep_order()

    def forget_runners(self) -> None:
        self._feeders = 0
        self._oldest_first = False

    def policy(self) -> dict[str, Any]:
        return {**super().policy(), "oldest_first": self._oldest_first, "fractions": self._fractions.state()}

    def follow(self, policy: dict[str, Any]) -> None:
        super().follow(policy)
        self._oldest_first = policy["oldest_first"]
        self._fractions.go_on(policy["fractions"])

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        if self._oldest_first:
            return self.draw_oldest(self._fractions.one(), self._min_after_dequeue + 1, waiter)
        return self.draw(self._fractions.one(), waiter)

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        if self._oldest_first:
            return self.draw_many_oldest(self._fractions.many(n), self._min_after_dequeue + n, waiter)
        return self.draw_many(self._fractions.many(n), waiter)

    def take_singly(self, n: int) -> list[Column]:
        if self._oldest_first:
            fractions = [self._fractions.one() for _ in range(n)]
            return self.draw_each_oldest(fractions, self._min_after_dequeue + 1)
        return self.take(n)


class RandomShuffleQueue(Queue):
    """Each element that leaves is drawn from those in the queue, all equally likely.

    Args:
      capacity, dtypes, shapes, names, shared_name, name, capacity_bytes: as for FIFOQueue; capacity is not 0.
      min_after_dequeue: elements left behind by each draw while the queue is open, in [0, capacity).
      seed: an int or several; the same seed and calls give the same order (not TensorFlow's). None: a fresh one.

    What has come at a draw depends on time where another thread feeds the queue. So that seeds make programs repeatable,
    a queue with a seed that is fed by one thread of a queue runner draws from what is certain to have come: from the
    `min_after_dequeue + n` oldest elements where n leave. TensorFlow does so when the thread that feeds is a slow one.
    Where min_after_dequeue is 0 it draws from all, since nothing would be mixed otherwise, unless the graph is to be
    deterministic (`tf.train.deterministic`); then threads of one runner count as one.

    Raises:
      InvalidArgumentError: min_after_dequeue is out of range.
    Source: tf.RandomShuffleQueue, TensorFlow 1.15, without the graph.
    """

    kind = "RandomShuffleQueue"
    label = "random_shuffle_queue"

    def __init__(
        self,
        capacity: int,
        min_after_dequeue: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        seed: int | Sequence[int] | None = None,
        shared_name: str | None = None,
        name: str = "random_shuffle_queue",
        *,
        capacity_bytes: int | None = None,
    ) -> None:
        signature = ElementSpec.checked(dtypes, shapes, names)
        storage = partial(RandomOrder, seed=seed, min_after_dequeue=min_after_dequeue)
        super().__init__(capacity, signature, shared_name or name, storage, min_after_dequeue, capacity_bytes)
        if min_after_dequeue < 0:
            self._reject(f"min_after_dequeue {min_after_dequeue} must be >= 0", min_after_dequeue)
        if min_after_dequeue >= self._state.limit:
            self._reject(f"min_after_dequeue {min_after_dequeue} must be < capacity {capacity}", min_after_dequeue)
        self.min_after_dequeue = min_after_dequeue

    @door
    def shuffle_report(self, by: Any = None) -> ShuffleReport:
        """How well the elements that leave are mixed. The first call begins to measure; later ones tell what was found.

        Until the first call it costs nothing, from then on some microseconds an enqueue or dequeue.

        Args:
          by: the component, by its index or name, that says of which group an element is: its label, or the key of its
            record, whose file counts. Only the first call's counts. None: only places are measured.

        Returns:
          a ShuffleReport, which prints, with a warning where the buffer is small beside the runs of a group.

        Raises:
          InvalidArgumentError: there is no such component.
        """
        return mixing.report(self._state, self.signature, by)

    def _reject(self, fact: str, found: int) -> None:
        limits = f"in [0, {self.capacity}), the capacity" if self.capacity >= 0 else "at least 0"
        detail = messages.BAD_MIN_AFTER_DEQUEUE.format(label=self.label, name=self.name, limits=limits, found=found)
        raise invalid(f"{fact}\n{detail}")


_NO_SEEDS = (0, 0)


def _seeds_of(op: Operation) -> tuple[int, int]:
    return op.get_attr("seed"), op.get_attr("seed2")


def _made(op: Operation, types: list, shapes: list | None, name: str) -> RandomShuffleQueue:
    seeds = _seeds_of(op)
    bounds = op.get_attr("capacity"), op.get_attr("min_after_dequeue")
    return RandomShuffleQueue(*bounds, types, shapes, seed=None if seeds == _NO_SEEDS else seeds, name=name)


RANDOM_SHUFFLE = QueueKind(
    RandomShuffleQueue,
    "RandomShuffleQueueV2",
    attributes="min_after_dequeue: int = 0, seed: int = 0, seed2: int = 0",
    make=_made,
    facts=[
        Fact("min_after_dequeue {}", "min_after_dequeue was {}.", lambda op: op.get_attr("min_after_dequeue")),
        Fact("random seeds {}", "seeds are {}.", _seeds_of, open=_NO_SEEDS),
    ],
)


@export("RandomShuffleQueue", "io.RandomShuffleQueue")
class GraphRandomShuffleQueue(QueueBase, kind=RANDOM_SHUFFLE):
    """A queue whose elements leave in random order.

    Args:
      capacity, dtypes, shapes, names, shared_name: see FIFOQueue.
      min_after_dequeue: elements that stay behind while the queue is open, so that there is something to mix.
      seed: see set_random_seed.
    """

    def __init__(
        self,
        capacity: int,
        min_after_dequeue: int,
        dtypes: Any,
        shapes: Any = None,
        names: Any = None,
        seed: int | None = None,
        shared_name: str | None = None,
        name: str = "random_shuffle_queue",
    ) -> None:
        spec = ElementSpec.checked(dtypes, shapes, names)
        seed1, seed2 = get_seed(seed)
        if seed1 is not None and seed is None and shared_name is not None:
            seed2 = _seed_of(shared_name, seed1)
        self._build(
            spec,
            shared_name,
            name,
            capacity=capacity,
            min_after_dequeue=min_after_dequeue,
            seed=seed1 or 0,
            seed2=seed2 or 0,
        )


def _seed_of(shared_name: str, graph_seed: int) -> int:
    """The second seed of queues that share a name: the same wherever in the program they are made."""
    import hashlib  # loads OpenSSL, a fortieth of what importing headrace takes

    return int(hashlib.md5(f"{graph_seed}{shared_name}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF
