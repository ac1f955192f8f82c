// Standard output through one buffer that a signal handler can still write out.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Appends bytes to standard output. Returns 0, or the errno of a failure: nothing is written after it.
int shell_output_write(const uint8_t *_Nonnull bytes, size_t count);

/// Writes out what is waiting. Returns 0, or the errno of a failure.
int shell_output_flush(void);

/// Writes bytes to a descriptor, past the buffer. Returns 0 or an errno. Safe in a signal handler.
int shell_write_all(int descriptor, const uint8_t *_Nonnull bytes, size_t count);
