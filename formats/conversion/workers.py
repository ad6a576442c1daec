"""Several processes that do the tasks of a conversion.

They are started anew and not forked, and do not run the program's own script again, so programs need no
`if __name__ == "__main__"`. Each is told what there is to do and then, one after the other, the tasks it is to do; it ends
with the process that started it, however that ends.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..errors import AbortedError
from .tasks import Tasks


class Workers:
    """So many processes, or this one. They are started when there is something to do, and ended by `close`.

    Args:
      count: how many tasks are done at the same time; 1: this process does them.
      lock: a file descriptor that the processes hold, too.
    """

    def __init__(self, count: int, lock: int | None = None) -> None:
        self._count = count
        self._lock = lock
        self._started: list[_Worker] = []

    def results(self, tasks: Tasks, name: str, numbers: Sequence[int], progress: Callable[[int], None]) -> Iterator[Any]:
        """What the tasks of a name give, in the order of their numbers.

        Args:
          progress: called with how many rows more are done, never twice at the same time.
        Raises:
          what the first task that fails raises, in the order of the numbers; all processes are ended then.
        """
        count = min(self._count, len(numbers))
        if count <= 1:
            for number in numbers:
                yield getattr(tasks, name)(number, progress)
            return
        noting = threading.Lock()
        futures: dict[int, concurrent.futures.Future] = {number: concurrent.futures.Future() for number in numbers}

        def note(rows: int) -> None:
            with noting:
                progress(rows)

        def do(worker: _Worker, part: Sequence[int]) -> None:
            for number in part:
                try:
                    futures[number].set_result(worker.ask(tasks, name, number, note))
                except BaseException as error:
                    futures[number].set_exception(error)
                    return

        with concurrent.futures.ThreadPoolExecutor(count) as threads:
            try:
                while len(self._started) < count:
                    self._started.append(_Worker(self._lock))
                for place, worker in enumerate(self._started[:count]):
                    # Neighbours have most in common: where one ends the next goes on.
                    threads.submit(do, worker, numbers[len(numbers) * place // count : len(numbers) * (place + 1) // count])
                for number in numbers:
                    yield futures[number].result()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """End all processes, whatever they do."""
        while self._started:
            self._started.pop().end()


# First of all, before anything is imported that takes time: it ends when nobody holds the other end of a pipe any more.
_PROGRAM = """
import os, threading
threading.Thread(target=lambda: (os.read({lifeline}, 1), os._exit(1)), daemon=True).start()
from {module} import serve
serve()
"""


class _Worker:
    """A process that does tasks."""

    def __init__(self, lock: int | None) -> None:
        self._tasks: Tasks | None = None  # that it knows of
        lifeline, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM.format(lifeline=lifeline, module=__name__)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                pass_fds=(lifeline,) if lock is None else (lifeline, lock),
            )
        except BaseException:
            os.close(self._lifeline)
            raise
        finally:
            os.close(lifeline)

    def ask(self, tasks: Tasks, name: str, number: int, progress: Callable[[int], None]) -> Any:
        """Have a task done. Raises what it raises; AbortedError where the process dies."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # it is dead, as its answer will tell
            pickle.dump((None if tasks is self._tasks else tasks, name, number), self._process.stdin)
            self._process.stdin.flush()
        self._tasks = tasks
        while True:
            try:
                sort, value = pickle.load(self._process.stdout)
            except EOFError:
                code = self._process.wait()
                message = f"a worker process ended with {signal.strsignal(-code) if code < 0 else f'exit code {code}'}"
                raise AbortedError(None, None, message) from None
            if sort == "done":
                return value
            if sort == "failed":
                raise value
            progress(value)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def serve() -> None:
    """Do what the process that started this one asks for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it is interrupted too, and ends it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer

    def answer(sort: str, value: Any) -> None:
        pickle.dump((sort, value), answers)
        answers.flush()

    tasks: Tasks | None = None
    while True:
        try:
            other, name, number = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        tasks = other or tasks
        try:
            found = getattr(tasks, name)(number, lambda rows: answer("rows", rows))
        except BrokenPipeError:
            return
        except Exception as error:
            answer("failed", error)
        else:
            answer("done", found)
