/* Pools over images of float [height, width, channels], one image after the other, and what else is done to images element
   by element. All loops over channels are such that compilers make them wide. */

#ifndef HEADRACE_IMAGES
#define HEADRACE_IMAGES

#include <math.h>
#include <string.h>

#include "graph/windows/_wide_cy.h"

/* Windows over images, see headrace_windows; without holes. */
typedef struct {
    Py_ssize_t height, width, channels, rows, columns, tall, wide, down, right, above, before;
} headrace_pool;

/* For each element of the image that window (y, x) has: its number `k` in the window and its place `at`. */
#define HEADRACE_EACH_ELEMENT(w, y, x)                                                                                   \
    for (i = (y) * w->down < w->above ? w->above - (y) * w->down : 0;                                                    \
         i < w->tall && i + (y) * w->down - w->above < w->height; i++)                                                   \
        for (j = (x) * w->right < w->before ? w->before - (x) * w->right : 0;                                            \
             j < w->wide && (k = (int)(i * w->wide + j),                                                                 \
                             at = ((i + (y) * w->down - w->above) * w->width + j + (x) * w->right - w->before) * w->channels, \
                             j + (x) * w->right - w->before < w->width);                                                 \
             j++)

/* The greatest of each window; NaN is never greater. */
HEADRACE_WIDEST
static void headrace_greatest(const headrace_pool *w, const float *restrict image, float *restrict out) {
    Py_ssize_t y, x, i, j, at, c, channels = w->channels;
    int k;
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, out += channels) {
            for (c = 0; c < channels; c++) out[c] = -INFINITY;
            HEADRACE_EACH_ELEMENT(w, y, x) {
                const float *restrict own = image + at;
                for (c = 0; c < channels; c++) out[c] = own[c] > out[c] ? own[c] : out[c];
            }
        }
}

/* Add the gradient of each window to its first greatest element; a NaN that is the first one is. rectified: times whether that
   is positive. room: for 3 * channels. */
HEADRACE_WIDEST
static void headrace_greatest_gradient(const headrace_pool *w, const float *restrict image, const float *restrict gradients,
                                       int rectified, float *restrict out, float *room) {
    Py_ssize_t y, x, i, j, at, c, channels = w->channels;
    float *restrict best = room, *restrict places = room + channels, *restrict shares = room + 2 * channels;
    int k;
    memset(out, 0, sizeof(float) * w->height * w->width * channels);
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, gradients += channels) {
            int is_first = 1;
            HEADRACE_EACH_ELEMENT(w, y, x) {
                const float *restrict own = image + at;
                float number = (float)k;
                if (is_first)
                    for (c = 0; c < channels; c++) best[c] = own[c], places[c] = number;
                else
                    for (c = 0; c < channels; c++) {
                        places[c] = own[c] > best[c] ? number : places[c];
                        best[c] = own[c] > best[c] ? own[c] : best[c];
                    }
                is_first = 0;
            }
            if (rectified)
                for (c = 0; c < channels; c++) shares[c] = gradients[c] * (best[c] > 0 ? 1.0f : 0.0f);
            else
                memcpy(shares, gradients, sizeof(float) * channels);
            HEADRACE_EACH_ELEMENT(w, y, x) {
                float *restrict own = out + at;
                float number = (float)k;
                for (c = 0; c < channels; c++) {
                    float share = shares[c]; /* read whether or not it counts: only so the loop becomes wide */
                    own[c] += places[c] == number ? share : 0.0f;
                }
            }
        }
}

/* How many elements of a window are inside the image. */
static float headrace_elements(const headrace_pool *w, Py_ssize_t y, Py_ssize_t x) {
    Py_ssize_t top = y * w->down - w->above, left = x * w->right - w->before;
    Py_ssize_t tall = (top + w->tall < w->height ? top + w->tall : w->height) - (top > 0 ? top : 0);
    Py_ssize_t wide = (left + w->wide < w->width ? left + w->wide : w->width) - (left > 0 ? left : 0);
    return tall > 0 && wide > 0 ? (float)(tall * wide) : 1.0f;
}

/* The mean of each window. */
HEADRACE_WIDEST
static void headrace_mean(const headrace_pool *w, const float *restrict image, float *restrict out) {
    Py_ssize_t y, x, i, j, at, c, channels = w->channels;
    int k;
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, out += channels) {
            float count = headrace_elements(w, y, x);
            memset(out, 0, sizeof(float) * channels);
            HEADRACE_EACH_ELEMENT(w, y, x) {
                const float *restrict own = image + at;
                for (c = 0; c < channels; c++) out[c] += own[c];
            }
            for (c = 0; c < channels; c++) out[c] /= count;
        }
}

