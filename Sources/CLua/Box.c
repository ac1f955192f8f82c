#include "Box.h"

#include <stdlib.h>
#include <string.h>

enum {
  // How many instructions pass between two looks at the budget.
  stride = 1000,
  // What a box that is used again may take before the call is repeated in a new one.
  spare_memory = 1 << 20,
  spare_traffic = 8 << 20,
  // What a text may allocate whose function is kept.
  plain_traffic = 64 << 10,
  message_bytes = 300,
};

const char box_array_mark = 'a', box_object_mark = 'o', box_sibling_mark = 's';
// The text as a function, and the metatable of its globals.
static const char main_key = 'm', surroundings_key = 'g';
// The function that a plain text gave.
static const char function_key = 'f';

// MARK: Bytes

static int put_bytes(box_bytes *into, const void *bytes, size_t count) {
  if (into->count + count > into->room) {
    size_t room = (into->count + count) * 2 + 256;
    uint8_t *fresh = realloc(into->bytes, room);
    if (!fresh) return 0;
    into->bytes = fresh;
    into->room = room;
  }
  if (count) memcpy(into->bytes + into->count, bytes, count);
  into->count += count;
  return 1;
}

void box_put(lua_State *L, const void *bytes, size_t count) {
  clua_box *box = box_of(L);
  if (box->result.count + count > clua_result_bytes)
    luaL_error(L, "what is returned is larger than 1 MiB");
  if (!put_bytes(&box->result, bytes, count)) luaL_error(L, "the process has no memory left");
}

void clua_answer(clua_box *box, const uint8_t *bytes, size_t count) {
  box->answer.count = 0;
  put_bytes(&box->answer, bytes, count);
}

// MARK: Instructions

void box_charge(lua_State *L, int64_t work) {
  clua_box *box = box_of(L);
  box->budget -= work;
  if (box->budget < 0) luaL_error(L, "runs for more than 1,000,000 instructions");
}

static void look_up(lua_State *L, lua_Debug *debug) {
  if (debug->event == LUA_HOOKLINE)
    box_of(L)->line = debug->currentline;
  else
    box_charge(L, stride);
}

// MARK: Failing

// The line that runs, of the innermost function that has lines; where none runs any more, the line
// of the function that was called, which the outermost body keeps at its first place.
static int line_of(lua_State *L) {
  lua_Debug debug;
  int level = 0;
  for (; lua_getstack(L, level, &debug); level++)
    if (lua_getinfo(L, "l", &debug) && debug.currentline > 0) return debug.currentline;
  if (level == 0 || !lua_getstack(L, level - 1, &debug) || !lua_getlocal(L, &debug, 1)) return 0;
  if (!lua_isfunction(L, -1) || lua_iscfunction(L, -1)) return 0;
  lua_getinfo(L, ">S", &debug);
  return debug.linedefined;
}

// Takes the `:3: ` off a message and returns the 3; 0 where there is none.
static int take_line(const char **message) {
  const char *at = *message;
  if (*at != ':') return 0;
  char *end;
  long line = strtol(at + 1, &end, 10);
  if (end == at + 1 || end[0] != ':' || end[1] != ' ') return 0;
  *message = end + 2;
  return (int)line;
}

// Makes the result of what was raised. Allocates nothing of Lua's.
static int note_failure(lua_State *L) {
  clua_box *box = box_of(L);
  const char *message;
  switch (lua_type(L, 1)) {
    case LUA_TSTRING: message = lua_tostring(L, 1); break;
    case LUA_TNIL: message = "an error without words was raised"; break;
    default: message = "an error was raised that is no text"; break;
  }
  int line = take_line(&message);
  box->line = line ? line : line_of(L);
  box->result.count = 0;
  size_t count = strlen(message);
  put_bytes(&box->result, message, count < message_bytes ? count : message_bytes);
  return 1;
}

static void fail(clua_box *box, const char *message) {
  box->result.count = 0;
  put_bytes(&box->result, message, strlen(message));
}

// MARK: Opening

// Sets a global that was not there.
static int set_global(lua_State *L) {
  box_of(L)->is_changed = 1;
  lua_rawset(L, 1);
  return 0;
}

static int set_up(lua_State *L) {
  const clua_program *program = box_of(L)->program;
  const char *const marks[] = {&box_array_mark, &box_object_mark, &box_sibling_mark};
  for (int index = 0; index < 3; index++) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, marks[index]);
  }
  lua_createtable(L, 0, 2);
  box_push_globals(L);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, set_global);
  lua_setfield(L, -2, "__newindex");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &surroundings_key);
  int line = 0;
  const char *flaw = box_scan(program->text, program->count, &line);
  if (flaw) {
    lua_pushfstring(L, ":%d: %s", line, flaw);
    lua_error(L);
  }
  if (luaL_loadbufferx(L, (const char *)program->text, program->count, "=", "t") != LUA_OK)
    lua_error(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &main_key);
  return 0;
}

// Gives the function at the top globals of its own.
static void renew_globals(lua_State *L) {
  lua_createtable(L, 0, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &surroundings_key);
  lua_setmetatable(L, -2);
  lua_setupvalue(L, -2, 1);
  box_of(L)->is_changed = 0;
}

// Keeps the function at the top if no call of it could tell whether the text ran again before: it
// knows nothing that the text made, and what the text took is known.
static void keep_function(lua_State *L, int64_t cost) {
  clua_box *box = box_of(L);
  if (box->is_changed || box->memory.given > plain_traffic || lua_iscfunction(L, -1)) return;
  const char *name = lua_getupvalue(L, -1, 1);
  if (name) {
    lua_pop(L, 1);
    if (strcmp(name, "_ENV") != 0) return;
    if (lua_getupvalue(L, -1, 2)) {
      lua_pop(L, 1);
      return;
    }
  }
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &function_key);
  box->text_cost = cost;
  box->is_plain = 1;
}

