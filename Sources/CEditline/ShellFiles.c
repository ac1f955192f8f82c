#define _GNU_SOURCE

#include "ShellFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static const int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// Opens a folder of this one; its name ends before `length` bytes have passed.
static int open_inner(int folder, const char *name, size_t length) {
  char inner[NAME_MAX + 1];
  if (length > NAME_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(inner, name, length);
  inner[length] = 0;
  return openat(folder, inner, flags);
}

int shell_open_folder(const char *path) {
  int folder = open("/", flags);
  while (folder >= 0) {
    path += strspn(path, "/");
    size_t length = strcspn(path, "/");
    if (length == 0) break;
    int inner = open_inner(folder, path, length);
    int error = errno;
    close(folder);
    errno = error;
    folder = inner;
    path += length;
  }
  return folder;
}
