#define _GNU_SOURCE

#include "CEditline.h"

#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum {
  remembered_entries = 1000,
  // Scalars of one paste; more is not taken at all.
  paste_limit = 1 << 20,
  // Scalars of a line from which on no hint is shown, since every key would draw the whole line.
  hinted_scalars = 300,
};

struct ced_editor {
  EditLine *line;
  History *history;
  void *context;
  ced_prompt_fn prompt;
  ced_complete_fn complete;
  ced_hint_fn hint;
  int is_interrupted;
  int has_escapes;
  int shows_hint;
};

static ced_editor *editor_of(EditLine *line) {
  void *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return editor;
}

int ced_set_locale(void) {
  static const char *const names[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++)
    if (setlocale(LC_CTYPE, names[index]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  return 0;
}

// Bracketed paste: terminals that know it mark what is pasted; others ignore the request.
static void set_paste_marks(const ced_editor *editor, int is_on) {
  if (!editor->has_escapes) return;
  fputs(is_on ? "\033[?2004h" : "\033[?2004l", stdout);
  fflush(stdout);
}

static char *show_prompt(EditLine *line) {
  const ced_editor *editor = editor_of(line);
  return (char *)editor->prompt(editor->context);
}

// The text before the cursor, to be freed.
static char *text_before_cursor(EditLine *line) {
  const LineInfo *info = el_line(line);
  return strndup(info->buffer, (size_t)(info->cursor - info->buffer));
}

static char *show_hint(EditLine *line) {
  static char nothing[] = "";
  const ced_editor *editor = editor_of(line);
  if (!editor->shows_hint) return nothing;
  char *before = text_before_cursor(line);
  if (!before) return nothing;
  const char *hint = editor->hint(editor->context, before);
  free(before);
  return (char *)hint;
}

static void bind_all(EditLine *line, const char *const keys[][2], size_t count) {
  for (size_t index = 0; index < count; index++)
    el_set(line, EL_BIND, keys[index][0], keys[index][1], NULL);
}

// The hint is drawn anew by the keys that end a word; the rest insert without drawing the line.
// While nothing is hinted they are libedit's own, which is what its search looks for.
static void set_hint(ced_editor *editor, int is_on) {
  static const char *const hinting[][2] = {
      {" ", "parley-word"}, {";", "parley-word"}, {"{", "parley-word"}, {"}", "parley-word"},
      {"^M", "parley-accept"}, {"^J", "parley-accept"}, {"^R", "parley-search"},
  };
  static const char *const plain[][2] = {
      {" ", "ed-insert"}, {";", "ed-insert"}, {"{", "ed-insert"}, {"}", "ed-insert"},
      {"^M", "ed-newline"}, {"^J", "ed-newline"}, {"^R", "em-inc-search-prev"},
  };
  if (!editor->hint || !editor->has_escapes) is_on = 0;
  editor->shows_hint = is_on;
  bind_all(editor->line, is_on ? hinting : plain, sizeof plain / sizeof *plain);
}

static unsigned char on_word_key(EditLine *line, int key) {
  const char text[] = {(char)key, '\0'};
  if (el_insertstr(line, text) < 0) return CC_ERROR;
  const LineInfoW *info = el_wline(line);
  if (info->lastchar - info->buffer > hinted_scalars) set_hint(editor_of(line), 0);
  return CC_REFRESH;
}

// What stays on the screen is the line alone: the hint goes, then the key does what it always does.
static unsigned char without_hint(EditLine *line, const char *key) {
  set_hint(editor_of(line), 0);
  el_push(line, key);
  return CC_REFRESH;
}

static unsigned char on_accept_key(EditLine *line, int key) {
  (void)key;
  return without_hint(line, "\r");
}

static unsigned char on_search_key(EditLine *line, int key) {
  (void)key;
  return without_hint(line, "\022");
}

// The line is drawn once more, the cursor behind it, so that `^C` overwrites nothing.
static unsigned char on_interrupt_key(EditLine *line, int key) {
  (void)key;
  ced_editor *editor = editor_of(line);
  if (!editor->is_interrupted) {
    editor->is_interrupted = 1;
    const LineInfoW *info = el_wline(line);
    el_cursor(line, (int)(info->lastchar - info->cursor));
    return without_hint(line, "\003");
  }
  return CC_EOF;
}

static unsigned char on_suspend_key(EditLine *line, int key) {
  (void)key;
  const ced_editor *editor = editor_of(line);
  set_paste_marks(editor, 0);
  el_set(line, EL_PREP_TERM, 0);
  raise(SIGTSTP);
  el_set(line, EL_PREP_TERM, 1);
  set_paste_marks(editor, 1);
  return CC_REDISPLAY;
}

static unsigned char on_complete_key(EditLine *line, int key) {
  (void)key;
  const ced_editor *editor = editor_of(line);
  char *before = text_before_cursor(line);
  if (!before) return CC_ERROR;
  ced_completion done = editor->complete(editor->context, before);
  free(before);
  switch (done) {
    case CED_EDITED: return CC_REFRESH;
    case CED_PRINTED:
      // Not CC_REDISPLAY: it clears as many rows above as the line had.
      el_set(line, EL_REFRESH);
      return CC_NORM;
    default: return CC_REFRESH_BEEP;
  }
}

// Reads up to the mark that ends what is pasted, line ends included; NULL: too much, or no memory.
static wchar_t *read_paste(EditLine *line) {
  static const wchar_t mark[] = L"\033[201~";
  const size_t mark_length = sizeof mark / sizeof *mark - 1;
  size_t count = 0, capacity = 256, lost = 0;
  wchar_t *text = malloc(capacity * sizeof *text);
  wchar_t next;
  while (text && el_wgetc(line, &next) == 1) {
    if (count + 1 >= capacity) {
      wchar_t *larger = reallocarray(text, capacity *= 2, sizeof *text);
      if (!larger) break;
      text = larger;
    }
    text[count++] = next == L'\r' ? L'\n' : next;
    if (count >= mark_length && !wmemcmp(text + count - mark_length, mark, mark_length)) {
      count -= mark_length;
      break;
    }
    // Of what is too much only the end is kept, to find the mark in.
    if (count > paste_limit) {
      wmemmove(text, text + count - mark_length, mark_length);
      lost += count - mark_length;
      count = mark_length;
    }
  }
  if (!text || lost > 0) {
    free(text);
    return NULL;
  }
  while (count > 0 && text[count - 1] == L'\n') count--;
  text[count] = L'\0';
  return text;
}

static unsigned char on_paste(EditLine *line, int key) {
  (void)key;
  wchar_t *text = read_paste(line);
  if (!text) return CC_REFRESH_BEEP;
  int is_inserted = el_winsertstr(line, text) == 0;
  free(text);
  return is_inserted ? CC_REFRESH : CC_REFRESH_BEEP;
}

static void bind_keys(EditLine *line) {
  static const char *const keys[][2] = {
      {"^C", "parley-interrupt"},   {"^Z", "parley-suspend"},
      {"^I", "parley-complete"},    {"\033[200~", "parley-paste"},
      {"^W", "ed-delete-prev-word"}, {"\033[3~", "ed-delete-next-char"},
      {"\033[H", "ed-move-to-beg"}, {"\033[F", "ed-move-to-end"},
      {"\033[1~", "ed-move-to-beg"}, {"\033[4~", "ed-move-to-end"},
      {"\033[1;5C", "em-next-word"}, {"\033[1;5D", "ed-prev-word"},
  };
  el_set(line, EL_ADDFN, "parley-interrupt", "Drop the line", on_interrupt_key);
  el_set(line, EL_ADDFN, "parley-suspend", "Suspend, keeping the line", on_suspend_key);
  el_set(line, EL_ADDFN, "parley-complete", "Complete the word", on_complete_key);
  el_set(line, EL_ADDFN, "parley-paste", "Insert what is pasted", on_paste);
  el_set(line, EL_ADDFN, "parley-word", "Insert, and draw the hint", on_word_key);
  el_set(line, EL_ADDFN, "parley-accept", "Accept the line", on_accept_key);
  el_set(line, EL_ADDFN, "parley-search", "Search the history", on_search_key);
  bind_all(line, keys, sizeof keys / sizeof *keys);
}

// Whether the terminal can clear a line: one that is dumb or unknown cannot.
static int terminal_has_escapes(EditLine *line) {
  char *clear = NULL;
  return el_get(line, EL_GETTC, "ce", &clear, NULL) == 0 && clear && *clear;
}

static void set_up_history(ced_editor *editor) {
  HistEvent event;
  editor->history = history_init();
  if (!editor->history) return;
  history(editor->history, &event, H_SETSIZE, remembered_entries);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(editor->line, EL_HIST, history, editor->history);
}

ced_editor *ced_open(
    const char *program, void *context, ced_prompt_fn prompt, ced_complete_fn complete,
    ced_hint_fn hint) {
  ced_editor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  shell_signals_keep_terminal();
  editor->context = context;
  editor->prompt = prompt;
  editor->complete = complete;
  editor->hint = hint;
  editor->line = el_init(program, stdin, stdout, stderr);
  if (!editor->line) {
    free(editor);
    return NULL;
  }
  EditLine *line = editor->line;
  editor->has_escapes = terminal_has_escapes(line);
  el_set(line, EL_CLIENTDATA, editor);
  el_set(line, EL_PROMPT_ESC, show_prompt, '\1');
  if (hint) el_set(line, EL_RPROMPT_ESC, show_hint, '\1');
  el_set(line, EL_EDITOR, "emacs");
  el_set(line, EL_SIGNAL, 1);
  // While a line is edited the keyboard raises no signal; libedit would send it to the whole group.
  el_set(line, EL_SETTY, "-d", "-isig", NULL);
  set_up_history(editor);
  bind_keys(line);
  el_source(line, NULL);
  return editor;
}

ced_result ced_read(ced_editor *editor, const char **line, size_t *length) {
  int count = 0;
  *line = NULL;
  *length = 0;
  editor->is_interrupted = 0;
  set_hint(editor, 1);
  // Before the prompt shows: what is typed at once must not be echoed by the terminal as well.
  el_set(editor->line, EL_PREP_TERM, 1);
  // What was typed while a command ran has been echoed already.
  if (editor->has_escapes) fputs("\r\033[K", stdout);
  set_paste_marks(editor, 1);
  errno = 0;
  const char *text = el_gets(editor->line, &count);
  int error = errno;
  set_paste_marks(editor, 0);
  if (editor->is_interrupted) return CED_INTERRUPTED;
  if (text && count > 0) {
    *line = text;
    *length = (size_t)count;
    return CED_LINE;
  }
  if (count < 0 && error == EINTR) return CED_INTERRUPTED;
  return count < 0 && error != 0 ? CED_ERROR : CED_END;
}

void ced_insert(ced_editor *editor, const char *text) { el_insertstr(editor->line, text); }

void ced_delete(ced_editor *editor, int scalars) {
  if (scalars > 0) el_deletestr(editor->line, scalars);
}

void ced_print(ced_editor *editor, const char *text) {
  fputc('\n', stdout);
  // The line may have had more rows below the cursor.
  if (editor->has_escapes) fputs("\033[J", stdout);
  fputs(text, stdout);
  fflush(stdout);
}

void ced_remember(ced_editor *editor, const char *entry) {
  HistEvent event;
  if (editor->history) history(editor->history, &event, H_ENTER, entry);
}

static int measure(ced_editor *editor, const char *what, int fallback) {
  int count = 0;
  return el_get(editor->line, EL_GETTC, what, &count, NULL) == 0 && count > 0 ? count : fallback;
}

int ced_columns(ced_editor *editor) { return measure(editor, "co", 80); }

int ced_rows(ced_editor *editor) { return measure(editor, "li", 24); }

void ced_close(ced_editor *editor) {
  if (editor->history) history_end(editor->history);
  el_end(editor->line);
  free(editor);
}
