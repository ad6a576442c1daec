"""Policies: how many bad records may be left out, and whether anyone keeps them."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

from .. import tfrecord
from ..errors import InvalidArgumentError, OpError
from ..files import Path, path_text
from ..records import BadRecord
from .letters import Appended, letter

RATE_FROM = 100
"""Records after which a share of bad ones is judged first: before, one bad one would be a large share."""

_SHOWN = 5
_TOLD = 3


class Policy:
    """What becomes of bad records.

    Args:
      most: how many may be left out; the next one is raised. None: any number.
      rate: the share of bad records, from 0 to 1, above which the next one is raised, judged from the hundredth record on
        (`RATE_FROM`). None: any share. Good records count that its readers tell of (`passed`).
      in_a_row: how many may be left out one after the other, without a good one between. None: any number.

    Attributes:
      count: how many were left out.
      by_stage: how many of them failed at which stage.
      good: of how many good records it was told.
      first: the first few of those left out, without their data.

    Raises:
      InvalidArgumentError: a negative `most` or `in_a_row`; a `rate` that is no share.
    """

    def __init__(self, most: int | None = None, rate: float | None = None, in_a_row: int | None = None) -> None:
        for name, value in (("most", most), ("in_a_row", in_a_row)):
            if value is not None and value < 0:
                raise InvalidArgumentError(None, None, f"{name} must be >= 0; got {value}")
        if rate is not None and not 0 <= rate <= 1:
            raise InvalidArgumentError(None, None, f"rate must be in [0, 1]; got {rate}")
        self.most = most
        self.rate = rate
        self.in_a_row = in_a_row
        self._lock = threading.Lock()
        # Guarded by _lock:
        self.count = 0
        self.by_stage: Counter[str] = Counter()
        self.good = 0
        self.first: list[BadRecord] = []
        self._row = 0

    def __call__(self, bad: BadRecord, keeps: bool = True) -> None:
        """Leave a record out.

        Args:
          keeps: whether it is written to a dead-letter file, where there is one.

        Raises:
          bad.error: no more may be left out.
        """
        with self._lock:
            spent = self._spent()
            if spent is not None:
                raise self._one_too_many(bad, spent)
            if keeps:
                self._keep(bad)
            self.count += 1
            self.by_stage[bad.stage] += 1
            self._row += 1
            if len(self.first) < _SHOWN:
                self.first.append(bad._replace(data=None))

    def passed(self, good: int) -> None:
        """Count good records: a row of bad ones ends here.

        Args:
          good: how many have come since the last bad one, or since the last call.
        """
        if good:
            with self._lock:
                self.good += good
                self._row = 0

    def _spent(self) -> str | None:
        """What there is too much of with one more bad record, and its limit; None where all is well."""
        records = self.count + 1 + self.good
        if self.most is not None and self.count >= self.most:
            return f"most={self.most}"
        if self.rate is not None and records >= RATE_FROM and self.count + 1 > self.rate * records:
            return f"rate={self.rate:g} of {records} records"
        if self.in_a_row is not None and self._row >= self.in_a_row:
            return f"in_a_row={self.in_a_row}"
        return None

    def _one_too_many(self, bad: BadRecord, spent: str) -> OpError:
        told = [f"{bad.reason}; {self.count} bad records were left out before, no more may be: {spent}"]
        if self.first:
            told.append("the first: " + ", ".join(one.said() for one in self.first[:_TOLD]))
        if self.count and self._kept_in() is not None:
            told.append(f"they are in {self._kept_in()}")
        return bad.error.restated(message="; ".join(told))

    def _keep(self, bad: BadRecord) -> None:
        """Note a record that is left out. Called with the lock held."""

    def _kept_in(self) -> str | None:
        """The file that bad records are written to."""
        return None

    def begin(self) -> None:
        """What calls it is about to read; it may be said several times."""

    def close(self) -> None:
        """All has been read. A second call does nothing."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if kind is None:
            self.close()

    def state(self) -> dict[str, Any]:
        """What it has counted, as a value for JSON."""
        with self._lock:
            return {"by_stage": dict(self.by_stage), "good": self.good, "row": self._row}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state; `first` begins anew.

        Args:
          state: what the method of that name has given.
        """
        with self._lock:
            self.by_stage = Counter(state["by_stage"])
            self.count = self.by_stage.total()
            self.good, self._row, self.first = state["good"], state["row"], []


class _Raise(Policy):
    def _one_too_many(self, bad: BadRecord, spent: str) -> OpError:
        return bad.error

    def passed(self, good: int) -> None:
        """It is shared by all, and counts nothing."""


RAISE = _Raise(0)
"""The first bad record ends it."""


class Skip(Policy):
    """Bad records are left out, and counted.

    Args:
      most, rate, in_a_row: as of `Policy`, which raises InvalidArgumentError for those that are no limits.
    """


class Quarantine(Policy):
    """Bad records are left out and written to a dead-letter file.

    A `with` block that raises leaves what was there before. Where no record is bad the file has none.

    Args:
      path: of the dead-letter file, a local path or a URL; what it held is replaced.
      most, rate, in_a_row: as for `Policy`.
      atomic: whether the file appears, complete, on `close`. Otherwise each bad record is in it, a local file, before it
        counts: what ends the process loses none.
    """

    def __init__(
        self,
        path: Path,
        most: int | None = None,
        rate: float | None = None,
        in_a_row: int | None = None,
        *,
        atomic: bool = True,
    ) -> None:
        super().__init__(most, rate, in_a_row)
        self.path = path_text(path)
        self._writer: tfrecord.Writer | None = None
        self._appended = None if atomic else Appended(path)
        self._begun = False
        self._closed = False

    def _kept_in(self) -> str:
        return self.path

    def _keep(self, bad: BadRecord) -> None:
        if self._appended is None:
            self._opened().write(letter(bad))
            return
        self._begin_locked()
        self._appended.append(bad)

    def begin(self) -> None:
        with self._lock:
            self._begin_locked()

    def _begin_locked(self) -> None:
        if self._appended is not None and not self._begun:
            self._appended.begin()
            self._begun = True

    def _opened(self) -> tfrecord.Writer:
        if self._writer is None:
            self._writer = tfrecord.Writer(self.path, atomic=True)
        return self._writer

    def close(self) -> None:
        with self._lock:
            if self._appended is None and not self._closed:
                self._opened().close()
                self._closed = True

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        super().__exit__(kind, error, traceback)
        with self._lock:
            if kind is not None and self._writer is not None and not self._closed:
                self._writer.__exit__(kind, error, traceback)
                self._closed = True

    def state(self) -> dict[str, Any]:
        found = super().state()
        if self._appended is not None:
            found["letters"] = self._appended.size
        return found

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state; of the dead-letter file what was in it then is kept.

        Args:
          state: what `state` has given.

        Raises:
          FailedPreconditionError: the file has less.
        """
        super().restore(state)
        with self._lock:
            if self._appended is not None:
                self._appended.go_on(state["letters"])
                self._begun = True