static void run_text(lua_State *L) {
  const int64_t budget = box_of(L)->budget;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &main_key);
  renew_globals(L);
  lua_call(L, 0, 1);
  if (!lua_isfunction(L, -1))
    luaL_error(L, "the code must return a function: `return function(...) ... end`");
  keep_function(L, budget - box_of(L)->budget);
  // The call is counted from its own first instruction, whether the text ran before it or not.
  lua_sethook(L, look_up, lua_gethookmask(L), stride);
}

// Leaves the function that the text gives at the top; globals of an earlier call are gone.
static void push_function(lua_State *L) {
  clua_box *box = box_of(L);
  if (!box->is_plain) {
    run_text(L);
    return;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &function_key);
  if (box->is_changed) renew_globals(L);
  box_charge(L, box->text_cost);
}

static int check_protected(lua_State *L) {
  push_function(L);
  return 0;
}

static int call_protected(lua_State *L) {
  push_function(L);
  return box_of(L)->call->role == CLUA_STRATEGY ? box_call_strategy(L) : box_call_predicate(L);
}

// Runs a protected body within the limits. Returns whether it succeeded.
static int run(clua_box *box, lua_CFunction body, int follows_lines) {
  lua_State *L = box->state;
  box->memory.given = 0;
  box->memory.refusals = 0;
  box->memory.ran_out = 0;
  box->budget = clua_instructions;
  box->line = 0;
  box->result.count = 0;
  lua_sethook(L, look_up, LUA_MASKCOUNT | (follows_lines ? LUA_MASKLINE : 0), stride);
  lua_settop(L, 0);
  lua_pushcfunction(L, note_failure);
  lua_pushcfunction(L, body);
  int status = lua_pcall(L, 0, 0, 1);
  if (status == LUA_OK) return 1;
  if (status == LUA_ERRMEM || status == LUA_ERRERR)
    fail(box, "needs more memory than there is: 8 MiB, a text 64 KiB, a table 256 KiB");
  return 0;
}

static void close_box(clua_box *box) {
  if (!box) return;
  if (box->state) lua_close(box->state);
  box_close_memory(&box->memory);
  free(box->result.bytes);
  free(box->answer.bytes);
  free(box);
}

// A new box with the program compiled, or with the reason why not; NULL: no memory.
static clua_box *open_box(const clua_program *program, int *succeeded) {
  clua_box *box = calloc(1, sizeof *box);
  if (!box) return NULL;
  box->program = program;
  box->memory.used_limit = clua_memory;
  box->memory.given_limit = clua_traffic;
  box->state = lua_newstate(box_allocate, &box->memory);
  if (!box->state) {
    box_close_memory(&box->memory);
    free(box);
    return NULL;
  }
  *(clua_box **)lua_getextraspace(box->state) = box;
  *succeeded = run(box, set_up, 0);
  return box;
}

// MARK: Programs

clua_program *clua_open(const uint8_t *text, size_t count) {
  clua_program *program = calloc(1, sizeof *program);
  if (!program) return NULL;
  program->text = malloc(count + 1);
  if (!program->text) {
    free(program);
    return NULL;
  }
  if (count) memcpy(program->text, text, count);
  program->count = count;
  return program;
}

void clua_close(clua_program *program) {
  close_box(atomic_load(&program->idle));
  free(program->text);
  free(program);
}

void clua_release(clua_program *program, clua_box *box) {
  clua_box *none = NULL;
  const int is_sound = box->call && !box->memory.ran_out;
  box->call = NULL;
  if (!is_sound || !atomic_compare_exchange_strong(&program->idle, &none, box)) close_box(box);
}

static clua_box *conclude(clua_box *box, int succeeded, clua_result *result) {
  result->failed = !succeeded;
  result->line = succeeded ? 0 : box->line;
  result->bytes = box->result.bytes;
  result->count = box->result.count;
  if (!succeeded) box->call = NULL;
  return box;
}

clua_box *clua_check(clua_program *program, clua_result *result) {
  int succeeded = 0;
  clua_box *box = open_box(program, &succeeded);
  if (!box) return NULL;
  if (succeeded) succeeded = run(box, check_protected, 0);
  return conclude(box, succeeded, result);
}

// Calls in a box that has run before, or in one like it; NULL: it went near a limit of memory.
static clua_box *run_again(clua_program *program, const clua_call *call, clua_result *result) {
  int succeeded = 1;
  clua_box *box = atomic_exchange(&program->idle, NULL);
  if (!box) {
    box = open_box(program, &succeeded);
    if (box && succeeded) {
      box->memory.used_limit = box->memory.used + spare_memory;
      box->memory.given_limit = spare_traffic;
    }
  }
  if (!box || !succeeded || box->memory.used_limit > clua_memory) {
    close_box(box);
    return NULL;
  }
  box->call = call;
  succeeded = run(box, call_protected, 0);
  if (!box->memory.ran_out) return conclude(box, succeeded, result);
  close_box(box);
  return NULL;
}

clua_box *clua_run(clua_program *program, const clua_call *call, clua_result *result) {
  clua_box *box = run_again(program, call, result);
  if (box) return box;
  // What was left over from earlier calls must not decide whether there is memory enough.
  int succeeded = 0;
  box = open_box(program, &succeeded);
  if (!box) return NULL;
  if (succeeded) {
    box->call = call;
    succeeded = run(box, call_protected, 1);
    box->memory.ran_out = 1;
  }
  return conclude(box, succeeded, result);
}

const char *clua_version(void) { return LUA_VERSION; }
