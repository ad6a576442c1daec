/* Pixels that lie as Arrow's C data interface says: https://arrow.apache.org/docs/format/CDataInterface.html */

#ifndef HEADRACE_PIXELS
#define HEADRACE_PIXELS

#include <stdint.h>
#include <string.h>

typedef struct headrace_arrow {
    int64_t length, null_count, offset, buffers_count, children_count;
    const void **buffers;
    struct headrace_arrow **children;
    struct headrace_arrow *dictionary;
    void (*release)(struct headrace_arrow *);
    void *private_data;
} headrace_arrow;

/* The bytes of `count` pixels, four for each, in an array of lists of fixed size; NULL where the array is another one. */
static const uint8_t *headrace_lists_of_four(const void *given, Py_ssize_t count) {
    const headrace_arrow *array = (const headrace_arrow *)given, *bytes;
    if (array->length != count || array->offset || array->children_count != 1) return NULL;
    bytes = array->children[0];
    if (bytes->length != 4 * count || bytes->offset || bytes->buffers_count < 2) return NULL;
    return (const uint8_t *)bytes->buffers[1];
}

/* Write the first three bytes of each four. A pixel is moved as four of them, the last of which the next one overwrites. */
static void headrace_first_three(const uint8_t *restrict pixels, Py_ssize_t count, uint8_t *restrict out) {
    Py_ssize_t i;
    for (i = 0; i + 1 < count; i++) memcpy(out + 3 * i, pixels + 4 * i, 4);
    if (count) memcpy(out + 3 * i, pixels + 4 * i, 3);
}

#endif
