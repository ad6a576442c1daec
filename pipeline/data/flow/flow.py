"""Flow, DatasetValue and BoundFunction: what stages of a dataset are to each other.

A stage means what it means element by element: each flow gives, whatever blocks it is asked for, what it would give asked for
one element after the other, the errors of elements that fail in their places. So a flow that `ahead` says may be asked for
elements that nobody needs yet, and only such a one is.
"""

from __future__ import annotations

import contextlib
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, OutOfRangeError

from ...bad_records.asking import BadOfStage
from ...bad_records.policy import BadRecords
from ..statistics.mixing import Mixings, Place
from ..statistics.tallies import Tally, stage_of
from .blocks.block import Block, Column
from .blocks.states import meant, said
from .crew import Ahead, Crew

INFINITE, UNKNOWN = -1, -2
"""Cardinalities, as TensorFlow has them."""


def end_of_sequence() -> OutOfRangeError:
    """What is raised at the end of a dataset."""
    return OutOfRangeError(None, None, "End of sequence")


class BoundFunction(Protocol):
    """A function of a dataset with all that it needs but its arguments.

    Attributes:
      ahead: running it before its result is asked for cannot be noticed: it reads nothing that changes and changes nothing,
        but may draw random numbers.
      in_blocks: whether it has `block`.
    """

    ahead: bool

    @property
    def in_blocks(self) -> bool:
        """See above."""

    def block(self, run: RunContext, n: int, columns: Sequence[Column], deferring: bool = False) -> Sequence[Column]:
        """Its results for n elements; raises if it fails for any. Where `deferring`, some may be CompactColumns."""

    def one(self, run: RunContext, *values: Any) -> Sequence[Any]:
        """Its results for one element: what it means."""

    def drawn(self) -> Any:
        """The states of its random generators; something empty where it has none."""

    def undraw(self, state: Any) -> None:
        """Bring its generators back to where they were."""

    def fork(self) -> BoundFunction:
        """The same for another thread, with the same generators."""


