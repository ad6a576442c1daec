"""Conversions whose shards are made by tasks of Ray: each is whole or not there, and begun again where it was ended.

    report = formats.conversion.convert(sources, "train.tfrecord", shards=100, workers=RayWorkers())

Every machine sees the same files under the same names: a shared file system, or URLs.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats.conversion.tasks import Tasks
from headrace.formats.errors import AbortedError, InvalidArgumentError, NotFoundError

from ..connection import connected, is_of_ray

_RETRIES = 100
"""How often a task is begun again whose process was ended; what ends it each time is likely the task itself."""

_LOOK_EVERY = 0.2
"""Seconds between two looks at what is done, and between two words of a task."""

_ENDED_WITHIN = 30.0
"""Seconds that tasks which were called off are waited for: they must not write any more."""


class RayWorkers:
    """Processes of the Ray that `RAY_ADDRESS` names, or that runs on this machine, as `workers` of a conversion.

    Args:
      count: how many tasks are done at the same time; None: as many as Ray has processors now.

    Raises:
      InvalidArgumentError: `count` is not positive.
      UnimplementedError: Ray is not installed.
      UnavailableError: none runs.
    """

    def __init__(self, count: int | None = None) -> None:
        if count is not None and count < 1:
            raise InvalidArgumentError(None, None, f"workers must be >= 1; got {count}")
        self._ray = connected()
        self._count = count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._heard: Any = None  # the actor that is told how many rows are done
        self._doing: dict[Any, int] = {}  # what Ray promises, and the number of its task

    def results(self, tasks: Tasks, name: str, numbers: Sequence[int], progress: Callable[[int], None]) -> Iterator[Any]:
        """What the tasks of a name give, in the order of their numbers.

        Args:
          progress: called with how many rows more are done; those of a task that is begun again count once.
        Raises:
          what the first task that fails raises, in the order of the numbers; all others are called off then.
          AbortedError: a task's process was ended each time.
        """
        library = self._ray
        self._heard = library.remote(num_cpus=0, max_restarts=-1)(_Heard).remote()
        do = library.remote(num_cpus=1, max_retries=_RETRIES)(_do).options(name=f"headrace {name}")
        known = library.put(pickle.dumps(tasks))
        later = iter(numbers)
        found: dict[int, Any] = {}
        rows = dict.fromkeys(numbers, 0)
        is_failed = False
        try:
            for number in numbers:
                while number not in found:
                    while not is_failed and len(self._doing) < self._count and (one := next(later, None)) is not None:
                        self._doing[do.remote(known, os.getcwd(), name, one, self._heard)] = one
                    done, _ = library.wait(list(self._doing), timeout=_LOOK_EVERY)
                    self._look(rows, progress)
                    for promise in done:
                        place = self._doing.pop(promise)
                        found[place] = answer = self._answer(promise, name, place)
                        is_failed |= isinstance(answer, BaseException)
                        if not isinstance(answer, BaseException):
                            _tell(rows, place, answer.rows, progress)
                answer = found.pop(number)
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            self.close()

    def _answer(self, promise: Any, name: str, number: int) -> Any:
        """What a task gave, or its error."""
        try:
            return self._ray.get(promise)
        except self._ray.exceptions.RayError as error:
            first = next(iter(str(error).strip().splitlines()), type(error).__name__)
            return AbortedError(None, None, f"{name} {number}: Ray could not have it done ({first})")

    def _look(self, rows: dict[int, int], progress: Callable[[int], None]) -> None:
        try:
            heard = self._ray.get(self._heard.rows.remote(), timeout=_LOOK_EVERY)
        except self._ray.exceptions.RayError:  # late, or begun again: tasks tell it of all they have done
            return
        for number, count in heard.items():
            _tell(rows, number, count, progress)

    def close(self) -> None:
        """Call off all that is not done; nothing is written after that."""
        for promise in self._doing:
            self._ray.cancel(promise, force=True)
        if self._doing:
            self._ray.wait(list(self._doing), num_returns=len(self._doing), timeout=_ENDED_WITHIN)
        self._doing.clear()
        if self._heard is not None:
            self._ray.kill(self._heard)
            self._heard = None


def _tell(rows: dict[int, int], number: int, count: int, progress: Callable[[int], None]) -> None:
    if count > rows[number]:
        progress(count - rows[number])
        rows[number] = count


class _Heard:
    """How many rows of each task are done."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def tell(self, number: int, rows: int) -> None:
        self._rows[number] = rows

    def rows(self) -> dict[int, int]:
        return self._rows


def _do(known: bytes, directory: str, name: str, number: int, heard: Any) -> Any:
    """Do a task, in a process of Ray: its result, or its error."""
    try:
        os.chdir(directory)  # names of files are relative to it
    except OSError as error:
        message = f"{directory}: where the conversion was called is not on this machine ({error.strerror})"
        return NotFoundError(None, None, message, path=directory)
    done = 0
    told = time.monotonic()

    def progress(rows: int) -> None:
        nonlocal done, told
        done += rows
        if time.monotonic() - told > _LOOK_EVERY:
            told = time.monotonic()
            heard.tell.remote(number, done)

    try:
        return getattr(pickle.loads(known), name)(number, progress)
    except Exception as error:
        if is_of_ray(error):
            raise
        return error
