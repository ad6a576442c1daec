/* Convolutions of float without the patches being written anywhere: the numbers of a window are read where they lie in the
   image, in runs that are side by side there. An image that has zeros around it is copied, some rows at a time, to where
   they fit. Each sum adds its products up in one order, so it is the same to the last bit whatever is computed beside it. */

#ifndef HEADRACE_CONVOLUTIONS
#define HEADRACE_CONVOLUTIONS

#include "graph/products/_products_cy.h"

enum { HEADRACE_BAND = 1 << 16 };

/* Images [height, width, channels], and the windows over them: `rows` times `columns`, of which the first begins `above` and
   `before` the image. Filters have `tall` times `wide` places, with `apart` and `aside` from one to the next. */
typedef struct {
    Py_ssize_t height, width, channels, rows, columns, tall, wide, down, right, apart, aside, above, before;
} headrace_windows;

static Py_ssize_t headrace_reach_down(const headrace_windows *w, Py_ssize_t rows) {
    return (rows - 1) * w->down + (w->tall - 1) * w->apart + 1;
}

static Py_ssize_t headrace_reach_right(const headrace_windows *w) {
    return (w->columns - 1) * w->right + (w->wide - 1) * w->aside + 1;
}

/* Whether no window reaches over the edge of the image. */
static int headrace_inside(const headrace_windows *w) {
    return w->above <= 0 && w->before <= 0 && headrace_reach_down(w, w->rows) - w->above <= w->height &&
           headrace_reach_right(w) - w->before <= w->width;
}

/* How many rows of windows are computed from one copy. */
static Py_ssize_t headrace_band(const headrace_windows *w) {
    Py_ssize_t line = headrace_reach_right(w) * w->channels, rows = w->rows;
    if (headrace_inside(w)) return rows;
    while (rows > 1 && headrace_reach_down(w, rows) * line > HEADRACE_BAND) rows = (rows + 1) / 2;
    return rows;
}

/* For how many numbers a call needs room. */
static Py_ssize_t headrace_convolution_room(const headrace_windows *w) {
    return headrace_inside(w) ? 0 : headrace_reach_down(w, headrace_band(w)) * headrace_reach_right(w) * w->channels;
}

/* What the windows from row `row` on read, `rows` of them, zeros around the image too. line: to the next line of it. */
static const float *headrace_lines(const headrace_windows *w, const float *image, Py_ssize_t row, Py_ssize_t rows,
                                   float *room, Py_ssize_t *line) {
    Py_ssize_t first = row * w->down - w->above, wide = headrace_reach_right(w), tall, y, begin, end;
    if (headrace_inside(w)) {
        *line = w->width * w->channels;
        return image + first * *line - w->before * w->channels;
    }
    *line = wide * w->channels;
    tall = headrace_reach_down(w, rows);
    begin = w->before < 0 ? 0 : w->before < wide ? w->before : wide;
    end = w->before + w->width < wide ? w->before + w->width : wide;
    if (end < begin) end = begin;
    for (y = first; y < first + tall; y++, room += *line) {
        if (y < 0 || y >= w->height || begin == end) {
            memset(room, 0, sizeof(float) * *line);
            continue;
        }
        memset(room, 0, sizeof(float) * begin * w->channels);
        memcpy(room + begin * w->channels, image + (y * w->width + begin - w->before) * w->channels,
               sizeof(float) * (end - begin) * w->channels);
        memset(room + end * w->channels, 0, sizeof(float) * (wide - end) * w->channels);
    }
    return room - tall * *line;
}

#if defined(HEADRACE_WIDE)
/* convolve: so many windows, `step` apart, times columns of a packed matrix. filter: so many numbers of all windows of a band
   times gradients. Both keep `rows` times `vectors` registers of sums. */
