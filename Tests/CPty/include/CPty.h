// A pseudo-terminal with a program in it. Swift cannot fork, and Glibc hides these calls from it.
#pragma once

#include <sys/types.h>

/// Starts a program on a new terminal of this size, its signals as they are after a login.
/// Returns the descriptor of the terminal's other side, or -1; `child` becomes the process.
int cpty_start(
    const char *_Nonnull program, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nonnull environment, int rows, int columns, pid_t *_Nonnull child);

/// Tells the terminal its new size.
int cpty_resize(int terminal, int rows, int columns);

/// Waits until something can be read, or this long; 1: it can, 0: it cannot. Unit: milliseconds.
int cpty_wait(int terminal, int milliseconds);
