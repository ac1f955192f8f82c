// Lua in a box: code from a stranger runs with what the box offers, within its limits, and leaves
// nothing behind. Lua unwinds the stack by longjmp, so all of it stays on this side: bytes go in,
// bytes come out, and no frame of Swift ever lies between two of Lua's but the one that answers
// questions, which returns before Lua goes on.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
  /// Instructions of one call.
  clua_instructions = 1000000,
  /// Bytes that code may hold at any time.
  clua_memory = 8 << 20,
  /// Bytes that one call may allocate in all, what it gives back included.
  clua_traffic = 64 << 20,
  /// Bytes of one text.
  clua_text = 64 << 10,
  /// Bytes of one block, which is what bounds tables and the depth of calls.
  clua_block = 256 << 10,
  /// Bytes of a result.
  clua_result_bytes = 1 << 20,
  /// How deep a value may nest.
  clua_depth = 256,
};

/// A text of Lua, and a box in which it has run before; safe to be called by several threads.
typedef struct clua_program clua_program;

/// A box that ran a program.
typedef struct clua_box clua_box;

/// What a program is called with.
typedef enum {
  /// A key and its siblings; the result says which stay, or what they are merged into.
  CLUA_STRATEGY,
  /// A node to look at; the result says whether something holds there.
  CLUA_PREDICATE,
} clua_role;

/// What code asks about the node it looks at.
typedef enum {
  /// The one live value of a key: its bytes, or none.
  CLUA_GET,
  /// All live values of a key, as an array.
  CLUA_SIBLINGS,
  /// The keys that begin so, as an array of texts.
  CLUA_KEYS,
} clua_question;

/// Answers a question by `clua_answer`, once; called while code runs.
typedef void (*clua_look)(
    void *_Nonnull context, clua_box *_Nonnull box, clua_question question,
    const uint8_t *_Nonnull text, size_t count);

/// A call: its arguments, and who answers questions meanwhile.
typedef struct {
  clua_role role;
  const uint8_t *_Nullable arguments;
  size_t count;
  clua_look _Nullable look;
  void *_Nullable context;
} clua_call;

/// What came of a call; the bytes live as long as the box.
typedef struct {
  /// Whether it failed: then the bytes are the message.
  int failed;
  /// The line of the code that failed, from 1; 0 where none can be named.
  int line;
  const uint8_t *_Nullable bytes;
  size_t count;
} clua_result;

/// Takes a text; compiles nothing yet. NULL where the process has no memory left.
clua_program *_Nullable clua_open(const uint8_t *_Nonnull text, size_t count);

/// Runs the text alone, to see whether it gives a function.
clua_box *_Nullable clua_check(clua_program *_Nonnull program, clua_result *_Nonnull result);

/// Runs the text, then calls the function that it gives. NULL where the process has no memory left.
///
/// The end depends on the text and the arguments alone, never on what ran before.
clua_box *_Nullable clua_run(
    clua_program *_Nonnull program, const clua_call *_Nonnull call,
    clua_result *_Nonnull result);

/// Gives a box back; its result is gone.
void clua_release(clua_program *_Nonnull program, clua_box *_Nonnull box);

/// Forgets a program. Nothing of it may be running.
void clua_close(clua_program *_Nonnull program);

/// The answer to the question that is being asked, as a value; copies the bytes.
void clua_answer(clua_box *_Nonnull box, const uint8_t *_Nullable bytes, size_t count);

/// The version of Lua, such as `Lua 5.4`.
const char *_Nonnull clua_version(void);
