// What code in the box may call. Nothing here reads a clock, an address, a file or chance; whatever
// takes long takes its time off the budget.
#include "Box.h"

#include <string.h>

// MARK: Values

static int is_null(lua_State *L, int index) {
  return lua_type(L, index) == LUA_TLIGHTUSERDATA && !lua_touserdata(L, index);
}

static int type_of(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushstring(L, is_null(L, 1) ? "null" : luaL_typename(L, 1));
  return 1;
}

// Texts of what has no text tell no address.
static int text_of(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  switch (lua_type(L, 1)) {
    case LUA_TSTRING: break;
    case LUA_TNUMBER: lua_tostring(L, 1); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false"); break;
    case LUA_TTABLE: lua_pushliteral(L, "<table>"); break;
    case LUA_TFUNCTION: lua_pushliteral(L, "<function>"); break;
    default: lua_pushliteral(L, "null"); break;
  }
  return 1;
}

static int number_of(lua_State *L) {
  luaL_checkany(L, 1);
  size_t length;
  if (lua_type(L, 1) == LUA_TNUMBER) {
    lua_settop(L, 1);
  } else {
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (!text || lua_stringtonumber(L, text) != length + 1) lua_pushnil(L);
  }
  return 1;
}

// Says which shape the table at index 1 has, a new one where none is given. What the box made
// itself keeps the shape it has: a library that lost its shield could carry something to a later call.
static int shape(lua_State *L, const char *mark) {
  if (lua_isnone(L, 1)) lua_newtable(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (lua_getmetatable(L, 1)) {
    lua_pop(L, 1);
    if (!box_has_mark(L, 1, &box_array_mark) && !box_has_mark(L, 1, &box_object_mark))
      return luaL_argerror(L, 1, "a table of your own expected");
  }
  box_mark(L, mark);
  return 1;
}

static int array_of(lua_State *L) { return shape(L, &box_array_mark); }

static int object_of(lua_State *L) { return shape(L, &box_object_mark); }

static int is_array(lua_State *L) {
  luaL_checkany(L, 1);
  const int is_one = lua_istable(L, 1) && !box_has_mark(L, 1, &box_object_mark) &&
                     !box_has_mark(L, 1, &box_sibling_mark) &&
                     (box_has_mark(L, 1, &box_array_mark) || lua_rawlen(L, 1) > 0);
  lua_pushboolean(L, is_one);
  return 1;
}

// keep(s, t) or keep(list): the list of these siblings.
static int keep(lua_State *L) {
  const int count = lua_gettop(L);
  if (count == 1 && lua_istable(L, 1) && !box_has_mark(L, 1, &box_sibling_mark)) return 1;
  lua_createtable(L, count, 0);
  for (int index = 1; index <= count; index++) {
    if (!lua_istable(L, index) || !box_has_mark(L, index, &box_sibling_mark))
      return luaL_argerror(L, index, "one of the siblings expected");
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, index);
  }
  if (count == 0) return luaL_error(L, "keep() keeps nothing: name a sibling");
  return 1;
}

// MARK: Control

