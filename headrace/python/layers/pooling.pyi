"""tf.python.layers.pooling: as far as programs use it. Made by `make names`."""

from headrace.training.layers.pooling import AveragePooling1D as AveragePooling1D
from headrace.training.layers.pooling import AveragePooling2D as AveragePooling2D
from headrace.training.layers.pooling import AveragePooling3D as AveragePooling3D
from headrace.training.layers.pooling import AveragePooling2D as AvgPool2D
from headrace.training.layers.pooling import MaxPooling2D as MaxPool2D
from headrace.training.layers.pooling import MaxPooling1D as MaxPooling1D
from headrace.training.layers.pooling import MaxPooling2D as MaxPooling2D
from headrace.training.layers.pooling import MaxPooling3D as MaxPooling3D
from headrace.layers import average_pooling1d as average_pooling1d
from headrace.layers import average_pooling2d as average_pooling2d
from headrace.layers import average_pooling3d as average_pooling3d
from headrace.layers import average_pooling2d as avg_pool2d
from headrace.layers import max_pooling2d as max_pool2d
from headrace.layers import max_pooling1d as max_pooling1d
from headrace.layers import max_pooling2d as max_pooling2d
from headrace.layers import max_pooling3d as max_pooling3d

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "AvgPool2D",
    "MaxPool2D",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "avg_pool2d",
    "max_pool2d",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
]
