"""tf.python.saved_model: as far as programs use it. Made by `make names`."""

from headrace.python.saved_model import builder as builder
from headrace.python.saved_model import builder_impl as builder_impl
from headrace.python.saved_model import constants as constants
from headrace.python.saved_model import loader as loader
from headrace.python.saved_model import loader_impl as loader_impl
from headrace.python.saved_model import main_op as main_op
from headrace.python.saved_model import main_op_impl as main_op_impl
from headrace.python.saved_model import saved_model as saved_model
from headrace.python.saved_model import signature_constants as signature_constants
from headrace.python.saved_model import signature_def_utils as signature_def_utils
from headrace.python.saved_model import signature_def_utils_impl as signature_def_utils_impl
from headrace.python.saved_model import simple_save as simple_save
from headrace.python.saved_model import tag_constants as tag_constants
from headrace.python.saved_model import utils as utils
from headrace.python.saved_model import utils_impl as utils_impl

__all__ = [
    "builder",
    "builder_impl",
    "constants",
    "loader",
    "loader_impl",
    "main_op",
    "main_op_impl",
    "saved_model",
    "signature_constants",
    "signature_def_utils",
    "signature_def_utils_impl",
    "simple_save",
    "tag_constants",
    "utils",
    "utils_impl",
]
