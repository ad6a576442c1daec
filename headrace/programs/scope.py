"""What of TensorFlow is no part of headrace. To import it is an ImportError, so that a program that can do without does."""

from __future__ import annotations

_REASONS = {
    "Keras is a framework of its own": "keras contrib.keras python.keras",
    "there is no eager mode": "autograph contrib.autograph contrib.eager contrib.imperative contrib.py2tf python.autograph",
    "it distributes programs by TensorFlow's own servers": """
        distribute contrib.all_reduce contrib.cluster_resolver contrib.distribute contrib.mpi contrib.nccl contrib.rpc
        contrib.verbs contrib.batching python.distribute
    """,
    "it is for machines that headrace does not run on": """
        lite tpu xla contrib.compiler contrib.cudnn_rnn contrib.lite contrib.mixed_precision contrib.remote_fused_graph
        contrib.tensorrt python.compiler python.tpu
    """,
    "it reads what headrace does not": """
        contrib.bigtable contrib.cloud contrib.ffmpeg contrib.hadoop contrib.ignite contrib.kafka contrib.kinesis contrib.libsvm
        contrib.proto
    """,
    "its models are no neural networks": """
        contrib.bayesflow contrib.boosted_trees contrib.decision_trees contrib.factorization contrib.kernel_methods
        contrib.linear_optimizer contrib.nearest_neighbor contrib.tensor_forest contrib.timeseries
    """,
    "it rewrites graphs for machines that compute with small integers": "contrib.quantize contrib.quantization",
    "it makes networks smaller that are trained already": "contrib.model_pruning",
    "it keeps object graphs; tf.train.Saver keeps variables by their names": "contrib.checkpoint",
    "it runs exported models of TensorFlow's own servers": "contrib.session_bundle",
    "it moves tensors between devices; here there is one": "contrib.staging contrib.fused_conv contrib.reduce_slice_ops",
    "it is for TensorFlow's own tests and builds": "contrib.cmake contrib.testing contrib.memory_stats",
    "research code, which few programs use": """
        contrib.coder contrib.constrained_optimization contrib.gan contrib.integrate contrib.kfac contrib.labeled_tensor
        contrib.linalg contrib.meta_graph_transform contrib.ndlstm contrib.rate contrib.receptive_field contrib.recurrent
        contrib.solvers contrib.sparsemax contrib.specs contrib.text
    """,
    "it is TensorFlow 2's way in TensorFlow 1": """
        contrib.optimizer_v2 contrib.stateless contrib.summary contrib.saved_model
    """,
    "it is no part of TensorFlow 1's graphs": "experimental mixed_precision mlir ragged raw_ops",
}

OUT_OF_SCOPE = {path: reason for reason, paths in _REASONS.items() for path in paths.split()}
"""Paths below `tensorflow`, each with what is below it, and why."""


_REASONS_OF_NAMES = {
    "there is no eager mode": "GradientTape Module function py_function vectorized_map wrap_function",
    "it reads what headrace does not": "LMDBReader contrib.data.LMDBDataset",
    "there is no arithmetic with bfloat16": "to_bfloat16",
    "it loads compiled code of TensorFlow's": """
        CXX11_ABI_FLAG MONOLITHIC_BUILD COMPILER_VERSION GIT_VERSION load_file_system_library load_library load_op_library
        contrib.util.loader sysconfig user_ops
    """,
    "it is of TensorFlow 2": """
        CriticalSection IndexedSlicesSpec OptionalSpec RaggedTensor RaggedTensorSpec SparseTensorSpec TensorArraySpec TypeSpec
        control_flow_v2_enabled disable_control_flow_v2 disable_tensor_equality disable_v2_tensorshape enable_control_flow_v2
        enable_tensor_equality enable_v2_tensorshape config estimator.experimental layers.experimental lookup.experimental
        random.experimental train.experimental contrib.seq2seq.SequenceLoss compat.forward_compatibility_horizon
    """,
    "it distributes programs by TensorFlow's own servers": "nondifferentiable_batch_function",
    "its models are no neural networks": """
        contrib.learn.KMeansClustering contrib.learn.SVM train.sdca_fprint train.sdca_optimizer train.sdca_shrink_l1
    """,
    "it rewrites graphs for machines that compute with small integers": "train.do_quantize_training_on_graphdef",
    "networks on it are for machines that compute with small integers": """
        nn.quantized_avg_pool nn.quantized_conv2d nn.quantized_max_pool nn.quantized_relu_x
    """,
    "it reads messages of any kind; tf.io.parse_example reads Examples": "io.decode_proto io.encode_proto",
    "it keeps object graphs; tf.train.Saver keeps variables by their names": "train.Checkpoint train.CheckpointManager",
    "it is for machines that headrace does not run on": """
        estimator.tpu contrib.tpu.TPUDistributionStrategy contrib.tpu.keras_to_tpu_model
    """,
}

NOT_PLANNED = {path: reason for reason, paths in _REASONS_OF_NAMES.items() for path in paths.split()}
"""Names, and groups of names, that there will be none of, and why. They may be imported, and fail when they are used."""


_ALTERNATIVES = {
    "tf.layers, tf.losses and the optimizers of tf.train build and train models": "keras contrib.keras python.keras",
    "graphs run in a tf.Session": "GradientTape function contrib.eager autograph contrib.autograph",
    "tf.train.Saver and import_meta_graph keep variables and graphs": "contrib.session_bundle train.Checkpoint",
}

INSTEAD = {path: there for there, paths in _ALTERNATIVES.items() for path in paths.split()}
"""What there is in place of some of them; docs/moving.md shows how."""


def instead(path: str) -> str:
    """What is to be said of a way round, behind other words; nothing where there is none."""
    there = _reason(path, INSTEAD)
    return "" if there is None else f"; {there} (docs/moving.md)"


def out_of_scope(path: str) -> str | None:
    """Why a path below `tensorflow` is no part of headrace; None for one that is."""
    return _reason(path, OUT_OF_SCOPE)


def not_planned(path: str) -> str | None:
    """Why there will be no such name, as far as that is known."""
    return _reason(path, OUT_OF_SCOPE) or _reason(path, NOT_PLANNED)


def _reason(path: str, reasons: dict[str, str]) -> str | None:
    while path:
        if path in reasons:
            return reasons[path]
        path = path.rpartition(".")[0]
    return None
