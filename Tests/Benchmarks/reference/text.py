"""The same edits as TextLoad.swift, made and joined by pycrdt (Yjs's Rust port).

text.py random|typed EDITS ROUNDS FOLDER: prints the least CPU time of sending one replica's edits
to the other and applying them there, and the length of the joined text. The replicas, which take
minutes to edit, are kept in FOLDER for the next time.
"""

import os
import sys
import time

from pycrdt import Doc, Text

MASK = (1 << 64) - 1
START = 1000


class Stream:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        return z ^ z >> 31

    def below(self, bound):
        return ((self.next() >> 32) * bound) >> 32


def document(update=None):
    doc = Doc()
    doc["text"] = Text()
    if update is not None:
        doc.apply_update(update)
    return doc


def edited(start, replica, habit, edits):
    doc = document(start)
    text = doc["text"]
    stream = Stream(replica)
    place = 0
    length = START
    for edit in range(edits):
        if habit == "random" or stream.below(20) == 0:
            place = stream.below(length + 1)
        if place > 0 and stream.below(10) == 0:
            place -= 1
            del text[place]
            length -= 1
        else:
            text.insert(place, chr(ord("a") + edit % 26))
            place += 1
            length += 1
    return doc.get_update()


def beginning():
    """The text both start with: one update, as the same client's, whoever applies it."""
    doc = Doc(client_id=0)
    doc["text"] = Text("." * START)
    return doc.get_update()


def state(replica, habit, edits, folder):
    path = os.path.join(folder, f"text-{habit}-{edits}-{replica}.update")
    if not os.path.exists(path):
        print(f"pycrdt edits replica {replica}, {habit} …", file=sys.stderr)
        update = edited(beginning(), replica, habit, edits)
        with open(path + ".new", "wb") as file:
            file.write(update)
        os.replace(path + ".new", path)
    with open(path, "rb") as file:
        return file.read()


def main(habit, edits, rounds, folder):
    states = [state(replica, habit, edits, folder) for replica in (1, 2)]
    least = float("inf")
    for _ in range(rounds):
        ours, theirs = document(states[0]), document(states[1])
        begin = time.process_time()
        ours.apply_update(theirs.get_update(ours.get_state()))
        least = min(least, time.process_time() - begin)
    other = document(states[1])
    other.apply_update(states[0])
    if str(other["text"]) != str(ours["text"]):
        sys.exit("the replicas differ")
    print(f"seconds={least} length={len(str(ours['text']))}")


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
