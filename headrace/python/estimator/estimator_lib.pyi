"""tf.python.estimator.estimator_lib: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.estimator import Estimator as Estimator
from headrace.training.estimators.spec import EstimatorSpec as EstimatorSpec
from headrace.training.estimators.train_and_evaluate import EvalSpec as EvalSpec
from headrace.training.estimators.exporters import Exporter as Exporter
from headrace.training.estimators.exporters import FinalExporter as FinalExporter
from headrace.training.estimators.exporters import LatestExporter as LatestExporter
from headrace.training.estimators.modes import ModeKeys as ModeKeys
from headrace.training.estimators.run_config import RunConfig as RunConfig
from headrace.training.estimators.train_and_evaluate import TrainSpec as TrainSpec
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import WarmStartSettings as WarmStartSettings
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn
from headrace.training.estimators.early_stopping import make_early_stopping_hook as make_early_stopping_hook
from headrace.training.estimators.train_and_evaluate import train_and_evaluate as train_and_evaluate
from headrace.estimator.experimental import stop_if_higher_hook as stop_if_higher_hook
from headrace.estimator.experimental import stop_if_lower_hook as stop_if_lower_hook
from headrace.estimator.experimental import stop_if_no_decrease_hook as stop_if_no_decrease_hook
from headrace.estimator.experimental import stop_if_no_increase_hook as stop_if_no_increase_hook

__all__ = [
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "VocabInfo",
    "WarmStartSettings",
    "add_metrics",
    "call_logit_fn",
    "make_early_stopping_hook",
    "stop_if_higher_hook",
    "stop_if_lower_hook",
    "stop_if_no_decrease_hook",
    "stop_if_no_increase_hook",
    "train_and_evaluate",
]
