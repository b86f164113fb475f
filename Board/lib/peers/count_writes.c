/* Preloaded into a process: counts the bytes that go through pwrite64 and the calls of fsync and fdatasync, which is all
 * that SQLite's file layer writes with. Read back with ctypes: `counted_bytes`, `counted_syncs`. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

long counted_bytes, counted_syncs;

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    ssize_t put = real(descriptor, bytes, count, offset);
    if (put > 0) counted_bytes += put;
    return put;
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    counted_syncs++;
    return real(descriptor);
}

int fdatasync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    counted_syncs++;
    return real(descriptor);
}
