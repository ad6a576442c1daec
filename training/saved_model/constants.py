"""What the files of a SavedModel, its collections, tags and signatures are called."""

from __future__ import annotations

from headrace.formats.exports import export_value

ASSETS_DIRECTORY = "assets"
EXTRA_ASSETS_DIRECTORY = "assets.extra"
VARIABLES_DIRECTORY = "variables"
VARIABLES_FILENAME = "variables"
SAVED_MODEL_FILENAME_PB = "saved_model.pb"
SAVED_MODEL_FILENAME_PBTXT = "saved_model.pbtxt"
SAVED_MODEL_SCHEMA_VERSION = 1
ASSETS_KEY = "saved_model_assets"
LEGACY_INIT_OP_KEY = "legacy_init_op"
MAIN_OP_KEY = "saved_model_main_op"
TRAIN_OP_KEY = "saved_model_train_op"
INIT_OP_SIGNATURE_KEY = "__saved_model_init_op"
TRAIN_OP_SIGNATURE_KEY = "__saved_model_train_op"

export_value(ASSETS_DIRECTORY, "saved_model.ASSETS_DIRECTORY", "saved_model.constants.ASSETS_DIRECTORY")
export_value(VARIABLES_DIRECTORY, "saved_model.VARIABLES_DIRECTORY", "saved_model.constants.VARIABLES_DIRECTORY")
export_value(VARIABLES_FILENAME, "saved_model.VARIABLES_FILENAME", "saved_model.constants.VARIABLES_FILENAME")
export_value(SAVED_MODEL_FILENAME_PB, "saved_model.SAVED_MODEL_FILENAME_PB", "saved_model.constants.SAVED_MODEL_FILENAME_PB")
export_value(
    SAVED_MODEL_FILENAME_PBTXT, "saved_model.SAVED_MODEL_FILENAME_PBTXT", "saved_model.constants.SAVED_MODEL_FILENAME_PBTXT"
)
export_value(
    SAVED_MODEL_SCHEMA_VERSION, "saved_model.SAVED_MODEL_SCHEMA_VERSION", "saved_model.constants.SAVED_MODEL_SCHEMA_VERSION"
)
export_value(ASSETS_KEY, "saved_model.ASSETS_KEY", "saved_model.constants.ASSETS_KEY")
export_value(LEGACY_INIT_OP_KEY, "saved_model.LEGACY_INIT_OP_KEY", "saved_model.constants.LEGACY_INIT_OP_KEY")
export_value(MAIN_OP_KEY, "saved_model.MAIN_OP_KEY", "saved_model.constants.MAIN_OP_KEY")

SERVING = "serve"
TRAINING = "train"
EVAL = "eval"
GPU = "gpu"
TPU = "tpu"

export_value(SERVING, "saved_model.SERVING", "saved_model.tag_constants.SERVING")
export_value(TRAINING, "saved_model.TRAINING", "saved_model.tag_constants.TRAINING")
export_value(GPU, "saved_model.GPU", "saved_model.tag_constants.GPU")
export_value(TPU, "saved_model.TPU", "saved_model.tag_constants.TPU")

DEFAULT_SERVING_SIGNATURE_DEF_KEY = "serving_default"
DEFAULT_TRAIN_SIGNATURE_DEF_KEY = "train"
DEFAULT_EVAL_SIGNATURE_DEF_KEY = "eval"
CLASSIFY_INPUTS = "inputs"
CLASSIFY_METHOD_NAME = "tensorflow/serving/classify"
CLASSIFY_OUTPUT_CLASSES = "classes"
CLASSIFY_OUTPUT_SCORES = "scores"
PREDICT_INPUTS = "inputs"
PREDICT_METHOD_NAME = "tensorflow/serving/predict"
PREDICT_OUTPUTS = "outputs"
REGRESS_INPUTS = "inputs"
REGRESS_METHOD_NAME = "tensorflow/serving/regress"
REGRESS_OUTPUTS = "outputs"
SUPERVISED_TRAIN_METHOD_NAME = "tensorflow/supervised/training"
SUPERVISED_EVAL_METHOD_NAME = "tensorflow/supervised/eval"

export_value(
    DEFAULT_SERVING_SIGNATURE_DEF_KEY,
    "saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY",
    "saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY",
)
export_value(CLASSIFY_INPUTS, "saved_model.CLASSIFY_INPUTS", "saved_model.signature_constants.CLASSIFY_INPUTS")
export_value(CLASSIFY_METHOD_NAME, "saved_model.CLASSIFY_METHOD_NAME", "saved_model.signature_constants.CLASSIFY_METHOD_NAME")
export_value(
    CLASSIFY_OUTPUT_CLASSES, "saved_model.CLASSIFY_OUTPUT_CLASSES", "saved_model.signature_constants.CLASSIFY_OUTPUT_CLASSES"
)
export_value(
    CLASSIFY_OUTPUT_SCORES, "saved_model.CLASSIFY_OUTPUT_SCORES", "saved_model.signature_constants.CLASSIFY_OUTPUT_SCORES"
)
export_value(PREDICT_INPUTS, "saved_model.PREDICT_INPUTS", "saved_model.signature_constants.PREDICT_INPUTS")
export_value(PREDICT_METHOD_NAME, "saved_model.PREDICT_METHOD_NAME", "saved_model.signature_constants.PREDICT_METHOD_NAME")
export_value(PREDICT_OUTPUTS, "saved_model.PREDICT_OUTPUTS", "saved_model.signature_constants.PREDICT_OUTPUTS")
export_value(REGRESS_INPUTS, "saved_model.REGRESS_INPUTS", "saved_model.signature_constants.REGRESS_INPUTS")
export_value(REGRESS_METHOD_NAME, "saved_model.REGRESS_METHOD_NAME", "saved_model.signature_constants.REGRESS_METHOD_NAME")
export_value(REGRESS_OUTPUTS, "saved_model.REGRESS_OUTPUTS", "saved_model.signature_constants.REGRESS_OUTPUTS")