/* Share the gradient of each window among its elements. room: for `channels`. */
HEADRACE_WIDEST
static void headrace_mean_gradient(const headrace_pool *w, const float *restrict gradients, float *restrict out,
                                   float *restrict room) {
    Py_ssize_t y, x, i, j, at, c, channels = w->channels;
    int k;
    memset(out, 0, sizeof(float) * w->height * w->width * channels);
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, gradients += channels) {
            float count = headrace_elements(w, y, x);
            for (c = 0; c < channels; c++) room[c] = gradients[c] / count;
            HEADRACE_EACH_ELEMENT(w, y, x) {
                float *restrict own = out + at;
                for (c = 0; c < channels; c++) own[c] += room[c];
            }
        }
}

/* Add the products of three elements that stand beside each other, one after the other. */
static HEADRACE_INLINE void headrace_add_three(float *restrict out, const float *restrict own,
                                               const float *restrict factors, Py_ssize_t channels) {
    const float *second = own + channels, *third = second + channels;
    const float *of_second = factors + channels, *of_third = of_second + channels;
    Py_ssize_t c;
    for (c = 0; c < channels; c++) out[c] = out[c] + own[c] * factors[c] + second[c] * of_second[c] + third[c] * of_third[c];
}

/* Each channel convolved with a filter [tall * wide, channels] of its own. What it gives is written as rarely as can be. */
HEADRACE_WIDEST
static void headrace_depthwise(const headrace_pool *w, const float *restrict image, const float *restrict filter,
                               float *restrict out) {
    Py_ssize_t y, x, i, j, c, channels = w->channels;
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, out += channels) {
            Py_ssize_t top = y * w->down - w->above, left = x * w->right - w->before;
            Py_ssize_t first = left < 0 ? -left : 0, end = w->width - left < w->wide ? w->width - left : w->wide;
            memset(out, 0, sizeof(float) * channels);
            for (i = top < 0 ? -top : 0; i < w->tall && top + i < w->height; i++) {
                const float *own = image + ((top + i) * w->width + left + first) * channels;
                const float *factors = filter + (i * w->wide + first) * channels;
                for (j = first; j + 3 <= end; j += 3, own += 3 * channels, factors += 3 * channels)
                    headrace_add_three(out, own, factors, channels);
                for (; j < end; j++, own += channels, factors += channels)
                    for (c = 0; c < channels; c++) out[c] += own[c] * factors[c];
            }
        }
}

/* What an image gets of the gradients of such windows. */
HEADRACE_WIDEST
static void headrace_depthwise_input(const headrace_pool *w, const float *restrict gradients, const float *restrict filter,
                                     float *restrict out) {
    Py_ssize_t y, x, i, j, at, c, channels = w->channels;
    int k;
    memset(out, 0, sizeof(float) * w->height * w->width * channels);
    for (y = 0; y < w->rows; y++)
        for (x = 0; x < w->columns; x++, gradients += channels)
            HEADRACE_EACH_ELEMENT(w, y, x) {
                const float *restrict factors = filter + k * channels;
                float *restrict own = out + at;
                for (c = 0; c < channels; c++) own[c] += gradients[c] * factors[c];
            }
}

/* What the filter gets of one image and the gradients of its windows. */
HEADRACE_WIDEST
static void headrace_depthwise_filter(const headrace_pool *w, const float *restrict image, const float *restrict gradients,
                                      float *restrict out) {
    Py_ssize_t y, x, i, j, c, channels = w->channels, step = w->right * channels;
    memset(out, 0, sizeof(float) * w->tall * w->wide * channels);
    for (y = 0; y < w->rows; y++, gradients += w->columns * channels) {
        Py_ssize_t top = y * w->down - w->above;
        for (i = top < 0 ? -top : 0; i < w->tall && top + i < w->height; i++)
            for (j = 0; j < w->wide; j++) {
                /* Windows that have their element (i, j) inside: from this one on, four at a time. */
                Py_ssize_t first = w->before > j ? (w->before - j + w->right - 1) / w->right : 0;
                const float *own = image + ((top + i) * w->width + j - w->before + first * w->right) * channels;
                const float *from = gradients + first * channels;
                Py_ssize_t inside = w->width - (j - w->before + first * w->right);
                Py_ssize_t count = inside > 0 ? (inside + w->right - 1) / w->right : 0;
                float *restrict to = out + (i * w->wide + j) * channels;
                if (count > w->columns - first) count = w->columns - first;
                for (x = 0; x + 4 <= count; x += 4, own += 4 * step, from += 4 * channels)
                    for (c = 0; c < channels; c++)
                        to[c] = to[c] + own[c] * from[c] + own[step + c] * from[channels + c]
                                + own[2 * step + c] * from[2 * channels + c] + own[3 * step + c] * from[3 * channels + c];
                for (; x < count; x++, own += step, from += channels)
                    for (c = 0; c < channels; c++) to[c] += own[c] * from[c];
            }
    }
}

/* Gradients where something was positive, zeros (or NaN for what is not finite) elsewhere. */
HEADRACE_WIDEST
static void headrace_where_positive(const float *gradients, const float *features, Py_ssize_t count, float *out) {
    Py_ssize_t i;
    for (i = 0; i < count; i++) out[i] = gradients[i] * (features[i] > 0 ? 1.0f : 0.0f);
}

#endif
