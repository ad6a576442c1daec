"""tf.contrib.training.python.training.sequence_queueing_state_saver: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_tools.state_saver import NextQueuedSequenceBatch as NextQueuedSequenceBatch
from headrace.training.contrib.training_tools.state_saver import SequenceQueueingStateSaver as SequenceQueueingStateSaver
from headrace.training.contrib.training_tools.sequences import batch_sequences_with_states as batch_sequences_with_states

__all__ = [
    "NextQueuedSequenceBatch",
    "SequenceQueueingStateSaver",
    "batch_sequences_with_states",
]
