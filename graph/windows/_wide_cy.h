/* Loops over channels that take as many numbers at a time as the processor can: compiled for each kind, chosen where they are
   loaded. The numbers are the same on all of them, as none multiplies and adds at once. */

#ifndef HEADRACE_WIDE_LOOPS
#define HEADRACE_WIDE_LOOPS

#include <string.h>

#if defined(__GNUC__)
#define HEADRACE_INLINE inline __attribute__((always_inline))
#else
#define HEADRACE_INLINE inline
#endif

/* Before a function. What it calls has to be HEADRACE_INLINE, or is compiled for the oldest processor. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
#define HEADRACE_WIDEST __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define HEADRACE_WIDEST
#endif

#endif
