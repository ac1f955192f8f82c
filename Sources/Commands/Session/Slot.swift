/// What is expected where a word is being typed.
struct Slot {
  /// What kinds of argument, each as good as the other; none: nothing in particular.
  var kinds: [ArgumentKind] = []
  /// Whether it is the value of an option.
  var isOption = false
  /// Whether little words and options may stand there too.
  var isFree = false
  /// Whether what stands there holds signs that otherwise end a word, as `a->b#2` does.
  var isWhole: Bool { kinds.contains { $0 == .link || $0 == .message } }
}

extension Signature {
  /// What is expected behind these words of a statement, the verb not counted.
  func slot(after words: ArraySlice<String>) -> Slot {
    var position = 0
    var clause: Parameter?
    var isFresh = false
    for word in words {
      if let parameter = parameters.first(where: {
        $0.role == .clause && $0.name.hasSameBytes(as: word)
      }) {
        clause = parameter
        isFresh = true
      } else if isOption(word) || keywords.contains(where: { $0.hasSameBytes(as: word) }) {
        clause = nil
        isFresh = false
      } else if isFresh {
        isFresh = false
      } else if clause == nil {
        position += 1
      }
    }
    if let clause {
      return Slot(kinds: isFresh || clause.kind.isPlural ? [clause.kind] : [], isFree: !isFresh)
    }
    return slot(at: position)
  }

  private func slot(at position: Int) -> Slot {
    let places = places
    guard let last = places.last else { return Slot(isFree: true) }
    if let plural = places.firstIndex(where: { $0.kinds.contains(where: \.isPlural) }),
      position >= plural
    {
      return Slot(kinds: places[plural].kinds, isFree: position > 0)
    }
    if position < places.count {
      // A value is never left out.
      let isFree = position > 0 && !places[position].kinds.contains(.value)
      return Slot(kinds: places[position].kinds, isFree: isFree)
    }
    return Slot(kinds: last.isRepeated ? last.kinds : [], isFree: true)
  }

  /// The positionals by place: words to choose from share theirs with the names that may stand
  /// instead of them, as in `show nodes` and `show KEY`.
  private var places: [(kinds: [ArgumentKind], isRepeated: Bool)] {
    var places: [(kinds: [ArgumentKind], isRepeated: Bool)] = []
    for parameter in parameters where parameter.role == .positional {
      let isRepeated = parameter.name.hasSuffix("…")
      if let last = places.last, last.kinds.first?.isChoice == true, parameter.kind.replacesChoice {
        places[places.count - 1] = (last.kinds + [parameter.kind], isRepeated)
      } else {
        places.append(([parameter.kind], isRepeated))
      }
    }
    return places
  }

  private func isOption(_ word: String) -> Bool {
    guard let equal = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return false }
    return options.contains { $0.utf8.elementsEqual(word[..<equal].utf8) }
  }
}

extension TypedStatement {
  /// Whether an option, clause or flag is there already.
  func mentions(_ parameter: Parameter) -> Bool {
    words.dropFirst().contains { word in
      parameter.role == .option
        ? word.utf8.starts(with: Array((parameter.name + "=").utf8))
        : word.hasSameBytes(as: parameter.name)
    }
  }
}

extension ArgumentKind {
  /// Whether several words may follow each other here.
  var isPlural: Bool { self == .nodes || self == .predicate }

  /// Whether this is one of several words.
  fileprivate var isChoice: Bool { if case .choice = self { true } else { false } }

  /// Whether it stands instead of such words rather than behind them.
  fileprivate var replacesChoice: Bool { [.link, .messageKind, .key].contains(self) }
}
