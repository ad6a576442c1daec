/* Norms of pixels, rows of `channels` floats: by neighbouring channels, and by batches. All loops over channels are such that
   compilers make them wide. */

#ifndef HEADRACE_NORMS
#define HEADRACE_NORMS

#include <math.h>
#include <string.h>

#include "graph/windows/_wide_cy.h"

/* For each channel the sum of the values of those at most `radius` away, of which `padded` holds `radius` zeros, the channels, and
   `radius` zeros. */
static HEADRACE_INLINE void headrace_sums(const float *padded, Py_ssize_t channels, Py_ssize_t radius, float *restrict out) {
    Py_ssize_t c, d;
    memcpy(out, padded, sizeof(float) * channels);
    for (d = 1; d <= 2 * radius; d++) {
        const float *restrict own = padded + d;
        for (c = 0; c < channels; c++) out[c] += own[c];
    }
}

/* 0 where all numbers are finite, NaN elsewhere. */
static HEADRACE_INLINE float headrace_not_finite(const float *restrict values, Py_ssize_t count) {
    float found[16] = {0}, all = 0;
    Py_ssize_t i, k;
    for (i = 0; i + 16 <= count; i += 16)
        for (k = 0; k < 16; k++) found[k] += values[i + k] - values[i + k];
    for (; i < count; i++) all += values[i] - values[i];
    for (k = 0; k < 16; k++) all += found[k];
    return all;
}

/* A local response normalization: norms are bias + alpha * the sum of the squares of neighbours, and count as norm ** -beta. */
typedef struct {
    Py_ssize_t channels, radius;
    float bias, alpha, beta;
} headrace_lrn;

/* The norms of a pixel; `padded` as in headrace_sums. What is not finite in them makes `wrong` NaN. */
static HEADRACE_INLINE void headrace_norms(const headrace_lrn *lrn, const float *restrict pixel, float *padded,
                                           float *restrict norms, float *wrong) {
    Py_ssize_t c, channels = lrn->channels;
    float bias = lrn->bias, alpha = lrn->alpha, *squares = padded + lrn->radius;
    for (c = 0; c < channels; c++) squares[c] = pixel[c] * pixel[c];
    headrace_sums(padded, channels, lrn->radius, norms);
    *wrong += headrace_not_finite(norms, channels);
    for (c = 0; c < channels; c++) norms[c] = norms[c] * alpha + bias;
}

/* values * norms ** -beta; roots are many times as fast as powers. */
static HEADRACE_INLINE void headrace_by_powers(const headrace_lrn *lrn, const float *restrict values,
                                               const float *restrict norms, float *restrict out) {
    Py_ssize_t c, channels = lrn->channels;
    if (lrn->beta == 0.5f)
        for (c = 0; c < channels; c++) out[c] = values[c] * (1.0f / sqrtf(norms[c]));
    else if (lrn->beta == 0.75f)
        for (c = 0; c < channels; c++) {
            float root = sqrtf(norms[c]);
            out[c] = values[c] * (1.0f / (sqrtf(root) * root));
        }
    else if (lrn->beta == 1.0f)
        for (c = 0; c < channels; c++) out[c] = values[c] * (1.0f / norms[c]);
    else
        for (c = 0; c < channels; c++) out[c] = values[c] * powf(norms[c], -lrn->beta);
}

/* Normalize `count` pixels. Returns NaN where a sum is not finite, and 0 elsewhere. room: for channels + 2 * radius zeros, and for
   the channels. */
HEADRACE_WIDEST
static float headrace_normalize(const headrace_lrn *lrn, const float *restrict pixels, Py_ssize_t count, float *restrict out,
                                float *room) {
    Py_ssize_t channels = lrn->channels;
    float *norms = room + channels + 2 * lrn->radius, wrong = 0;
    for (; count > 0; count--, pixels += channels, out += channels) {
        headrace_norms(lrn, pixels, room, norms, &wrong);
        headrace_by_powers(lrn, pixels, norms, out);
    }
    return wrong;
}

