/*
 * Measures what one part of a disk does in a given time.
 *
 *   iobench DISK FIRST LENGTH OPERATION BLOCK DEPTH SECONDS
 *
 * FIRST, LENGTH and BLOCK in bytes, multiples of 4096. OPERATION is read, randread, write or randwrite: blocks follow
 * one another, after the last comes the first, or are drawn at random. DEPTH requests are under way at a time, each
 * with O_DIRECT, and each write is followed by a flush. Writes destroy what is there.
 *
 * Prints one line: IOBENCH OPERATION BLOCK DEPTH requests=N microseconds=N; or IOBENCH ERROR why.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ALIGNMENT 4096
#define MOST_THREADS 64

struct work {
    int fd, is_random, is_write;
    uint64_t first, block, blocks, end;
    atomic_ullong next, done;
    atomic_int error;
};

static uint64_t next_random(uint64_t *state)
{
    /* SplitMix64 */
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static int transfer(const struct work *work, char *buffer, off_t place)
{
    ssize_t moved = work->is_write ? pwrite(work->fd, buffer, work->block, place)
                                   : pread(work->fd, buffer, work->block, place);
    if (moved >= 0 && (uint64_t)moved < work->block) errno = EIO;
    if (moved != (ssize_t)work->block) return -1;
    return work->is_write ? fdatasync(work->fd) : 0;
}

static void *run(void *argument)
{
    struct work *work = argument;
    uint64_t state = microseconds() ^ (uintptr_t)&state;
    char *buffer;
    if (posix_memalign((void **)&buffer, ALIGNMENT, work->block)) exit(1);
    /* Not zeros, which may be written as holes. */
    for (uint64_t i = 0; i < work->block / 8; i++) ((uint64_t *)buffer)[i] = next_random(&state);
    while (!work->error && microseconds() < work->end) {
        uint64_t number = work->is_random ? next_random(&state) : atomic_fetch_add(&work->next, 1);
        off_t place = (off_t)(work->first + number % work->blocks * work->block);
        if (transfer(work, buffer, place)) work->error = errno;
        else atomic_fetch_add(&work->done, 1);
    }
    free(buffer);
    return NULL;
}

static int fail(const char *why)
{
    printf("IOBENCH ERROR %s\n", why);
    return 1;
}

/* What is to be done, from the arguments; NULL, or why it cannot be. */
static const char *read_arguments(struct work *work, char **argv)
{
    const char *operation = argv[4];
    work->is_random = strncmp(operation, "rand", 4) == 0;
    operation += work->is_random ? 4 : 0;
    work->is_write = strcmp(operation, "write") == 0;
    if (!work->is_write && strcmp(operation, "read")) return "no such operation";
    work->first = strtoull(argv[2], NULL, 10);
    work->block = strtoull(argv[5], NULL, 10);
    work->blocks = work->block ? strtoull(argv[3], NULL, 10) / work->block : 0;
    if (!work->blocks || work->block % ALIGNMENT || work->first % ALIGNMENT) return "no such blocks";
    work->fd = open(argv[1], (work->is_write ? O_RDWR : O_RDONLY) | O_DIRECT);
    return work->fd < 0 ? strerror(errno) : NULL;
}

/* The microseconds until all requests that were begun in their time are done; 0 without threads. */
static uint64_t run_all(struct work *work, int depth, uint64_t seconds)
{
    pthread_t threads[MOST_THREADS];
    uint64_t began = microseconds();
    work->end = began + seconds * 1000000;
    for (int i = 0; i < depth; i++)
        if (pthread_create(&threads[i], NULL, run, work)) return 0;
    for (int i = 0; i < depth; i++) pthread_join(threads[i], NULL);
    return microseconds() - began;
}

int main(int argc, char **argv)
{
    struct work work = {0};
    const char *complaint;
    uint64_t took;
    int depth;
    if (argc != 8) return fail("usage: iobench DISK FIRST LENGTH OPERATION BLOCK DEPTH SECONDS");
    if ((complaint = read_arguments(&work, argv))) return fail(complaint);
    depth = atoi(argv[6]);
    if (depth < 1 || depth > MOST_THREADS) return fail("no such depth");
    took = run_all(&work, depth, strtoull(argv[7], NULL, 10));
    if (!took) return fail("no thread");
    if (work.error) return fail(strerror(work.error));
    printf("IOBENCH %s %s %s requests=%llu microseconds=%llu\n", argv[4], argv[5], argv[6],
           (unsigned long long)work.done, (unsigned long long)took);
    return 0;
}
