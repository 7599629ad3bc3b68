#include <link.h>
#include <malloc.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* prctl takes variable arguments, which Swift does not import. */
static inline int kiosk_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* Returns freed memory to the system, and unmaps the program's read-only pages: those still wanted come back from the
   page cache, one fault for sixteen of them. */
static inline void kiosk_give_back_memory(void) {
  const ElfW(Phdr) *headers = (const ElfW(Phdr) *)getauxval(AT_PHDR);
  unsigned long count = headers ? getauxval(AT_PHNUM) : 0, page = (unsigned long)sysconf(_SC_PAGESIZE), base = 0;
  malloc_trim(0);
  for (unsigned long i = 0; i < count; i++) {
    if (headers[i].p_type == PT_PHDR) base = (unsigned long)headers - headers[i].p_vaddr;
  }
  for (unsigned long i = 0; base && i < count; i++) {
    if (headers[i].p_type != PT_LOAD || headers[i].p_flags & PF_W) continue;
    unsigned long start = (base + headers[i].p_vaddr) & -page;
    unsigned long end = (base + headers[i].p_vaddr + headers[i].p_filesz) & -page;
    if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
  }
}
