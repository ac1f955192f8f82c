import ScriptSyntax
import Simulation

/// What `hold` and `release` have in common: which links, and which kind of message.
struct HeldMessages: Sendable {
  let links: LinkSelector
  /// nil: every kind.
  let kind: MessageKind?

  static let parameters: [Parameter] = [
    .positional("A->B", .link, "several with commas and selectors: `a->b,c`, `all->c`"),
    .positional("KIND", .messageKind, "only this kind of message (default: every kind)"),
  ]

  static let example = """
    nodes a b
    link a -> b
    hold a->b
    put title "B" at a
    settle
    expect title at b absent
    release a->b
    settle
    expect title at b = "B"
    """

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    links = try arguments.links()
    kind = arguments.isAtEnd ? nil : try arguments.messageKind()
  }
}
