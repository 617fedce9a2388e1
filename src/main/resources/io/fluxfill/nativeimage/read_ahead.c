/*
 * Reads the executable from beginning to end before anything of it runs, where it is not in the page cache: the start touches
 * a third of its pages, all over the file, and waits for the disk more than five hundred times if nobody reads ahead.
 * FLUX_FILL_READ_AHEAD=false in the environment leaves it out. See infra/decisions.md.
 */
#ifdef __linux__
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (1024 * 1024)
#define SAMPLES 16

/* Whether most of the file is there already. Looking costs some microseconds, reading what is there some milliseconds. */
static int is_cached(int file, off_t size) {
    long page = sysconf(_SC_PAGESIZE);
    void *mapped = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    int cached = 0;
    if (mapped == MAP_FAILED) {
        return 1;
    }
    for (int i = 0; i < SAMPLES; i++) {
        unsigned char state = 0;
        off_t at = size / SAMPLES * i / page * page;
        if (mincore((char *) mapped + at, page, &state) != 0) {
            cached = SAMPLES;
        }
        cached += state & 1;
    }
    munmap(mapped, size);
    return cached > SAMPLES / 2;
}

/* Failures are of no account: the start is as slow then as it would be without this. */
__attribute__((constructor)) void flux_fill_read_ahead(void) {
    struct stat executable;
    const char *wanted = getenv("FLUX_FILL_READ_AHEAD");
    if (wanted != NULL && strcmp(wanted, "false") == 0) {
        return;
    }
    int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    if (fstat(file, &executable) == 0 && !is_cached(file, executable.st_size)) {
        void *piece = mmap(NULL, PIECE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (piece != MAP_FAILED) {
            posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
            while (read(file, piece, PIECE) > 0) {
            }
            munmap(piece, PIECE);
        }
    }
    close(file);
}
#else
void flux_fill_read_ahead(void) {
}
#endif
