#include <sys/prctl.h>

/* prctl takes variable arguments, which Swift does not import. */
static inline int kiosk_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
