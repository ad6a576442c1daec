"""Public names that TensorFlow has given up for others since release 0.6, each with the name that it has now.

An old name that a module exports itself (it takes other arguments than the new one) stays what that module says; all others
are the new one under a second name, where that is there. Whoever asks for one is told, once for each place.
"""

from __future__ import annotations

from typing import NamedTuple


class Renamed(NamedTuple):
    """The release from which on a name is another one, and that."""

    release: str
    new: str


_BY_RELEASE = {
    "0.6": """
        CancelledError:errors.CancelledError InvalidArgumentError:errors.InvalidArgumentError
        NotFoundError:errors.NotFoundError OutOfRangeError:errors.OutOfRangeError
        DeadlineExceededError:errors.DeadlineExceededError FailedPreconditionError:errors.FailedPreconditionError
        AlreadyExistsError:errors.AlreadyExistsError PermissionDeniedError:errors.PermissionDeniedError
        ResourceExhaustedError:errors.ResourceExhaustedError AbortedError:errors.AbortedError
        UnimplementedError:errors.UnimplementedError InternalError:errors.InternalError
        UnavailableError:errors.UnavailableError DataLossError:errors.DataLossError
        UnauthenticatedError:errors.UnauthenticatedError UnknownError:errors.UnknownError
        Coordinator:train.Coordinator QueueRunner:train.QueueRunner LooperThread:train.LooperThread
        add_queue_runner:train.add_queue_runner start_queue_runners:train.start_queue_runners
        batch:train.batch batch_join:train.batch_join shuffle_batch:train.shuffle_batch
        shuffle_batch_join:train.shuffle_batch_join string_input_producer:train.string_input_producer
        range_input_producer:train.range_input_producer slice_input_producer:train.slice_input_producer
        limit_epochs:train.limit_epochs match_filenames_once:train.match_filenames_once
        import_meta_graph:train.import_meta_graph export_meta_graph:train.export_meta_graph
        nn.inference_top_k:nn.in_top_k
    """,
    "0.7": "nn.deconv2d:nn.conv2d_transpose",
    "0.8": """
        ReplicaDeviceSetter:train.replica_device_setter NoGradient:NotDifferentiable
        python.ops.control_flow_ops.While:while_loop
    """,
    "0.12": """
        all_variables:global_variables initialize_all_variables:global_variables_initializer
        initialize_variables:variables_initializer initialize_local_variables:local_variables_initializer
        initialize_all_tables:tables_initializer
        scalar_summary:summary.scalar histogram_summary:summary.histogram audio_summary:summary.audio
        image_summary:summary.image merge_summary:summary.merge merge_all_summaries:summary.merge_all
        contrib.deprecated.scalar_summary:summary.scalar contrib.deprecated.histogram_summary:summary.histogram
        contrib.deprecated.audio_summary:summary.audio contrib.deprecated.image_summary:summary.image
        contrib.deprecated.merge_summary:summary.merge contrib.deprecated.merge_all_summaries:summary.merge_all
        train.SummaryWriter:summary.FileWriter train.SummaryWriterCache:summary.FileWriterCache
        image.per_image_whitening:image.per_image_standardization
        op_scope:name_scope variable_op_scope:variable_scope
        batch_matmul:matmul batch_matrix_diag:matrix_diag batch_matrix_diag_part:matrix_diag_part
        batch_matrix_set_diag:matrix_set_diag batch_matrix_band_part:matrix_band_part
        batch_matrix_transpose:matrix_transpose batch_matrix_determinant:matrix_determinant
        batch_matrix_inverse:matrix_inverse batch_matrix_solve:matrix_solve batch_matrix_solve_ls:matrix_solve_ls
        batch_matrix_triangular_solve:matrix_triangular_solve batch_cholesky:cholesky batch_cholesky_solve:cholesky_solve
        batch_self_adjoint_eig:self_adjoint_eig batch_self_adjoint_eigvals:self_adjoint_eigvals batch_svd:svd
        batch_fft:fft batch_ifft:ifft batch_fft2d:fft2d batch_ifft2d:ifft2d batch_fft3d:fft3d batch_ifft3d:ifft3d
    """,
    "1.0": """
        mul:multiply sub:subtract neg:negative inv:reciprocal complex_abs:abs select:where
        pack:stack unpack:unstack listdiff:setdiff1d list_diff:setdiff1d
        concat_v2:concat split_v:split reverse_v2:reverse
        arg_max:argmax arg_min:argmin
        train.SyncReplicasOptimizerV2:train.SyncReplicasOptimizer
        nn.deprecated_flipped_softmax_cross_entropy_with_logits:nn.softmax_cross_entropy_with_logits
        nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits:nn.sparse_softmax_cross_entropy_with_logits
        nn.deprecated_flipped_sigmoid_cross_entropy_with_logits:nn.sigmoid_cross_entropy_with_logits
        contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits:nn.softmax_cross_entropy_with_logits
        contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits:nn.sparse_softmax_cross_entropy_with_logits
        contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits:nn.sigmoid_cross_entropy_with_logits
    """,
    "1.13": """
        to_float:cast to_double:cast to_int32:cast to_int64:cast to_complex64:cast to_complex128:cast
        div:divide
    """,
}

OLD = {
    old: Renamed(release, new)
    for release, pairs in _BY_RELEASE.items()
    for old, _, new in (pair.partition(":") for pair in pairs.split())
}
