/* Tells the thread sanitizer about the slow path of Swift's Mutex.
 *
 * The fast path of Synchronization.Mutex is inlined into the code under test, where the sanitizer sees it. A contended
 * lock goes through libswiftSynchronization, which the toolchain ships without instrumentation: the sanitizer misses
 * that order and reports races between two holders of one lock. scripts/sanitize preloads this library, which stands
 * in front of the slow functions and adds what is missing. In a process without the sanitizer it changes nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

static void *next(const char *symbol) {
  void *found = dlsym(RTLD_NEXT, symbol);
  if (!found) abort();
  return found;
}

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
  SWIFT void (*real)(uint32_t, SELF void *) = next(LOCK_SLOW);
  real(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT _Bool try_lock_slow(SELF void *mutex) __asm__(TRY_LOCK_SLOW);
SWIFT _Bool try_lock_slow(SELF void *mutex) {
  SWIFT _Bool (*real)(SELF void *) = next(TRY_LOCK_SLOW);
  _Bool locked = real(mutex);
  if (locked && __tsan_acquire) __tsan_acquire(mutex);
  return locked;
}

SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(SELF void *mutex) {
  SWIFT void (*real)(SELF void *) = next(UNLOCK_SLOW);
  if (__tsan_release) __tsan_release(mutex);
  real(mutex);
}
