// What the grammar of Lua has and the box does not: `^`, whose last bit the machine decides, and
// `_ENV`, which names the box itself. Both are looked for outside texts and comments.
#include "Box.h"

#include <string.h>

typedef struct {
  const uint8_t *at;
  const uint8_t *end;
  int line;
} scan;

static int peek(const scan *s, ptrdiff_t ahead) {
  return s->end - s->at > ahead ? s->at[ahead] : -1;
}

static void pass(scan *s, ptrdiff_t count) {
  for (; count > 0 && s->at < s->end; count--) s->line += *s->at++ == '\n';
}

static int is_name(int byte) {
  return byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

// The equal signs of a long bracket that opens here; -1: none opens.
static ptrdiff_t long_bracket(const scan *s) {
  if (peek(s, 0) != '[') return -1;
  ptrdiff_t level = 0;
  while (peek(s, level + 1) == '=') level++;
  return peek(s, level + 1) == '[' ? level : -1;
}

static void pass_long(scan *s, ptrdiff_t level) {
  pass(s, level + 2);
  while (s->at < s->end) {
    ptrdiff_t equals = 0;
    if (peek(s, 0) == ']') {
      while (peek(s, equals + 1) == '=') equals++;
      if (equals == level && peek(s, equals + 1) == ']') {
        pass(s, level + 2);
        return;
      }
    }
    pass(s, 1 + equals);
  }
}

static void pass_quoted(scan *s) {
  const int quote = peek(s, 0);
  pass(s, 1);
  while (s->at < s->end && peek(s, 0) != quote && peek(s, 0) != '\n')
    pass(s, peek(s, 0) == '\\' ? 2 : 1);
  pass(s, 1);
}

static void pass_comment(scan *s) {
  pass(s, 2);
  ptrdiff_t level = long_bracket(s);
  if (level >= 0) {
    pass_long(s, level);
    return;
  }
  while (s->at < s->end && peek(s, 0) != '\n') pass(s, 1);
}

const char *box_scan(const uint8_t *text, size_t count, int *line) {
  scan s = {text, text + count, 1};
  while (s.at < s.end) {
    *line = s.line;
    const int byte = peek(&s, 0);
    const ptrdiff_t level = long_bracket(&s);
    if (byte == '-' && peek(&s, 1) == '-') {
      pass_comment(&s);
    } else if (level >= 0) {
      pass_long(&s, level);
    } else if (byte == '"' || byte == '\'') {
      pass_quoted(&s);
    } else if (byte == '^') {
      return "`^` is not here: its last digit differs between machines; multiply instead";
    } else if (is_name(byte)) {
      const uint8_t *start = s.at;
      while (is_name(peek(&s, 0))) s.at++;
      if (s.at - start == 4 && memcmp(start, "_ENV", 4) == 0) return "`_ENV` is not here";
    } else {
      pass(&s, 1);
    }
  }
  return NULL;
}
