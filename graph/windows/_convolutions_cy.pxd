cdef extern from "graph/windows/_convolutions_cy.h":
    int PANEL "HEADRACE_PANEL"
    ctypedef struct Windows "headrace_windows":
        Py_ssize_t height, width, channels, rows, columns, tall, wide, down, right, apart, aside, above, before
    Py_ssize_t room_of "headrace_convolution_room"(const Windows *windows) nogil
    Py_ssize_t tiles_of "headrace_filter_tiles"(const Windows *windows) nogil
    void multiply "headrace_convolve"(
        const Windows *windows, const float *images, const float *packed, Py_ssize_t n, const float *bias, int rectified,
        float *out, const Py_ssize_t *steps, Py_ssize_t begin, Py_ssize_t end, float *room) nogil
    void add_filter "headrace_filter"(
        const Windows *windows, const float *images, Py_ssize_t count, const float *gradients, Py_ssize_t step, Py_ssize_t n,
        float *filter, Py_ssize_t begin, Py_ssize_t end, float *room) nogil
