"""tf.saved_model: graphs with their variables, assets and signatures, in a directory. Made by `make names`."""

from headrace.training.saved_model.constants import ASSETS_DIRECTORY as ASSETS_DIRECTORY
from headrace.training.saved_model.constants import ASSETS_KEY as ASSETS_KEY
from headrace.training.saved_model.builder import SavedModelBuilder as Builder
from headrace.training.saved_model.constants import CLASSIFY_INPUTS as CLASSIFY_INPUTS
from headrace.training.saved_model.constants import CLASSIFY_METHOD_NAME as CLASSIFY_METHOD_NAME
from headrace.training.saved_model.constants import CLASSIFY_OUTPUT_CLASSES as CLASSIFY_OUTPUT_CLASSES
from headrace.training.saved_model.constants import CLASSIFY_OUTPUT_SCORES as CLASSIFY_OUTPUT_SCORES
from headrace.training.saved_model.constants import DEFAULT_SERVING_SIGNATURE_DEF_KEY as DEFAULT_SERVING_SIGNATURE_DEF_KEY
from headrace.training.saved_model.constants import GPU as GPU
from headrace.training.saved_model.constants import LEGACY_INIT_OP_KEY as LEGACY_INIT_OP_KEY
from headrace.training.saved_model.constants import MAIN_OP_KEY as MAIN_OP_KEY
from headrace.training.saved_model.constants import PREDICT_INPUTS as PREDICT_INPUTS
from headrace.training.saved_model.constants import PREDICT_METHOD_NAME as PREDICT_METHOD_NAME
from headrace.training.saved_model.constants import PREDICT_OUTPUTS as PREDICT_OUTPUTS
from headrace.training.saved_model.constants import REGRESS_INPUTS as REGRESS_INPUTS
from headrace.training.saved_model.constants import REGRESS_METHOD_NAME as REGRESS_METHOD_NAME
from headrace.training.saved_model.constants import REGRESS_OUTPUTS as REGRESS_OUTPUTS
from headrace.training.saved_model.constants import SAVED_MODEL_FILENAME_PB as SAVED_MODEL_FILENAME_PB
from headrace.training.saved_model.constants import SAVED_MODEL_FILENAME_PBTXT as SAVED_MODEL_FILENAME_PBTXT
from headrace.training.saved_model.constants import SAVED_MODEL_SCHEMA_VERSION as SAVED_MODEL_SCHEMA_VERSION
from headrace.training.saved_model.constants import SERVING as SERVING
from headrace.training.saved_model.constants import TPU as TPU
from headrace.training.saved_model.constants import TRAINING as TRAINING
from headrace.training.saved_model.constants import VARIABLES_DIRECTORY as VARIABLES_DIRECTORY
from headrace.training.saved_model.constants import VARIABLES_FILENAME as VARIABLES_FILENAME
from headrace.training.saved_model.signatures import build_signature_def as build_signature_def
from headrace.training.saved_model.signatures import build_tensor_info as build_tensor_info
from headrace.saved_model import builder as builder
from headrace.training.saved_model.signatures import classification_signature_def as classification_signature_def
from headrace.saved_model import constants as constants
from headrace.training.saved_model.loader import contains_saved_model as contains_saved_model
from headrace.training.saved_model.signatures import get_tensor_from_tensor_info as get_tensor_from_tensor_info
from headrace.training.saved_model.signatures import is_valid_signature as is_valid_signature
from headrace.training.saved_model.loader import load as load
from headrace.saved_model import loader as loader
from headrace.saved_model import main_op as main_op
from headrace.training.saved_model.main_op import main_op_with_restore as main_op_with_restore
from headrace.training.saved_model.loader import contains_saved_model as maybe_saved_model_directory
from headrace.training.saved_model.signatures import predict_signature_def as predict_signature_def
from headrace.training.saved_model.signatures import regression_signature_def as regression_signature_def
from headrace.saved_model import signature_constants as signature_constants
from headrace.saved_model import signature_def_utils as signature_def_utils
from headrace.training.saved_model.builder import simple_save as simple_save
from headrace.saved_model import tag_constants as tag_constants
from headrace.saved_model import utils as utils

__all__ = [
    "ASSETS_DIRECTORY",
    "ASSETS_KEY",
    "Builder",
    "CLASSIFY_INPUTS",
    "CLASSIFY_METHOD_NAME",
    "CLASSIFY_OUTPUT_CLASSES",
    "CLASSIFY_OUTPUT_SCORES",
    "DEFAULT_SERVING_SIGNATURE_DEF_KEY",
    "GPU",
    "LEGACY_INIT_OP_KEY",
    "MAIN_OP_KEY",
    "PREDICT_INPUTS",
    "PREDICT_METHOD_NAME",
    "PREDICT_OUTPUTS",
    "REGRESS_INPUTS",
    "REGRESS_METHOD_NAME",
    "REGRESS_OUTPUTS",
    "SAVED_MODEL_FILENAME_PB",
    "SAVED_MODEL_FILENAME_PBTXT",
    "SAVED_MODEL_SCHEMA_VERSION",
    "SERVING",
    "TPU",
    "TRAINING",
    "VARIABLES_DIRECTORY",
    "VARIABLES_FILENAME",
    "build_signature_def",
    "build_tensor_info",
    "builder",
    "classification_signature_def",
    "constants",
    "contains_saved_model",
    "get_tensor_from_tensor_info",
    "is_valid_signature",
    "load",
    "loader",
    "main_op",
    "main_op_with_restore",
    "maybe_saved_model_directory",
    "predict_signature_def",
    "regression_signature_def",
    "signature_constants",
    "signature_def_utils",
    "simple_save",
    "tag_constants",
    "utils",
]
