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

typedef struct box_slab box_slab;

enum {
  /// How many sizes of small blocks there are.
  box_ranks = 33,
};

/// What a box holds of memory, and how much it may.
typedef struct {
  /// Bytes held, bytes of all blocks ever given out in this call, and what both may come to.
  size_t used, used_limit;
  size_t given, given_limit;
  /// How often memory was refused; each time Lua collects garbage and asks again.
  int refusals;
  int ran_out;
  /// Small blocks that wait, by size; the first bytes of each name the next.
  void *waiting[box_ranks];
  box_slab *slabs;
  /// What is left of the first slab.
  uint8_t *at, *end;
} box_memory;

struct clua_box {
  lua_State *state;
  const clua_program *program;
  const clua_call *call;
  box_memory memory;
  /// Instructions left.
  int64_t budget;
  /// Whether the text leaves nothing behind but its function, which is kept then and called again.
  int is_plain;
  /// What running the text took off the budget, where it is plain.
  int64_t text_cost;
  /// Whether code has set a global since the globals were made.
  int is_changed;
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

/// Gives, changes and takes back blocks of a `box_memory`, as Lua asks for them.
void *box_allocate(void *context, void *block, size_t old, size_t size);

/// Gives back what small blocks lay in; all of them are gone.
void box_close_memory(box_memory *memory);

/// The box that a state belongs to.
static inline clua_box *box_of(lua_State *L) { return *(clua_box **)lua_getextraspace(L); }

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

/// Passes over so many bytes and says where they are.
static inline const uint8_t *box_pass(lua_State *L, box_reader *reader, size_t count) {
  if ((size_t)(reader->end - reader->at) < count) luaL_error(L, "an argument ends early");
  reader->at += count;
  return reader->at - count;
}

/// Reads a number of so many bytes, the least first; one load where bytes lie that way.
static inline uint64_t box_read_number(lua_State *L, box_reader *reader, int width) {
  const uint8_t *bytes = box_pass(L, reader, (size_t)width);
  uint64_t number = 0;
  for (int index = 0; index < width; index++) number |= (uint64_t)bytes[index] << (8 * index);
  return number;
}

/// Reads a number of one, four or eight bytes.
static inline uint8_t box_read_byte(lua_State *L, box_reader *reader) {
  return *box_pass(L, reader, 1);
}

static inline uint32_t box_read_word(lua_State *L, box_reader *reader) {
  return (uint32_t)box_read_number(L, reader, 4);
}

static inline uint64_t box_read_wide(lua_State *L, box_reader *reader) {
  return box_read_number(L, reader, 8);
}

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
