"""tf.contrib.rnn: cells of recurrent networks, and what runs them over sequences. Made by `make names`."""

from headrace.training.contrib.rnn.wrappers import AttentionCellWrapper as AttentionCellWrapper
from headrace.training.rnn.lstm import BasicLSTMCell as BasicLSTMCell
from headrace.training.rnn.basic import BasicRNNCell as BasicRNNCell
from headrace.training.contrib.rnn.frequencies import BidirectionalGridLSTMCell as BidirectionalGridLSTMCell
from headrace.training.contrib.rnn.wrappers import CompiledWrapper as CompiledWrapper
from headrace.training.contrib.rnn.convolutional import Conv1DLSTMCell as Conv1DLSTMCell
from headrace.training.contrib.rnn.convolutional import Conv2DLSTMCell as Conv2DLSTMCell
from headrace.training.contrib.rnn.convolutional import Conv3DLSTMCell as Conv3DLSTMCell
from headrace.training.contrib.rnn.convolutional import ConvLSTMCell as ConvLSTMCell
from headrace.training.contrib.rnn.lstms import CoupledInputForgetGateLSTMCell as CoupledInputForgetGateLSTMCell
from headrace.training.rnn.wrappers import DeviceWrapper as DeviceWrapper
from headrace.training.rnn.dropout import DropoutWrapper as DropoutWrapper
from headrace.training.rnn.projections import EmbeddingWrapper as EmbeddingWrapper
from headrace.training.contrib.rnn.fused import FusedRNNCell as FusedRNNCell
from headrace.training.contrib.rnn.fused import FusedRNNCellAdaptor as FusedRNNCellAdaptor
from headrace.training.contrib.rnn.lstms import GLSTMCell as GLSTMCell
from headrace.training.contrib.rnn.gru_blocks import GRUBlockCell as GRUBlockCell
from headrace.training.contrib.rnn.gru_blocks import GRUBlockCellV2 as GRUBlockCellV2
from headrace.training.rnn.basic import GRUCell as GRUCell
from headrace.training.contrib.rnn.frequencies import GridLSTMCell as GridLSTMCell
from headrace.training.contrib.rnn.wrappers import HighwayWrapper as HighwayWrapper
from headrace.training.contrib.rnn.independent import IndRNNCell as IndRNNCell
from headrace.training.contrib.rnn.independent import IndyGRUCell as IndyGRUCell
from headrace.training.contrib.rnn.independent import IndyLSTMCell as IndyLSTMCell
from headrace.training.rnn.projections import InputProjectionWrapper as InputProjectionWrapper
from headrace.training.contrib.rnn.gated import IntersectionRNNCell as IntersectionRNNCell
from headrace.training.contrib.rnn.blocks import LSTMBlockCell as LSTMBlockCell
from headrace.training.contrib.rnn.blocks import LSTMBlockFusedCell as LSTMBlockFusedCell
from headrace.training.contrib.rnn.blocks import LSTMBlockWrapper as LSTMBlockWrapper
from headrace.training.rnn.lstm import LSTMCell as LSTMCell
from headrace.training.rnn.lstm import LSTMStateTuple as LSTMStateTuple
from headrace.training.contrib.rnn.normalized import LayerNormBasicLSTMCell as LayerNormBasicLSTMCell
from headrace.training.rnn.base import LayerRNNCell as LayerRNNCell
from headrace.training.rnn.multi import MultiRNNCell as MultiRNNCell
from headrace.training.contrib.rnn.gated import NASCell as NASCell
from headrace.training.rnn.projections import OutputProjectionWrapper as OutputProjectionWrapper
from headrace.training.contrib.rnn.lstms import PhasedLSTMCell as PhasedLSTMCell
from headrace.training.rnn.base import RNNCell as RNNCell
from headrace.training.rnn.wrappers import ResidualWrapper as ResidualWrapper
from headrace.training.contrib.rnn.gated import SRUCell as SRUCell
from headrace.training.contrib.rnn.frequencies import TimeFreqLSTMCell as TimeFreqLSTMCell
from headrace.training.contrib.rnn.fused import TimeReversedFusedRNN as TimeReversedFusedRNN
from headrace.training.contrib.rnn.gated import UGRNNCell as UGRNNCell
from headrace.training.rnn.base import assert_like_rnncell as assert_like_rnncell
from headrace.training.rnn.steps import best_effort_input_batch_size as best_effort_input_batch_size
from headrace.contrib.rnn import core_rnn_cell as core_rnn_cell
from headrace.contrib.rnn import core_rnn_cell_impl as core_rnn_cell_impl
from headrace.contrib.rnn import fused_rnn_cell as fused_rnn_cell
from headrace.contrib.rnn import python as python
from headrace.training.contrib.rnn.bidirectional import stack_bidirectional_dynamic_rnn as stack_bidirectional_dynamic_rnn
from headrace.training.contrib.rnn.bidirectional import stack_bidirectional_rnn as stack_bidirectional_rnn
from headrace.training.rnn.static import static_rnn as static_rnn
from headrace.training.rnn.steps import transpose_batch_time as transpose_batch_time
from headrace.nn import bidirectional_rnn as static_bidirectional_rnn
from headrace.nn import state_saving_rnn as static_state_saving_rnn

__all__ = [
    "AttentionCellWrapper",
    "BasicLSTMCell",
    "BasicRNNCell",
    "BidirectionalGridLSTMCell",
    "CompiledWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "GLSTMCell",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "GRUCell",
    "GridLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "MultiRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "PhasedLSTMCell",
    "RNNCell",
    "ResidualWrapper",
    "SRUCell",
    "TimeFreqLSTMCell",
    "TimeReversedFusedRNN",
    "UGRNNCell",
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "transpose_batch_time",
]
