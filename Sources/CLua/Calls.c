// The two kinds of call. The function that the text gives is at index 1.
#include "Box.h"

#include <string.h>

// MARK: Strategies

enum { sibling_is_deleted = 1, sibling_is_incoming = 2 };

// The siblings of a call as they were given: at `first`, two places each, the table and its value.
// The list that code gets may be changed, and so may the tables.
typedef struct {
  int first;
  int count;
} originals;

// Pushes the numbers of writes that a writer had seen, by the names of those who wrote them.
static void read_context(lua_State *L, box_reader *reader) {
  const int count = (int)box_read_word(L, reader);
  lua_createtable(L, 0, count);
  for (int index = 0; index < count; index++) {
    box_read_text(L, reader);
    lua_pushinteger(L, (lua_Integer)box_read_word(L, reader));
    lua_rawset(L, -3);
  }
}

// Pushes one sibling: what was written, by whom, when, and what its writer had seen. Behind it its
// value.
static void read_sibling(lua_State *L, box_reader *reader, int mark) {
  lua_createtable(L, 0, 7);
  const int sibling = lua_gettop(L);
  box_read(L, reader);
  lua_pushvalue(L, -1);
  lua_setfield(L, sibling, "value");
  box_read_text(L, reader);
  lua_setfield(L, sibling, "node");
  lua_pushinteger(L, (lua_Integer)box_read_word(L, reader));
  lua_setfield(L, sibling, "counter");
  lua_pushinteger(L, (lua_Integer)box_read_wide(L, reader));
  lua_setfield(L, sibling, "stamp");
  const int flags = box_read_byte(L, reader);
  lua_pushboolean(L, flags & sibling_is_deleted);
  lua_setfield(L, sibling, "deleted");
  lua_pushboolean(L, flags & sibling_is_incoming);
  lua_setfield(L, sibling, "incoming");
  read_context(L, reader);
  lua_setfield(L, sibling, "context");
  lua_pushvalue(L, mark);
  lua_setmetatable(L, sibling);
}

// The number, from 0, of the sibling at `index`; an error for another table.
static int number_of(lua_State *L, int index, originals siblings) {
  box_charge(L, siblings.count);
  const void *table = lua_topointer(L, index);
  for (int number = 0; number < siblings.count; number++)
    if (lua_topointer(L, siblings.first + 2 * number) == table) return number;
  return luaL_error(L, "what is kept is none of the siblings");
}

// Whether the value at the top is the one at `index`; of tables nobody knows without reading them.
static int is_untouched(lua_State *L, int index) {
  return lua_type(L, -1) != LUA_TTABLE && lua_rawequal(L, -1, index) &&
         lua_isinteger(L, -1) == lua_isinteger(L, index);
}

// Writes which sibling stays: the one at the top; and its value, unless that is the one it had.
static void put_kept(lua_State *L, originals siblings) {
  const int kept = lua_gettop(L);
  const int number = number_of(L, kept, siblings);
  box_put_word(L, (uint32_t)number);
  lua_getfield(L, kept, "value");
  if (is_untouched(L, siblings.first + 2 * number + 1))
    box_put(L, "=", 1);
  else if (lua_isnil(L, -1))
    box_put(L, "x", 1);
  else
    box_write(L, 0);
  lua_settop(L, kept);
}

static int is_sibling(lua_State *L, int index) {
  return lua_istable(L, index) && box_has_mark(L, index, &box_sibling_mark);
}

// How many siblings a list has; 0 where it holds anything else, as a value does.
static lua_Integer count_kept(lua_State *L, int list) {
  const lua_Integer count = (lua_Integer)lua_rawlen(L, list);
  for (lua_Integer position = 1; position <= count; position++) {
    box_charge(L, 1);
    lua_rawgeti(L, list, position);
    const int is_one = is_sibling(L, -1);
    lua_pop(L, 1);
    if (!is_one) return 0;
  }
  return count;
}

