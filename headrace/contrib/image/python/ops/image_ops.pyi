"""tf.contrib.image.python.ops.image_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.image.transforms import angles_to_projective_transforms as angles_to_projective_transforms
from headrace.graph.ops.image.matching import bipartite_match as bipartite_match
from headrace.training.contrib.image.transforms import compose_transforms as compose_transforms
from headrace.graph.ops.image.matching import connected_components as connected_components
from headrace.training.contrib.image.transforms import flat_transforms_to_matrices as flat_transforms_to_matrices
from headrace.training.contrib.image.transforms import matrices_to_flat_transforms as matrices_to_flat_transforms
from headrace.training.contrib.image.transforms import transform as transform
from headrace.training.contrib.image.transforms import translations_to_projective_transforms as translations_to_projective_transforms
from headrace.contrib.image import rotate as rotate
from headrace.contrib.image import translate as translate

__all__ = [
    "angles_to_projective_transforms",
    "bipartite_match",
    "compose_transforms",
    "connected_components",
    "flat_transforms_to_matrices",
    "matrices_to_flat_transforms",
    "rotate",
    "transform",
    "translate",
    "translations_to_projective_transforms",
]
