"""Where headrace's gradients differ from those that TensorFlow 2.21 gives, and why."""

from __future__ import annotations

import re

DIFFERENT = {
    # What 2.21 has and 1.15 has not.
    r"(elementary|complex): tf\.sign\(x\) at": "1.15 gives 0 for complex numbers too",
    r"(SegmentProd-.*|segments: tf\.segment_prod.*) at .*: gradients: .LookupError": "1.15 has no such gradient",
    r"(SparseSegmentSum|segments: tf\.sparse_segment_sum).* at .*: second": "1.15 composes it of ops that have gradients",
    r"(ResizeBilinear|images: tf\.image\.resize_bilinear).* at .*LookupError": "1.15 has no gradient of this gradient",
    r"ResizeBilinearGrad.* at .*LookupError": "1.15 has no gradient of it",
    r"(norms|weights): tf\.nn\.weighted_moments.* at": "1.15 divides by a sum of weights that is 0",
    r"lookups: tf\.nn\.embedding_lookup_sparse\(.*(mean|sqrtn)'\) at": "1.15 divides by a sum of weights that is 0",
    r"reductions: tf\.argmax\(x, 1\) at 7": "1.15 refuses complex numbers when run",
    r"images: tf\.nn\.max_pool\(.*'SAME'\) at .*: second gradients.2": "1.15 gives what headrace does, not 0",
    r"(LSTM|GRU)BlockCell-.* at .*LookupError": "1.15's tf.contrib.rnn registers a gradient",
    r"(Lgamma|Digamma|Zeta|Polygamma)-. at (zeros|negative|finite|not finite)": "1.15 gives infinity at poles, 2.21 NaN",
    r"Betainc-. at (own|ties|finite)": "1.15 adds products of 0 and logarithms",
    r"BesselI1e-. at (own|zeros|finite|not finite|a nan)": "1.15 gives 1/2 where x is NaN, and 0 around 0",
    r"FakeQuantWithMinMax.* at .*LookupError": "1.15 has no gradient of this gradient",
    r"FakeQuantWithMinMaxVars.* at not finite": "which numbers lie between limits that are no finite numbers",
    # What TensorFlow leaves out, or gets wrong.
    r"(Conv2D-2|images: tf\.nn\.conv2d\(.*dilations=.*) at .*: gradients": "dilations have gradients on a CPU",
    r"(MaxPoolWithArgmax|images: tf\.nn\.max_pool_with_argmax).* at .*: second": "there is a gradient of the gradient",
    r"RGBToHSV-. at finite: second": "of parts that are equal, which one is derived",
    r"MaxPoolWithArgmax-2 at .*: gradients": "there is a gradient where indices count images, too",
    r"axes: tf\.parallel_stack": "there is a gradient",
    r"Dilation2D-2 at no 3": "TensorFlow writes beyond the image where windows have no elements",
    r"ExtractImagePatches.* at .*, unknown": "2.21 wants to know the shape, 1.15 does not",
    r"ExtractVolumePatches.* at .*, unknown": "TensorFlow wants to know the shape",
    r"Einsum-2 at .*, unknown: gradients": "an ellipsis of unknown rank has no gradient",
    r"colors: .* at 3, unknown: shapes": "nothing asks when run whether an image of unknown shape has pixels",
    r"MaxPoolGradWithArgmax.* at .*: gradients": "there is a gradient",
    r"SoftmaxCrossEntropyWithLogits-1 at .*: gradients.1": "what the second output depends on: labels too",
    r"losses: .*cross_entropy.* at .*: second gradients.1": "the gradient depends on the labels",
    r"FusedBatchNormGrad.* at .*: second": "while training the mean depends on x, in third derivatives too",
    r"Conv[23]D.* at no .*: gradients": "TensorFlow refuses, or gives memory that nobody wrote: there are no images",
    r"(Sum|Mean|Prod|Max|Min)-4 at .*, unknown": "TensorFlow mixes int32 with int64 axes where shapes are not known",
    r"ImageProjectiveTransformV2-. at a nan": "whether a matrix with a NaN has an inverse is LAPACK's word",
    r"ImageProjectiveTransformV2-1 at finite: second": "places halfway between elements, as the inverse is rounded",
    r"DepthwiseConv2dNative.* at (not finite|a nan|a inf|no)": "TensorFlow multiplies what it pads with",
    r"images: tf\.image\.adjust_contrast\(x, 2\.\) at 3": "TensorFlow has no kernel for float16",
    r"losses: tf\.nn\.softmax\(x, 0\) at .*, unknown": "TensorFlow wants to know the rank for an axis that is not the last",
    # Which of NaN and a number is the larger.
    r"(Segment|UnsortedSegment)(Max|Min)-.* at (not finite|a nan)": "in TensorFlow a NaN gives way to the next number",
    r"segments: tf\.(unsorted_)?segment_(max|min).* at 5": "in TensorFlow a NaN gives way to the next number",
    r"NthElement-. at (not finite|a nan)": "TensorFlow's selection does not know where to put NaN",
    r"TopKV2-.* at not finite|rows: tf\.nn\.top_k\(x, .*\)\[0\] at 3": "TensorFlow's sort does not know where to put NaN",
    r"Conv3D.* at (not finite|a nan|a inf).*: (gradients|second)": "TensorFlow multiplies what it spreads gradients with",
    r"MaxPool3D.* at a inf": "an infinite element is the greatest of its window",
    r"MaxPool.* at (not finite|a nan)|images: tf\.nn\.max_pool.* at 2": "TensorFlow passes over NaN in some of its loops",
    r"CumulativeLogsumexp-.* at (not finite|a nan)": "TensorFlow passes over NaN in some of its loops",
    # Which infinities become NaN.
    r"Angle-1 at (zeros|finite)": "1 / 0 of complex numbers, in one loop of TensorFlow's another than in the next",
    r"FusedBatchNorm.* at finite: gradients": "a variance below 0",
    r"FusedBatchNormGrad-3 at ties: gradients.1": "0, by differences of large numbers",
    r"HeadraceStandardize-1 at zeros: second": "one op for several: a constant image is not divided by its variance",
    # What is not there.
    r"Qr-.* at .*: gradients": "1.15 has gradients of real matrices whose r is square alone, and refuses zeros in r",
    # Transforms.
    r"I?RFFT-[23] at": "there is a gradient where the input is cut, and where there is one frequency",
    r"I?RFFT2D-. at": "there is a gradient where the input is cut",
    r"I?RFFT3D-. at": "there is a gradient",
    # Matrices.
    r"(Svd|SelfAdjointEigV2)-.* at": "the signs of vectors are LAPACK's; 1.15 divides by differences that are 0",
    r"(Log)?MatrixDeterminant-. at a nan": "in 1.15 the inverse of what holds a NaN is NaN",
    r"MatrixSquareRoot-. at": "1.15's root, and solutions of equations with NaN; 2.21 refuses",
    r"MatrixSolveLs-1 at own: second": "an ill-conditioned matrix in single precision",
    r"MatrixSolveLs-. at a inf": "what follows from an infinity",
    r"MatrixSolveLs-. at no .: gradients": "the decomposition is made where there is no right-hand side, too",
    r"MatrixSolveLs-. at .*, unknown": "there is a gradient where shapes are not known",
    r"MatrixSolveLs-. at complex64: gradients.0": "the adjoint, where TensorFlow takes the transpose",
    r"Matrix(Set)?DiagV2-2 at": "2.21 takes short diagonals from the other end than its op does",
}
"""By a pattern for `case at point: what differs`: the reason."""


def reason_for(difference: str) -> str | None:
    """Why a case may differ at a point; None where it may not."""
    return next((reason for pattern, reason in DIFFERENT.items() if re.match(pattern, difference)), None)
