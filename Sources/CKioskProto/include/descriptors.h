/* Generated from proto/; do not edit. */
#ifndef KIOSK_DESCRIPTORS_H
#define KIOSK_DESCRIPTORS_H
#include <stddef.h>
#include <stdint.h>
/* A serialized google.protobuf.FileDescriptorSet of every file under proto/. */
const uint8_t *kiosk_descriptor_set(void);
size_t kiosk_descriptor_set_length(void);
#endif
