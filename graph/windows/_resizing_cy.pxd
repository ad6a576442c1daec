cdef extern from "graph/windows/_resizing_cy.h":
    ctypedef struct Axis "headrace_axis":
        Py_ssize_t size, result, taps
        const Py_ssize_t *places
        const float *weights
    ctypedef struct Resizing "headrace_resizing":
        Axis rows, columns
        Py_ssize_t channels
        float factor
    void headrace_resize(
        const Resizing *r, int method, const void *images, int is_float, float *out, Py_ssize_t begin, Py_ssize_t end,
        float *room) nogil
