/*
 * The probe: writes numbered, checksummed blocks to a disk and says which ones the disk has acknowledged; at the next
 * start it verifies that all of them are there.
 *
 * The disk is a ring of 4 KiB slots behind one header, at most 128 MiB of it. Block n lies in slot (n - 1) mod slots.
 * Blocks are written one after the other, each with O_DIRECT and followed by a flush, so of all blocks only the one
 * after the newest may be incomplete: it was never acknowledged. All others that the ring can hold must be there.
 *
 * Lines printed, each starting with PROBE:
 *   NONE why              there is no disk to use
 *   START disk n          the disk, and how many blocks it holds at most
 *   OK n                  all blocks up to n that the disk can hold are there; n is 0 on a blank disk
 *   LOST list (k of m)    the numbers that are missing or damaged; nothing more is written, to keep what there is
 *   ACK n                 block n is on the disk
 *   TOOK us us ...        the microseconds that the last 25 blocks took, each from the write to the end of the flush
 *   ERROR n what          block n could not be written; it is tried again
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SLOT 4096
#define CHUNK (256 * SLOT)
#define MOST_SLOTS 32768 /* 128 MiB: read within a second at the start, filled in 20 minutes */
#define MOST_RUNS 20
#define TIMES 25

static const char header_magic[8] = "MORTARPH";
static const char block_magic[8] = "MORTARPB";

struct block {
    char magic[8];
    uint64_t checksum; /* of all that follows */
    uint64_t disk;     /* a random number, the same in all blocks of a disk */
    uint64_t number;   /* from 1 on; in the header: how many slots there are */
    uint64_t filling[(SLOT - 32) / 8];
};

static uint64_t next_random(uint64_t *state)
{
    /* SplitMix64 */
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* FNV-1a over 64-bit words. */
static uint64_t checksum(const struct block *block)
{
    const uint64_t *words = (const uint64_t *)block;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 2; i < SLOT / 8; i++) hash = (hash ^ words[i]) * 0x100000001b3u;
    return hash;
}

static void fill(struct block *block, const char *magic, uint64_t disk, uint64_t number)
{
    uint64_t state = disk ^ number;
    memcpy(block->magic, magic, 8);
    block->disk = disk;
    block->number = number;
    for (size_t i = 0; i < sizeof block->filling / 8; i++) block->filling[i] = next_random(&state);
    block->checksum = checksum(block);
}

static int is_valid(const struct block *block, const char *magic)
{
    return memcmp(block->magic, magic, 8) == 0 && block->checksum == checksum(block);
}

static int is_blank(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i]) return 0;
    return 1;
}

static void *aligned(size_t size)
{
    void *memory;
    if (posix_memalign(&memory, SLOT, size)) exit(1);
    return memory;
}

/* What a disk is good for: 2 carries the probe's header, 1 is blank at its beginning, 0 belongs to somebody else. */
static int fitness(const char *path, char *buffer)
{
    int result = 0, fd = open(path, O_RDONLY | O_DIRECT);
    if (fd < 0) return 0;
    if (pread(fd, buffer, CHUNK, 0) == CHUNK) {
        if (is_valid((struct block *)buffer, header_magic)) result = 2;
        else if (is_blank(buffer, CHUNK)) result = 1;
    }
    close(fd);
    return result;
}

/* The disk to use: one with the header, otherwise the first blank one. */
static int find_disk(char *path, char *buffer)
{
    struct dirent **names;
    int best = 0, count = scandir("/sys/block", &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char candidate[300];
        int found;
        if (strncmp(names[i]->d_name, "vd", 2) && strncmp(names[i]->d_name, "sd", 2)) continue;
        snprintf(candidate, sizeof candidate, "/dev/%s", names[i]->d_name);
        if ((found = fitness(candidate, buffer)) <= best) continue;
        best = found;
        strcpy(path, candidate);
    }
    return best;
}

static int write_slot(int fd, uint64_t slot, const struct block *block)
{
    ssize_t written = pwrite(fd, block, SLOT, (off_t)(slot * SLOT));
    if (written == SLOT && fdatasync(fd) == 0) return 0;
    if (written >= 0 && written < SLOT) errno = EIO;
    return -1;
}

/* The number in each slot, 0 where there is no valid block of this disk. */
static uint64_t *read_numbers(int fd, uint64_t slots, uint64_t disk, char *buffer)
{
    uint64_t *numbers = calloc(slots, sizeof *numbers);
    if (!numbers) exit(1);
    for (uint64_t slot = 0; slot < slots;) {
        uint64_t wanted = slots - slot < CHUNK / SLOT ? slots - slot : CHUNK / SLOT;
        ssize_t got = pread(fd, buffer, wanted * SLOT, (off_t)((slot + 1) * SLOT));
        /* What cannot be read at once is read block by block; what then cannot be read is lost. */
        if (got != (ssize_t)(wanted * SLOT) && wanted > 1) {
            wanted = 1;
            got = pread(fd, buffer, SLOT, (off_t)((slot + 1) * SLOT));
        }
        for (uint64_t i = 0; i < wanted && got == (ssize_t)(wanted * SLOT); i++) {
            struct block *block = (struct block *)(buffer + i * SLOT);
            if (is_valid(block, block_magic) && block->disk == disk && (block->number - 1) % slots == slot + i)
                numbers[slot + i] = block->number;
        }
        slot += wanted;
    }
    return numbers;
}

