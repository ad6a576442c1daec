"""tf.python.summary: as far as programs use it. Made by `make names`."""

from headrace.python.summary import event_accumulator as event_accumulator
from headrace.python.summary import event_file_inspector as event_file_inspector
from headrace.python.summary import summary as summary
from headrace.python.summary import summary_iterator as summary_iterator
from headrace.python.summary import text_summary as text_summary
from headrace.python.summary import writer as writer

__all__ = [
    "event_accumulator",
    "event_file_inspector",
    "summary",
    "summary_iterator",
    "text_summary",
    "writer",
]
