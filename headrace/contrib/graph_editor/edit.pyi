"""tf.contrib.graph_editor.edit: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.graph_editor.editing import bypass as bypass
from headrace.training.contrib.graph_editor.editing import connect as connect
from headrace.training.contrib.graph_editor.editing import detach_control_inputs as detach_control_inputs
from headrace.training.contrib.graph_editor.editing import detach_control_outputs as detach_control_outputs
from headrace.training.contrib.graph_editor.editing import detach_inputs as detach_inputs
from headrace.training.contrib.graph_editor.editing import detach_outputs as detach_outputs
from headrace.contrib.graph_editor import detach as detach

__all__ = [
    "bypass",
    "connect",
    "detach",
    "detach_control_inputs",
    "detach_control_outputs",
    "detach_inputs",
    "detach_outputs",
]
