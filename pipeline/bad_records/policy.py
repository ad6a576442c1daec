"""bad_records: what becomes of bad records in the queue runners, readers and datasets that are made while it is entered."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.formats.files import Path
from headrace.formats.quarantine import RAISE, Policy, Quarantine, Skip
from headrace.formats.records import STAGES, BadRecord
from headrace.graph.core.operation import Operation
from headrace.graph.types import errors

_NO_RECORDS_FAULT = (
    errors.CancelledError,
    errors.DeadlineExceededError,
    errors.FailedPreconditionError,
    errors.ResourceExhaustedError,
)
"""What arises of a record and is not its fault, as no memory or a variable without a value: left out where `errors` says so."""

OnError = str | Callable[[BadRecord], Any]

_entered = threading.local()
_everywhere: list[BadRecords] = []


@export("train.BadRecords")
class BadRecords:
    """What becomes of bad records: the value of `bad_records`, which makes it.

    Several `with` statements may enter one; they share its counts and its limits.

    Args:
      on_error, stages: as of `bad_records`.
      kinds: its `errors`.
      policy: counts, limits and keeps.
    """

    def __init__(
        self,
        on_error: OnError,
        stages: Iterable[str],
        kinds: tuple[type[errors.OpError], ...] | None,
        policy: Policy,
    ) -> None:
        self.stages = frozenset(stages)
        self._on_error = on_error
        self._kinds = kinds
        self._policy = policy

    @property
    def count(self) -> int:
        """How many records were left out."""
        return self._policy.count

    @property
    def by_stage(self) -> dict[str, int]:
        """How many of them failed at which stage."""
        return dict(self._policy.by_stage)

    @property
    def good(self) -> int:
        """How many good records have passed."""
        return self._policy.good

    @property
    def first(self) -> list[BadRecord]:
        """The first five that were left out, without their data."""
        return list(self._policy.first)

    @property
    def path(self) -> str | None:
        """The dead-letter file."""
        return self._policy.path if isinstance(self._policy, Quarantine) else None

    def names(self, stage: str, error: BaseException) -> bool:
        """Whether this says what becomes of a record that failed so.

        Args:
          stage: where it failed.
          error: with what.
        """
        kinds = self._kinds
        if stage not in self.stages or not isinstance(error, errors.OpError):
            return False
        if kinds is not None:
            return isinstance(error, kinds)
        is_directory = stage == "read" and isinstance(error, errors.FailedPreconditionError)
        return is_directory or not isinstance(error, _NO_RECORDS_FAULT)

    def leave_out(self, bad: BadRecord) -> None:
        """Leave a record out, and keep and count it.

        Args:
          bad: the record.

        Raises:
          bad.error: it is not to be left out, or no more may be.
          ValueError: the function has returned a word of no meaning, or "quarantine" without a path.
        """
        answer = self._on_error(bad) if callable(self._on_error) else None
        if answer == "raise":
            raise bad.error
        if answer not in (None, "skip", "quarantine"):
            raise ValueError(f"on_error has to return 'raise', 'skip', 'quarantine' or None; it returned {answer!r}")
        if answer == "quarantine" and self.path is None:
            raise ValueError("on_error returned 'quarantine', but bad_records has no path")
        self._policy(bad, keeps=answer != "skip" if callable(self._on_error) else True)

    def passed(self, good: int) -> None:
        """Count good records.

        Args:
          good: how many have passed since the last call.
        """
        self._policy.passed(good)

    def begin(self) -> None:
        """Who reads under it begins: a dead-letter file that is not gone on with is emptied."""
        self._policy.begin()

    def state(self) -> dict[str, Any]:
        """What it has counted, as a value for JSON."""
        return self._policy.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state; of the dead-letter file, what was in it then is kept.

        Args:
          state: what the method of that name has given.

        Raises:
          FailedPreconditionError: the file has less.
        """
        self._policy.restore(state)

    @contextlib.contextmanager
    def everywhere(self) -> Iterator[BadRecords]:
        """A `with` block in which it counts in all threads, where no other `with` says otherwise."""
        _everywhere.insert(0, self)
        try:
            yield self
        finally:
            _everywhere.remove(self)

    def __str__(self) -> str:
        """What was left out, in words."""
        return told(self.by_stage, [self])

    def __enter__(self) -> BadRecords:
        _stack().append(self)
        return self

    def __exit__(self, *exc_info: Any) -> None:
        stack = _stack()
        del stack[len(stack) - 1 - stack[::-1].index(self)]


