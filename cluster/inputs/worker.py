"""Input workers: what the process of a session knows of them, and the actor that each one is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from headrace.formats.errors import AbortedError, NotFoundError
from headrace.graph.core.graph import Graph
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OpError
from headrace.pipeline.inputs.elsewhere import Part

from ..connection import connected, is_of_ray
from ..tasks.actor import guarded
from ..tasks.task import Failure
from .program import InputProgram

_MOST_IN_VAIN = 5
"""How many processes may end one after the other, without an element between, before that is an error."""


class InputWorker:
    """A process of Ray that repeats a program; another one begins in place of one that has ended.

    Args:
      name: what errors call it.
      part: the program.
      graph: has the operations that its errors name.
    """

    def __init__(self, name: str, part: Part, graph: Graph) -> None:
        self._name = name
        self._part = part
        self._graph = graph
        self._process: Any = None

    @staticmethod
    def check() -> None:
        """Connect to Ray. Raises UnimplementedError where it is not installed, UnavailableError where none runs."""
        connected()

    def elements(self, columns: Sequence[Any], run: RunContext) -> Iterator[tuple[Sequence[Any], int]]:
        """As of `pipeline.inputs.elsewhere.Worker`. Raises AbortedError where processes end that give no element."""
        given = in_vain = 0
        while True:
            try:
                for block in self._blocks(columns, given, run):
                    given += block[1]
                    in_vain = 0
                    yield block
                return
            except Exception as error:
                if not is_of_ray(error):
                    raise
                self.close()
                in_vain += 1
                if in_vain == _MOST_IN_VAIN:
                    raise AbortedError(None, None, self._told(error, columns, in_vain)) from error

    def _told(self, error: BaseException, columns: Sequence[Any], times: int) -> str:
        first = next(iter(str(error).strip().splitlines()), type(error).__name__)
        handed = ", ".join(
            repr(one.decode(errors="replace") if isinstance(one, bytes) else one) for one in list(columns[0])[:3]
        )
        return f"{self._name}: its process has ended {times} times without an element, with what begins with {handed} ({first})"

    def _blocks(self, columns: Sequence[Any], skip: int, run: RunContext) -> Iterator[tuple[Sequence[Any], int]]:
        if self._process is None:
            actor = connected().remote(num_cpus=0, max_concurrency=2, scheduling_strategy="SPREAD")(InputProcess)
            self._process = actor.remote(self._part, os.getcwd())
        process = self._process
        self._result(process.begin.remote(columns, skip), run)
        waiting = process.block.remote()
        while (block := self._result(waiting, run)) is not None:
            waiting = process.block.remote()  # while this one is put in
            yield block

    def _result(self, reference: Any, run: RunContext) -> Any:
        """What a call comes to. Raises what the program raises; a RayError where its process has ended."""
        arrived = Condition()

        def tell(future: Any) -> None:
            with arrived.lock:
                arrived.notify_all()

        future = reference.future()
        future.add_done_callback(tell)
        with arrived.lock:
            run.wait_for(arrived, future.done)
        found = future.result()
        if isinstance(found, Failure):
            raise self._raised(found)
        return found

    def _raised(self, failure: Failure) -> BaseException:
        error = failure.error
        if isinstance(error, OpError) and failure.operation is not None:
            return error.restated(op=self._graph.get_operation_by_name(failure.operation))
        return error

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            connected().kill(process)


class InputProcess:
    """The actor: a process in which a program is repeated.

    Args:
      directory: that names of files are relative to.
    """

    def __init__(self, part: Part, directory: str) -> None:
        self._part = part
        self._directory = directory
        self._program: InputProgram | None = None

    def begin(self, columns: Sequence[Any], skip: int) -> Any:
        """`InputProgram.begin`; a Failure where it raises."""
        return guarded(self._begin, columns, skip)

    def _begin(self, columns: Sequence[Any], skip: int) -> None:
        if self._program is None:
            try:
                os.chdir(self._directory)
            except OSError as error:
                message = f"{self._directory}: where this was called is not on this machine ({error.strerror})"
                raise NotFoundError(None, None, message, path=self._directory) from error
            self._program = InputProgram(self._part)
        self._program.begin(columns, skip)

    def block(self) -> Any:
        """`InputProgram.block`; a Failure where it raises."""
        assert self._program is not None
        return guarded(self._program.block)
