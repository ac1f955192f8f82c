// What signals do to the shell. Swift code cannot run in a signal handler.
#pragma once

#include <signal.h>

/// Sets up all signals: an interrupt raises a flag, a closed pipe is an error of write, and a trap says
/// `report`, cut to 250 bytes, and ends with status 70.
void shell_signals_begin(const char *_Nonnull report);

/// Gives the calling thread a stack for traps, so that running out of its own ends with status 70 as well.
void shell_signals_begin_thread(void);

/// Blocks what asks the process to stop. Threads started meanwhile never take such a signal, so that it
/// reaches the one that waits for input.
void shell_signals_block(void);

/// Takes such signals again, also one that came meanwhile.
void shell_signals_unblock(void);

/// Keeps the terminal's settings, to be restored should the process die while it edits a line.
void shell_signals_keep_terminal(void);

/// Raises the flag, as an interrupt does.
void shell_interrupt_raise(void);

/// Lowers the flag of the last interrupt.
void shell_interrupt_clear(void);

/// Waits until a descriptor can be read. Returns 0, or the errno of a failure: EINTR for an interrupt,
/// also for one that came before the wait and was not cleared.
int shell_wait_for_input(int descriptor);

extern volatile sig_atomic_t shell_interrupt_flag;

/// Whether the user has asked to stop since the flag was lowered.
static inline int shell_is_interrupted(void) { return shell_interrupt_flag != 0; }
