"""tf.contrib.training.python.training: as far as programs use it. Made by `make names`."""

from headrace.contrib.training.python.training import bucket_ops as bucket_ops
from headrace.contrib.training.python.training import device_setter as device_setter
from headrace.contrib.training.python.training import evaluation as evaluation
from headrace.contrib.training.python.training import feeding_queue_runner as feeding_queue_runner
from headrace.contrib.training.python.training import hparam as hparam
from headrace.contrib.training.python.training import hparam_pb2 as hparam_pb2
from headrace.contrib.training.python.training import resample as resample
from headrace.contrib.training.python.training import sampling_ops as sampling_ops
from headrace.contrib.training.python.training import sequence_queueing_state_saver as sequence_queueing_state_saver
from headrace.contrib.training.python.training import training as training

__all__ = [
    "bucket_ops",
    "device_setter",
    "evaluation",
    "feeding_queue_runner",
    "hparam",
    "hparam_pb2",
    "resample",
    "sampling_ops",
    "sequence_queueing_state_saver",
    "training",
]
