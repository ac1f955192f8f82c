/// The tokens that are no words.
package enum Symbol: UInt8, Sendable, CaseIterable {
  /// `->`
  case arrow
  /// `<->`
  case both
  /// `<<`; the parser turns it into a heredoc, so that it never reaches a statement.
  case heredoc
  /// `<=`
  case lessEqual
  /// `>=`
  case greaterEqual
  /// `!=`
  case notEqual
  /// `=`
  case equal
  /// `<`
  case less
  /// `>`
  case greater
  /// `,`
  case comma
  /// `|`
  case bar
  /// `&`
  case ampersand
  /// `!`
  case bang
  /// `%`
  case percent
  /// `+`
  case plus
  /// `(`
  case openParen
  /// `)`
  case closeParen

  /// How it is written.
  package var text: String {
    switch self {
    case .arrow: "->"
    case .both: "<->"
    case .heredoc: "<<"
    case .lessEqual: "<="
    case .greaterEqual: ">="
    case .notEqual: "!="
    case .equal: "="
    case .less: "<"
    case .greater: ">"
    case .comma: ","
    case .bar: "|"
    case .ampersand: "&"
    case .bang: "!"
    case .percent: "%"
    case .plus: "+"
    case .openParen: "("
    case .closeParen: ")"
    }
  }
}

extension Scanner {
  /// The symbol that starts here, the longest one, and its length; nil if none does.
  func symbol() -> (symbol: Symbol, width: Int)? {
    let next = peek(1)
    switch current {
    case .minus: return next == .greater ? (.arrow, 2) : nil
    case .less where next == .minus && peek(2) == .greater: return (.both, 3)
    case .less where next == .less: return (.heredoc, 2)
    case .less: return next == .equal ? (.lessEqual, 2) : (.less, 1)
    case .greater: return next == .equal ? (.greaterEqual, 2) : (.greater, 1)
    case UInt8(ascii: "!"): return next == .equal ? (.notEqual, 2) : (.bang, 1)
    case .equal: return (.equal, 1)
    case .comma: return (.comma, 1)
    case UInt8(ascii: "|"): return (.bar, 1)
    case UInt8(ascii: "&"): return (.ampersand, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case .plus: return (.plus, 1)
    case UInt8(ascii: "("): return (.openParen, 1)
    case UInt8(ascii: ")"): return (.closeParen, 1)
    default: return nil
    }
  }
}