/* Prints OK or LOST; returns the newest number, or exits when blocks are lost. */
static uint64_t verify(int fd, uint64_t slots, uint64_t disk, char *buffer)
{
    uint64_t *numbers = read_numbers(fd, slots, disk, buffer);
    uint64_t newest = 0, lost = 0, runs = 0;
    for (uint64_t slot = 0; slot < slots; slot++)
        if (numbers[slot] > newest) newest = numbers[slot];
    uint64_t oldest = newest > slots ? newest - slots + 1 : 1;
    /* The slot after the newest belongs to the write that was under way, also where it holds the oldest block. */
    if (newest >= slots) oldest++;
    for (uint64_t n = oldest; n <= newest; n++) {
        uint64_t first = n;
        while (n <= newest && numbers[(n - 1) % slots] != n) n++;
        if (n == first) continue;
        lost += n - first;
        if (runs++ == 0) printf("PROBE LOST");
        if (runs > MOST_RUNS) continue;
        if (n - first == 1) printf(" %llu", (unsigned long long)first);
        else printf(" %llu-%llu", (unsigned long long)first, (unsigned long long)(n - 1));
    }
    free(numbers);
    if (!lost) {
        printf("PROBE OK %llu\n", (unsigned long long)newest);
        return newest;
    }
    printf("%s (%llu of %llu)\n", runs > MOST_RUNS ? " ..." : "", (unsigned long long)lost,
           (unsigned long long)(newest - oldest + 1));
    exit(1);
}

static uint64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void print_times(const uint64_t *times)
{
    printf("PROBE TOOK");
    for (int i = 0; i < TIMES; i++) printf(" %llu", (unsigned long long)times[i]);
    printf("\n");
}

static void write_on(int fd, uint64_t slots, uint64_t disk, uint64_t number, struct timespec pause)
{
    struct block *block = aligned(SLOT);
    uint64_t times[TIMES];
    for (int count = 0;; number++) {
        uint64_t began;
        fill(block, block_magic, disk, number);
        began = microseconds();
        while (write_slot(fd, 1 + (number - 1) % slots, block)) {
            printf("PROBE ERROR %llu %s\n", (unsigned long long)number, strerror(errno));
            sleep(1);
        }
        times[count++] = microseconds() - began;
        printf("PROBE ACK %llu\n", (unsigned long long)number);
        if (count == TIMES) print_times(times), count = 0;
        nanosleep(&pause, NULL);
    }
}

static uint64_t random_number(void)
{
    uint64_t number = 0;
    int fd = open("/dev/urandom", O_RDONLY);
    if (fd < 0 || read(fd, &number, sizeof number) != sizeof number) exit(1);
    close(fd);
    return number;
}

static uint64_t size_of(int fd)
{
    uint64_t size = 0;
    struct stat file;
    if (ioctl(fd, BLKGETSIZE64, &size) == 0) return size;
    return fstat(fd, &file) == 0 ? (uint64_t)file.st_size : 0;
}

/* probe [DISK [BLOCKS-PER-SECOND]] */
int main(int argc, char **argv)
{
    char path[300], *buffer = aligned(CHUNK);
    long rate = argc > 2 ? atol(argv[2]) : 25;
    struct timespec pause = {0, 999999999 / (rate > 0 ? rate : 1)};
    struct block *header = aligned(SLOT);
    uint64_t slots, disk;
    int fit, fd;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc > 1) snprintf(path, sizeof path, "%s", argv[1]);
    fit = argc > 1 ? fitness(path, buffer) : find_disk(path, buffer);
    if (!fit) {
        printf("PROBE NONE no second disk that is blank or the probe's own\n");
        return 0;
    }
    fd = open(path, O_RDWR | O_DIRECT);
    if (fd < 0 || size_of(fd) < 3 * SLOT) {
        printf("PROBE NONE %s cannot be used\n", path);
        return 1;
    }
    slots = size_of(fd) / SLOT - 1;
    if (slots > MOST_SLOTS) slots = MOST_SLOTS;
    if (fit == 1) {
        fill(header, header_magic, random_number(), slots);
        if (write_slot(fd, 0, header)) {
            printf("PROBE NONE %s %s\n", path, strerror(errno));
            return 1;
        }
    } else if (pread(fd, header, SLOT, 0) != SLOT) {
        printf("PROBE NONE %s %s\n", path, strerror(errno));
        return 1;
    }
    if (header->number > slots) {
        printf("PROBE LOST the end of the disk\n");
        return 1;
    }
    slots = header->number; /* a disk that has grown keeps its ring */
    disk = header->disk;
    printf("PROBE START %s %llu\n", path, (unsigned long long)slots);
    write_on(fd, slots, disk, verify(fd, slots, disk, buffer) + 1, pause);
}