class Flow(ABC):
    """One pass over a dataset: its elements, in order. One thread at a time uses it.

    Attributes:
      ahead: whether it may be asked for elements before they are needed; see above.
      elements, seconds: how many it has given, and how long that took, with all before it.
      name: what it is.
      upstream: the flows that it takes elements of now.
      files: the names of files that it reads itself.
      compact: whether what it gives had better be in compact form: it is kept for long, by a shuffle.
      placeless: whether nobody asks where the elements that it gives come from.
      gives_on: whether what it gives is what it takes.
      in_threads: whether threads of its own take from those before it.
      crew: these; None where it has none.
      bytes_read: how many bytes of records it has read in files.
      is_hidden: whether it stands for no stage of the program's: it reads ahead for the one before it.
      is_one_of_many: whether it is one of several that a flow begins, in turn or side by side.
      is_over: whether its pass is one that has been ended.
      over: what those have done that are over, by stage.
      remembers: the names of the attributes that say where it is in its pass; what is not said by `states` is in none.
      asks: whether elements can fail in it that may be left out.
      bad: what it asks about them, where anything is said of that.
      forgone: for what later stages count the good elements.
      keeps_order: whether it has to compute elements just when they are asked for.
      reading_ahead: what those share that let threads compute what comes next; None: nobody does.
      mixings: where it is noted how well shuffles mix, and its own place there; None: nobody asks.
      may_stop: whether it may end before those before it do; what these have done in advance would be noticed by others.
    """

    ahead = True
    name = ""
    files: Sequence[bytes] = ()
    compact = placeless = False
    gives_on = False
    in_threads = False
    crew: Crew | None = None
    bytes_read = 0
    is_hidden = is_one_of_many = is_over = False
    remembers: tuple[str, ...] = ()
    asks = False
    bad: BadOfStage | None = None
    forgone: tuple[BadRecords, ...] = ()
    keeps_order = may_stop = False
    reading_ahead: Ahead | None = None
    mixings: tuple[Mixings, Place] | None = None

    def __init__(self, *upstream: Flow) -> None:
        self.upstream: list[Flow] = list(upstream)
        self.over: dict[str, Tally] = {}
        self.elements = 0
        self.seconds = 0.0
        self._kept: Block | None = None
        self._begun = 0  # elements of _kept that were given
        self._error: Exception | None = None

    def next(self, run: RunContext, most: int = 1) -> Block:
        """Wait for the next elements: at least one, `most` at most.

        Where not `ahead`, no more than `most` are computed, and none behind one that fails.

        Raises:
          OutOfRangeError: there are no more elements, now and at each call that follows.
          CancelledError, DeadlineExceededError: the run is over; nothing is lost.
          Exception: the next element fails. The call that follows goes on behind it.
        """
        began = time.perf_counter()
        block = self._kept
        if block is None:
            self._raise_error()
            if self.crew is not None and self.crew.rests:
                self.crew.go_on()
            try:
                block = self._next(run, most)
            finally:
                self.seconds += time.perf_counter() - began
        first, after = self._begun, min(self._begun + most, block.n)
        # Plain assignments: a signal finds all or nothing given.
        self._kept, self._begun = (None, 0) if after == block.n else (block, after)
        self.elements += after - first
        return block.rows(first, after)

    @abstractmethod
    def _next(self, run: RunContext, most: int) -> Block:
        """Do `next`. May return more elements than were asked for: they are kept."""

    def _raise_error(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _results(self, block: Block | None, error: Exception | None) -> Block:
        """Elements to return, an error behind them, or both; at least one of them."""
        self._error = error
        if block is None or not block.n:
            self._raise_error()
        assert block is not None
        return block

    @property
    def fullness(self) -> float | None:
        """How full its buffer is, from 0 to 1; None where it has none."""
        return None

    @property
    def calls(self) -> int:
        """How often it has called a function, with one element or many."""
        return 0

    @property
    def single(self) -> str | None:
        """Why it calls its function for one element after the other; None where it does not."""
        return None

    @property
    def files_read(self) -> int:
        """How many of its files it has read to their ends."""
        return 0

    @property
    def file_at_work(self) -> bytes | None:
        """The name of the file that it reads, where it reads any."""
        return None

    def ready(self) -> list[Block]:
        """The elements that are given next, as far as they are computed. Nobody may use it meanwhile."""
        kept = self._kept
        blocks = [] if kept is None else [kept.rows(self._begun, kept.n)]
        return blocks if self._error is not None else [*blocks, *self._ready()]

    def _ready(self) -> list[Block]:
        """Do `ready`, but for what is kept."""
        return []

    def held(self) -> tuple[int, int]:
        """How many elements it keeps for those who ask later, and about how many bytes these have."""
        block, begun = self._kept, self._begun
        return (0, 0) if block is None else (max(0, block.n - begun), block.nbytes)

    def be_compact(self) -> None:
        """Give elements in compact form from now on, where that saves something."""
        self.compact = True
        if self.gives_on:
            for flow in self.upstream:
                flow.be_compact()

    def be_placeless(self) -> None:
        """Give elements without their places from now on."""
        self.placeless = True
        if self.gives_on and not self.asks:  # else its own errors say places
            for flow in self.upstream:
                flow.be_placeless()

    def leave_out(self, policies: Sequence[BadRecords]) -> None:
        """Ask these about elements that fail in it, the first first."""
        if self.asks:
            self.bad = BadOfStage(policies)
            for flow in self.upstream:
                flow.forgo(policies)

    def forgo(self, policies: Sequence[BadRecords]) -> None:
        """A later stage asks these, too, and counts good elements for them."""
        self.forgone = (*self.forgone, *policies)
        if self.bad is not None:
            self.bad.forgo(policies)
        for flow in self.upstream:
            flow.forgo(policies)

    def begun(self, value: DatasetValue, run: RunContext) -> Flow:
        """Begin a pass of a dataset whose elements it takes from now on."""
        flow = value.begin(run)
        flow.is_one_of_many = True
        if self.forgone:
            flow.forgo(self.forgone)
        if self.keeps_order:
            flow.keep_order()
        if self.placeless and self.gives_on and not self.asks:
            flow.be_placeless()
        if self.mixings is not None:
            flow.be_measured(self.mixings[0], (*self.mixings[1], 0))
        return flow

    def end(self, flow: Flow) -> None:
        """A pass that it has begun is over: close it, and keep what it has done."""
        flow.close()
        if not flow.is_over:
            flow.is_over = True
            name = stage_of(flow).name
            if name not in self.over:
                self.over[name] = Tally(name)
            self.over[name].add(flow)

    def keep_order(self) -> None:
        """Compute no element before it is asked for: others draw from the same generators."""
        self.keeps_order, self.ahead = True, False
        for flow in self.upstream:
            flow.keep_order()

    def be_measured(self, mixings: Mixings, place: Place) -> None:
        """Have shuffles note how well they mix from now on, and elements know where they come from. Nobody may use it
        meanwhile.

        Args:
          place: which flow it is, whatever reads ahead.
        """
        self.mixings, self.placeless = (mixings, place), False
        for number, flow in enumerate(self.upstream):
            flow.be_measured(mixings, place if self.is_hidden else (*place, number))

    def read_ahead(self, ahead: Ahead) -> None:
        """Have threads compute what comes next, where that pays and nobody can notice."""
        self.reading_ahead = ahead
        if len(self.upstream) == 1 and not self.may_stop:
            self.upstream[0].read_ahead(ahead)

    @contextlib.contextmanager
    def standing_still(self) -> Iterator[None]:
        """A block in which no thread of it, and of those before it, computes anything. Nobody may use it meanwhile."""
        with contextlib.ExitStack() as entered:
            if self.crew is not None:
                entered.enter_context(self.crew.standing_still())
            for flow in self.upstream:
                entered.enter_context(flow.standing_still())
            yield

    def forget_threads(self) -> bool:
        """Be told that all other threads are gone, in a forked process. Returns whether one was amid something."""
        is_torn = [flow.forget_threads() for flow in self.upstream]
        return (self.crew is not None and self.crew.forget_threads()) or any(is_torn)

    def state(self) -> dict[str, Any]:
        """Where it is in its pass, as plain data (`states`). Nobody may use it meanwhile.

        Its threads then rest until it is asked for elements: what they found bad by then, whoever goes on from here would
        find, and tell of, again.

        Raises:
          FailedPreconditionError: that cannot be said.
        """
        if self.crew is not None:
            self.crew.rest()
        kept = None if self._kept is None else self._kept.rows(self._begun, self._kept.n)
        own = {name: said(getattr(self, name)) for name in self.remembers}
        return {"own": own, "kept": said(kept), "error": said(self._error), "upstream": self._states()}

    def restore(self, run: RunContext, state: dict[str, Any]) -> None:
        """Be where another flow of the same dataset was. Of a flow that has given nothing yet."""
        for name, data in state["own"].items():
            setattr(self, name, meant(data))
        self._kept, self._error = meant(state["kept"]), meant(state["error"])
        self._restore_upstream(run, state["upstream"])

    def _states(self) -> Any:
        return [flow.state() for flow in self.upstream]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        for flow, state in zip(self.upstream, states, strict=True):
            flow.restore(run, state)

    def close(self) -> None:
        """Give back files and threads. May be called again, and from another thread once no call of `next` is at work."""
        for flow in self.upstream:
            flow.close()


class DatasetValue(ABC):
    """A dataset: what a pass over it is made of. Does not change.

    Attributes:
      name: what the stage is called.
      upstream: the datasets that it is made of.
      ahead: that of its flows.
      policies: what becomes of elements that fail in it, the first first.
      draws: whether functions draw random numbers in its flows.

    Args:
      functions: what it calls.
    """

    name = ""
    policies: tuple[BadRecords, ...] = ()

    def __init__(self, *upstream: DatasetValue, functions: Sequence[BoundFunction] = ()) -> None:
        self.upstream = upstream
        self.ahead: bool = all(each.ahead for each in upstream) and all(each.ahead for each in functions)
        self.draws: bool = any(each.draws for each in upstream) or any(each.drawn() for each in functions)

    def begin(self, run: RunContext) -> Flow:
        """Begin a pass; several may be at work at once.

        Args:
          run: threads and files live as long as what it belongs to: the session.
        """
        flow = self._begin(run)
        flow.name, flow.ahead = self.name, self.ahead
        if self.policies:
            flow.leave_out(self.policies)
        return flow

    @abstractmethod
    def _begin(self, run: RunContext) -> Flow:
        """Do `begin`."""

    def cardinality(self) -> int:
        """How many elements a pass has, INFINITE, or UNKNOWN."""
        return UNKNOWN


def attempt(flow: Flow, run: RunContext, most: int) -> tuple[Block | None, Exception | None]:
    """`flow.next`, with what it raises in place of elements; the end too. Raises what is the run's own."""
    try:
        return flow.next(run, most), None
    except Exception as error:
        if is_of_run(error, run):
            raise
        return None, error


def is_of_run(error: BaseException, run: RunContext) -> bool:
    """Whether an error says that the run is over, and nothing of an element."""
    if not isinstance(error, (CancelledError, DeadlineExceededError)):
        return False
    try:
        run.check()
    except (CancelledError, DeadlineExceededError):
        return True
    return False
