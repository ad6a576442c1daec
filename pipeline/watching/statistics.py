"""statistics: what the queues and iterators of a session have done so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.exports import export

from ..data.iterator_state import IteratorState
from ..data.statistics.iterators import IteratorStatistics
from ..diagnosis.diagnosis import queue_statistics
from ..queues.statistics import QueueStatistics, Statistics
from .sessions import session_behind


class PipelineStatistics(Statistics):
    """Those of the queues of a session, as a list, and of its iterators.

    Attributes:
      iterators: in the order in which they were made.
    """

    def __init__(self, queues: Iterable[QueueStatistics], iterators: Iterable[IteratorStatistics]) -> None:
        super().__init__(queues)
        self.iterators = list(iterators)

    def __str__(self) -> str:
        if not self.iterators:
            return super().__str__()
        return "\n\n".join([*([super().__str__()] if self else []), *map(str, self.iterators)])

    def _repr_html_(self) -> str:
        parts = [super()._repr_html_()] if self or not self.iterators else []
        return "".join([*parts, *(one._repr_html_() for one in self.iterators)])


@export("train.statistics")
def statistics(session: Any) -> PipelineStatistics:
    """What every queue and every iterator of a dataset has done that the session has made so far.

        print(tf.train.statistics(session))

    Args:
      session: a Session or MonitoredSession.

    Returns:
      a list of QueueStatistics, with the IteratorStatistics as `iterators`. It prints as tables, with sentences that say what
      was waited for and what was left out.

    Raises:
      RuntimeError: the session is closed.

    Example:
      >>> following = tf.data.Dataset.range(20).shuffle(8, seed=1).batch(4).make_one_shot_iterator().get_next()
      >>> with tf.Session() as sess:
      ...     numbers = sess.run(following)
      ...     (iterator,) = tf.train.statistics(sess).iterators
      >>> [(stage.name, stage.fullness) for stage in iterator.stages]
      [('RangeDataset', None), ('ShuffleDataset', 1.0), ('BatchDatasetV2', None)]
    """
    behind = session_behind(session)
    return PipelineStatistics(queue_statistics(behind), iterator_statistics(behind))


def iterator_statistics(session: Any) -> list[IteratorStatistics]:
    """Those of the iterators of a session."""
    return [iterator.statistics() for iterator in session.resources(IteratorState)]
