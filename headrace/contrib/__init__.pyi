"""tf.contrib: as far as programs use it. Made by `make names`."""

from headrace.contrib import copy_graph as copy_graph
from headrace.contrib import crf as crf
from headrace.contrib import ctc as ctc
from headrace.contrib import data as data
from headrace.contrib import deprecated as deprecated
from headrace.contrib import distributions as distributions
from headrace.contrib import estimator as estimator
from headrace.contrib import feature_column as feature_column
from headrace.contrib import framework as framework
from headrace.contrib import graph_editor as graph_editor
from headrace.contrib import grid_rnn as grid_rnn
from headrace.contrib import hooks as hooks
from headrace.contrib import image as image
from headrace.contrib import input_pipeline as input_pipeline
from headrace.contrib import layers as layers
from headrace.contrib import learn as learn
from headrace.contrib import legacy_seq2seq as legacy_seq2seq
from headrace.contrib import lookup as lookup
from headrace.contrib import losses as losses
from headrace.contrib import metrics as metrics
from headrace.contrib import nn as nn
from headrace.contrib import opt as opt
from headrace.contrib import periodic_resample as periodic_resample
from headrace.contrib import predictor as predictor
from headrace.contrib import resampler as resampler
from headrace.contrib import rnn as rnn
from headrace.contrib import seq2seq as seq2seq
from headrace.contrib import signal as signal
from headrace.contrib import skflow as skflow
from headrace.contrib import slim as slim
from headrace.contrib import stat_summarizer as stat_summarizer
from headrace.contrib import tensorboard as tensorboard
from headrace.contrib import tfprof as tfprof
from headrace.contrib import tpu as tpu
from headrace.contrib import training as training
from headrace.contrib import util as util

__all__ = [
    "copy_graph",
    "crf",
    "ctc",
    "data",
    "deprecated",
    "distributions",
    "estimator",
    "feature_column",
    "framework",
    "graph_editor",
    "grid_rnn",
    "image",
    "input_pipeline",
    "layers",
    "learn",
    "legacy_seq2seq",
    "lookup",
    "losses",
    "metrics",
    "nn",
    "opt",
    "periodic_resample",
    "predictor",
    "resampler",
    "rnn",
    "seq2seq",
    "skflow",
    "slim",
    "stat_summarizer",
    "tensorboard",
    "tfprof",
    "tpu",
    "training",
    "util",
]
