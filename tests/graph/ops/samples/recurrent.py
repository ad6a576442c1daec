"""Samples of steps and sequences of recurrent networks. They are of float32 or less: gradients are held against TensorFlow's
in tests/training/contrib/rnn."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.recurrent import block_lstm, gru, lstm

BATCH, DEPTH, SIZE, TIME = 2, 3, 2, 4


def _small(shape, seed):
    return drawn(shape, seed, np.float32) / np.float32(2)


def _between(low, high, shape, seed):
    """Numbers that a gate could have given."""
    return (low + (high - low) * (drawn(shape, seed, np.float32) + 3) / 6).astype(np.float32)


_weights = [
    _small((DEPTH + SIZE, 4 * SIZE), 1),
    *(_small((SIZE,), seed) for seed in (2, 3, 4)),
    _small((4 * SIZE,), 5),
]
_states = [_small((BATCH, SIZE), 6), _small((BATCH, SIZE), 7)]
_step = [_small((BATCH, DEPTH), 8), *_states, *_weights]
_block = [np.int64(TIME), _small((TIME, BATCH, DEPTH), 9), *_states, *_weights]


def _found(*leading):
    """What the forward op could have given: i, cs, f, o, ci, co."""
    shape = (*leading, BATCH, SIZE)
    limits = ((0, 1), (-2, 2), (0, 1), (0, 1), (-1, 1), (-1, 1))
    return [_between(low, high, shape, 10 + k) for k, (low, high) in enumerate(limits)]


def _gradients(*leading):
    return [_small((*leading, BATCH, SIZE), 20), _small((*leading, BATCH, SIZE), 21)]


_gru = [
    _small((BATCH, DEPTH), 30),
    _small((BATCH, SIZE), 31),
    _small((DEPTH + SIZE, 2 * SIZE), 32),
    _small((DEPTH + SIZE, SIZE), 33),
    _small((2 * SIZE,), 34),
    _small((SIZE,), 35),
]
_gru_found = [_between(low, 1, (BATCH, SIZE), 36 + k) for k, low in enumerate((0, 0, -1))]


def _sample(definition, inputs, undefined=(), **attributes):
    return Sample(definition.type, lambda *x: list(definition(*x, **attributes)), inputs, gradient=False, undefined=undefined)


_GATES = (0, 2, 3, 4, 5)
"""Outputs of BlockLSTM that TensorFlow leaves as they are behind the last step."""


SAMPLES = [
    _sample(lstm.LSTM_BLOCK_CELL, _step),
    _sample(lstm.LSTM_BLOCK_CELL, _step, forget_bias=0.5, cell_clip=0.25, use_peephole=True),
    _sample(lstm.LSTM_BLOCK_CELL, _step, cell_clip=-1.0),
    _sample(lstm.LSTM_BLOCK_CELL_GRAD, [*_step, *_found(), *_gradients()], use_peephole=False),
    _sample(lstm.LSTM_BLOCK_CELL_GRAD, [*_step, *_found(), *_gradients()], use_peephole=True),
    _sample(block_lstm.BLOCK_LSTM, _block),
    _sample(block_lstm.BLOCK_LSTM, _block, forget_bias=0.5, cell_clip=0.25, use_peephole=True),
    _sample(block_lstm.BLOCK_LSTM, [np.int64(3), *_block[1:]], _GATES, cell_clip=-1.0, use_peephole=True),
    _sample(block_lstm.BLOCK_LSTM, [np.int64(0), *_block[1:]], _GATES),
    _sample(
        block_lstm.BLOCK_LSTM_GRAD,
        [*_block, *_found(TIME), _small((TIME, BATCH, SIZE), 22), *_gradients(TIME)],
        use_peephole=False,
    ),
    _sample(
        block_lstm.BLOCK_LSTM_GRAD,
        [np.int64(3), *_block[1:], *_found(TIME), _small((TIME, BATCH, SIZE), 22), *_gradients(TIME)],
        use_peephole=True,
    ),
    _sample(gru.GRU_BLOCK_CELL, _gru),
    _sample(gru.GRU_BLOCK_CELL_GRAD, [*_gru, *_gru_found, _small((BATCH, SIZE), 39)]),
]
