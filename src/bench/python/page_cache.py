"""How much of a file is in Linux' page cache: page_cache.py FILE. With --drop, after all of it was dropped.

Prints a number of bytes. What a process has mapped cannot be dropped; one that has ended may take a moment to let go.
"""

import ctypes
import mmap
import os
import sys
import time

PAGE = mmap.PAGESIZE
TRIES = 20


def in_cache(descriptor):
    libc = ctypes.CDLL(None, use_errno=True)
    size = os.fstat(descriptor).st_size
    pages = (size + PAGE - 1) // PAGE
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mincore.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    # Mapping it touches nothing of it.
    place = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
    if place in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "mmap")
    present = ctypes.create_string_buffer(pages)
    if libc.mincore(place, size, present) != 0:
        raise OSError(ctypes.get_errno(), "mincore")
    libc.munmap(place, size)
    return sum(page & 1 for page in present.raw[:pages]) * PAGE


def main(arguments):
    drop = arguments[0] == "--drop"
    with open(arguments[-1], "rb") as file:
        if drop:
            os.fsync(file.fileno())
            for _ in range(TRIES):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                if in_cache(file.fileno()) == 0:
                    break
                time.sleep(0.05)
        print(in_cache(file.fileno()))


if __name__ == "__main__":
    main(sys.argv[1:])
