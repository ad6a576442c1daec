/* Products of rows with a matrix of float that is laid out for it: panels of 32 columns one after the other, [panel][k][32],
   zeros behind the last column. A row's products are added up one by one in the order of k, in blocks of HEADRACE_BLOCK, so
   they are the same to the last bit whatever other rows are computed with it. */

#ifndef HEADRACE_PRODUCTS
#define HEADRACE_PRODUCTS

#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define HEADRACE_WIDE
#include <immintrin.h>
#endif

enum { HEADRACE_PANEL = 32, HEADRACE_BLOCK = 704, HEADRACE_MOST_TOGETHER = 12, HEADRACE_ROWS = 96 };

/* The panels from `begin` to `end` of a matrix [k, n] with steps of so many numbers from row to row and column to column. */
static void headrace_pack(const float *matrix, Py_ssize_t down, Py_ssize_t right, Py_ssize_t k, Py_ssize_t n,
                          Py_ssize_t begin, Py_ssize_t end, float *packed) {
    Py_ssize_t panel, from, p, c;
    for (panel = begin; panel < end; panel++) {
        const float *first = matrix + panel * HEADRACE_PANEL * right;
        float *to = packed + panel * HEADRACE_PANEL * k;
        Py_ssize_t width = n - panel * HEADRACE_PANEL;
        if (width < HEADRACE_PANEL) memset(to, 0, sizeof(float) * HEADRACE_PANEL * k);
        else width = HEADRACE_PANEL;
        if (right == 1)
            for (p = 0; p < k; p++) memcpy(to + p * HEADRACE_PANEL, first + p * down, sizeof(float) * width);
        else
            for (from = 0; from < k; from += 16) {
                Py_ssize_t until = from + 16 < k ? from + 16 : k;
                for (c = 0; c < width; c++)
                    for (p = from; p < until; p++) to[p * HEADRACE_PANEL + c] = first[p * down + c * right];
            }
    }
}

#if defined(HEADRACE_WIDE)
/* `rows` rows, of which k numbers lie side by side in `left`, times as many columns as two of the processor's registers
   hold. The loops over rows have to become straight code that keeps `sums` in registers. */
#define HEADRACE_TILES(name, processor, vector, width, most, zero, load, store, all, multiply_add)                       \
    __attribute__((target(processor))) static inline __attribute__((always_inline)) void headrace_tile_##name(                                        \
        const int rows, Py_ssize_t k, const float *left, const float *panel, float *const *out, Py_ssize_t columns,      \
        int is_first) {                                                                                                  \
        vector sums[most][2];                                                                                            \
        Py_ssize_t p, c;                                                                                                 \
        int r;                                                                                                           \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) sums[r][0] = sums[r][1] = zero();                            \
        for (p = 0; p < k; p++, panel += HEADRACE_PANEL, left += rows) {                                                 \
            vector first = load(panel), second = load(panel + width);                                                    \
            _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) {                                                        \
                vector number = all(left[r]);                                                                            \
                sums[r][0] = multiply_add(number, first, sums[r][0]);                                                    \
                sums[r][1] = multiply_add(number, second, sums[r][1]);                                                   \
            }                                                                                                            \
        }                                                                                                                \
        _Pragma("GCC unroll 16") for (r = 0; r < rows; r++) {                                                            \
            float *to = out[r];                                                                                          \
            if (columns >= 2 * width) {                                                                                  \
                if (!is_first) sums[r][0] += load(to), sums[r][1] += load(to + width);                                   \
                store(to, sums[r][0]);                                                                                   \
                store(to + width, sums[r][1]);                                                                           \
            } else {                                                                                                     \
                float some[2 * width];                                                                                   \
                store(some, sums[r][0]);                                                                                 \
                store(some + width, sums[r][1]);                                                                         \
                for (c = 0; c < columns; c++) to[c] = is_first ? some[c] : to[c] + some[c];                              \
            }                                                                                                            \
        }                                                                                                                \
    }                                                                                                                    \
    __attribute__((target(processor))) static void headrace_panel_##name(                                                \
        int rows, Py_ssize_t k, const float *left, const float *panel, float **out, Py_ssize_t columns, int is_first) {  \
        for (; columns > 0; columns -= 2 * width, panel += 2 * width) {                                                  \
            int r;                                                                                                       \
            switch (rows) {                                                                                              \
                HEADRACE_CASES_##most(name)                                                                              \
            }                                                                                                            \
            for (r = 0; r < rows; r++) out[r] += 2 * width;                                                              \
        }                                                                                                                \
    }
