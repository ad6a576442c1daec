"""tf.python.ops.nn_impl: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.layers import batch_norm_with_global_normalization as batch_norm_with_global_normalization
from headrace.graph.ops.nn.layers import batch_normalization as batch_normalization
from headrace.training.losses.averages import compute_average_loss as compute_average_loss
from headrace.graph.ops.nn.depthwise_functions import depthwise_conv2d as depthwise_conv2d
from headrace.graph.ops.nn.fused_batch_norm import fused_batch_norm as fused_batch_norm
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.nn.elementwise_losses import log_poisson_loss as log_poisson_loss
from headrace.graph.ops.nn.moments import moments as moments
from headrace.graph.ops.sampling.losses import nce_loss as nce_loss
from headrace.graph.ops.linalg.norms import normalize as normalize
from headrace.graph.ops.nn.moments import normalize_moments as normalize_moments
from headrace.training.losses.averages import scale_regularization_loss as scale_regularization_loss
from headrace.graph.ops.nn.elementwise_losses import sigmoid_cross_entropy_with_logits as sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.moments import sufficient_statistics as sufficient_statistics
from headrace.graph.ops.nn.activations import swish as swish
from headrace.graph.ops.nn.elementwise_losses import weighted_cross_entropy_with_logits as weighted_cross_entropy_with_logits
from headrace.graph.ops.nn.moments import weighted_moments as weighted_moments
from headrace.graph.ops.nn.layers import zero_fraction as zero_fraction
from headrace.nn import relu_layer as relu_layer
from headrace.nn import sampled_softmax_loss as sampled_softmax_loss
from headrace.nn import separable_conv2d as separable_conv2d

__all__ = [
    "batch_norm_with_global_normalization",
    "batch_normalization",
    "compute_average_loss",
    "depthwise_conv2d",
    "fused_batch_norm",
    "l2_normalize",
    "log_poisson_loss",
    "moments",
    "nce_loss",
    "normalize",
    "normalize_moments",
    "relu_layer",
    "sampled_softmax_loss",
    "scale_regularization_loss",
    "separable_conv2d",
    "sigmoid_cross_entropy_with_logits",
    "sufficient_statistics",
    "swish",
    "weighted_cross_entropy_with_logits",
    "weighted_moments",
    "zero_fraction",
]
