// Orders that no address, hash or chance decides.
#include "Box.h"

#include <string.h>

// What comparing two values costs: long texts by their bytes.
static void charge_comparison(lua_State *L, int one, int other) {
  size_t bytes = 0;
  if (lua_type(L, one) == LUA_TSTRING && lua_type(L, other) == LUA_TSTRING)
    bytes = lua_rawlen(L, one) < lua_rawlen(L, other) ? lua_rawlen(L, one) : lua_rawlen(L, other);
  box_charge(L, 4 + (int64_t)(bytes / 64));
}

void box_sort(
    lua_State *L, int index, lua_Integer count, int (*before)(lua_State *L, int one, int other)) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  lua_createtable(L, (int)count, 0);
  const int spare = lua_gettop(L);
  int from = index, to = spare;
  // Runs are merged bottom up; whatever `before` says, each value comes out once.
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer start = 0; start < count; start += 2 * width) {
      const lua_Integer middle = start + width < count ? start + width : count;
      const lua_Integer end = start + 2 * width < count ? start + 2 * width : count;
      lua_Integer left = start, right = middle;
      for (lua_Integer place = start; place < end; place++) {
        int takes_right = right < end;
        if (left < middle && right < end) {
          lua_rawgeti(L, from, left + 1);
          lua_rawgeti(L, from, right + 1);
          charge_comparison(L, spare + 1, spare + 2);
          takes_right = before(L, spare + 2, spare + 1);
          lua_settop(L, spare);
        }
        lua_rawgeti(L, from, (takes_right ? right++ : left++) + 1);
        lua_rawseti(L, to, place + 1);
      }
      box_charge(L, end - start);
    }
    const int swapped = from;
    from = to;
    to = swapped;
  }
  for (lua_Integer place = 1; from == spare && place <= count; place++) {
    lua_rawgeti(L, spare, place);
    lua_rawseti(L, index, place);
  }
  lua_settop(L, spare - 1);
}

static int rank_of(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN: return 0;
    case LUA_TNUMBER: return 1;
    default: return 2;
  }
}

static int before_as_key(lua_State *L, int one, int other) {
  const int rank = rank_of(L, one), another = rank_of(L, other);
  if (rank != another) return rank < another;
  if (rank == 0) return lua_toboolean(L, one) < lua_toboolean(L, other);
  if (rank == 1) return lua_compare(L, one, other, LUA_OPLT);
  size_t length, count;
  const char *text = lua_tolstring(L, one, &length), *rival = lua_tolstring(L, other, &count);
  const int order = memcmp(text, rival, length < count ? length : count);
  return order < 0 || (order == 0 && length < count);
}

lua_Integer box_push_keys(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  lua_createtable(L, (int)lua_rawlen(L, index), 0);
  const int list = lua_gettop(L);
  lua_Integer count = 0;
  int is_sorted = 1;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    const int type = lua_type(L, -1);
    if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TBOOLEAN)
      luaL_error(L, "only texts, numbers, true and false have an order as keys of a table");
    lua_pushvalue(L, -1);
    lua_rawseti(L, list, ++count);
    is_sorted = is_sorted && lua_isinteger(L, -1) && lua_tointeger(L, -1) == count;
    box_charge(L, 2);
  }
  if (!is_sorted) box_sort(L, list, count, before_as_key);
  return count;
}
