#include "ShellOutput.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { capacity = 1 << 16 };

static uint8_t waiting[capacity];
static volatile size_t waiting_count;
static int failure;

int shell_write_all(int descriptor, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written >= 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd ready = {descriptor, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int shell_output_flush(void) {
  size_t count = waiting_count;
  waiting_count = 0;
  if (count > 0 && failure == 0) failure = shell_write_all(STDOUT_FILENO, waiting, count);
  return failure;
}

int shell_output_write(const uint8_t *bytes, size_t count) {
  if (failure != 0) return failure;
  if (count > capacity - waiting_count) shell_output_flush();
  if (failure == 0 && count >= capacity) {
    failure = shell_write_all(STDOUT_FILENO, bytes, count);
  } else if (failure == 0) {
    memcpy(waiting + waiting_count, bytes, count);
    waiting_count += count;
  }
  return failure;
}
