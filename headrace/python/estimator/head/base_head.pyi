"""tf.python.estimator.head.base_head: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.constants import DEFAULT_SERVING_SIGNATURE_DEF_KEY as DEFAULT_SERVING_KEY
from headrace.training.estimators.heads.public_base import Head as Head

__all__ = [
    "DEFAULT_SERVING_KEY",
    "Head",
]
