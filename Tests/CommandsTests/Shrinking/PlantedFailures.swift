import Testing

/// Scripts with a failure in them, each with the smallest script that fails so.
struct PlantedFailure: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String
  let smallest: String
  /// How many runs may be needed.
  let runs: Int

  var testDescription: String { name }
}

extension PlantedFailure {
  /// What `10` includes.
  static let setup = """
    nodes n1..n3
    topology mesh
    latency all 10ms
    resolve title with lww
    """

  static let all = [
    PlantedFailure(
      name: "aLostUpdate",
      script: """
        # Three data centres; a wiki.
        nodes eu us asia
        topology mesh eu us asia
        latency all 40ms
        resolve title with lww
        resolve * with siblings
        client ann home=eu
        put title "A" at eu
        put body "hello" at us
        settle
        get title at us
        #> "A" …
        section "edits" {
          put title "B from Europe" at eu
          put title "C from America" at us
          put body "hello world" at asia
        }
        settle
        get body at eu
        put body "last" as ann
        settle
        expect converged
        expect lost = 0
        """,
      smallest: """
        nodes eu us
        topology mesh
        resolve title with lww
        put title "B" at eu
        put title "C" at us
        settle
        expect lost = 0
        """, runs: 70),
    PlantedFailure(
      name: "aWriteThatWasDropped",
      script: """
        nodes n1..n5
        topology line
        let k = "cart:1"
        repeat 4 {
          put "x$i" $i at n1
          put $k $i at n3
        }
        put "cart:2" ["milk", "eggs", "bread"] at n2
        settle
        put $k 99 at n3
        drop n3->n4
        settle
        put "other" 1 at n5
        settle
        expect converged
        """,
      smallest: """
        nodes n3..n4
        topology line
        put "c" 0 at n3
        drop n3->n4
        expect converged
        """, runs: 50),
    PlantedFailure(
      name: "aNodeThatIsDown",
      script: """
        nodes a b c
        link a <-> b <-> c
        put x 1 at a
        for n in a b c {
          put "k$n" 12 at $n
          get x at $n
        }
        settle
        crash b
        put y 2 at a
        restart b
        settle
        crash c
        run 200ms
        put x ["some", "long", "value"] at c as ann
        settle
        """,
      smallest: """
        nodes c
        crash c
        put x [] at c
        """, runs: 40),
    PlantedFailure(
      name: "aQuorumThatIsNotThere",
      script: """
        nodes n1..n5
        replication leaderless n=3 w=2 r=2
        put cart ["milk"] at n1
        put cart ["milk", "eggs"] at n2
        latency all 3ms
        settle
        crash n4
        get cart at n1
        crash n5
        put cart ["flour"] at n3 w=2
        crash n3
        put cart ["flour", "jam"] at n1 w=3 timeout=500ms
        settle
        """,
      smallest: """
        nodes n3..n5
        replication leaderless
        crash n4
        crash n5
        put cart [] at n3
        """, runs: 50),
    PlantedFailure(
      name: "aDoubleBooking",
      script: """
        nodes a b c
        topology ring two-way
        invariant one-booking lua <<END
        return function(at)
          local taken = {}
          for _, key in ipairs(at.keys("booking:")) do
            local room = at.get(key)
            if room and taken[room] then return false, room .. " is booked twice" end
            if room then taken[room] = true end
          end
          return true
        end
        END
        put booking:1 "room 1" at a
        put booking:2 "room 2" at b
        settle
        partition a | b c
        put booking:3 "room 7" at a
        put booking:4 "room 8" at b
        together {
          put booking:5 "room 9" at c
          put booking:6 "room 7" at c
        }
        heal
        put note "hello" at a
        settle
        """,
      smallest: """
        nodes a c
        topology ring
        invariant one-booking lua <<END
        return function(at)
          local taken = {}
          for _, key in ipairs(at.keys("booking:")) do
            local room = at.get(key)
            if room and taken[room] then return false, room .. " is booked twice" end
            if room then taken[room] = true end
          end
          return true
        end
        END
        put booking:3 "room 7" at a
        put booking:6 "room 7" at c
        settle
        """, runs: 70),
    PlantedFailure(
      name: "aWriteThatGoesRound",
      script: """
        nodes a b c d
        topology ring a b c d
        latency all 5ms
        put x 1 at a
        settle
        forwarding tags=none redundant=forward
        put y 2 at b
        run 20ms
        put z 3 at c
        settle within=2s
        """,
      smallest: """
        nodes a c
        topology ring
        forwarding tags=none redundant=forward
        put z 0 at c
        settle within=2s
        """, runs: 60),
    PlantedFailure(
      name: "aLoopOfConflicts",
      script: """
        nodes a b c
        topology mesh
        repeat 10 {
          put k$i 0 at a
          settle
          together {
            put k$i 1 at a
            put k$i 2 at b
            put k$i 3 at c
          }
          settle
        }
        expect conflicts < 3
        """,
      smallest: """
        nodes a b
        topology mesh
        repeat 3 {
          put k${i} 0 at a
          put k${i} 0 at b
          settle
        }
        expect conflicts < 3
        """, runs: 80),
    PlantedFailure(
      name: "aRecipeUsedTwice",
      script: """
        nodes eu us asia
        topology mesh
        resolve title with lww
        define publish key value where {
          put $key $value at $where
          get $key at $where as ann
          put "log:$where" $value at $where
        }
        publish body "first" eu
        settle
        publish title "B" eu
        for n in us asia { publish "note:$n" 1 $n }
        publish title "C" us
        settle
        expect lost = 0
        """,
      smallest: """
        nodes eu us
        topology mesh
        resolve title with lww
        put title "B" at eu
        put title "C" at us
        settle
        expect lost = 0
        """, runs: 80),
    PlantedFailure(
      name: "aLoopOfCrashes",
      script: """
        nodes n1..n5
        replication leaderless n=3 w=2 r=2
        put cart ["milk"] at n1
        for n in n4 n5 {
          get cart at $n
          run 20ms
          crash $n
          settle
        }
        put cart ["flour"] at n3
        """,
      smallest: """
        nodes n3..n5
        replication leaderless
        crash n4
        crash n5
        put cart [] at n3
        """, runs: 80),
    PlantedFailure(
      name: "aLoopOfReads",
      script: """
        nodes a b c
        topology mesh
        for n in b c {
          put other $n at $n
          put x 7 at a
          deliver a->b
          get x at $n as ann
          get other at $n as bob
        }
        settle
        expect monotonic-reads
        """,
      smallest: """
        nodes b c
        put other b at b
        get other at b as bob
        get other at c as bob
        expect monotonic-reads
        """, runs: 100),
    PlantedFailure(
      name: "aReaderBehind",
      script: """
        nodes leader f1 f2
        replication single-leader leader=leader
        latency all 30ms
        client ann home=f1
        define comment who what where { put thread $what at leader as $who; settle; get thread at $where as $who }
        comment bob "hi" f2
        comment ann "hello all" f1
        put thread "again" at leader as ann
        run 5ms
        get thread at f1 as ann
        get thread at f2 as bob
        settle
        get thread at f1 as bob
        expect read-your-writes
        """,
      smallest: """
        nodes leader f1
        put thread "a" at leader as ann
        get thread at f1 as ann
        expect read-your-writes
        """, runs: 70),
    PlantedFailure(
      name: "anOperationThatDoesNotFit",
      script: """
        nodes a b
        link a <-> b
        let n = 5
        resolve likes with pn-counter
        update likes increment $n at a
        update likes increment 3 at b
        settle
        put title "B" at a
        put body {"text": "long", "tags": ["x", "y"]} at b
        settle
        update title increment $n at b
        settle
        """,
      smallest: """
        nodes b
        update title increment at b
        """, runs: 40),
    PlantedFailure(
      name: "aReplacedTitle",
      script: """
        include "setup.repl"
        define write k v n { put $k $v at $n; run 1ms }
        let target = n2
        write title "B" n1
        write title "C" $target
        settle
        for key in title body tags {
          write $key 7 n3
        }
        settle
        hold n1->n2
        put title "D" at n1
        run 100ms
        expect title at $target = "C"
        """,
      smallest: """
        nodes n1..n2
        topology mesh
        put title "D" at n1
        run 10ms
        expect title at n2 = "C"
        """, runs: 60),
    PlantedFailure(
      name: "aMistypedNode",
      script: """
        nodes alpha beta
        link alpha <-> beta
        put x 1 at alpha
        settle
        put x 2 at betta
        """,
      smallest: """
        put x 0 at betta
        """, runs: 20),
    PlantedFailure(
      name: "aRefusalThatDoesNotCome",
      script: """
        nodes a b c
        topology mesh
        put x 1 at a
        settle
        expect error down { put x 2 at b }
        """,
      smallest: """
        nodes b
        expect error down {
          put x 2 at b
        }
        """, runs: 30),
  ]
}
