"""tf.contrib.losses.metric_learning: losses that bring embeddings of one label together. Made by `make names`."""

from headrace.training.contrib.losses.clusters import cluster_loss as cluster_loss
from headrace.training.contrib.losses.metric_learning import contrastive_loss as contrastive_loss
from headrace.training.contrib.losses.metric_learning import lifted_struct_loss as lifted_struct_loss
from headrace.training.contrib.losses.metric_learning import npairs_loss as npairs_loss
from headrace.training.contrib.losses.metric_learning import npairs_loss_multilabel as npairs_loss_multilabel
from headrace.training.contrib.losses.metric_learning import triplet_semihard_loss as triplet_semihard_loss

__all__ = [
    "cluster_loss",
    "contrastive_loss",
    "lifted_struct_loss",
    "npairs_loss",
    "npairs_loss_multilabel",
    "triplet_semihard_loss",
]
