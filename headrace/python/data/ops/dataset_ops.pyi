"""tf.python.data.ops.dataset_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.arguments import AUTOTUNE as AUTOTUNE
from headrace.pipeline.data.dataset import Dataset as Dataset
from headrace.pipeline.data.handle import DatasetSpec as DatasetSpec
from headrace.pipeline.data.handle import DatasetSpec as DatasetStructure
from headrace.pipeline.data.dataset import Dataset as DatasetV1
from headrace.pipeline.data.options import Options as Options
from headrace.pipeline.data.experimental.iterators import from_variant as from_variant
from headrace.pipeline.data.questions import get_output_classes as get_legacy_output_classes
from headrace.pipeline.data.questions import get_output_shapes as get_legacy_output_shapes
from headrace.pipeline.data.questions import get_output_types as get_legacy_output_types
from headrace.pipeline.data.questions import get_structure as get_structure
from headrace.pipeline.data.dataset import make_initializable_iterator as make_initializable_iterator
from headrace.pipeline.data.dataset import make_one_shot_iterator as make_one_shot_iterator
from headrace.pipeline.data.experimental.iterators import to_variant as to_variant

__all__ = [
    "AUTOTUNE",
    "Dataset",
    "DatasetSpec",
    "DatasetStructure",
    "DatasetV1",
    "Options",
    "from_variant",
    "get_legacy_output_classes",
    "get_legacy_output_shapes",
    "get_legacy_output_types",
    "get_structure",
    "make_initializable_iterator",
    "make_one_shot_iterator",
    "to_variant",
]
