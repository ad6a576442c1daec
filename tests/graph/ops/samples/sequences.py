"""Samples of sequences of labels."""

import itertools

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.sequences import ctc_decoders, ctc_dense, ctc_loss, edit_distance

_logits = drawn((5, 2, 4), 1, np.float32)
_lengths = np.array([5, 4], np.int32)
_again = np.array([[[4, 0, 1]], [[4, 0, 1]], [[0, 1, 4]], [[4, 0, 1]], [[1, 3, 0]]], np.float32)  # 0, 0, blank, 0, 1
_all = np.array([5], np.int32)
_places = np.array([[0, 0], [0, 1], [1, 0]])
_labels = np.array([1, 1, 2], np.int32)
_hypothesis = [np.array([[0, 0], [0, 1], [2, 0]]), np.array([1, 2, 3]), np.array([3, 2])]
_truth = [np.array([[0, 0], [0, 1], [0, 2], [1, 0]]), np.array([1, 3, 2, 4]), np.array([2, 3])]


def _texts(sequences):
    indices, values, shape = sequences
    return [indices, values.astype(str), shape]


_dense = [
    np.linspace(-2, 2, 36).reshape(4, 3, 3).astype(np.float32) ** 2,
    np.array([[1, 2], [1, 1], [2, 0]], np.int32),
    np.array([2, 2, 0], np.int32),
    np.array([4, 3, 2], np.int32),
]


def _by_every_way(logits, labels, label_length, logit_length):
    """Losses of dense labels and their gradients: what all ways that give the labels come to."""
    steps, batch, classes = logits.shape
    chances = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    losses, gradient = np.zeros(batch, logits.dtype), np.zeros_like(logits)
    for row in range(batch):
        whole, seen = 0.0, np.zeros((steps, classes))
        length, wanted = int(logit_length[row]), labels[row, : label_length[row]].tolist()
        for way in itertools.product(range(classes), repeat=length):
            if [label for label, _ in itertools.groupby(way) if label] == wanted:
                chance = np.prod([chances[step, row, label] for step, label in enumerate(way)])
                whole += chance
                for step, label in enumerate(way):
                    seen[step, label] += chance
        losses[row] = -np.log(whole)
        gradient[:length, row] = chances[:length, row] - (seen / whole)[:length]
    return losses, gradient


SAMPLES = [
    Sample("EditDistance", edit_distance.EDIT_DISTANCE, [*_hypothesis, *_truth]),
    Sample(
        "EditDistance",
        lambda *parts: edit_distance.EDIT_DISTANCE(*parts, normalize=False),
        [*_texts(_hypothesis), *_texts(_truth)],
    ),
    Sample("HeadraceCTCLossDense", ctc_dense.CTC_LOSS_DENSE, _dense, gradient=False, values=_by_every_way, tolerance=1e-5),
    Sample(
        "HeadraceCTCLossDense",
        ctc_dense.CTC_LOSS_DENSE,
        [_dense[0], *(array.astype(np.int64) for array in _dense[1:])],
        gradient=False,
        values=_by_every_way,
        tolerance=1e-5,
    ),
    Sample("CTCLoss", ctc_loss.CTC_LOSS, [_logits, _places, _labels, _lengths], gradient=False, tolerance=1e-5),
    *(
        Sample(
            "CTCLoss",
            lambda *parts, option=option: ctc_loss.CTC_LOSS(*parts, **{option: not ctc_loss.CTC_LOSS.defaults[option]}),
            [_logits, _places, _labels, np.array(lengths, np.int32)],
            gradient=False,
            tolerance=1e-5,
        )
        for option, lengths in {
            "preprocess_collapse_repeated": [5, 1],
            "ctc_merge_repeated": [5, 1],
            "ignore_longer_outputs_than_inputs": [1, 4],
        }.items()
    ),
    *(
        Sample("CTCGreedyDecoder", lambda x, n, m=merges: ctc_decoders.GREEDY_DECODER(x, n, merge_repeated=m), [x, n])
        for merges in (False, True)
        for x, n in ((_logits, _lengths), (_again, _all))
    ),
    *(
        Sample(
            "CTCBeamSearchDecoder",
            lambda x, n, m=merges, k=paths: ctc_decoders.BEAM_SEARCH_DECODER(
                x, n, beam_width=2 * k, top_paths=k, merge_repeated=m
            ),
            [x, n],
            tolerance=1e-5,
        )
        for merges, paths, x, n in ((True, 2, _logits, _lengths), (True, 3, _again, _all), (False, 4, _again, _all))
    ),
]
