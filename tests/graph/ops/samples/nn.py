"""Samples of ops of neural networks and summaries."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.arrays import top_k
from headrace.graph.ops.nn import activations, cross_entropy, layers, rectifiers, softmax
from headrace.graph.ops.summaries import scalar

_x = np.array([[-1.5, -0.3, 0.4], [1.2, 5.1, 7.3]])
_dy = np.array([[0.3, -0.2, 0.5], [1.1, 0.7, -0.4]])
_labels = np.array([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])

SAMPLES = [
    Sample("Relu", rectifiers.relu, [_x]),
    Sample("ReluGrad", lambda g, x: rectifiers.RELU_GRAD(g, x), [_dy, _x]),
    Sample("Relu6", rectifiers.relu6, [_x]),
    Sample("Relu6Grad", lambda g, x: rectifiers.RELU6_GRAD(g, x), [_dy, _x]),
    Sample("LeakyRelu", rectifiers.leaky_relu, [_x]),
    Sample("LeakyRelu", lambda x: rectifiers.leaky_relu(x, 0.4), [_x]),
    Sample("LeakyReluGrad", lambda g, x: rectifiers.LEAKY_RELU_GRAD(g, x, alpha=0.1), [_dy, _x]),
    Sample("Elu", rectifiers.elu, [_x]),
    Sample("EluGrad", lambda g, y: rectifiers.ELU_GRAD(g, y), [_dy, np.array([[-0.7, -0.2, 0.4], [1.2, 5.1, 7.3]])]),
    Sample("Softplus", activations.softplus, [_x]),
    Sample("SoftsignGrad", lambda g, x: activations.SOFTSIGN_GRAD(g, x), [_dy, _x], gradient=False),
    Sample("SoftplusGrad", lambda g, x: activations.SOFTPLUS_GRAD(g, x), [_dy, _x]),
    Sample("Softsign", activations.softsign, [_x]),
    Sample("Softmax", softmax.softmax, [_x]),
    Sample("LogSoftmax", softmax.log_softmax, [_x]),
    Sample("SoftmaxCrossEntropyWithLogits", lambda x, y: list(cross_entropy.SOFTMAX_XENT(x, y)), [_x, _labels]),
    Sample(
        "SparseSoftmaxCrossEntropyWithLogits",
        lambda x, y: list(cross_entropy.SPARSE_XENT(x, y)),
        [_x, np.array([2, 0], np.int32)],
    ),
    Sample("TopKV2", lambda x: top_k.top_k(x, 2).values, [_x]),
    Sample("TopKV2", lambda x: top_k.top_k(x, 3, sorted=False).values, [_x], read=np.sort),
    Sample("InTopKV2", lambda x, y: top_k.in_top_k(x, y, np.int64(2)), [_x.astype(np.float32), np.array([1, 0], np.int64)]),
    Sample(
        "InTopKV2",
        lambda x, y: top_k.in_top_k(x, y, 1),
        [_x.astype(np.float32), np.array([2, 0], np.int32)],
        gradient=False,
    ),
    Sample("BiasAdd", layers.bias_add, [_x, np.array([0.1, 0.2, 0.3])]),
    Sample(
        "BiasAdd",
        lambda x, b: layers.bias_add(x, b, data_format="NCHW"),
        [drawn((2, 3, 2, 2), 0), np.array([0.1, 0.2, 0.3])],
    ),
    Sample("BiasAddGrad", lambda dy: layers.BIAS_ADD_GRAD(dy), [_dy]),
    Sample("BiasAddGrad", lambda dy: layers.BIAS_ADD_GRAD(dy, data_format="NCHW"), [np.arange(24.0).reshape(2, 3, 2, 2)]),
    Sample("L2Loss", layers.l2_loss, [_x]),
    Sample("ScalarSummary", lambda x: scalar.scalar("s", x), [np.float32(3)], gradient=False),
    Sample("HistogramSummary", lambda x: scalar.histogram("h", x), [_x], gradient=False),
    Sample(
        "MergeSummary",
        lambda x, y: scalar.merge([scalar.scalar("a", x), scalar.scalar("b", y)]),
        [np.float32(3), np.float32(4)],
        gradient=False,
    ),
]
