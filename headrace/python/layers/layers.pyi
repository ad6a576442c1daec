"""tf.python.layers.layers: as far as programs use it. Made by `make names`."""

from headrace.training.layers.pooling import AveragePooling1D as AveragePooling1D
from headrace.training.layers.pooling import AveragePooling2D as AveragePooling2D
from headrace.training.layers.pooling import AveragePooling3D as AveragePooling3D
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from headrace.training.layers.convolutional import Conv1D as Conv1D
from headrace.training.layers.convolutional import Conv2D as Conv2D
from headrace.training.layers.transposed import Conv2DTranspose as Conv2DTranspose
from headrace.training.layers.convolutional import Conv3D as Conv3D
from headrace.training.layers.transposed import Conv3DTranspose as Conv3DTranspose
from headrace.training.layers.convolutional import Conv1D as Convolution1D
from headrace.training.layers.convolutional import Conv2D as Convolution2D
from headrace.training.layers.transposed import Conv2DTranspose as Convolution2DTranspose
from headrace.training.layers.convolutional import Conv3D as Convolution3D
from headrace.training.layers.transposed import Conv3DTranspose as Convolution3DTranspose
from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.input_spec import InputSpec as InputSpec
from headrace.training.layers.base import Layer as Layer
from headrace.training.layers.pooling import MaxPooling1D as MaxPooling1D
from headrace.training.layers.pooling import MaxPooling2D as MaxPooling2D
from headrace.training.layers.pooling import MaxPooling3D as MaxPooling3D
from headrace.training.layers.separable import SeparableConv1D as SeparableConv1D
from headrace.training.layers.separable import SeparableConv2D as SeparableConv2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConvolution2D
from headrace.layers import average_pooling1d as average_pooling1d
from headrace.layers import average_pooling2d as average_pooling2d
from headrace.layers import average_pooling3d as average_pooling3d
from headrace.layers import batch_normalization as batch_normalization
from headrace.layers import conv1d as conv1d
from headrace.layers import conv2d as conv2d
from headrace.layers import conv2d_transpose as conv2d_transpose
from headrace.layers import conv3d as conv3d
from headrace.layers import conv3d_transpose as conv3d_transpose
from headrace.layers import dense as dense
from headrace.layers import dropout as dropout
from headrace.layers import flatten as flatten
from headrace.layers import max_pooling1d as max_pooling1d
from headrace.layers import max_pooling2d as max_pooling2d
from headrace.layers import max_pooling3d as max_pooling3d
from headrace.layers import separable_conv1d as separable_conv1d
from headrace.layers import separable_conv2d as separable_conv2d

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Convolution1D",
    "Convolution2D",
    "Convolution2DTranspose",
    "Convolution3D",
    "Convolution3DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "SeparableConvolution2D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
    "separable_conv1d",
    "separable_conv2d",
]
