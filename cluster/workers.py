"""Tasks that are done by processes of Ray: a conversion's shards, files that are checked; begun again where they were ended.

    report = formats.conversion.convert(sources, "train.tfrecord", shards=100, workers=RayWorkers())
    reports = formats.tfrecord.verify_all(files, workers=RayWorkers())

Every machine sees the same files under the same names: a shared file system, or URLs.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from headrace.formats.errors import AbortedError, NotFoundError
from headrace.formats.workers import Progress, check_count

from .connection import connected, is_of_ray

_RETRIES = 100
"""How often a task is begun again whose process was ended; what ends it each time is likely the task itself."""

_LOOK_EVERY = 0.2
"""Seconds between two looks at what is done, and between two words of a task."""

_ENDED_WITHIN = 30.0
"""Seconds that tasks which were called off are waited for: they must not write any more."""


class RayWorkers:
    """Processes of the Ray that `RAY_ADDRESS` names, or that runs on this machine, as `workers` of what takes them.

    Args:
      count: how many tasks are done at the same time; None: as many as Ray has processors now.

    Raises:
      InvalidArgumentError: `count` is not positive.
      UnimplementedError: Ray is not installed.
      UnavailableError: none runs.
    """

    def __init__(self, count: int | None = None) -> None:
        if count is not None:
            check_count(count)
        self._ray = connected()
        self._count = count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._heard: Any = None  # the actor that is told how far tasks are
        self._doing: dict[Any, int] = {}  # what Ray promises, and the number of its task

    def results(self, tasks: Any, name: str, numbers: Sequence[int], progress: Progress) -> Iterator[Any]:
        """What the tasks of a name give, in the order of their numbers.

        Args:
          progress: told what the tasks tell theirs; what is done again counts once.
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
        told = dict.fromkeys(numbers, (0, 0))
        is_failed = False
        try:
            for number in numbers:
                while number not in found:
                    while not is_failed and len(self._doing) < self._count and (one := next(later, None)) is not None:
                        self._doing[do.remote(known, os.getcwd(), name, one, self._heard)] = one
                    done, _ = library.wait(list(self._doing), timeout=_LOOK_EVERY)
                    self._look(told, progress)
                    for promise in done:
                        place = self._doing.pop(promise)
                        answer, done_in_all = self._answer(promise, name, place)
                        found[place] = answer
                        is_failed |= isinstance(answer, BaseException)
                        _tell(told, place, done_in_all, progress)
                answer = found.pop(number)
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            self.close()

    def _answer(self, promise: Any, name: str, number: int) -> _Answer:
        """What a task gave, or its error."""
        try:
            return self._ray.get(promise)
        except self._ray.exceptions.RayError as error:
            first = next(iter(str(error).strip().splitlines()), type(error).__name__)
            return _Answer(AbortedError(None, None, f"{name} {number}: Ray could not have it done ({first})"), (0, 0))

    def _look(self, told: dict[int, _Amount], progress: Progress) -> None:
        try:
            heard = self._ray.get(self._heard.done.remote(), timeout=_LOOK_EVERY)
        except self._ray.exceptions.RayError:  # late, or begun again: tasks tell it of all they have done
            return
        for number, done in heard.items():
            _tell(told, number, done, progress)

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


_Amount = tuple[int, int]
"""So many records, so many bytes of the sources."""


class _Answer(NamedTuple):
    """What a task gave, or its error, and all that it has told its progress."""

    value: Any
    done: _Amount


def _tell(told: dict[int, _Amount], number: int, done: _Amount, progress: Progress) -> None:
    before = told[number]
    if done > before:
        progress(done[0] - before[0], done[1] - before[1])
        told[number] = done


class _Heard:
    """How far each task is."""

    def __init__(self) -> None:
        self._done: dict[int, _Amount] = {}

    def tell(self, number: int, done: _Amount) -> None:
        self._done[number] = done

    def done(self) -> dict[int, _Amount]:
        return self._done


def _do(known: bytes, directory: str, name: str, number: int, heard: Any) -> _Answer:
    """Do a task, in a process of Ray."""
    done = (0, 0)
    try:
        os.chdir(directory)  # names of files are relative to it
    except OSError as error:
        message = f"{directory}: where this was called is not on this machine ({error.strerror})"
        return _Answer(NotFoundError(None, None, message, path=directory), done)
    told = time.monotonic()

    def progress(records: int, size: int) -> None:
        nonlocal done, told
        done = done[0] + records, done[1] + size
        if time.monotonic() - told > _LOOK_EVERY:
            told = time.monotonic()
            heard.tell.remote(number, done)

    try:
        return _Answer(getattr(pickle.loads(known), name)(number, progress), done)
    except Exception as error:
        if is_of_ray(error):
            raise
        return _Answer(error, done)