#define HEADRACE_CONVOLUTION(name, processor, vector, width, most, zero, load, store, all, multiply_add, greater)        \
    __attribute__((target(processor))) static inline __attribute__((always_inline)) void headrace_convolve_##name(       \
        const int rows, const int vectors, const float *left, Py_ssize_t step, Py_ssize_t line, Py_ssize_t apart,        \
        Py_ssize_t lines, Py_ssize_t aside, Py_ssize_t runs, Py_ssize_t length, const float *panel, const float *bias,   \
        int rectified, float *out, Py_ssize_t out_step, Py_ssize_t columns) {                                            \
        vector sums[most][2];                                                                                            \
        Py_ssize_t y, x, p, c;                                                                                           \
        int r, v;                                                                                                        \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) sums[r][0] = sums[r][1] = zero();                            \
        for (y = 0; y < lines; y++)                                                                                      \
            for (x = 0; x < runs; x++) {                                                                                 \
                const float *at = left + y * apart * line + x * aside;                                                   \
                for (p = 0; p < length; p++, at++, panel += HEADRACE_PANEL) {                                            \
                    vector first = load(panel), second = vectors > 1 ? load(panel + width) : first;                      \
                    _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) {                                                \
                        vector number = all(at[r * step]);                                                               \
                        sums[r][0] = multiply_add(number, first, sums[r][0]);                                            \
                        if (vectors > 1) sums[r][1] = multiply_add(number, second, sums[r][1]);                          \
                    }                                                                                                    \
                }                                                                                                        \
            }                                                                                                            \
        if (bias) {                                                                                                      \
            vector first = load(bias), second = vectors > 1 ? load(bias + width) : first;                                \
            _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) sums[r][0] += first, sums[r][1] += second;               \
        }                                                                                                                \
        if (rectified) /* of two numbers one of which is NaN the second one */                                           \
            _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) {                                                        \
                sums[r][0] = greater(zero(), sums[r][0]);                                                                \
                sums[r][1] = greater(zero(), sums[r][1]);                                                                \
            }                                                                                                            \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++, out += out_step) {                                           \
            float some[2 * width];                                                                                       \
            if (columns >= vectors * width) {                                                                            \
                store(out, sums[r][0]);                                                                                  \
                if (vectors > 1) store(out + width, sums[r][1]);                                                         \
                continue;                                                                                                \
            }                                                                                                            \
            _Pragma("GCC unroll 2") for (v = 0; v < vectors; v++) store(some + v * width, sums[r][v]);                   \
            for (c = 0; c < columns; c++) out[c] = some[c];                                                              \
        }                                                                                                                \
    }                                                                                                                    \
    __attribute__((target(processor))) static inline __attribute__((always_inline)) void headrace_filter_##name(         \
        const int rows, const int vectors, const float *left, Py_ssize_t down, Py_ssize_t right, const float *gradients, \
        Py_ssize_t step, Py_ssize_t lines, Py_ssize_t windows, float *out, Py_ssize_t out_step, Py_ssize_t columns) {    \
        vector sums[most][2];                                                                                            \
        Py_ssize_t y, x, c;                                                                                              \
        int r, v;                                                                                                        \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) sums[r][0] = sums[r][1] = zero();                            \
        for (y = 0; y < lines; y++, left += down) {                                                                      \
            const float *at = left;                                                                                      \
            for (x = 0; x < windows; x++, at += right, gradients += step) {                                              \
                vector first = load(gradients), second = vectors > 1 ? load(gradients + width) : first;                  \
                _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) {                                                    \
                    vector number = all(at[r]);                                                                          \
                    sums[r][0] = multiply_add(number, first, sums[r][0]);                                                \
                    if (vectors > 1) sums[r][1] = multiply_add(number, second, sums[r][1]);                              \
                }                                                                                                        \
            }                                                                                                            \
        }                                                                                                                \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++, out += out_step) {                                           \
            float some[2 * width];                                                                                       \
            if (columns >= vectors * width) {                                                                            \
                store(out, sums[r][0] + load(out));                                                                      \
                if (vectors > 1) store(out + width, sums[r][1] + load(out + width));                                     \
                continue;                                                                                                \
            }                                                                                                            \
            _Pragma("GCC unroll 2") for (v = 0; v < vectors; v++) store(some + v * width, sums[r][v]);                   \
            for (c = 0; c < columns; c++) out[c] += some[c];                                                             \
        }                                                                                                                \
    }                                                                                                                    \
    __attribute__((target(processor))) static void headrace_convolve_all_##name(                                         \
        int rows, const float *left, Py_ssize_t step, Py_ssize_t line, Py_ssize_t apart, Py_ssize_t lines,               \
        Py_ssize_t aside, Py_ssize_t runs, Py_ssize_t length, const float *panel, const float *bias, int rectified,      \
        float *out, Py_ssize_t out_step, Py_ssize_t columns) {                                                           \
        for (; columns > 0; columns -= 2 * width, panel += 2 * width, out += 2 * width) {                                \
            switch (rows) {                                                                                              \
                HEADRACE_EACH_##most(convolve, name)                                                                     \
            }                                                                                                            \
            if (bias) bias += 2 * width;                                                                                 \
        }                                                                                                                \
    }                                                                                                                    \
    __attribute__((target(processor))) static void headrace_filter_all_##name(                                           \
        int rows, const float *left, Py_ssize_t down, Py_ssize_t right, const float *gradients, Py_ssize_t step,         \
        Py_ssize_t lines, Py_ssize_t windows, float *out, Py_ssize_t out_step, Py_ssize_t columns) {                     \
        for (; columns > 0; columns -= 2 * width, gradients += 2 * width, out += 2 * width) switch (rows) {              \
                HEADRACE_EACH_##most(filter, name)                                                                       \
            }                                                                                                            \
    }
