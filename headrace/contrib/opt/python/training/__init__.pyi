"""tf.contrib.opt.python.training: as far as programs use it. Made by `make names`."""

from headrace.contrib.opt.python.training import adam_gs_optimizer as adam_gs_optimizer
from headrace.contrib.opt.python.training import adamax as adamax
from headrace.contrib.opt.python.training import addsign as addsign
from headrace.contrib.opt.python.training import agn_optimizer as agn_optimizer
from headrace.contrib.opt.python.training import drop_stale_gradient_optimizer as drop_stale_gradient_optimizer
from headrace.contrib.opt.python.training import elastic_average_optimizer as elastic_average_optimizer
from headrace.contrib.opt.python.training import external_optimizer as external_optimizer
from headrace.contrib.opt.python.training import ggt as ggt
from headrace.contrib.opt.python.training import lars_optimizer as lars_optimizer
from headrace.contrib.opt.python.training import lazy_adam_gs_optimizer as lazy_adam_gs_optimizer
from headrace.contrib.opt.python.training import lazy_adam_optimizer as lazy_adam_optimizer
from headrace.contrib.opt.python.training import model_average_optimizer as model_average_optimizer
from headrace.contrib.opt.python.training import moving_average_optimizer as moving_average_optimizer
from headrace.contrib.opt.python.training import multitask_optimizer_wrapper as multitask_optimizer_wrapper
from headrace.contrib.opt.python.training import nadam_optimizer as nadam_optimizer
from headrace.contrib.opt.python.training import powersign as powersign
from headrace.contrib.opt.python.training import reg_adagrad_optimizer as reg_adagrad_optimizer
from headrace.contrib.opt.python.training import shampoo as shampoo
from headrace.contrib.opt.python.training import sign_decay as sign_decay
from headrace.contrib.opt.python.training import variable_clipping_optimizer as variable_clipping_optimizer
from headrace.contrib.opt.python.training import weight_decay_optimizers as weight_decay_optimizers

__all__ = [
    "adam_gs_optimizer",
    "adamax",
    "addsign",
    "agn_optimizer",
    "drop_stale_gradient_optimizer",
    "elastic_average_optimizer",
    "external_optimizer",
    "ggt",
    "lars_optimizer",
    "lazy_adam_gs_optimizer",
    "lazy_adam_optimizer",
    "model_average_optimizer",
    "moving_average_optimizer",
    "multitask_optimizer_wrapper",
    "nadam_optimizer",
    "powersign",
    "reg_adagrad_optimizer",
    "shampoo",
    "sign_decay",
    "variable_clipping_optimizer",
    "weight_decay_optimizers",
]
