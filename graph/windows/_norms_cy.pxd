cdef extern from "graph/windows/_norms_cy.h":
    ctypedef struct Normalization "headrace_lrn":
        Py_ssize_t channels, radius
        float bias, alpha, beta
    float headrace_normalize(
        const Normalization *lrn, const float *pixels, Py_ssize_t count, float *out, float *room) nogil
    float headrace_normalize_gradient(
        const Normalization *lrn, const float *gradients, const float *pixels, const float *normalized, Py_ssize_t count,
        float *out, float *room) nogil
    void headrace_add(const float *pixels, Py_ssize_t count, Py_ssize_t channels, float *sums) nogil
    void headrace_add_squares(
        const float *pixels, Py_ssize_t count, Py_ssize_t channels, const float *mean, float *sums) nogil
    void headrace_add_products(
        const float *gradients, const float *pixels, Py_ssize_t count, Py_ssize_t channels, const float *mean,
        const float *per_deviation, float *sums) nogil
    void headrace_scale(
        const float *pixels, Py_ssize_t count, Py_ssize_t channels, const float *mean, const float *factor,
        const float *offset, float *out) nogil
    void headrace_share(
        const float *gradients, const float *pixels, Py_ssize_t count, Py_ssize_t channels, const float *mean,
        const float *of_scale, const float *of_offset, const float *factor, float *out) nogil