// Writes `k`, how many stay, and each; or `v` and the value they are merged into.
static void put_resolution(lua_State *L, originals siblings, int is_given) {
  const int answer = lua_gettop(L);
  if (lua_isnil(L, answer))
    luaL_error(L, "the function returned nothing: return a value, a sibling, or `siblings`");
  if (is_sibling(L, answer)) {
    box_put(L, "k", 1);
    box_put_word(L, 1);
    put_kept(L, siblings);
    return;
  }
  const lua_Integer kept = lua_istable(L, answer) ? count_kept(L, answer) : 0;
  if (kept == 0) {
    if (is_given) luaL_error(L, "`siblings` was returned with nothing in it to keep");
    box_put(L, "v", 1);
    box_write(L, 0);
    return;
  }
  box_put(L, "k", 1);
  box_put_word(L, (uint32_t)kept);
  for (lua_Integer position = 1; position <= kept; position++) {
    lua_rawgeti(L, answer, position);
    put_kept(L, siblings);
    lua_settop(L, answer);
  }
}

int box_call_strategy(lua_State *L) {
  const clua_call *call = box_of(L)->call;
  box_reader reader = {call->arguments, call->arguments + call->count};
  const int function = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &box_sibling_mark);
  const int mark = function + 1, key = function + 2, list = function + 3;
  box_read_text(L, &reader);
  const originals siblings = {list + 1, (int)box_read_word(L, &reader)};
  lua_createtable(L, siblings.count, 0);
  luaL_checkstack(L, 2 * siblings.count + 12, "too many siblings");
  for (int index = 0; index < siblings.count; index++) {
    read_sibling(L, &reader, mark);
    lua_pushvalue(L, -2);
    lua_rawseti(L, list, index + 1);
  }
  lua_pushvalue(L, function);
  lua_pushvalue(L, key);
  lua_pushvalue(L, list);
  lua_call(L, 2, 1);
  put_resolution(L, siblings, lua_rawequal(L, -1, list));
  return 0;
}

// MARK: Predicates

// Asks the host, and pushes what it answers.
static int ask(lua_State *L, clua_question question) {
  clua_box *box = box_of(L);
  size_t count = 0;
  const char *text = "";
  if (question == CLUA_KEYS && lua_isnoneornil(L, 1)) {
    lua_settop(L, 0);
  } else {
    if (lua_type(L, 1) == LUA_TTABLE)
      return luaL_error(L, "ask with a dot: `at.get(key)`, not `at:get(key)`");
    text = luaL_checklstring(L, 1, &count);
  }
  box_charge(L, 20);
  box->answer.count = 0;
  box->call->look(box->call->context, box, question, (const uint8_t *)text, count);
  box_charge(L, (int64_t)(box->answer.count / 16));
  box_reader reader = {box->answer.bytes, box->answer.bytes + box->answer.count};
  if (box->answer.count == 0)
    lua_pushnil(L);
  else
    box_read(L, &reader);
  return 1;
}

static int get(lua_State *L) { return ask(L, CLUA_GET); }

static int live(lua_State *L) { return ask(L, CLUA_SIBLINGS); }

static int keys(lua_State *L) { return ask(L, CLUA_KEYS); }

// Writes `t` or `f`, and the words behind it if there are some.
int box_call_predicate(lua_State *L) {
  const clua_call *call = box_of(L)->call;
  box_reader reader = {call->arguments, call->arguments + call->count};
  static const luaL_Reg questions[] = {
      {"get", get}, {"keys", keys}, {"siblings", live}, {NULL, NULL}};
  lua_pushvalue(L, 1);
  luaL_newlib(L, questions);
  box_read_text(L, &reader);
  lua_setfield(L, -2, "node");
  lua_call(L, 1, 2);
  if (!lua_isboolean(L, -2))
    return luaL_error(L, "the function returned a %s: return true or false, and words if you like",
                      luaL_typename(L, -2));
  box_put(L, lua_toboolean(L, -2) ? "t" : "f", 1);
  if (lua_type(L, -1) == LUA_TSTRING) box_write(L, 0);
  return 0;
}