#define HEADRACE_CALL_convolve(name, rows, vectors)                                                                      \
    headrace_convolve_##name(rows, vectors, left, step, line, apart, lines, aside, runs, length, panel, bias, rectified, out, \
                             out_step, columns)
#define HEADRACE_CALL_filter(name, rows, vectors)                                                                        \
    headrace_filter_##name(rows, vectors, left, down, right, gradients, step, lines, windows, out, out_step, columns)
#define HEADRACE_EACH(what, name, rows)                                                                                  \
    case rows:                                                                                                           \
        if (columns > HEADRACE_WIDTH_##name) HEADRACE_CALL_##what(name, rows, 2);                                        \
        else HEADRACE_CALL_##what(name, rows, 1);                                                                        \
        break;
#define HEADRACE_EACH_6(what, name)                                                                                      \
    HEADRACE_EACH(what, name, 1) HEADRACE_EACH(what, name, 2) HEADRACE_EACH(what, name, 3)                               \
    HEADRACE_EACH(what, name, 4) HEADRACE_EACH(what, name, 5) HEADRACE_EACH(what, name, 6)
#define HEADRACE_EACH_12(what, name)                                                                                     \
    HEADRACE_EACH_6(what, name)                                                                                          \
    HEADRACE_EACH(what, name, 7) HEADRACE_EACH(what, name, 8) HEADRACE_EACH(what, name, 9)                               \
    HEADRACE_EACH(what, name, 10) HEADRACE_EACH(what, name, 11) HEADRACE_EACH(what, name, 12)
#define HEADRACE_WIDTH_avx2 8
#define HEADRACE_WIDTH_avx512 16

HEADRACE_CONVOLUTION(avx2, "avx2,fma", __m256, 8, 6, _mm256_setzero_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps,
                     _mm256_fmadd_ps, _mm256_max_ps)
HEADRACE_CONVOLUTION(avx512, "avx512f", __m512, 16, 12, _mm512_setzero_ps, _mm512_loadu_ps, _mm512_storeu_ps,
                     _mm512_set1_ps, _mm512_fmadd_ps, _mm512_max_ps)
#endif

/* How long the runs are in which a line of a window lies, and how many there are. */
static Py_ssize_t headrace_run(const headrace_windows *w, Py_ssize_t *runs) {
    *runs = w->aside == 1 ? 1 : w->wide;
    return (w->aside == 1 ? w->wide : 1) * w->channels;
}

/* The rows of windows from `begin` to `end`, counted through all images, times a packed matrix [tall * wide * channels, n].
   bias: whole panels of numbers that are added, or NULL. rectified: what is negative becomes 0.
   What belongs to a window of row y and column x goes to out[image * steps[0] + y * steps[1] + x * steps[2]]. */
static void headrace_convolve(const headrace_windows *w, const float *images, const float *packed, Py_ssize_t n,
                              const float *bias, int rectified, float *out, const Py_ssize_t *steps, Py_ssize_t begin,
                              Py_ssize_t end, float *room) {
#if defined(HEADRACE_WIDE)
    Py_ssize_t most = headrace_rows_together(), band = headrace_band(w), runs, length = headrace_run(w, &runs);
    Py_ssize_t depth = w->tall * runs * length, tiles = (w->columns + most - 1) / most, line, row, done, y, x, left;
    while (begin < end) {
        Py_ssize_t image = begin / w->rows, first = begin % w->rows, rows = w->rows - first;
        const float *lines;
        if (rows > band) rows = band;
        if (rows > end - begin) rows = end - begin;
        lines = headrace_lines(w, images + image * w->height * w->width * w->channels, first, rows, room, &line);
        for (done = 0; done < n; done += HEADRACE_PANEL)
            for (y = 0; y < rows; y++)
                for (x = 0, left = tiles; left > 0; left--) {
                    int together = (int)((w->columns - x + left - 1) / left);
                    (most == HEADRACE_MOST_TOGETHER ? headrace_convolve_all_avx512 : headrace_convolve_all_avx2)(
                        together, lines + y * w->down * line + x * w->right * w->channels, w->right * w->channels, line,
                        w->apart, w->tall, w->aside * w->channels, runs, length, packed + done * depth,
                        bias ? bias + done : NULL, rectified,
                        out + image * steps[0] + (first + y) * steps[1] + x * steps[2] + done, steps[2],
                        n - done < HEADRACE_PANEL ? n - done : HEADRACE_PANEL);
                    x += together;
                }
        begin += rows;
    }
#endif
}

/* How many tiles of a filter there are, which can be computed side by side. */
static Py_ssize_t headrace_filter_tiles(const headrace_windows *w) {
    Py_ssize_t most = headrace_rows_together(), runs, length = headrace_run(w, &runs);
    return most ? w->tall * runs * ((length + most - 1) / most) : 0;
}

/* To a filter [tall * wide * channels, n] add, in its tiles from `begin` to `end`, what all windows of `count` images times
   their gradients are. Gradients [image][row][column] have `step` numbers each, a multiple of HEADRACE_PANEL. */
static void headrace_filter(const headrace_windows *w, const float *images, Py_ssize_t count, const float *gradients,
                            Py_ssize_t step, Py_ssize_t n, float *filter, Py_ssize_t begin, Py_ssize_t end, float *room) {
#if defined(HEADRACE_WIDE)
    Py_ssize_t most = headrace_rows_together(), band = headrace_band(w), runs, length = headrace_run(w, &runs);
    Py_ssize_t tiles = (length + most - 1) / most, image, row, tile, line, done;
    for (image = 0; image < count; image++)
        for (row = 0; row < w->rows; row += band) {
            Py_ssize_t rows = w->rows - row < band ? w->rows - row : band;
            const float *own = gradients + (image * w->rows + row) * w->columns * step;
            const float *lines = headrace_lines(w, images + image * w->height * w->width * w->channels, row, rows, room, &line);
            for (done = 0; done < n; done += HEADRACE_PANEL)
                for (tile = begin; tile < end; tile++) {
                    Py_ssize_t run = tile / tiles, from = tile % tiles * length / tiles;
                    int together = (int)((tile % tiles + 1) * length / tiles - from);
                    (most == HEADRACE_MOST_TOGETHER ? headrace_filter_all_avx512 : headrace_filter_all_avx2)(
                        together, lines + run / runs * w->apart * line + run % runs * w->aside * w->channels + from,
                        w->down * line, w->right * w->channels, own + done, step, rows, w->columns,
                        filter + (run * length + from) * n + done, n, n - done < HEADRACE_PANEL ? n - done : HEADRACE_PANEL);
                }
        }
#endif
}

#endif
