#include <protobuf-c/protobuf-c.h>

/* The string that protobuf-c puts into unset fields; Swift does not import an array of unknown length. */
static inline const char *kiosk_protobuf_c_empty_string(void) { return protobuf_c_empty_string; }
