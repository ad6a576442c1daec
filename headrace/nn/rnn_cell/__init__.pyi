"""tf.nn.rnn_cell: cells of recurrent networks and their wrappers. Made by `make names`."""

from headrace.training.rnn.lstm import BasicLSTMCell as BasicLSTMCell
from headrace.training.rnn.basic import BasicRNNCell as BasicRNNCell
from headrace.training.rnn.wrappers import DeviceWrapper as DeviceWrapper
from headrace.training.rnn.dropout import DropoutWrapper as DropoutWrapper
from headrace.training.rnn.projections import EmbeddingWrapper as EmbeddingWrapper
from headrace.training.rnn.basic import GRUCell as GRUCell
from headrace.training.rnn.projections import InputProjectionWrapper as InputProjectionWrapper
from headrace.training.rnn.lstm import LSTMCell as LSTMCell
from headrace.training.rnn.lstm import LSTMStateTuple as LSTMStateTuple
from headrace.training.rnn.base import LayerRNNCell as LayerRNNCell
from headrace.training.rnn.multi import MultiRNNCell as MultiRNNCell
from headrace.training.rnn.projections import OutputProjectionWrapper as OutputProjectionWrapper
from headrace.training.rnn.base import RNNCell as RNNCell
from headrace.training.rnn.wrappers import ResidualWrapper as ResidualWrapper
from headrace.training.rnn.linear import _Linear as _Linear
from headrace.training.rnn.sizes import _concat as _concat
from headrace.training.rnn.linear import _linear as _linear
from headrace.training.rnn.base import assert_like_rnncell as assert_like_rnncell
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.math.trigonometry import tanh as tanh

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "GRUCell",
    "InputProjectionWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerRNNCell",
    "MultiRNNCell",
    "OutputProjectionWrapper",
    "RNNCell",
    "ResidualWrapper",
    "_Linear",
    "_concat",
    "_linear",
    "assert_like_rnncell",
]
