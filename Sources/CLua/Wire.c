// Values as bytes: a tag, then what belongs to it. `n` null, `t` true, `f` false, `i` and `d` eight
// bytes, `s` a length and bytes, `[` a count and values, `{` a count and pairs of text and value.
#include "Box.h"

#include <math.h>
#include <string.h>

// MARK: Marks

int box_has_mark(lua_State *L, int index, const char *mark) {
  if (!lua_getmetatable(L, index)) return 0;
  lua_rawgetp(L, LUA_REGISTRYINDEX, mark);
  const int has = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return has;
}

void box_mark(lua_State *L, const char *mark) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, mark);
  lua_setmetatable(L, -2);
}

// MARK: Reading

void box_read_text(lua_State *L, box_reader *reader) {
  const size_t count = box_read_word(L, reader);
  lua_pushlstring(L, (const char *)box_pass(L, reader, count), count);
}

static void read_double(lua_State *L, box_reader *reader) {
  const uint64_t bits = box_read_wide(L, reader);
  double number;
  memcpy(&number, &bits, sizeof number);
  lua_pushnumber(L, number);
}

static void read_array(lua_State *L, box_reader *reader) {
  const int count = (int)box_read_word(L, reader);
  lua_createtable(L, count, 0);
  for (int index = 1; index <= count; index++) {
    box_read(L, reader);
    lua_rawseti(L, -2, index);
  }
  box_mark(L, &box_array_mark);
}

static void read_object(lua_State *L, box_reader *reader) {
  const int count = (int)box_read_word(L, reader);
  lua_createtable(L, 0, count);
  for (int index = 0; index < count; index++) {
    box_read_text(L, reader);
    box_read(L, reader);
    lua_rawset(L, -3);
  }
  box_mark(L, &box_object_mark);
}

void box_read(lua_State *L, box_reader *reader) {
  luaL_checkstack(L, 6, "a value nests too deep");
  switch (box_read_byte(L, reader)) {
    case 'n': lua_pushlightuserdata(L, NULL); break;
    case 't': lua_pushboolean(L, 1); break;
    case 'f': lua_pushboolean(L, 0); break;
    case 'i': lua_pushinteger(L, (lua_Integer)box_read_wide(L, reader)); break;
    case 'd': read_double(L, reader); break;
    case 's': box_read_text(L, reader); break;
    case '[': read_array(L, reader); break;
    case '{': read_object(L, reader); break;
    default: lua_pushnil(L); break;
  }
}

// MARK: Writing

void box_put_word(lua_State *L, uint32_t word) {
  const uint8_t bytes[] = {(uint8_t)word, (uint8_t)(word >> 8), (uint8_t)(word >> 16),
                           (uint8_t)(word >> 24)};
  box_put(L, bytes, sizeof bytes);
}

static void put_tag(lua_State *L, char tag) { box_put(L, &tag, 1); }

static void put_wide(lua_State *L, char tag, uint64_t word) {
  put_tag(L, tag);
  box_put_word(L, (uint32_t)word);
  box_put_word(L, (uint32_t)(word >> 32));
}

static void put_text(lua_State *L, int index) {
  size_t count;
  const char *text = lua_tolstring(L, index, &count);
  box_put_word(L, (uint32_t)count);
  box_put(L, text, count);
}

static void put_number(lua_State *L) {
  if (lua_isinteger(L, -1)) {
    put_wide(L, 'i', (uint64_t)lua_tointeger(L, -1));
    return;
  }
  const double number = lua_tonumber(L, -1);
  if (!isfinite(number)) luaL_error(L, "what is returned holds a number that is not finite");
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  put_wide(L, 'd', bits);
}

// Whether the keys at the top, so many, are the positions from 1 on.
static int are_positions(lua_State *L, lua_Integer count) {
  if (count == 0) return 1;
  lua_rawgeti(L, -1, 1);
  const int begins = lua_isinteger(L, -1) && lua_tointeger(L, -1) == 1;
  lua_rawgeti(L, -2, count);
  const int ends = lua_isinteger(L, -1) && lua_tointeger(L, -1) == count;
  lua_pop(L, 2);
  return begins && ends;
}

static void put_array(lua_State *L, int table, lua_Integer count, int depth) {
  put_tag(L, '[');
  box_put_word(L, (uint32_t)count);
  for (lua_Integer position = 1; position <= count; position++) {
    lua_rawgeti(L, table, position);
    box_write(L, depth + 1);
    lua_pop(L, 1);
  }
}

// The keys are at the top.
static void put_object(lua_State *L, int table, lua_Integer count, int depth) {
  put_tag(L, '{');
  box_put_word(L, (uint32_t)count);
  for (lua_Integer index = 1; index <= count; index++) {
    lua_rawgeti(L, -1, index);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "a table is neither an array (keys 1, 2, ... without gaps) nor an object "
                    "(keys that are texts)");
    put_text(L, -1);
    lua_rawget(L, table);
    box_write(L, depth + 1);
    lua_pop(L, 1);
  }
}

static void put_table(lua_State *L, int depth) {
  if (depth >= clua_depth)
    luaL_error(L, "what is returned nests more than 256 deep, or holds itself");
  const int table = lua_gettop(L);
  if (box_has_mark(L, table, &box_sibling_mark))
    luaL_error(L, "a sibling stands inside what is returned: return its `value`");
  const lua_Integer count = box_push_keys(L, table);
  const int is_object =
      count == 0 ? box_has_mark(L, table, &box_object_mark) : !are_positions(L, count);
  if (is_object)
    put_object(L, table, count, depth);
  else
    put_array(L, table, count, depth);
  lua_settop(L, table);
}

void box_write(lua_State *L, int depth) {
  luaL_checkstack(L, 12, "a value nests too deep");
  box_charge(L, 1);
  switch (lua_type(L, -1)) {
    case LUA_TNIL: luaL_error(L, "what is returned holds nil: JSON's null is `null`"); break;
    case LUA_TBOOLEAN: put_tag(L, lua_toboolean(L, -1) ? 't' : 'f'); break;
    case LUA_TNUMBER: put_number(L); break;
    case LUA_TSTRING:
      put_tag(L, 's');
      put_text(L, -1);
      break;
    case LUA_TTABLE: put_table(L, depth); break;
    case LUA_TLIGHTUSERDATA: put_tag(L, 'n'); break;
    default: luaL_error(L, "what is returned holds a %s", luaL_typename(L, -1)); break;
  }
}
