// The two kinds of call. The function that the text gives is at index 1.
#include "Box.h"

#include <string.h>

// MARK: Strategies

enum { sibling_is_deleted = 1, sibling_is_incoming = 2 };

// Pushes one sibling: what was written, by whom, when, and what its writer had seen.
static void read_sibling(lua_State *L, box_reader *reader) {
  lua_createtable(L, 0, 7);
  box_read(L, reader);
  lua_setfield(L, -2, "value");
  box_read_text(L, reader);
  lua_setfield(L, -2, "node");
  lua_pushinteger(L, (lua_Integer)box_read_word(L, reader, 4));
  lua_setfield(L, -2, "counter");
  lua_pushinteger(L, (lua_Integer)box_read_word(L, reader, 8));
  lua_setfield(L, -2, "stamp");
  const int flags = (int)box_read_word(L, reader, 1);
  lua_pushboolean(L, flags & sibling_is_deleted);
  lua_setfield(L, -2, "deleted");
  lua_pushboolean(L, flags & sibling_is_incoming);
  lua_setfield(L, -2, "incoming");
  const int count = (int)box_read_word(L, reader, 4);
  lua_createtable(L, 0, count);
  for (int index = 0; index < count; index++) {
    box_read_text(L, reader);
    lua_pushinteger(L, (lua_Integer)box_read_word(L, reader, 4));
    lua_rawset(L, -3);
  }
  lua_setfield(L, -2, "context");
  box_mark(L, &box_sibling_mark);
}

// The number, from 0, of the sibling at `index` among the originals; an error for another table.
static uint32_t number_of(lua_State *L, int index, int originals, int count) {
  box_charge(L, count);
  for (int number = 1; number <= count; number++) {
    lua_rawgeti(L, originals, number);
    const int is_same = lua_rawequal(L, -1, index);
    lua_pop(L, 1);
    if (is_same) return (uint32_t)(number - 1);
  }
  return (uint32_t)luaL_error(L, "what is kept is none of the siblings");
}

// Writes which sibling stays, and the value that it has now: code may have changed it.
static void put_kept(lua_State *L, int originals, int count) {
  const int kept = lua_gettop(L);
  box_put_word(L, number_of(L, kept, originals, count));
  lua_getfield(L, kept, "value");
  if (lua_isnil(L, -1))
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
static void put_resolution(lua_State *L, int originals, int count, int is_given) {
  const int answer = lua_gettop(L);
  if (lua_isnil(L, answer))
    luaL_error(L, "the function returned nothing: return a value, a sibling, or `siblings`");
  if (is_sibling(L, answer)) {
    box_put(L, "k", 1);
    box_put_word(L, 1);
    put_kept(L, originals, count);
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
    put_kept(L, originals, count);
    lua_settop(L, answer);
  }
}

int box_call_strategy(lua_State *L) {
  const clua_call *call = box_of(L)->call;
  box_reader reader = {call->arguments, call->arguments + call->count};
  const int function = lua_gettop(L);
  box_read_text(L, &reader);
  const int count = (int)box_read_word(L, &reader, 4);
  lua_createtable(L, count, 0);
  const int siblings = lua_gettop(L);
  // The list that code gets may be changed; who is who stays known by another.
  lua_createtable(L, count, 0);
  const int originals = lua_gettop(L);
  for (int index = 1; index <= count; index++) {
    read_sibling(L, &reader);
    lua_pushvalue(L, -1);
    lua_rawseti(L, siblings, index);
    lua_rawseti(L, originals, index);
  }
  lua_pushvalue(L, function);
  lua_pushvalue(L, function + 1);
  lua_pushvalue(L, siblings);
  lua_call(L, 2, 1);
  put_resolution(L, originals, count, lua_rawequal(L, -1, siblings));
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
