cdef extern from "graph/windows/_images_cy.h":
    ctypedef struct Pool "headrace_pool":
        Py_ssize_t height, width, channels, rows, columns, tall, wide, down, right, above, before
    void headrace_greatest(const Pool *pool, const float *image, float *out) nogil
    void headrace_greatest_gradient(
        const Pool *pool, const float *image, const float *gradients, int rectified, float *out, float *room) nogil
    void headrace_mean(const Pool *pool, const float *image, float *out) nogil
    void headrace_mean_gradient(const Pool *pool, const float *gradients, float *out, float *room) nogil
    void headrace_depthwise(const Pool *pool, const float *image, const float *filter, float *out) nogil
    void headrace_depthwise_input(const Pool *pool, const float *gradients, const float *filter, float *out) nogil
    void headrace_depthwise_filter(const Pool *pool, const float *image, const float *gradients, float *out) nogil
    void headrace_where_positive(const float *gradients, const float *features, Py_ssize_t count, float *out) nogil
