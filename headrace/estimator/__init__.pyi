"""tf.estimator: models that are trained, evaluated, asked and exported by methods. Made by `make names`."""

from headrace.training.estimators.canned.baseline import BaselineClassifier as BaselineClassifier
from headrace.training.estimators.canned.baseline import BaselineEstimator as BaselineEstimator
from headrace.training.estimators.canned.baseline import BaselineRegressor as BaselineRegressor
from headrace.training.estimators.exporters import BestExporter as BestExporter
from headrace.training.estimators.heads.public import BinaryClassHead as BinaryClassHead
from headrace.training.sessions.hooks_save import CheckpointSaverHook as CheckpointSaverHook
from headrace.training.sessions.hooks_save import CheckpointSaverListener as CheckpointSaverListener
from headrace.training.estimators.canned.estimators import DNNClassifier as DNNClassifier
from headrace.training.estimators.canned.estimators import DNNEstimator as DNNEstimator
from headrace.training.estimators.canned.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.estimators.canned.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.estimators.canned.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor
from headrace.training.estimators.canned.estimators import DNNRegressor as DNNRegressor
from headrace.training.estimators.estimator import Estimator as Estimator
from headrace.training.estimators.spec import EstimatorSpec as EstimatorSpec
from headrace.training.estimators.train_and_evaluate import EvalSpec as EvalSpec
from headrace.training.estimators.exporters import Exporter as Exporter
from headrace.training.sessions.hooks_stop import FeedFnHook as FeedFnHook
from headrace.training.estimators.exporters import FinalExporter as FinalExporter
from headrace.training.sessions.hooks_stop import FinalOpsHook as FinalOpsHook
from headrace.training.sessions.hooks_stop import GlobalStepWaiterHook as GlobalStepWaiterHook
from headrace.training.estimators.heads.public_base import Head as Head
from headrace.training.estimators.exporters import LatestExporter as LatestExporter
from headrace.training.estimators.canned.estimators import LinearClassifier as LinearClassifier
from headrace.training.estimators.canned.estimators import LinearEstimator as LinearEstimator
from headrace.training.estimators.canned.estimators import LinearRegressor as LinearRegressor
from headrace.training.sessions.hooks_log import LoggingTensorHook as LoggingTensorHook
from headrace.training.estimators.heads.public import LogisticRegressionHead as LogisticRegressionHead
from headrace.training.estimators.modes import ModeKeys as ModeKeys
from headrace.training.estimators.heads.public import MultiClassHead as MultiClassHead
from headrace.training.estimators.heads.public_several import MultiHead as MultiHead
from headrace.training.estimators.heads.public import MultiLabelHead as MultiLabelHead
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.sessions.hooks_stop import NanTensorHook as NanTensorHook
from headrace.training.estimators.heads.public import PoissonRegressionHead as PoissonRegressionHead
from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.training.estimators.heads.public import RegressionHead as RegressionHead
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
from headrace.training.estimators.canned.parsing import classifier_parse_example_spec as classifier_parse_example_spec
from headrace.estimator import experimental as experimental
from headrace.estimator import export as export
from headrace.estimator import inputs as inputs
from headrace.training.estimators.train_and_evaluate import train_and_evaluate as train_and_evaluate
from collections.abc import Iterable as _Iterable
from headrace.graph.types import dtypes as _dtypes
from typing import Any as _Any

def regressor_parse_example_spec(
    feature_columns: _Iterable[_Any],
    label_key: str,
    label_dtype: _Any = _dtypes.float32,
    label_default: _Any = None,
    label_dimension: int = 1,
    weight_column: _Any = None,
) -> dict[str, _Any]:
    """Which features Examples of a regressor have, for `tf.parse_example`.

    Args:
      feature_columns: the columns of the model.
      label_key: the key of the label.
      label_dtype: its type.
      label_default: what it is where an Example has none; None: it must be there.
      label_dimension: how many numbers a label has.
      weight_column: the key of the weight, or a numeric column; None: there is none.

    Returns:
      dict from keys to FixedLenFeatures and the like.

    Raises:
      ValueError: label or weight are features, too, or the weight is no numeric column.
    """

__all__ = [
    "BaselineClassifier",
    "BaselineEstimator",
    "BaselineRegressor",
    "BestExporter",
    "BinaryClassHead",
    "CheckpointSaverHook",
    "CheckpointSaverListener",
    "DNNClassifier",
    "DNNEstimator",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FeedFnHook",
    "FinalExporter",
    "FinalOpsHook",
    "GlobalStepWaiterHook",
    "Head",
    "LatestExporter",
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "LoggingTensorHook",
    "LogisticRegressionHead",
    "ModeKeys",
    "MultiClassHead",
    "MultiHead",
    "MultiLabelHead",
    "NanLossDuringTrainingError",
    "NanTensorHook",
    "PoissonRegressionHead",
    "ProfilerHook",
    "RegressionHead",
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
    "classifier_parse_example_spec",
    "experimental",
    "export",
    "inputs",
    "regressor_parse_example_spec",
    "train_and_evaluate",
]
