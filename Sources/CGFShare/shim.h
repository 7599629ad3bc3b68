#include <libgfshare.h>
#include <stdlib.h>
#include <sys/random.h>

/* libgfshare draws its coefficients from random() unless told otherwise; a share made so would be guessable. */
static inline void kiosk_gfshare_fill_random(unsigned char *buffer, unsigned int count) {
  unsigned int done = 0;
  while (done < count) {
    ssize_t got = getrandom(buffer + done, count - done, 0);
    if (got < 0) abort();
    done += (unsigned int)got;
  }
}
static inline void kiosk_gfshare_use_secure_random(void) { gfshare_fill_rand = kiosk_gfshare_fill_random; }
