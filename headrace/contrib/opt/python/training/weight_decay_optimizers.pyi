"""tf.contrib.opt.python.training.weight_decay_optimizers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.weight_decay import AdamWOptimizer as AdamWOptimizer
from headrace.training.contrib.opt.weight_decay import DecoupledWeightDecayExtension as DecoupledWeightDecayExtension
from headrace.training.contrib.opt.weight_decay import MomentumWOptimizer as MomentumWOptimizer
from headrace.training.contrib.opt.weight_decay import extend_with_decoupled_weight_decay as extend_with_decoupled_weight_decay

__all__ = [
    "AdamWOptimizer",
    "DecoupledWeightDecayExtension",
    "MomentumWOptimizer",
    "extend_with_decoupled_weight_decay",
]
