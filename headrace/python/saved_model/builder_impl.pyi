"""tf.python.saved_model.builder_impl: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.builder import SavedModelBuilder as SavedModelBuilder

__all__ = [
    "SavedModelBuilder",
]
