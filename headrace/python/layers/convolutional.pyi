"""tf.python.layers.convolutional: as far as programs use it. Made by `make names`."""

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
from headrace.training.layers.transposed import Conv2DTranspose as Deconv2D
from headrace.training.layers.transposed import Conv3DTranspose as Deconv3D
from headrace.training.layers.transposed import Conv2DTranspose as Deconvolution2D
from headrace.training.layers.transposed import Conv3DTranspose as Deconvolution3D
from headrace.training.layers.separable import SeparableConv1D as SeparableConv1D
from headrace.training.layers.separable import SeparableConv2D as SeparableConv2D
from headrace.training.layers.separable import SeparableConv2D as SeparableConvolution2D
from headrace.layers import conv1d as conv1d
from headrace.layers import conv2d as conv2d
from headrace.layers import conv2d_transpose as conv2d_transpose
from headrace.layers import conv3d as conv3d
from headrace.layers import conv3d_transpose as conv3d_transpose
from headrace.layers import conv1d as convolution1d
from headrace.layers import conv2d as convolution2d
from headrace.layers import conv2d_transpose as convolution2d_transpose
from headrace.layers import conv3d as convolution3d
from headrace.layers import conv3d_transpose as convolution3d_transpose
from headrace.layers import conv2d_transpose as deconv2d
from headrace.layers import conv3d_transpose as deconv3d
from headrace.layers import conv2d_transpose as deconvolution2d
from headrace.layers import conv3d_transpose as deconvolution3d
from headrace.layers import separable_conv1d as separable_conv1d
from headrace.layers import separable_conv2d as separable_conv2d
from headrace.layers import separable_conv2d as separable_convolution2d

__all__ = [
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
    "Deconv2D",
    "Deconv3D",
    "Deconvolution2D",
    "Deconvolution3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "SeparableConvolution2D",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution1d",
    "convolution2d",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
    "deconv2d",
    "deconv3d",
    "deconvolution2d",
    "deconvolution3d",
    "separable_conv1d",
    "separable_conv2d",
    "separable_convolution2d",
]