#define HEADRACE_CASE(name, rows)                                                                                        \
    case rows: headrace_tile_##name(rows, k, left, panel, out, columns, is_first); break;
#define HEADRACE_CASES_6(name)                                                                                           \
    HEADRACE_CASE(name, 1) HEADRACE_CASE(name, 2) HEADRACE_CASE(name, 3)                                                 \
    HEADRACE_CASE(name, 4) HEADRACE_CASE(name, 5) HEADRACE_CASE(name, 6)
#define HEADRACE_CASES_12(name)                                                                                          \
    HEADRACE_CASES_6(name)                                                                                               \
    HEADRACE_CASE(name, 7) HEADRACE_CASE(name, 8) HEADRACE_CASE(name, 9)                                                 \
    HEADRACE_CASE(name, 10) HEADRACE_CASE(name, 11) HEADRACE_CASE(name, 12)

HEADRACE_TILES(avx2, "avx2,fma", __m256, 8, 6, _mm256_setzero_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps, _mm256_fmadd_ps)
HEADRACE_TILES(avx512, "avx512f", __m512, 16, 12, _mm512_setzero_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_set1_ps,
               _mm512_fmadd_ps)
#endif

/* How many rows are computed together; 0 where this processor is better left to BLAS. */
static int headrace_rows_together(void) {
#if defined(HEADRACE_WIDE)
    if (__builtin_cpu_supports("avx512f")) return HEADRACE_MOST_TOGETHER;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return HEADRACE_MOST_TOGETHER / 2;
#endif
    return 0;
}

/* The products of `count` rows of k numbers with a packed matrix [k, n]. Row i begins at rows[from[i] * down] and has steps
   of `right` from number to number; its products go to out[to[i] * n], or are added to what is there. Neither `from` nor
   `to`: each row in turn. room: for HEADRACE_BLOCK numbers of each row, or of HEADRACE_ROWS of them if there are more.
   Only where headrace_rows_together() says so. */
static void headrace_product(const float *rows, Py_ssize_t down, Py_ssize_t right, const Py_ssize_t *from, Py_ssize_t count,
                             Py_ssize_t k, Py_ssize_t n, const float *packed, float *out, const Py_ssize_t *to, int adds,
                             float *room) {
#if defined(HEADRACE_WIDE)
    Py_ssize_t most = headrace_rows_together(), begin, block, done, row, p;
    for (begin = 0; begin < count; begin += HEADRACE_ROWS) {
        Py_ssize_t number = count - begin < HEADRACE_ROWS ? count - begin : HEADRACE_ROWS, tiles = (number + most - 1) / most;
        for (block = 0; block < k; block += HEADRACE_BLOCK) {
            Py_ssize_t depth = k - block < HEADRACE_BLOCK ? k - block : HEADRACE_BLOCK;
            for (done = 0; done < n; done += HEADRACE_PANEL) {
                Py_ssize_t columns = n - done < HEADRACE_PANEL ? n - done : HEADRACE_PANEL, left = tiles;
                const float *panel = packed + done * k + block * HEADRACE_PANEL;
                int is_first = block == 0 && !adds, together, r;
                for (row = 0; left > 0; row += together, left--) {
                    float *own[HEADRACE_MOST_TOGETHER], *side_by_side = room + row * depth;
                    together = (int)((number - row + left - 1) / left);
                    if (done == 0) {
                        const float *of[HEADRACE_MOST_TOGETHER];
                        for (r = 0; r < together; r++)
                            of[r] = rows + (from ? from[begin + row + r] : begin + row + r) * down + block * right;
                        for (p = 0; p < depth; p++)
                            for (r = 0; r < together; r++) side_by_side[p * together + r] = of[r][p * right];
                    }
                    for (r = 0; r < together; r++) own[r] = out + (to ? to[begin + row + r] : begin + row + r) * n + done;
                    if (most == HEADRACE_MOST_TOGETHER)
                        headrace_panel_avx512(together, depth, side_by_side, panel, own, columns, is_first);
                    else
                        headrace_panel_avx2(together, depth, side_by_side, panel, own, columns, is_first);
                }
            }
        }
    }
#endif
}

#endif
