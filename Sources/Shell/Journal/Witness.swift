import Commands

/// Notes what a text learns from outside while it is loaded and runs.
///
/// The session hands its functions to code that must be `Sendable`; the one thread that runs
/// statements calls them, hence `@unchecked`.
final class Witness: @unchecked Sendable {
  private(set) var learned = Learned()

  /// Files that are noted.
  func watching(_ files: Files) -> Files {
    Files(
      read: { path, base in
        let result = files.read(path, base)
        self.learned.readings.append(Learned.Reading(path: path, result: result))
        return result
      },
      list: files.list,
      write: { path, base, bytes in
        let result = files.write(path, base, bytes)
        self.learned.writings.append(Learned.Writing(path: path, result: result))
        return result
      })
  }

  /// A question whose answer is noted.
  func watching(
    _ ask: (@Sendable (String, [String]) -> Int?)?
  ) -> (@Sendable (String, [String]) -> Int?)? {
    guard let ask else { return nil }
    return { key, siblings in
      let answer = ask(key, siblings)
      self.learned.answers.append(answer)
      return answer
    }
  }
}

/// Answers a text that runs again as it was answered before; nothing is read, written or asked.
final class Rehearsal: @unchecked Sendable {
  private var readings: ArraySlice<Learned.Reading>
  private var writings: ArraySlice<Learned.Writing>
  private var answers: ArraySlice<Int?>

  init(_ learned: Learned) {
    readings = learned.readings[...]
    writings = learned.writings[...]
    answers = learned.answers[...]
  }

  var files: Files {
    Files(
      read: { path, _ in
        guard let reading = self.readings.popFirst(), reading.path == path else {
          return .failure(FileProblem(reason: "was not read before"))
        }
        return reading.result
      },
      write: { path, _, _ in
        guard let writing = self.writings.popFirst(), writing.path == path else {
          return .failure(FileProblem(code: .unwritable, reason: "was not written before"))
        }
        return writing.result
      })
  }

  @Sendable func ask(_ key: String, _ siblings: [String]) -> Int? { answers.popFirst() ?? nil }
}
