// Memory of a box, counted. Small blocks are cut from slabs and wait in lists by size until they are
// asked for again: nearly all that code needs is small, and gone soon.
#include "Box.h"

#include <stdlib.h>
#include <string.h>

enum {
  // Each refusal costs a full collection.
  refusal_limit = 4,
  // Sizes are multiples of this.
  grain = 16,
  slab_bytes = 16 << 10,
};

struct box_slab {
  box_slab *next;
  // What is cut up; aligned like memory of malloc's.
  _Alignas(grain) uint8_t bytes[slab_bytes];
};

static size_t rank_of(size_t size) { return (size + grain - 1) / grain; }

static int is_small(size_t size) { return rank_of(size) < box_ranks; }

static void *cut(box_memory *memory, size_t size) {
  if (memory->end - memory->at < (ptrdiff_t)size) {
    box_slab *slab = malloc(sizeof *slab);
    if (!slab) return NULL;
    slab->next = memory->slabs;
    memory->slabs = slab;
    memory->at = slab->bytes;
    memory->end = slab->bytes + slab_bytes;
  }
  memory->at += size;
  return memory->at - size;
}

static void *take(box_memory *memory, size_t size) {
  if (!is_small(size)) return malloc(size);
  void **waiting = &memory->waiting[rank_of(size)];
  void *block = *waiting;
  if (!block) return cut(memory, rank_of(size) * grain);
  memcpy(waiting, block, sizeof *waiting);
  return block;
}

static void give_back(box_memory *memory, void *block, size_t size) {
  if (!is_small(size)) {
    free(block);
    return;
  }
  void **waiting = &memory->waiting[rank_of(size)];
  memcpy(block, waiting, sizeof *waiting);
  *waiting = block;
}

static void *resize(box_memory *memory, void *block, size_t old, size_t size) {
  if (!is_small(old) && !is_small(size)) return realloc(block, size);
  if (rank_of(old) == rank_of(size)) return block;
  void *fresh = take(memory, size);
  if (!fresh) return NULL;
  memcpy(fresh, block, old < size ? old : size);
  give_back(memory, block, old);
  return fresh;
}

// Refuses what goes over a limit. Shrinking must not fail.
static int may_grow(const box_memory *memory, size_t old, size_t size, int is_text) {
  return memory->refusals < refusal_limit && size <= (is_text ? clua_text : clua_block) &&
         memory->used - old + size <= memory->used_limit &&
         memory->given + size <= memory->given_limit;
}

void *box_allocate(void *context, void *block, size_t old, size_t size) {
  box_memory *memory = context;
  if (size == 0) {
    if (!block) return NULL;
    memory->used -= old;
    give_back(memory, block, old);
    return NULL;
  }
  // Without a block, the old size tells what it is going to be.
  const int is_text = !block && old == LUA_TSTRING;
  if (!block) old = 0;
  if (size > old && !may_grow(memory, old, size, is_text)) {
    memory->refusals++;
    memory->ran_out = 1;
    return NULL;
  }
  void *fresh = block ? resize(memory, block, old, size) : take(memory, size);
  // Where the process has none left, what shrinks stays where it is.
  if (!fresh && size <= old) fresh = block;
  if (!fresh) return NULL;
  memory->used = memory->used - old + size;
  if (size > old) memory->given += size;
  return fresh;
}

void box_close_memory(box_memory *memory) {
  while (memory->slabs) {
    box_slab *slab = memory->slabs;
    memory->slabs = slab->next;
    free(slab);
  }
}
