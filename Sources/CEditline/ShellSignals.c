#define _GNU_SOURCE

#include "ShellSignals.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "ShellOutput.h"

volatile sig_atomic_t shell_interrupt_flag;

static struct timespec last_interrupt;
static struct termios kept_terminal;
static volatile sig_atomic_t has_kept_terminal;
static char trap_report[251];

void shell_interrupt_raise(void) { shell_interrupt_flag = 1; }

void shell_interrupt_clear(void) { shell_interrupt_flag = 0; }

void shell_signals_keep_terminal(void) {
  if (tcgetattr(STDIN_FILENO, &kept_terminal) == 0) has_kept_terminal = 1;
}

// An interrupt between the look at the flag and the wait would be overlooked, were it not blocked.
int shell_wait_for_input(int descriptor) {
  sigset_t interrupt, inherited;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  sigprocmask(SIG_BLOCK, &interrupt, &inherited);
  struct pollfd ready = {descriptor, POLLIN, 0};
  int error = 0;
  while (error == 0 && ready.revents == 0) {
    if (shell_interrupt_flag) {
      error = EINTR;
    } else if (ppoll(&ready, 1, NULL, &inherited) < 0 && errno != EINTR) {
      error = errno;
    }
  }
  sigprocmask(SIG_SETMASK, &inherited, NULL);
  return error;
}

static void die(int status) {
  shell_output_flush();
  if (has_kept_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &kept_terminal);
  _exit(status);
}

static int is_within_a_second(const struct timespec *then, const struct timespec *now) {
  long long passed = (now->tv_sec - then->tv_sec) * 1000000000LL + (now->tv_nsec - then->tv_nsec);
  return passed < 1000000000LL;
}

// The first interrupt asks the run to stop; a second one soon after it does not wait for that.
static void on_interrupt(int number) {
  (void)number;
  int error = errno;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (shell_interrupt_flag && is_within_a_second(&last_interrupt, &now)) die(130);
  last_interrupt = now;
  shell_interrupt_flag = 1;
  errno = error;
}

static void on_trap(int number) {
  (void)number;
  shell_output_flush();
  shell_write_all(STDERR_FILENO, (const uint8_t *)trap_report, strlen(trap_report));
  die(70);
}

static void on_termination(int number) {
  shell_output_flush();
  if (has_kept_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &kept_terminal);
  signal(number, SIG_DFL);
  raise(number);
}

static void handle(int number, void (*function)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = function;
  action.sa_flags = flags;
  sigaction(number, &action, NULL);
}

static void handle_unless_ignored(int number, void (*function)(int)) {
  struct sigaction inherited;
  if (sigaction(number, NULL, &inherited) == 0 && inherited.sa_handler == SIG_IGN) return;
  handle(number, function, 0);
}

// A stack for the traps themselves, since running out of stack is one of them.
void shell_signals_begin_thread(void) {
  static _Thread_local uint8_t stack[1 << 16];
  stack_t alternate = {.ss_sp = stack, .ss_flags = 0, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
}

// What asks the process to stop.
static sigset_t requests_to_stop(void) {
  sigset_t requests;
  sigemptyset(&requests);
  sigaddset(&requests, SIGINT);
  sigaddset(&requests, SIGTERM);
  sigaddset(&requests, SIGHUP);
  return requests;
}

void shell_signals_block(void) {
  sigset_t requests = requests_to_stop();
  pthread_sigmask(SIG_BLOCK, &requests, NULL);
}

void shell_signals_unblock(void) {
  sigset_t requests = requests_to_stop();
  pthread_sigmask(SIG_UNBLOCK, &requests, NULL);
}

void shell_signals_begin(const char *report) {
  strncpy(trap_report, report, sizeof trap_report - 1);
  shell_signals_begin_thread();
  static const int traps[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
  for (size_t index = 0; index < sizeof traps / sizeof *traps; index++)
    handle(traps[index], on_trap, SA_ONSTACK | SA_RESETHAND);
  handle(SIGINT, on_interrupt, 0);
  // Both are errors of write instead: a reader that has gone, a file that may not grow.
  handle(SIGPIPE, SIG_IGN, 0);
  handle(SIGXFSZ, SIG_IGN, 0);
  handle_unless_ignored(SIGTERM, on_termination);
  handle_unless_ignored(SIGHUP, on_termination);
  // The parent may have blocked signals; an interrupt must reach us all the same.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}
