"""tf.python.training: as far as programs use it. Made by `make names`."""

from headrace.python.training import adadelta as adadelta
from headrace.python.training import adagrad as adagrad
from headrace.python.training import adagrad_da as adagrad_da
from headrace.python.training import adam as adam
from headrace.python.training import basic_loops as basic_loops
from headrace.python.training import basic_session_run_hooks as basic_session_run_hooks
from headrace.python.training import checkpoint_management as checkpoint_management
from headrace.python.training import checkpoint_state_pb2 as checkpoint_state_pb2
from headrace.python.training import checkpoint_utils as checkpoint_utils
from headrace.python.training import coordinator as coordinator
from headrace.python.training import device_setter as device_setter
from headrace.python.training import evaluation as evaluation
from headrace.python.training import ftrl as ftrl
from headrace.python.training import gradient_descent as gradient_descent
from headrace.python.training import input as input
from headrace.python.training import learning_rate_decay as learning_rate_decay
from headrace.python.training import momentum as momentum
from headrace.python.training import monitored_session as monitored_session
from headrace.python.training import moving_averages as moving_averages
from headrace.python.training import optimizer as optimizer
from headrace.python.training import proximal_adagrad as proximal_adagrad
from headrace.python.training import proximal_gradient_descent as proximal_gradient_descent
from headrace.python.training import queue_runner as queue_runner
from headrace.python.training import queue_runner_impl as queue_runner_impl
from headrace.python.training import rmsprop as rmsprop
from headrace.python.training import saveable_object as saveable_object
from headrace.python.training import saver as saver
from headrace.python.training import saving as saving
from headrace.python.training import server_lib as server_lib
from headrace.python.training import session_manager as session_manager
from headrace.python.training import session_run_hook as session_run_hook
from headrace.python.training import slot_creator as slot_creator
from headrace.python.training import summary_io as summary_io
from headrace.python.training import supervisor as supervisor
from headrace.python.training import sync_replicas_optimizer as sync_replicas_optimizer
from headrace.python.training import training as training
from headrace.python.training import training_util as training_util
from headrace.python.training import warm_starting_util as warm_starting_util

__all__ = [
    "adadelta",
    "adagrad",
    "adagrad_da",
    "adam",
    "basic_loops",
    "basic_session_run_hooks",
    "checkpoint_management",
    "checkpoint_state_pb2",
    "checkpoint_utils",
    "coordinator",
    "device_setter",
    "evaluation",
    "ftrl",
    "gradient_descent",
    "input",
    "learning_rate_decay",
    "momentum",
    "monitored_session",
    "moving_averages",
    "optimizer",
    "proximal_adagrad",
    "proximal_gradient_descent",
    "queue_runner",
    "queue_runner_impl",
    "rmsprop",
    "saveable_object",
    "saver",
    "saving",
    "server_lib",
    "session_manager",
    "session_run_hook",
    "slot_creator",
    "summary_io",
    "supervisor",
    "sync_replicas_optimizer",
    "training",
    "training_util",
    "warm_starting_util",
]
