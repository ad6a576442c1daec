"""Work that is cut into tasks, and several processes that do them.

A task is a method of an object that says what there is to do; it is called with the task's number, and with what is to be told
how far it is. Who does tasks is a value: a number of processes, or whatever does them elsewhere, such as
`headrace.cluster.workers.RayWorkers()`. `conversion.convert`, `tfrecord.verify_all`, `shards.shuffle` and
`tables.looking.statistics` take it as `workers`.

The processes here are started anew and not forked, and do not run the program's own script again, so programs need no
`if __name__ == "__main__"`. Each is told what there is to do and then, one after the other, the tasks it is to do; it ends
with the process that started it, however that ends. Where processes do not inherit files (Windows) this process does all.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from ..errors import AbortedError, InvalidArgumentError

Progress = Callable[[int, int], object]
"""Called with how many records, and how many bytes of the sources, are done since the last call."""


def not_told(records: int, size: int) -> None:
    """The progress that nobody wants to know of."""


# First of all, before anything is imported that takes time: it ends when nobody holds the other end of a pipe any more.
_PROGRAM = """
import os, threading
threading.Thread(target=lambda: (os.read({lifeline}, 1), os._exit(1)), daemon=True).start()
from {module} import serve
serve({answers})
"""


class Doers(Protocol):
    """Who does tasks: `Workers`, or what a program hands in."""

    def results(self, tasks: Any, name: str, numbers: Sequence[int], progress: Progress) -> Iterator[Any]:
        """What the tasks of a name give, in the order of their numbers.

        Args:
          tasks: what there is to do, a value that can be pickled.
          name: of the method of `tasks` that is called, with a number and with what it tells its progress.
          numbers: of the tasks.
          progress: told what the tasks tell theirs.
        Raises:
          what the first task that fails raises, in the order of the numbers.
        """

    def close(self) -> None:
        """End whatever is being done."""


class Workers:
    """So many processes, or this one. They are started when there is something to do, and ended by `close`.

    Args:
      count: how many tasks are done at the same time; 1: this process does them.
      lock: a file descriptor that the processes hold, too.

    Raises:
      InvalidArgumentError: `count` is not positive.
    """

    def __init__(self, count: int, lock: int | None = None) -> None:
        check_count(count)
        self._count = count if os.name == "posix" else 1
        self._lock = lock
        self._started: list[_Worker] = []

    def results(self, tasks: Any, name: str, numbers: Sequence[int], progress: Progress) -> Iterator[Any]:
        """What the tasks of a name give, in the order of their numbers.

        Raises:
          what the first task that fails raises, in the order of the numbers; all processes are ended then.
          AbortedError: a process has died.
        """
        count = min(self._count, len(numbers))
        if count <= 1:
            for number in numbers:
                yield getattr(tasks, name)(number, progress)
            return
        try:
            while len(self._started) < count:
                self._started.append(_Worker(self._lock))
            workers = {worker.connection: worker for worker in self._started[:count]}
            found: dict[int, Any] = {}
            for place, worker in enumerate(workers.values()):
                # Neighbours have most in common: where one ends the next goes on.
                worker.begin(tasks, name, numbers[len(numbers) * place // count : len(numbers) * (place + 1) // count])
            for number in numbers:
                while number not in found:
                    for connection in wait(list(workers)):
                        workers[connection].hear(found, progress)  # type: ignore[index]
                answer = found.pop(number)
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End all processes, whatever they do."""
        while self._started:
            self._started.pop().end()


def check_count(workers: int | Doers) -> None:
    """Raises InvalidArgumentError where a number of workers is not positive."""
    if isinstance(workers, int) and workers < 1:
        raise InvalidArgumentError(None, None, f"workers must be >= 1; got {workers}")


def working(workers: int | Doers, lock: int | None = None) -> contextlib.closing[Any]:
    """Who does tasks, closed at the end of a `with` block.

    Args:
      workers: how many processes, 1 for this one; or who does them.
      lock: as for `Workers`.
    Raises:
      InvalidArgumentError: `workers` is not positive.
    """
    return contextlib.closing(Workers(workers, lock) if isinstance(workers, int) else workers)


class _Worker:
    """A process that does tasks.

    Attributes:
      connection: where its answers come from.
    """

    def __init__(self, lock: int | None) -> None:
        self._name = ""  # of its tasks
        self._numbers: Iterator[int] = iter(())  # of those that it is to do later
        self._tasks: Any = None  # that it knows of
        self.connection, theirs = Pipe()
        lifeline, self._lifeline = os.pipe()
        program = _PROGRAM.format(lifeline=lifeline, module=__name__, answers=theirs.fileno())
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                pass_fds=[one for one in (lifeline, theirs.fileno(), lock) if one is not None],
            )
        except BaseException:
            os.close(self._lifeline)
            self.connection.close()
            raise
        finally:
            os.close(lifeline)
            theirs.close()

    def begin(self, tasks: Any, name: str, numbers: Sequence[int]) -> None:
        """Have tasks done, one after the other."""
        self._name, self._numbers = name, iter(numbers)
        self._tell(None if tasks is self._tasks else tasks, next(self._numbers))
        self._tasks = tasks

    def _tell(self, tasks: Any, number: int) -> None:
        with contextlib.suppress(BrokenPipeError):  # it is dead, as its answer will tell
            self.connection.send((tasks, self._name, number))

    def hear(self, found: dict[int, Any], progress: Progress) -> None:
        """Take in what it says next: the result of a task, or its error, goes to `found`.

        Raises:
          AbortedError: it has died.
        """
        try:
            sort, number, value = self.connection.recv()
        except (EOFError, ConnectionResetError):
            code = self._process.wait()
            message = f"a worker process ended with {signal.strsignal(-code) if code < 0 else f'exit code {code}'}"
            raise AbortedError(None, None, message) from None
        if sort == "progress":
            progress(*value)
            return
        found[number] = value
        later = next(self._numbers, None) if sort == "done" else None
        if later is not None:
            self._tell(None, later)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        self.connection.close()


def serve(descriptor: int) -> None:
    """Do what the process that started this one asks for, at the other end of a pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it is interrupted too, and ends it
    connection = Connection(descriptor)
    tasks: Any = None
    while True:
        other, name, number = connection.recv()
        tasks = other or tasks
        try:
            found = getattr(tasks, name)(number, lambda *more, number=number: connection.send(("progress", number, more)))
        except Exception as error:
            connection.send(("failed", number, error))
        else:
            connection.send(("done", number, found))
