"""Several processes that do the tasks of a conversion.

They are started anew and not forked, and do not run the program's own script again, so programs need no
`if __name__ == "__main__"`. Each is told what there is to do and then, one after the other, the tasks it is to do; it ends
when its input ends, so with the process that started it, however that ends.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..errors import AbortedError
from .tasks import Tasks


def results(
    tasks: Tasks, name: str, numbers: Sequence[int], workers: int, progress: Callable[[int], None], lock: int | None = None
) -> Iterator[Any]:
    """What the tasks of a name give, in the order of their numbers.

    Args:
      workers: how many processes do them at the same time; 1: this one.
      progress: called with how many rows more are done, never twice at the same time.
      lock: a file descriptor that the processes hold, too.
    Raises:
      what the first task that fails raises, in the order of the numbers; all processes are ended then.
    """
    workers = min(workers, len(numbers))
    if workers <= 1:
        for number in numbers:
            yield getattr(tasks, name)(number, progress)
        return
    noting = threading.Lock()

    def note(rows: int) -> None:
        with noting:
            progress(rows)

    with concurrent.futures.ThreadPoolExecutor(workers) as threads:
        idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        started: list[_Worker] = []
        try:
            for _ in range(workers):
                started.append(_Worker(tasks, lock))
                idle.put(started[-1])

            def ask(number: int) -> Any:
                worker = idle.get()
                try:
                    return worker.ask(name, number, note)
                finally:
                    idle.put(worker)

            for future in [threads.submit(ask, number) for number in numbers]:
                yield future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in started:
                worker.end()


class _Worker:
    """A process that does tasks."""

    def __init__(self, tasks: Tasks, lock: int | None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            pass_fds=() if lock is None else (lock,),
        )
        self._send(tasks)

    def _send(self, value: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it is dead, as who waits for its answer will find
            pickle.dump(value, self._process.stdin)
            self._process.stdin.flush()

    def ask(self, name: str, number: int, progress: Callable[[int], None]) -> Any:
        """Have a task done. Raises what it raises; AbortedError where the process dies."""
        self._send((name, number))
        assert self._process.stdout is not None
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

    tasks = pickle.load(sys.stdin.buffer)
    while True:
        try:
            name, number = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            found = getattr(tasks, name)(number, lambda rows: answer("rows", rows))
        except BrokenPipeError:
            return
        except Exception as error:
            answer("failed", error)
        else:
            answer("done", found)
