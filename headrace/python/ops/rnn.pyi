"""tf.python.ops.rnn: as far as programs use it. Made by `make names`."""

from headrace.training.rnn.steps import best_effort_input_batch_size as _best_effort_input_batch_size
from headrace.training.rnn.steps import _rnn_step as _rnn_step
from headrace.training.rnn.steps import transpose_batch_time as _transpose_batch_time
from headrace.training.rnn.dynamic import dynamic_rnn as dynamic_rnn
from headrace.training.rnn.raw import raw_rnn as raw_rnn
from headrace.training.rnn.static import static_rnn as rnn
from headrace.training.rnn.static import static_rnn as static_rnn
from headrace.nn import bidirectional_dynamic_rnn as bidirectional_dynamic_rnn
from headrace.nn import bidirectional_rnn as bidirectional_rnn
from headrace.nn import state_saving_rnn as state_saving_rnn
from headrace.nn import bidirectional_rnn as static_bidirectional_rnn
from headrace.nn import state_saving_rnn as static_state_saving_rnn

__all__ = [
    "_best_effort_input_batch_size",
    "_rnn_step",
    "_transpose_batch_time",
    "bidirectional_dynamic_rnn",
    "bidirectional_rnn",
    "dynamic_rnn",
    "raw_rnn",
    "rnn",
    "state_saving_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]
