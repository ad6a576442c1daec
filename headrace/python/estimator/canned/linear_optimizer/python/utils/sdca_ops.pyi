"""tf.python.estimator.canned.linear_optimizer.python.utils.sdca_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.elementwise_losses import log_poisson_loss as log_poisson_loss
from headrace.graph.core.scopes.name_scope import name_scope as name_scope
from headrace.graph.ops.nn.elementwise_losses import sigmoid_cross_entropy_with_logits as sigmoid_cross_entropy_with_logits

__all__ = [
    "log_poisson_loss",
    "name_scope",
    "sigmoid_cross_entropy_with_logits",
]
