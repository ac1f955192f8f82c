#define _GNU_SOURCE

#include "CPty.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Tests that hang end with the process, instead of holding up who waits for them.
__attribute__((constructor)) static void limit_time(void) {
  const char *seconds = getenv("PARLEY_TEST_LIMIT");
  if (seconds) alarm((unsigned)atoi(seconds));
}

int cpty_start(
    const char *program, char *const *arguments, char *const *environment, int rows, int columns,
    pid_t *child) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int terminal = -1;
  pid_t process = forkpty(&terminal, NULL, NULL, &size);
  if (process < 0) return -1;
  if (process == 0) {
    // Tests run on threads that block signals, and what is blocked stays so after exec.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    execve(program, arguments, environment);
    _exit(127);
  }
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  *child = process;
  return terminal;
}

int cpty_resize(int terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

int cpty_wait(int terminal, int milliseconds) {
  struct pollfd ready = {terminal, POLLIN, 0};
  return poll(&ready, 1, milliseconds) > 0;
}
