/* 1 / (1 + exp(-x)) and tanh(x) of runs of numbers, in place. Those of float are written so that compilers compute several
   at once, and with wider instructions where the processor has them: which of them is called is decided while it runs. All
   give the same to the last bit. */

#ifndef HEADRACE_SQUASHED
#define HEADRACE_SQUASHED

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define HEADRACE_INSIDE static inline __attribute__((always_inline))
#else
#define HEADRACE_INSIDE static inline
#endif

/* exp(x) for x in [-87, 88]: 2^n * exp(r), n an integer, |r| <= ln(2) / 2. Adding 1.5 * 2^23 rounds to an integer, which
   then stands in the last bits; NaN stays NaN. */
HEADRACE_INSIDE float headrace_exp(float x) {
    const float shift = 12582912.0f;
    float shifted = x * 1.44269504f + shift, n = shifted - shift, r, p, scale;
    uint32_t bits, shift_bits;
    r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    p = 1.98756915e-4f;
    p = p * r + 1.39819995e-3f;
    p = p * r + 8.33345191e-3f;
    p = p * r + 4.16657962e-2f;
    p = p * r + 1.66666655e-1f;
    p = p * r + 0.5f;
    memcpy(&bits, &shifted, 4);
    memcpy(&shift_bits, &shift, 4);
    bits = (bits - shift_bits + 127u) << 23;
    memcpy(&scale, &bits, 4);
    return ((p * r * r + r) + 1.0f) * scale;
}

HEADRACE_INSIDE void headrace_sigmoids_of(float *x, Py_ssize_t n) {
    Py_ssize_t i;
    for (i = 0; i < n; i++) {
        float y = -x[i];
        y = y > 88.0f ? 88.0f : y;
        y = y < -87.0f ? -87.0f : y;
        x[i] = 1.0f / (1.0f + headrace_exp(y));
    }
}

HEADRACE_INSIDE void headrace_tanhs_of(float *x, Py_ssize_t n) {
    Py_ssize_t i;
    for (i = 0; i < n; i++) {
        float y = x[i], size = fabsf(y), square = y * y, p, large, small;
        size = size > 20.0f ? 20.0f : size;
        large = copysignf(1.0f - 2.0f / (headrace_exp(size + size) + 1.0f), y);
        p = -5.70498873e-3f;
        p = p * square + 2.06390888e-2f;
        p = p * square - 5.37397156e-2f;
        p = p * square + 1.33314422e-1f;
        p = p * square - 3.33332819e-1f;
        small = p * square * y + y;
        x[i] = size < 0.625f ? small : large;
    }
}

#define HEADRACE_FOR(target, name)                                                                               \
    target static void headrace_sigmoids_##name(float *x, Py_ssize_t n) { headrace_sigmoids_of(x, n); }          \
    target static void headrace_tanhs_##name(float *x, Py_ssize_t n) { headrace_tanhs_of(x, n); }

HEADRACE_FOR(, anywhere)

#if defined(__GNUC__) && defined(__x86_64__)
HEADRACE_FOR(__attribute__((target("avx2"))), avx2)
HEADRACE_FOR(__attribute__((target("avx512f"))), avx512)
#define HEADRACE_CALL(function, x, n)                                                                            \
    (__builtin_cpu_supports("avx512f") ? headrace_##function##_avx512(x, n)                                      \
     : __builtin_cpu_supports("avx2")  ? headrace_##function##_avx2(x, n)                                        \
                                       : headrace_##function##_anywhere(x, n))
#else
#define HEADRACE_CALL(function, x, n) headrace_##function##_anywhere(x, n)
#endif

static void headrace_sigmoids(void *x, Py_ssize_t n, int is_float) {
    double *of = (double *)x;
    Py_ssize_t i;
    if (is_float) HEADRACE_CALL(sigmoids, (float *)x, n);
    else for (i = 0; i < n; i++) of[i] = 1.0 / (1.0 + exp(-of[i]));
}

static void headrace_tanhs(void *x, Py_ssize_t n, int is_float) {
    double *of = (double *)x;
    Py_ssize_t i;
    if (is_float) HEADRACE_CALL(tanhs, (float *)x, n);
    else for (i = 0; i < n; i++) of[i] = tanh(of[i]);
}

#endif
