/* The network's layers, each a single pass over the rows: convolution along the page, product, bias, and what is added. They have some
   tiles of 64 channels, of ROWS rows at once: as many sums as the registers of a processor hold.

   _kernel.h is compiled for two kinds of x86 processors. Which of them is there is asked when the program runs, so a wheel may travel;
   for others, and for other compilers, `kernels_there` says 0. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TILE 64
#define MOST_CHANNELS 256 /* what a row may have on the stack; numpy does wider ones */

typedef void (*first_kernel)(const float *, ptrdiff_t, ptrdiff_t, ptrdiff_t, const float *, const float *, ptrdiff_t, const float *,
                             const int64_t *, float *);
typedef void (*layer_kernel)(const float *, ptrdiff_t, const float *, ptrdiff_t, const float *, const float *, ptrdiff_t, float *);

#if defined(__GNUC__) && defined(__x86_64__)

#define NAMED_(name, kind) name##_##kind
#define NAMED(name, kind) NAMED_(name, kind)

#define KIND wide
#define TARGET "avx512f,prefer-vector-width=512"
#define VECTOR 16
#define ROWS 6
#include "_kernel.h"
#undef KIND
#undef TARGET
#undef VECTOR
#undef ROWS

#define KIND narrow
#define TARGET "avx2,fma"
#define VECTOR 8
#define ROWS 1
#include "_kernel.h"

static int kernels_there(first_kernel *first, layer_kernel *layer) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f")) {
        *first = first_wide;
        *layer = layer_wide;
        return 1;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        *first = first_narrow;
        *layer = layer_narrow;
        return 1;
    }
    return 0;
}

#else

static int kernels_there(first_kernel *first, layer_kernel *layer) {
    (void)first;
    (void)layer;
    return 0;
}

#endif
