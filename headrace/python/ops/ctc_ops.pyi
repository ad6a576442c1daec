"""tf.python.ops.ctc_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sequences.ctc_loss import collapse_repeated as collapse_repeated
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder as ctc_beam_search_decoder
from headrace.graph.ops.sequences.ctc_decoders import ctc_beam_search_decoder_v2 as ctc_beam_search_decoder_v2
from headrace.graph.ops.sequences.ctc_decoders import ctc_greedy_decoder as ctc_greedy_decoder
from headrace.graph.ops.sequences.ctc_loss import ctc_loss as ctc_loss
from headrace.graph.ops.sequences.ctc_loss import ctc_loss_v2 as ctc_loss_v2
from headrace.graph.control_flow.ctc_labels import ctc_unique_labels as ctc_unique_labels

__all__ = [
    "collapse_repeated",
    "ctc_beam_search_decoder",
    "ctc_beam_search_decoder_v2",
    "ctc_greedy_decoder",
    "ctc_loss",
    "ctc_loss_v2",
    "ctc_unique_labels",
]
