"""tf.estimator: models that are trained, evaluated, asked and exported by methods. Made by `make names`."""

from headrace.training.estimators.exporters import BestExporter as BestExporter
from headrace.training.sessions.hooks_save import CheckpointSaverHook as CheckpointSaverHook
from headrace.training.sessions.hooks_save import CheckpointSaverListener as CheckpointSaverListener
from headrace.training.estimators.estimator import Estimator as Estimator
from headrace.training.estimators.spec import EstimatorSpec as EstimatorSpec
from headrace.training.estimators.train_and_evaluate import EvalSpec as EvalSpec
from headrace.training.estimators.exporters import Exporter as Exporter
from headrace.training.sessions.hooks_stop import FeedFnHook as FeedFnHook
from headrace.training.estimators.exporters import FinalExporter as FinalExporter
from headrace.training.sessions.hooks_stop import FinalOpsHook as FinalOpsHook
from headrace.training.sessions.hooks_stop import GlobalStepWaiterHook as GlobalStepWaiterHook
from headrace.training.estimators.exporters import LatestExporter as LatestExporter
from headrace.training.sessions.hooks_log import LoggingTensorHook as LoggingTensorHook
from headrace.training.estimators.modes import ModeKeys as ModeKeys
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.sessions.hooks_stop import NanTensorHook as NanTensorHook
from headrace.training.estimators.run_config import RunConfig as RunConfig
from headrace.training.sessions.timers import SecondOrStepTimer as SecondOrStepTimer
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.training.sessions.run_hooks import SessionRunContext as SessionRunContext
from headrace.training.sessions.run_hooks import SessionRunHook as SessionRunHook
from headrace.training.sessions.run_hooks import SessionRunValues as SessionRunValues
from headrace.training.sessions.hooks_log import StepCounterHook as StepCounterHook
from headrace.training.sessions.hooks_stop import StopAtStepHook as StopAtStepHook
from headrace.training.sessions.hooks_save import SummarySaverHook as SummarySaverHook
from headrace.training.estimators.train_and_evaluate import TrainSpec as TrainSpec
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import WarmStartSettings as WarmStartSettings
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.estimator import experimental as experimental
from headrace.estimator import export as export
from headrace.estimator import inputs as inputs
from headrace.training.estimators.train_and_evaluate import train_and_evaluate as train_and_evaluate

__all__ = [
    "BestExporter",
    "CheckpointSaverHook",
    "CheckpointSaverListener",
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FeedFnHook",
    "FinalExporter",
    "FinalOpsHook",
    "GlobalStepWaiterHook",
    "LatestExporter",
    "LoggingTensorHook",
    "ModeKeys",
    "NanLossDuringTrainingError",
    "NanTensorHook",
    "RunConfig",
    "SecondOrStepTimer",
    "SessionRunArgs",
    "SessionRunContext",
    "SessionRunHook",
    "SessionRunValues",
    "StepCounterHook",
    "StopAtStepHook",
    "SummarySaverHook",
    "TrainSpec",
    "VocabInfo",
    "WarmStartSettings",
    "add_metrics",
    "experimental",
    "export",
    "inputs",
    "train_and_evaluate",
]
