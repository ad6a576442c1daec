"""tf.python.estimator: as far as programs use it. Made by `make names`."""

from headrace.python.estimator import canned as canned
from headrace.python.estimator import early_stopping as early_stopping
from headrace.python.estimator import estimator as estimator
from headrace.python.estimator import estimator_lib as estimator_lib
from headrace.python.estimator import export as export
from headrace.python.estimator import exporter as exporter
from headrace.python.estimator import extenders as extenders
from headrace.python.estimator import head as head
from headrace.python.estimator import hooks as hooks
from headrace.python.estimator import inputs as inputs
from headrace.python.estimator import model_fn as model_fn
from headrace.python.estimator import run_config as run_config
from headrace.python.estimator import tpu as tpu
from headrace.python.estimator import training as training
from headrace.python.estimator import warm_starting_util as warm_starting_util

__all__ = [
    "canned",
    "early_stopping",
    "estimator",
    "estimator_lib",
    "export",
    "exporter",
    "extenders",
    "head",
    "hooks",
    "inputs",
    "model_fn",
    "run_config",
    "tpu",
    "training",
    "warm_starting_util",
]