@export("train.bad_records")
@door
def bad_records(
    on_error: OnError = "raise",
    stages: str | Iterable[str] = STAGES,
    errors: Any = None,
    most: int | None = None,
    rate: float | None = None,
    in_a_row: int | None = None,
    path: Path | None = None,
) -> BadRecords:
    """What becomes of bad records in the queue runners, readers and datasets that are made inside of a `with` statement.

    Outside of any, a bad record is raised with its error, as in TensorFlow; it ends a queue runner's pipeline. A record that
    is left out counts for nothing else: the elements that come out are those of the program without it. The innermost `with`
    that names the stage and the error of a bad record says what becomes of it. In a dataset a record is an element of the
    stage that fails: behind `batch`, a whole batch.

    Args:
      on_error: "raise"; "skip": it is left out and counted; "quarantine": it is also written to the dead-letter file `path`, a
        TFRecord of Examples with its bytes, place and reason (see `headrace.formats.quarantine`); or a function that is
        called with each `BadRecord` and returns one of these words (None: "quarantine" where there is a `path`, else "skip")
        or raises.
      stages: one or several of "read" (a file that is missing, or cannot be read on: the rest of it is left out), "checksum"
        (damage inside a TFRecord: its reader goes on with the next good record), "parse" (`decode_csv`, `parse_example`,
        `decode_json`, ...), "decode" (`decode_raw`, images, ...) and "map" (all else).
      errors: a class of errors, or several; None: all that can be a record's fault, so not FailedPreconditionError (but in
        "read"), ResourceExhaustedError, DeadlineExceededError, CancelledError. The end of the input is no error.
      most: how many records may be left out. The next is raised; its error tells of the first ones.
      rate: the share of bad records, in [0, 1], above which the next is raised; judged from the hundredth record on.
      in_a_row: how many may be left out one after the other. With None, an input in which all is bad is read to its end.
      path: the dead-letter file, local. It is emptied when the first runner, or pass over a dataset, begins; each record is in
        it before it counts.

    Returns:
      a BadRecords, to be entered by `with`, once or several times. It has the counts.

    Raises:
      ValueError: another word or stage; "quarantine" without a path, a path that nothing is written to.
      TypeError: `errors` is not of classes of tf.errors.
      InvalidArgumentError: `most`, `rate` or `in_a_row` is no limit.

    Example:
      >>> with open("numbers.csv", "w") as file:
      ...     _ = file.write("1\\n2\\nthree\\n4\\n")
      >>> with tf.train.bad_records("skip", most=10) as bad:
      ...     names = tf.train.string_input_producer(["numbers.csv"], num_epochs=1)
      ...     key, line = tf.TextLineReader().read(names)
      ...     number = tf.train.batch(tf.decode_csv(line, [[0]]), 1)
      >>> [int(batch[0]) for batch in tf.train.iterate(number)]
      [1, 2, 4]
      >>> bad.by_stage
      {'parse': 1}
    """
    chosen = (stages,) if isinstance(stages, str) else tuple(stages)
    for stage in chosen:
        if stage not in STAGES:
            raise ValueError(f"stages are {', '.join(STAGES)}; got {stage!r}")
    return BadRecords(on_error, chosen, _classes(errors), _policy(on_error, path, most, rate, in_a_row))


def _policy(on_error: OnError, path: Path | None, *limits: Any) -> Policy:
    if not callable(on_error) and on_error not in ("raise", "skip", "quarantine"):
        raise ValueError(f"on_error must be 'raise', 'skip', 'quarantine' or a function; got {on_error!r}")
    if on_error == "quarantine" and path is None:
        raise ValueError("on_error='quarantine' needs the path of a dead-letter file")
    if on_error in ("raise", "skip") and path is not None:
        raise ValueError(f"on_error={on_error!r} writes nothing to path={path!r}; 'quarantine' does")
    if on_error == "raise":
        return RAISE
    return Skip(*limits) if path is None else Quarantine(path, *limits, atomic=False)


def _classes(kinds: Any) -> tuple[type[errors.OpError], ...] | None:
    if kinds is None:
        return None
    found = kinds if isinstance(kinds, (tuple, list)) else (kinds,)
    if not all(isinstance(kind, type) and issubclass(kind, errors.OpError) for kind in found):
        raise TypeError(f"errors must be classes of tf.errors; got {kinds!r}")
    return tuple(found)


def told(by_stage: Mapping[str, int], policies: Sequence[BadRecords]) -> str:
    """What was left out, in words, and where it is."""
    count = sum(by_stage.values())
    parts = ", ".join(f"{number:,} at {stage}" for stage, number in sorted(by_stage.items()))
    words = f"{count:,} bad {'record was' if count == 1 else 'records were'} left out" + (f" ({parts})" if parts else "")
    paths = sorted({policy.path for policy in policies if policy.path is not None})
    return f"{words}; see {', '.join(paths)}" if paths else words


_of_operations: weakref.WeakKeyDictionary[Operation, tuple[BadRecords, ...]] = weakref.WeakKeyDictionary()


def note_in_force(operation: Operation) -> None:
    """Note what is in force where an operation is made."""
    if policies := in_force():
        _of_operations[operation] = policies


def note_copies(copies: Mapping[Operation, Operation]) -> None:
    """Note for copies of operations what was in force where those were made."""
    for operation, copy in copies.items():
        if policies := in_force_at(operation):
            _of_operations[copy] = policies


def in_force_at(operation: Operation) -> tuple[BadRecords, ...]:
    """What was in force where an operation was made."""
    return _of_operations.get(operation, ())


def in_force() -> tuple[BadRecords, ...]:
    """What counts for what this thread makes now, the innermost first."""
    return (*reversed(_stack()), *_everywhere)


def _stack() -> list[BadRecords]:
    if not hasattr(_entered, "stack"):
        _entered.stack = []
    stack: list[BadRecords] = _entered.stack
    return stack
