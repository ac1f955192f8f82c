import ScriptSyntax

/// A name as a script mentions it, with the place of the mention.
package struct Mention: Sendable {
  /// The name.
  package let name: Name
  /// Where it stands.
  package let span: SourceSpan

  /// A name at a place.
  package init(_ name: Name, at span: SourceSpan) {
    self.name = name
    self.span = span
  }
}

/// A link as a script mentions it.
package struct LinkMention: Sendable {
  /// The sender.
  package let from: Mention
  /// The receiver.
  package let to: Mention

  /// The way from one node to another.
  package init(from: Mention, to: Mention) {
    self.from = from
    self.to = to
  }

  /// The whole of it, arrow included.
  package var span: SourceSpan {
    SourceSpan(file: from.span.file, start: from.span.start, end: max(from.span.end, to.span.end))
  }
}

/// A message as a script mentions it: `a->b` means the oldest in flight, `a->b#2` one of them.
package struct MessageMention: Sendable {
  /// The link.
  package let link: LinkMention
  /// The ordinal, from 1; nil: the oldest in flight.
  package let ordinal: UInt32?

  /// A message of a link.
  package init(_ link: LinkMention, ordinal: UInt32?) {
    self.link = link
    self.ordinal = ordinal
  }

  /// The whole of it.
  package var span: SourceSpan { link.span }
}
