// The least that calls a Lua function with two siblings: one state, no limits, no protection from
// what the code does. `lua-host CHUNK CALLS` prints how often the first sibling was chosen.
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

static void push_sibling(lua_State *L, const char *value, const char *node, int incoming) {
  lua_createtable(L, 0, 7);
  lua_pushstring(L, value);
  lua_setfield(L, -2, "value");
  lua_pushstring(L, node);
  lua_setfield(L, -2, "node");
  lua_pushinteger(L, 1);
  lua_setfield(L, -2, "counter");
  lua_pushinteger(L, 1000000);
  lua_setfield(L, -2, "stamp");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "deleted");
  lua_pushboolean(L, incoming);
  lua_setfield(L, -2, "incoming");
  lua_createtable(L, 0, 1);
  lua_pushinteger(L, 3);
  lua_setfield(L, -2, node);
  lua_setfield(L, -2, "context");
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  lua_State *L = luaL_newstate();
  luaL_openlibs(L);
  if (luaL_dofile(L, arguments[1])) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    return 1;
  }
  long calls = atol(arguments[2]), first = 0;
  for (long call = 0; call < calls; call++) {
    lua_pushvalue(L, 1);
    lua_pushliteral(L, "title");
    lua_createtable(L, 2, 0);
    push_sibling(L, "milk", "a", 0);
    lua_rawseti(L, -2, 1);
    push_sibling(L, call % 2 ? "eggs and bread" : "egg", "b", 1);
    lua_rawseti(L, -2, 2);
    lua_call(L, 2, 1);
    lua_getfield(L, -1, "incoming");
    first += !lua_toboolean(L, -1);
    lua_settop(L, 1);
  }
  printf("first=%ld\n", first);
  lua_close(L);
  return 0;
}
