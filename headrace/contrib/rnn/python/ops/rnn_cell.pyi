"""tf.contrib.rnn.python.ops.rnn_cell: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.wrappers import AttentionCellWrapper as AttentionCellWrapper
from headrace.training.contrib.rnn.frequencies import BidirectionalGridLSTMCell as BidirectionalGridLSTMCell
from headrace.training.contrib.rnn.gated import CFNCell as CFNCell
from headrace.training.contrib.rnn.wrappers import CompiledWrapper as CompiledWrapper
from headrace.training.contrib.rnn.convolutional import Conv1DLSTMCell as Conv1DLSTMCell
from headrace.training.contrib.rnn.convolutional import Conv2DLSTMCell as Conv2DLSTMCell
from headrace.training.contrib.rnn.convolutional import Conv3DLSTMCell as Conv3DLSTMCell
from headrace.training.contrib.rnn.convolutional import ConvLSTMCell as ConvLSTMCell
from headrace.training.contrib.rnn.lstms import CoupledInputForgetGateLSTMCell as CoupledInputForgetGateLSTMCell
from headrace.training.contrib.rnn.lstms import GLSTMCell as GLSTMCell
from headrace.training.contrib.rnn.frequencies import GridLSTMCell as GridLSTMCell
from headrace.training.contrib.rnn.wrappers import HighwayWrapper as HighwayWrapper
from headrace.training.contrib.rnn.independent import IndRNNCell as IndRNNCell
from headrace.training.contrib.rnn.independent import IndyGRUCell as IndyGRUCell
from headrace.training.contrib.rnn.independent import IndyLSTMCell as IndyLSTMCell
from headrace.training.contrib.rnn.gated import IntersectionRNNCell as IntersectionRNNCell
from headrace.training.contrib.rnn.normalized import LayerNormBasicLSTMCell as LayerNormBasicLSTMCell
from headrace.training.contrib.rnn.normalized import LayerNormLSTMCell as LayerNormLSTMCell
from headrace.training.contrib.rnn.gated import MinimalRNNCell as MinimalRNNCell
from headrace.training.contrib.rnn.gated import NASCell as NASCell
from headrace.training.contrib.rnn.turing import NTMCell as NTMCell
from headrace.training.contrib.rnn.turing import NTMControllerState as NTMControllerState
from headrace.training.contrib.rnn.lstms import PhasedLSTMCell as PhasedLSTMCell
from headrace.training.contrib.rnn.gated import SRUCell as SRUCell
from headrace.training.contrib.rnn.frequencies import TimeFreqLSTMCell as TimeFreqLSTMCell
from headrace.training.contrib.rnn.gated import UGRNNCell as UGRNNCell
from headrace.training.contrib.rnn.normalized import WeightNormLSTMCell as WeightNormLSTMCell

__all__ = [
    "AttentionCellWrapper",
    "BidirectionalGridLSTMCell",
    "CFNCell",
    "CompiledWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "GLSTMCell",
    "GridLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "IntersectionRNNCell",
    "LayerNormBasicLSTMCell",
    "LayerNormLSTMCell",
    "MinimalRNNCell",
    "NASCell",
    "NTMCell",
    "NTMControllerState",
    "PhasedLSTMCell",
    "SRUCell",
    "TimeFreqLSTMCell",
    "UGRNNCell",
    "WeightNormLSTMCell",
]
