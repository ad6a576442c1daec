"""iterate: batches in a `for` statement, with the session, the runners and their end taken care of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headrace.graph.defaults import get_default_graph, get_default_session
from headrace.graph.errors import OutOfRangeError
from headrace.graph.graph import Graph
from headrace.graph.session import Session
from headrace.graph.variable_collections import global_variables_initializer, local_variables_initializer

from .coordinator import Coordinator
from .runner import start_queue_runners


def iterate(fetches: Any, max_steps: int | None = None, session: Any = None) -> Iterator[Any]:
    """The values of `fetches`, again and again until the input ends.

        for images, labels in tf.train.iterate([image_batch, label_batch]):
            ...

    At the first step a session is opened, all variables are initialized and the queue runners are started; when the
    loop is left, at the end of the input, by `break`, by an error or by Ctrl-C, the runners are stopped, every thread
    has ended and the session is closed.

    Args:
      fetches: as for `Session.run`.
      max_steps: yield so often at most; until the input ends if None.
      session: use this session, or the default session where there is one: its variables are left as they are (only
        local ones are initialized), and it stays open. Its queues are closed at the end.

    Yields:
      what `Session.run(fetches)` returns.

    Raises:
      OpError: what ended a runner or a step, other than the end of the input; the error of the runner comes first.
    """
    given = session if session is not None else get_default_session()
    graph = get_default_graph() if given is None else given.graph
    return _steps(fetches, max_steps, given, graph)


def _steps(fetches: Any, max_steps: int | None, given: Any, graph: Graph) -> Iterator[Any]:
    with graph.as_default():
        initialize = [local_variables_initializer()]
        if given is None:
            initialize.append(global_variables_initializer())
    sess = Session(graph=graph) if given is None else given
    coordinator = Coordinator()
    try:
        sess.run(initialize)
        try:
            start_queue_runners(sess, coordinator)
            steps = 0
            while max_steps is None or steps < max_steps:
                try:
                    values = sess.run(fetches)
                except OutOfRangeError as error:
                    # A runner's own failure is why the input ended: join raises it.
                    coordinator.request_stop(error)
                    break
                yield values
                steps += 1
        finally:
            # The runners' threads are registered with the coordinator, also where only some could be started.
            coordinator.request_stop()
            coordinator.join()
    finally:
        if given is None:
            sess.close()
