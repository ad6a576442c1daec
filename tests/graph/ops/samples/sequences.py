"""Samples of sequences of labels."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.sequences import ctc_decoders, ctc_loss, edit_distance

_logits = drawn((5, 2, 4), 1, np.float32)
_lengths = np.array([5, 4], np.int32)
_places = np.array([[0, 0], [0, 1], [1, 0]])
_labels = np.array([1, 1, 2], np.int32)
_hypothesis = [np.array([[0, 0], [0, 1], [2, 0]]), np.array([1, 2, 3]), np.array([3, 2])]
_truth = [np.array([[0, 0], [0, 1], [0, 2], [1, 0]]), np.array([1, 3, 2, 4]), np.array([2, 3])]


def _texts(sequences):
    indices, values, shape = sequences
    return [indices, values.astype(str), shape]


SAMPLES = [
    Sample("EditDistance", edit_distance.EDIT_DISTANCE, [*_hypothesis, *_truth]),
    Sample(
        "EditDistance",
        lambda *parts: edit_distance.EDIT_DISTANCE(*parts, normalize=False),
        [*_texts(_hypothesis), *_texts(_truth)],
    ),
    Sample("CTCLoss", ctc_loss.CTC_LOSS, [_logits, _places, _labels, _lengths], gradient=False, tolerance=1e-5),
    *(
        Sample(
            "CTCLoss",
            lambda *parts, option=option: ctc_loss.CTC_LOSS(*parts, **{option: not ctc_loss.CTC_LOSS.defaults[option]}),
            [_logits, _places, _labels, np.array([5, 1], np.int32)],
            gradient=False,
            tolerance=1e-5,
        )
        for option in ("preprocess_collapse_repeated", "ctc_merge_repeated", "ignore_longer_outputs_than_inputs")
    ),
    *(
        Sample(
            "CTCGreedyDecoder",
            lambda x, n, merge=merge: ctc_decoders.GREEDY_DECODER(x, n, merge_repeated=merge),
            [_logits, _lengths],
        )
        for merge in (False, True)
    ),
    *(
        Sample(
            "CTCBeamSearchDecoder",
            lambda x, n, merge=merge: ctc_decoders.BEAM_SEARCH_DECODER(x, n, beam_width=4, top_paths=2, merge_repeated=merge),
            [_logits, _lengths],
            tolerance=1e-5,
        )
        for merge in (True, False)
    ),
]