/* What `count` pixels get of the gradients of the normalized ones: each channel counts in its own place, and in the norm of each
   neighbour. Returns and takes room as headrace_normalize. */
HEADRACE_WIDEST
static float headrace_normalize_gradient(const headrace_lrn *lrn, const float *restrict gradients, const float *restrict pixels,
                                         const float *restrict normalized, Py_ssize_t count, float *restrict out,
                                         float *room) {
    Py_ssize_t c, channels = lrn->channels;
    float *shares = room + lrn->radius, *restrict norms = room + channels + 2 * lrn->radius;
    float *restrict shared = norms + channels, factor = 2 * lrn->alpha * lrn->beta, wrong = 0;
    for (; count > 0; count--, gradients += channels, pixels += channels, normalized += channels, out += channels) {
        headrace_norms(lrn, pixels, room, norms, &wrong);
        for (c = 0; c < channels; c++) shares[c] = gradients[c] * normalized[c] / norms[c];
        headrace_sums(room, channels, lrn->radius, shared);
        wrong += headrace_not_finite(shared, channels);
        headrace_by_powers(lrn, gradients, norms, out);
        for (c = 0; c < channels; c++) out[c] -= shared[c] * pixels[c] * factor;
    }
    return wrong;
}

/* Add `count` pixels to `sums`. */
HEADRACE_WIDEST
static void headrace_add(const float *restrict pixels, Py_ssize_t count, Py_ssize_t channels, float *restrict sums) {
    Py_ssize_t c;
    for (; count > 0; count--, pixels += channels)
        for (c = 0; c < channels; c++) sums[c] += pixels[c];
}

/* Add to `sums` the squares of what `count` pixels deviate from a mean. */
HEADRACE_WIDEST
static void headrace_add_squares(const float *restrict pixels, Py_ssize_t count, Py_ssize_t channels, const float *restrict mean,
                                 float *restrict sums) {
    Py_ssize_t c;
    for (; count > 0; count--, pixels += channels)
        for (c = 0; c < channels; c++) {
            float deviation = pixels[c] - mean[c];
            sums[c] += deviation * deviation;
        }
}

/* Add to `sums` the products of gradients and what `count` pixels deviate from a mean, in deviations: times `per_deviation`. */
HEADRACE_WIDEST
static void headrace_add_products(const float *restrict gradients, const float *restrict pixels, Py_ssize_t count,
                                  Py_ssize_t channels, const float *restrict mean, const float *restrict per_deviation,
                                  float *restrict sums) {
    Py_ssize_t c;
    for (; count > 0; count--, gradients += channels, pixels += channels)
        for (c = 0; c < channels; c++) sums[c] += gradients[c] * ((pixels[c] - mean[c]) * per_deviation[c]);
}

/* (pixels - mean) * factor + offset, for `count` pixels. */
HEADRACE_WIDEST
static void headrace_scale(const float *restrict pixels, Py_ssize_t count, Py_ssize_t channels, const float *restrict mean,
                           const float *restrict factor, const float *restrict offset, float *restrict out) {
    Py_ssize_t c;
    for (; count > 0; count--, pixels += channels, out += channels)
        for (c = 0; c < channels; c++) out[c] = (pixels[c] - mean[c]) * factor[c] + offset[c];
}

/* ((pixels - mean) * of_scale + gradients - of_offset) * factor, for `count` pixels. */
HEADRACE_WIDEST
static void headrace_share(const float *restrict gradients, const float *restrict pixels, Py_ssize_t count, Py_ssize_t channels,
                           const float *restrict mean, const float *restrict of_scale, const float *restrict of_offset,
                           const float *restrict factor, float *restrict out) {
    Py_ssize_t c;
    for (; count > 0; count--, gradients += channels, pixels += channels, out += channels)
        for (c = 0; c < channels; c++)
            out[c] = ((pixels[c] - mean[c]) * of_scale[c] + gradients[c] - of_offset[c]) * factor[c];
}

#endif