static int raise(lua_State *L) {
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int assert_that(lua_State *L) {
  luaL_checkany(L, 1);
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  const char *message = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "assertion failed!";
  return luaL_error(L, "%s", message);
}

static int select_from(lua_State *L) {
  const int count = lua_gettop(L);
  if (lua_type(L, 1) == LUA_TSTRING && *lua_tostring(L, 1) == '#') {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer first = luaL_checkinteger(L, 1);
  if (first < 0) first = count + first;
  luaL_argcheck(L, first >= 1, 1, "index out of range");
  return first >= count ? 0 : count - (int)first;
}

static int next_position(lua_State *L) {
  const lua_Integer position = luaL_checkinteger(L, 2) + 1;
  lua_pushinteger(L, position);
  return lua_rawgeti(L, 1, position) == LUA_TNIL ? 1 : 2;
}

static int positions(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushcfunction(L, next_position);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

// The upvalues are the table, its keys in order, and how many of them were visited.
static int next_member(lua_State *L) {
  lua_Integer visited = lua_tointeger(L, lua_upvalueindex(3));
  for (;;) {
    visited++;
    if (lua_rawgeti(L, lua_upvalueindex(2), visited) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;
    lua_pop(L, 2);
    box_charge(L, 1);
  }
  lua_pushinteger(L, visited);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

static int members(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  box_push_keys(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_member, 3);
  return 1;
}

// MARK: Texts

// Work by the byte, of which a machine does many in the time of an instruction.
static const char *text_argument(lua_State *L, int index, size_t *length) {
  luaL_checktype(L, index, LUA_TSTRING);
  const char *text = lua_tolstring(L, index, length);
  box_charge(L, (int64_t)(*length / 16));
  return text;
}

static int change_letters(lua_State *L, char first, char last, int offset) {
  size_t length;
  const char *text = text_argument(L, 1, &length);
  luaL_Buffer buffer;
  char *changed = luaL_buffinitsize(L, &buffer, length);
  for (size_t index = 0; index < length; index++) {
    const char letter = text[index];
    changed[index] = (char)(letter >= first && letter <= last ? letter + offset : letter);
  }
  luaL_pushresultsize(&buffer, length);
  return 1;
}

static int upper(lua_State *L) { return change_letters(L, 'a', 'z', 'A' - 'a'); }

static int lower(lua_State *L) { return change_letters(L, 'A', 'Z', 'a' - 'A'); }

static int byte_at(lua_State *L) {
  luaL_checktype(L, 1, LUA_TSTRING);
  size_t length;
  const char *text = lua_tolstring(L, 1, &length);
  lua_Integer position = luaL_optinteger(L, 2, 1);
  if (position < 0) position += (lua_Integer)length + 1;
  if (position < 1 || (size_t)position > length) return 0;
  lua_pushinteger(L, (unsigned char)text[position - 1]);
  return 1;
}

static int starts(lua_State *L) {
  size_t length, count;
  const char *text = text_argument(L, 1, &length), *part = text_argument(L, 2, &count);
  lua_pushboolean(L, count <= length && memcmp(text, part, count) == 0);
  return 1;
}

static int ends(lua_State *L) {
  size_t length, count;
  const char *text = text_argument(L, 1, &length), *part = text_argument(L, 2, &count);
  lua_pushboolean(L, count <= length && memcmp(text + length - count, part, count) == 0);
  return 1;
}

static const char *find(const char *text, size_t length, const char *part, size_t count) {
  const char *last = text + length;
  for (; (size_t)(last - text) >= count; text++) {
    const char *first = memchr(text, part[0], (size_t)(last - text) - count + 1);
    if (!first) return NULL;
    if (memcmp(first, part, count) == 0) return first;
    text = first;
  }
  return NULL;
}

// What searching may cost: the bytes of the text, each against the whole part at worst.
static void charge_search(lua_State *L, size_t length, size_t count) {
  box_charge(L, (int64_t)(length * (count / 64 + 1) / 16));
}

static int contains(lua_State *L) {
  size_t length, count;
  const char *text = text_argument(L, 1, &length), *part = text_argument(L, 2, &count);
  charge_search(L, length, count);
  lua_pushboolean(L, count == 0 || find(text, length, part, count) != NULL);
  return 1;
}

static int split(lua_State *L) {
  size_t length, count;
  const char *text = text_argument(L, 1, &length), *part = text_argument(L, 2, &count);
  luaL_argcheck(L, count > 0, 2, "a text cannot be cut at nothing");
  charge_search(L, length, count);
  lua_newtable(L);
  const char *end = text + length;
  for (lua_Integer position = 1;; position++) {
    box_charge(L, 1);
    const char *cut = find(text, (size_t)(end - text), part, count);
    lua_pushlstring(L, text, (size_t)((cut ? cut : end) - text));
    lua_rawseti(L, -2, position);
    if (!cut) break;
    text = cut + count;
  }
  box_mark(L, &box_array_mark);
  return 1;
}

// MARK: Lists

static lua_Integer list_argument(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  return (lua_Integer)lua_rawlen(L, 1);
}

static int join(lua_State *L) {
  const lua_Integer count = list_argument(L);
  size_t length;
  const char *separator = luaL_optlstring(L, 2, "", &length);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (lua_Integer position = 1; position <= count; position++) {
    box_charge(L, 1 + (int64_t)(length / 16));
    if (position > 1) luaL_addlstring(&buffer, separator, length);
    lua_rawgeti(L, 1, position);
    if (!lua_isstring(L, -1))
      return luaL_error(L, "a %s stands in the list (position %I), not a text or number",
                        is_null(L, -1) ? "null" : luaL_typename(L, -1), (LUAI_UACINT)position);
    box_charge(L, (int64_t)(lua_rawlen(L, -1) / 16));
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int insert(lua_State *L) {
  const lua_Integer count = list_argument(L);
  lua_Integer position = count + 1;
  if (lua_gettop(L) == 3) {
    position = luaL_checkinteger(L, 2);
    luaL_argcheck(L, position >= 1 && position <= count + 1, 2, "position out of bounds");
  } else if (lua_gettop(L) != 2) {
    return luaL_error(L, "table.insert takes a list, a position if any, and a value");
  }
  box_charge(L, (count - position + 1) * 2);
  for (lua_Integer moved = count; moved >= position; moved--) {
    lua_rawgeti(L, 1, moved);
    lua_rawseti(L, 1, moved + 1);
  }
  lua_rawseti(L, 1, position);
  return 0;
}

static int take_out(lua_State *L) {
  const lua_Integer count = list_argument(L);
  lua_Integer position = luaL_optinteger(L, 2, count);
  if (count == 0 && position == 0) return 0;
  luaL_argcheck(L, position >= 1 && position <= count + 1, 2, "position out of bounds");
  box_charge(L, count > position ? (count - position) * 2 : 0);
  lua_rawgeti(L, 1, position);
  for (; position < count; position++) {
    lua_rawgeti(L, 1, position + 1);
    lua_rawseti(L, 1, position);
  }
  lua_pushnil(L);
  lua_rawseti(L, 1, position);
  return 1;
}

static int before_by_size(lua_State *L, int one, int other) {
  return lua_compare(L, one, other, LUA_OPLT);
}

// The comparison stands at index 2.
static int before_by_function(lua_State *L, int one, int other) {
  lua_pushvalue(L, 2);
  lua_pushvalue(L, one);
  lua_pushvalue(L, other);
  lua_call(L, 2, 1);
  const int is_before = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return is_before;
}

static int sort(lua_State *L) {
  const lua_Integer count = list_argument(L);
  const int has_function = !lua_isnoneornil(L, 2);
  if (has_function) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  // A copy, so that a comparison that changes the list changes nothing of the order.
  lua_createtable(L, (int)count, 0);
  box_charge(L, count);
  for (lua_Integer position = 1; position <= count; position++) {
    lua_rawgeti(L, 1, position);
    lua_rawseti(L, 3, position);
  }
  box_sort(L, 3, count, has_function ? before_by_function : before_by_size);
  for (lua_Integer position = 1; position <= count; position++) {
    lua_rawgeti(L, 3, position);
    lua_rawseti(L, 1, position);
  }
  return 0;
}

static int unpack(lua_State *L) {
  const lua_Integer count = list_argument(L);
  luaL_argcheck(L, count <= 250, 1, "at most 250 values can be unpacked");
  luaL_checkstack(L, (int)count, "too many values");
  for (lua_Integer position = 1; position <= count; position++) lua_rawgeti(L, 1, position);
  return (int)count;
}

// MARK: Globals

static int refuse_change(lua_State *L) {
  return luaL_error(L, "`string`, `table` and `math` cannot be changed");
}

// Pushes what stands for the library at the top: it can be read, and not changed.
static void push_shield(lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_change);
  lua_setfield(L, -2, "__newindex");
  lua_setmetatable(L, -2);
}

// Takes functions of a library of Lua's own into the table at the top.
static void borrow(lua_State *L, lua_CFunction open, const char *const *names) {
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  for (; *names; names++) {
    lua_getfield(L, -1, *names);
    lua_setfield(L, -3, *names);
  }
  lua_pop(L, 1);
}

// Adds a library to the globals at the top: its own functions, and borrowed ones.
static void add_library(
    lua_State *L, const char *name, const luaL_Reg *own, lua_CFunction open,
    const char *const *borrowed) {
  lua_newtable(L);
  if (open) borrow(L, open, borrowed);
  luaL_setfuncs(L, own, 0);
  push_shield(L);
  lua_setfield(L, -3, name);
  // What is written behind a text, as in `s:upper()`.
  if (strcmp(name, "string") == 0) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

void box_push_globals(lua_State *L) {
  static const luaL_Reg globals[] = {
      {"array", array_of}, {"assert", assert_that}, {"error", raise}, {"ipairs", positions},
      {"isarray", is_array}, {"keep", keep}, {"object", object_of}, {"pairs", members},
      {"select", select_from}, {"tonumber", number_of}, {"tostring", text_of}, {"type", type_of},
      {NULL, NULL}};
  static const luaL_Reg string[] = {
      {"byte", byte_at}, {"contains", contains}, {"ends", ends}, {"lower", lower},
      {"split", split}, {"starts", starts}, {"upper", upper}, {NULL, NULL}};
  static const luaL_Reg table[] = {
      {"concat", join}, {"insert", insert}, {"remove", take_out}, {"sort", sort},
      {"unpack", unpack}, {NULL, NULL}};
  static const luaL_Reg none[] = {{NULL, NULL}};
  static const char *const of_string[] = {"char", "len", "rep", "reverse", "sub", NULL};
  static const char *const of_math[] = {"abs", "ceil", "floor", "max", "maxinteger", "min",
                                        "mininteger", "tointeger", "type", "ult", NULL};
  luaL_newlib(L, globals);
  lua_pushlightuserdata(L, NULL);
  lua_setfield(L, -2, "null");
  add_library(L, "string", string, luaopen_string, of_string);
  add_library(L, "table", table, NULL, NULL);
  add_library(L, "math", none, luaopen_math, of_math);
}
