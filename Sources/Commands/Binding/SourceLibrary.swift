import Replication
import ScriptSyntax

/// The texts of a session, by the file index that spans carry.
///
/// Shape: grows only. A file included twice has two entries, each with its own way of inclusion.
package struct SourceLibrary: Sendable {
  /// A text and how it came in.
  package struct Unit: Sendable {
    /// The text.
    package let text: SourceText
    /// Equal for equal files; nil until asked for, and for texts that are no files.
    var canonicalName: String?
    /// The `include` that brought it in.
    let includedAt: SourceSpan?

    /// What included paths are relative to; nil: the current folder.
    var base: String? {
      canonicalName ?? (text.name.utf8.first == UInt8(ascii: "<") ? nil : text.name)
    }
  }

  /// How deep includes may nest.
  static var depthLimit: Int { 64 }
  /// How many texts one session may include at most.
  static var unitLimit: Int { 4096 }

  private(set) var units: [Unit] = []
  private var included = 0

  /// No texts.
  package init() {}

  /// The text of a file index; an empty one where there is none.
  package subscript(index: Int32) -> Unit {
    units.indices.contains(Int(index))
      ? units[Int(index)]
      : Unit(text: SourceText(name: "<program>", bytes: []), canonicalName: nil, includedAt: nil)
  }

  /// Adds a text that nothing included; returns its file index.
  mutating func add(_ text: SourceText) -> Int32 {
    units.append(Unit(text: text, canonicalName: nil, includedAt: nil))
    return Int32(units.count - 1)
  }

  /// Adds an included file; returns its file index.
  mutating func add(_ file: SourceFile, includedAt span: SourceSpan) throws(Diagnostic) -> Int32 {
    included += 1
    guard included <= Self.unitLimit else {
      throw Diagnostic(
        code: .nesting, message: "more than \(Self.unitLimit) files are included", span: span,
        remedy: nil)
    }
    let text = SourceText(name: file.name, bytes: file.bytes)
    units.append(Unit(text: text, canonicalName: file.canonicalName, includedAt: span))
    return Int32(units.count - 1)
  }

  /// Refuses a file that is being included already, or is nested too deep.
  mutating func refuseCycle(
    to file: SourceFile, at span: SourceSpan, files: Files
  ) throws(Diagnostic) {
    var chain = [file.name]
    var at: SourceSpan? = span
    while let here = at {
      resolveRoot(here.file, files)
      let unit = self[here.file]
      chain.append(unit.text.name)
      if let name = unit.canonicalName, name.hasSameBytes(as: file.canonicalName) {
        throw Diagnostic(
          code: .includeCycle,
          message: "\"\(file.name)\" includes itself: "
            + chain.reversed().joined(separator: " → "), span: span, remedy: nil)
      }
      at = unit.includedAt
    }
    guard chain.count <= Self.depthLimit + 1 else {
      throw Diagnostic(
        code: .nesting, message: "includes nest more than \(Self.depthLimit) deep", span: span,
        remedy: nil)
    }
  }

  /// Finds the canonical name of a file that nothing included.
  private mutating func resolveRoot(_ index: Int32, _ files: Files) {
    guard units.indices.contains(Int(index)), units[Int(index)].canonicalName == nil,
      let name = units[Int(index)].base, case .success(let file) = files.read(name, nil)
    else { return }
    units[Int(index)].canonicalName = file.canonicalName
  }

  // MARK: - Places

  /// Where a span stands, with the includes that led there.
  package func place(of span: SourceSpan, trail: [String]? = nil) -> Place {
    Place(of: span, in: self[span.file].text, trail: trail ?? includeTrail(of: span))
  }

  /// `file:line` of a span.
  package func site(of span: SourceSpan) -> String {
    let unit = self[span.file]
    return "\(unit.text.name):\(unit.text.position(of: Int(span.start)).line)"
  }

  /// The source between the ends of a span, one line end or run of blanks a blank.
  package func excerpt(_ span: SourceSpan) -> String {
    let bytes = self[span.file].text.bytes
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func includeTrail(of span: SourceSpan) -> [String] {
    var trail: [String] = []
    var at = self[span.file].includedAt
    while let here = at {
      trail.append("included at \(site(of: here))")
      at = self[here.file].includedAt
    }
    return trail
  }
}
