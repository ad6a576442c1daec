"""tensorflow.python.framework.ops: graphs, tensors and what stands around them."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "Graph GraphKeys IndexedSlices NoGradient NotDifferentiable Operation RegisterGradient Tensor"
        " add_to_collection add_to_collections container control_dependencies convert_to_tensor device get_collection"
        " get_collection_ref get_default_graph get_default_session name_scope op_scope register_tensor_conversion_function"
        " reset_default_graph",
    },
)
