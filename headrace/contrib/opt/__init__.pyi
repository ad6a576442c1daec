"""tf.contrib.opt: kinds of optimizers beyond those of tf.train. Made by `make names`."""

from headrace.training.contrib.averaging.agn import AGNCustomGetter as AGNCustomGetter
from headrace.training.contrib.averaging.agn import AGNOptimizer as AGNOptimizer
from headrace.training.contrib.opt.adam_kinds import AdaMaxOptimizer as AdaMaxOptimizer
from headrace.training.contrib.opt.adam_kinds import AdamGSOptimizer as AdamGSOptimizer
from headrace.training.contrib.opt.weight_decay import AdamWOptimizer as AdamWOptimizer
from headrace.training.contrib.opt.signs import AddSignOptimizer as AddSignOptimizer
from headrace.training.contrib.opt.weight_decay import DecoupledWeightDecayExtension as DecoupledWeightDecayExtension
from headrace.training.contrib.opt.around import DropStaleGradientOptimizer as DropStaleGradientOptimizer
from headrace.training.contrib.averaging.elastic import ElasticAverageCustomGetter as ElasticAverageCustomGetter
from headrace.training.contrib.averaging.elastic import ElasticAverageOptimizer as ElasticAverageOptimizer
from headrace.training.contrib.opt.external import ExternalOptimizerInterface as ExternalOptimizerInterface
from headrace.training.contrib.opt.ggt import GGTOptimizer as GGTOptimizer
from headrace.training.contrib.opt.others import LARSOptimizer as LARSOptimizer
from headrace.training.contrib.opt.adam_kinds import LazyAdamGSOptimizer as LazyAdamGSOptimizer
from headrace.training.contrib.opt.adam_kinds import LazyAdamOptimizer as LazyAdamOptimizer
from headrace.training.contrib.averaging.model_average import ModelAverageCustomGetter as ModelAverageCustomGetter
from headrace.training.contrib.averaging.model_average import ModelAverageOptimizer as ModelAverageOptimizer
from headrace.training.contrib.opt.weight_decay import MomentumWOptimizer as MomentumWOptimizer
from headrace.training.contrib.opt.around import MovingAverageOptimizer as MovingAverageOptimizer
from headrace.training.contrib.opt.around import MultitaskOptimizerWrapper as MultitaskOptimizerWrapper
from headrace.training.contrib.opt.adam_kinds import NadamOptimizer as NadamOptimizer
from headrace.training.contrib.opt.signs import PowerSignOptimizer as PowerSignOptimizer
from headrace.training.contrib.opt.others import RegAdagradOptimizer as RegAdagradOptimizer
from headrace.training.contrib.opt.external import ScipyOptimizerInterface as ScipyOptimizerInterface
from headrace.training.contrib.opt.shampoo import ShampooOptimizer as ShampooOptimizer
from headrace.training.contrib.opt.around import VariableClippingOptimizer as VariableClippingOptimizer
from headrace.contrib.opt import adam_gs_optimizer as adam_gs_optimizer
from headrace.training.contrib.opt.around import clip_gradients_by_global_norm as clip_gradients_by_global_norm
from headrace.training.contrib.opt.weight_decay import extend_with_decoupled_weight_decay as extend_with_decoupled_weight_decay
from headrace.contrib.opt import python as python
from headrace.contrib.opt import shampoo as shampoo

__all__ = [
    "AGNCustomGetter",
    "AGNOptimizer",
    "AdaMaxOptimizer",
    "AdamGSOptimizer",
    "AdamWOptimizer",
    "AddSignOptimizer",
    "DecoupledWeightDecayExtension",
    "DropStaleGradientOptimizer",
    "ElasticAverageCustomGetter",
    "ElasticAverageOptimizer",
    "ExternalOptimizerInterface",
    "GGTOptimizer",
    "LARSOptimizer",
    "LazyAdamGSOptimizer",
    "LazyAdamOptimizer",
    "ModelAverageCustomGetter",
    "ModelAverageOptimizer",
    "MomentumWOptimizer",
    "MovingAverageOptimizer",
    "MultitaskOptimizerWrapper",
    "NadamOptimizer",
    "PowerSignOptimizer",
    "RegAdagradOptimizer",
    "ScipyOptimizerInterface",
    "ShampooOptimizer",
    "VariableClippingOptimizer",
    "clip_gradients_by_global_norm",
    "extend_with_decoupled_weight_decay",
]
