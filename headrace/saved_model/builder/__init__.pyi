"""tf.saved_model.builder: what writes them. Made by `make names`."""

from headrace.training.saved_model.builder import SavedModelBuilder as SavedModelBuilder

__all__ = [
    "SavedModelBuilder",
]
