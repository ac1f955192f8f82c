// Line editing as Swift can call it: libedit's own calls are variadic, which Swift cannot make.
#pragma once

#include <stddef.h>

#include "ShellFiles.h"
#include "ShellOutput.h"
#include "ShellSignals.h"

typedef struct ced_editor ced_editor;

/// What reading a line came to.
typedef enum {
  CED_LINE,
  CED_END,
  CED_INTERRUPTED,
  CED_ERROR,
} ced_result;

/// What the completion callback did, so that the line can be drawn anew.
typedef enum {
  CED_NOTHING,
  CED_EDITED,
  CED_PRINTED,
} ced_completion;

/// Returns the prompt, alive until the next call; text between two '\1' has no width.
typedef const char *_Nonnull (*ced_prompt_fn)(void *_Nonnull context);

/// Completes the word before the cursor; `line` holds the text before it.
typedef ced_completion (*ced_complete_fn)(void *_Nonnull context, const char *_Nonnull line);

/// Returns what is shown at the right edge while `line` stands before the cursor, alive until the next call.
typedef const char *_Nonnull (*ced_hint_fn)(void *_Nonnull context, const char *_Nonnull line);

/// Takes the user's character set, or C.UTF-8 where that is not UTF-8. Returns whether there is UTF-8.
int ced_set_locale(void);

/// Opens an editor on standard input and output, which must be terminals; NULL where that fails.
ced_editor *_Nullable ced_open(
    const char *_Nonnull program, void *_Nonnull context, ced_prompt_fn _Nonnull prompt,
    ced_complete_fn _Nonnull complete, ced_hint_fn _Nullable hint);

/// Reads a line, its end included; it lives until the next call.
ced_result ced_read(
    ced_editor *_Nonnull editor, const char *_Nullable *_Nonnull line, size_t *_Nonnull length);

/// Inserts text at the cursor. Only for the completion callback.
void ced_insert(ced_editor *_Nonnull editor, const char *_Nonnull text);

/// Deletes scalars before the cursor. Only for the completion callback.
void ced_delete(ced_editor *_Nonnull editor, int scalars);

/// Prints lines below the one being edited. Only for the completion callback.
void ced_print(ced_editor *_Nonnull editor, const char *_Nonnull text);

/// Remembers an entry, unless it is the last one again.
void ced_remember(ced_editor *_Nonnull editor, const char *_Nonnull entry);

/// How many columns the terminal has.
int ced_columns(ced_editor *_Nonnull editor);

/// How many rows the terminal has.
int ced_rows(ced_editor *_Nonnull editor);

/// Closes the editor and leaves the terminal as it was found.
void ced_close(ced_editor *_Nonnull editor);
