import Commands
import Rendering

/// What `parley explain` writes.
package struct CodeExplanation: Sendable {
  private let word: String?
  private let colour: ColourChoice

  /// Explains a code, also written as complaints show it: `error[down]`; nil: lists all.
  package init(of word: String?, colour: ColourChoice = .automatic) {
    self.word = word
    self.colour = colour
  }

  /// The codes there are, sorted.
  package static var codes: [String] { CodePage.all.map(\.code) }

  /// Writes the page; a word that is no code is wrong usage.
  package func run() -> ExitStatus {
    Interrupts.begin()
    let surroundings = Surroundings()
    let outlet = Outlet(isEager: false)
    guard let page else {
      outlet.warn(unknown)
      return .usage
    }
    let isColoured = surroundings.isColoured(
      colour, isTerminal: surroundings.outputIsTerminal)
    var text: [UInt8] = []
    TextRenderer(palette: isColoured ? .coloured : .plain).render(.help(page), into: &text)
    outlet.write(text)
    return outlet.finish(.held)
  }

  private var page: HelpReport? {
    guard let word else { return HelpPages.codes }
    return CodePage.named(bare(word)).map { HelpPages.page($0) }
  }

  private var unknown: String {
    let word = bare(word ?? "")
    let near = CodePage.nearCode(to: word).map { ": did you mean \($0)?" } ?? ""
    return "there is no code \"\(Prompt.shown(word))\"\(near)\n`parley explain` lists them"
  }

  private func bare(_ word: String) -> String {
    word.hasPrefix("error[") && word.hasSuffix("]")
      ? String(word.dropFirst("error[".count).dropLast()) : word
  }
}
