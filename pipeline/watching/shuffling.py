"""shuffle_report: how well all shuffle queues and shuffled datasets of a session mix."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export

from ..data.iterator_state import IteratorState
from ..data.ops.iterators import ITERATOR_OPS
from ..queues.kinds.random_shuffle import RANDOM_SHUFFLE, RandomShuffleQueue
from ..queues.mixing import ShuffleReport
from .sessions import session_behind


class ShuffleReports(list[ShuffleReport]):
    """Those of several queues and datasets; prints."""

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "There is no shuffle queue, and no iterator is in a pass over a shuffled dataset."

    def _repr_html_(self) -> str:
        return "".join(one._repr_html_() for one in self)


@export("train.shuffle_report")
@door
def shuffle_report(sess: Any, by: Any = None) -> ShuffleReports:
    """How well the shuffle queues and shuffled datasets of a session mix. The first call begins to measure; later ones tell.

        tf.train.shuffle_report(sess, by=1)     # before the loop: component 1 is the label
        print(tf.train.shuffle_report(sess))    # now and then

    Until the first call it costs nothing, from then on some microseconds an enqueue or dequeue, or a block of a dataset. It
    tells of all passes of an iterator over datasets of the same stages.

    Args:
      sess: a Session or MonitoredSession.
      by: the component of the elements that says of which group one is, by its index or name: its label, or the key of its
        record, whose file counts. Of a dataset: by its index among the flat components of what is shuffled. None: only places
        are measured; of a dataset also the files that records come from.

    Returns:
      a list of ShuffleReport, which prints: of the last 100,000 elements by how many places they moved, and how many of one
      group follow each other, with a warning where the buffer is small beside that.

    Raises:
      RuntimeError: the session is closed.
      InvalidArgumentError: there is no such component.
    """
    session = session_behind(sess)
    for op in session.graph.get_operations():
        if op.definition is RANDOM_SHUFFLE.op or op.definition in ITERATOR_OPS:
            op.definition.kernel_of(op, session)[0]()
    reports = ShuffleReports(queue.shuffle_report(by) for queue in session.resources(RandomShuffleQueue))
    for iterator in session.resources(IteratorState):
        reports += iterator.shuffle_reports(by)
    return reports
