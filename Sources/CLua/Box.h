// What the files of the box share.
#pragma once

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdatomic.h>

#include "CLua.h"

/// Bytes that grow; beyond Lua's memory, so that an error of Lua's leaves them in order.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t room;
} box_bytes;

/// Bytes that are read from the front.
typedef struct {
  const uint8_t *at;
  const uint8_t *end;
} box_reader;

struct clua_box {
  lua_State *state;
  const clua_program *program;
  const clua_call *call;
  /// Bytes held, bytes of all blocks ever given out in this call, and what both may come to.
  size_t used, used_limit;
  size_t given, given_limit;
  /// How often memory was refused; each time Lua collects garbage and asks again.
  int refusals;
  int ran_out;
  /// Instructions left.
  int64_t budget;
  /// The line that runs, where lines are followed; the line that failed.
  int line;
  box_bytes result;
  box_bytes answer;
};

struct clua_program {
  uint8_t *text;
  size_t count;
  /// A box that waits for the next call.
  _Atomic(clua_box *) idle;
};

/// The marks of tables in the registry: their addresses are the keys.
extern const char box_array_mark, box_object_mark, box_sibling_mark;

/// The box that a state belongs to.
clua_box *box_of(lua_State *L);

/// Takes work off the budget, in instructions; an error where none is left.
void box_charge(lua_State *L, int64_t work);

/// Pushes the globals of the box.
void box_push_globals(lua_State *L);

/// Pushes the keys of the table at `index` as a list in the one order of keys: false, true,
/// numbers, texts by bytes; returns how many. An error for keys of other kinds.
lua_Integer box_push_keys(lua_State *L, int index);

/// Sorts the list at `index` of this length, leaving equal elements in their order; `before` tells
/// whether the value at one index of the stack comes before that at another.
void box_sort(
    lua_State *L, int index, lua_Integer count, int (*before)(lua_State *L, int one, int other));

/// Whether the table at `index` has this mark.
int box_has_mark(lua_State *L, int index, const char *mark);

/// Marks the table at the top.
void box_mark(lua_State *L, const char *mark);

/// Pushes the value that is written next.
void box_read(lua_State *L, box_reader *reader);

/// Reads a number of this width, the least byte first.
uint64_t box_read_word(lua_State *L, box_reader *reader, int width);

/// Pushes the text that is written next, its length first.
void box_read_text(lua_State *L, box_reader *reader);

/// Writes the value at the top to the result; an error where it is no value.
void box_write(lua_State *L, int depth);

/// Writes bytes to the result.
void box_put(lua_State *L, const void *bytes, size_t count);

/// Writes a 32-bit number to the result.
void box_put_word(lua_State *L, uint32_t word);

/// What is wrong with a text before it is compiled, and in which line; NULL: nothing.
const char *box_scan(const uint8_t *text, size_t count, int *line);

/// The protected bodies of calls, by role.
int box_call_strategy(lua_State *L);
int box_call_predicate(lua_State *L);
