/* Images [height, width, channels] of bytes or floats in other sizes, rows of the result one after the other. Elements are
   floats before anything is computed of them. */

#ifndef HEADRACE_RESIZING
#define HEADRACE_RESIZING

#include <stdint.h>
#include <string.h>

#include "graph/windows/_wide_cy.h"

/* For each element along an axis of the result `taps` places in the axis of the image, and their weights. Between two
   neighbours the weight of the upper one is the share of the way. */
typedef struct {
    Py_ssize_t size, result, taps;
    const Py_ssize_t *places;
    const float *weights;
} headrace_axis;

typedef struct {
    headrace_axis rows, columns;
    Py_ssize_t channels;
    float factor;
} headrace_resizing;

/* Call `loop(channels)` with a number that the compiler knows, where there are as many as pictures have. */
#define HEADRACE_BY_CHANNELS(channels, loop)                                                                             \
    if ((channels) == 3) { loop(3) }                                                                                     \
    else if ((channels) == 1) { loop(1) }                                                                                \
    else if ((channels) == 4) { loop(4) }                                                                                \
    else { loop(channels) }

#define HEADRACE_RESIZE(type, name)                                                                                      \
    static HEADRACE_INLINE void headrace_between_##name(const headrace_resizing *r, const type *restrict row,            \
                                                         float *restrict out, Py_ssize_t channels) {                     \
        Py_ssize_t x, c;                                                                                                 \
        for (x = 0; x < r->columns.result; x++) {                                                                        \
            const type *low = row + r->columns.places[2 * x] * channels;                                                 \
            const type *high = row + r->columns.places[2 * x + 1] * channels;                                            \
            float share = r->columns.weights[2 * x + 1];                                                                 \
            for (c = 0; c < channels; c++) {                                                                             \
                float left = (float)low[c];                                                                              \
                out[x * channels + c] = left + ((float)high[c] - left) * share;                                          \
            }                                                                                                            \
        }                                                                                                                \
    }                                                                                                                    \
                                                                                                                         \
    /* Each row of the result between two rows that were made as wide as it; those stay in `room`, for two of them. */   \
    HEADRACE_WIDEST                                                                                                      \
    static void headrace_bilinear_##name(const headrace_resizing *r, const void *images, float *restrict out,            \
                                                Py_ssize_t begin, Py_ssize_t end, float *room) {                         \
        Py_ssize_t length = r->columns.result * r->channels, of_row = r->columns.size * r->channels, k, i;               \
        Py_ssize_t held[2] = {-1, -1};                                                                                   \
        float *rows[2] = {room, room + length};                                                                          \
        for (k = begin; k < end; k++, out += length) {                                                                   \
            Py_ssize_t y = k % r->rows.result, first = k / r->rows.result * r->rows.size;                                \
            Py_ssize_t wanted[2] = {first + r->rows.places[2 * y], first + r->rows.places[2 * y + 1]};                   \
            float share = r->rows.weights[2 * y + 1];                                                                    \
            if (held[1] == wanted[0]) {                                                                                  \
                float *row = rows[0];                                                                                    \
                rows[0] = rows[1], rows[1] = row;                                                                        \
                held[1] = held[0], held[0] = wanted[0];                                                                  \
            }                                                                                                            \
            for (i = 0; i < 2; i++)                                                                                      \
                if (held[i] != wanted[i]) {                                                                              \
                    const type *row = (const type *)images + wanted[i] * of_row;                                         \
                    held[i] = wanted[i];                                                                                 \
                    HEADRACE_BY_CHANNELS(r->channels, HEADRACE_BETWEEN_##name)                                           \
                }                                                                                                        \
            {                                                                                                            \
                const float *restrict upper = rows[0], *restrict lower = rows[1];                                        \
                for (i = 0; i < length; i++) out[i] = upper[i] + (lower[i] - upper[i]) * share;                          \
            }                                                                                                            \
        }                                                                                                                \
    }                                                                                                                    \
                                                                                                                         \
    /* Rows first, sums of four into `room`, then columns. */                                                            \
    static HEADRACE_INLINE void headrace_cubic_across_##name(const headrace_resizing *r, const float *restrict row,      \
                                                              float *restrict out, Py_ssize_t channels) {                \
        Py_ssize_t x, c;                                                                                                 \
        for (x = 0; x < r->columns.result; x++) {                                                                        \
            const Py_ssize_t *at = r->columns.places + 4 * x;                                                            \
            const float *w = r->columns.weights + 4 * x;                                                                 \
            for (c = 0; c < channels; c++)                                                                               \
                out[x * channels + c] = row[at[0] * channels + c] * w[0] + row[at[1] * channels + c] * w[1] +            \
                                        row[at[2] * channels + c] * w[2] + row[at[3] * channels + c] * w[3];             \
        }                                                                                                                \
    }                                                                                                                    \
                                                                                                                         \
    HEADRACE_WIDEST                                                                                                      \
    static void headrace_bicubic_##name(const headrace_resizing *r, const void *images, float *restrict out,             \
                                               Py_ssize_t begin, Py_ssize_t end, float *restrict room) {                 \
        Py_ssize_t length = r->columns.result * r->channels, of_row = r->columns.size * r->channels, k, i;               \
        for (k = begin; k < end; k++, out += length) {                                                                   \
            Py_ssize_t y = k % r->rows.result;                                                                           \
            const type *image = (const type *)images + k / r->rows.result * r->rows.size * of_row;                       \
            const Py_ssize_t *at = r->rows.places + 4 * y;                                                               \
            const float *w = r->rows.weights + 4 * y;                                                                    \
            const type *restrict a = image + at[0] * of_row, *restrict b = image + at[1] * of_row;                       \
            const type *restrict c = image + at[2] * of_row, *restrict d = image + at[3] * of_row;                       \
            for (i = 0; i < of_row; i++)                                                                                 \
                room[i] = (float)a[i] * w[0] + (float)b[i] * w[1] + (float)c[i] * w[2] + (float)d[i] * w[3];             \
            HEADRACE_BY_CHANNELS(r->channels, HEADRACE_CUBIC_ACROSS_##name)                                              \
        }                                                                                                                \
    }                                                                                                                    \
                                                                                                                         \
    /* The sums of a row; what is not covered, of weight 0, does not count. */                                           \
    static HEADRACE_INLINE void headrace_covered_##name(const headrace_resizing *r, const type *restrict row,            \
                                                         float *restrict out, Py_ssize_t channels) {                     \
        Py_ssize_t x, c, k, taps = r->columns.taps;                                                                      \
        for (x = 0; x < r->columns.result; x++, out += channels) {                                                       \
            const Py_ssize_t *at = r->columns.places + taps * x;                                                         \
            const float *w = r->columns.weights + taps * x;                                                              \
            for (c = 0; c < channels; c++) {                                                                             \
                float total = (float)row[at[0] * channels + c] * w[0];                                                   \
                for (k = 1; k < taps && w[k] != 0.0f; k++) total += (float)row[at[k] * channels + c] * w[k];             \
                out[c] = total;                                                                                          \
            }                                                                                                            \
        }                                                                                                                \
    }                                                                                                                    \
                                                                                                                         \
    /* Columns first, row by row into `room`, then the sum of the rows, times the factor. */                             \
    HEADRACE_WIDEST                                                                                                      \
    static void headrace_area_##name(const headrace_resizing *r, const void *images, float *restrict out,                \
                                            Py_ssize_t begin, Py_ssize_t end, float *restrict room) {                    \
        Py_ssize_t length = r->columns.result * r->channels, of_row = r->columns.size * r->channels;                     \
        Py_ssize_t taps = r->rows.taps, held = -1, k, i, j;                                                              \
        for (k = begin; k < end; k++, out += length) {                                                                   \
            Py_ssize_t y = k % r->rows.result, first = k / r->rows.result * r->rows.size;                                \
            const float *w = r->rows.weights + taps * y;                                                                 \
            for (j = 0; j < taps && (!j || w[j] != 0.0f); j++) {                                                         \
                Py_ssize_t wanted = first + r->rows.places[taps * y + j];                                                \
                if (held != wanted) {                                                                                    \
                    const type *row = (const type *)images + wanted * of_row;                                            \
                    held = wanted;                                                                                       \
                    HEADRACE_BY_CHANNELS(r->channels, HEADRACE_COVERED_##name)                                           \
                }                                                                                                        \
                if (j) for (i = 0; i < length; i++) out[i] += room[i] * w[j];                                            \
                else for (i = 0; i < length; i++) out[i] = room[i] * w[0];                                               \
            }                                                                                                            \
            for (i = 0; i < length; i++) out[i] *= r->factor;                                                            \
        }                                                                                                                \
    }

#define HEADRACE_BETWEEN_bytes(channels) headrace_between_bytes(r, row, rows[i], channels);
#define HEADRACE_BETWEEN_floats(channels) headrace_between_floats(r, row, rows[i], channels);
#define HEADRACE_CUBIC_ACROSS_bytes(channels) headrace_cubic_across_bytes(r, room, out, channels);
#define HEADRACE_CUBIC_ACROSS_floats(channels) headrace_cubic_across_floats(r, room, out, channels);
#define HEADRACE_COVERED_bytes(channels) headrace_covered_bytes(r, row, room, channels);
#define HEADRACE_COVERED_floats(channels) headrace_covered_floats(r, row, room, channels);

HEADRACE_RESIZE(uint8_t, bytes)
HEADRACE_RESIZE(float, floats)

/* Write rows of the result, counted over all images, from `begin` to `end` to `out`. method: 0 bilinear, 2 bicubic, 3 area.
   room: for a row of the image, and for two of the result. */
static void headrace_resize(const headrace_resizing *r, int method, const void *images, int is_float, float *out,
                            Py_ssize_t begin, Py_ssize_t end, float *room) {
    if (method == 0) (is_float ? headrace_bilinear_floats : headrace_bilinear_bytes)(r, images, out, begin, end, room);
    else if (method == 2) (is_float ? headrace_bicubic_floats : headrace_bicubic_bytes)(r, images, out, begin, end, room);
    else (is_float ? headrace_area_floats : headrace_area_bytes)(r, images, out, begin, end, room);
}

#endif
