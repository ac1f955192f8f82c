import ScriptSyntax

extension DiagnosticCode {
  /// What the code means; a code without a page does not compile.
  var page: CodePage {
    switch self {
    case .notUTF8: .notUTF8
    case .controlCharacter: .controlCharacter
    case .unexpectedCharacter: .unexpectedCharacter
    case .expectedVerb: .expectedVerb
    case .unterminatedString: .unterminatedString
    case .escape: .escape
    case .variable: .variable
    case .number: .number
    case .unclosedBlock: .unclosedBlock
    case .unclosedArray: .unclosedArray
    case .unclosedObject: .unclosedObject
    case .malformedValue: .malformedValue
    case .duplicateKey: .duplicateKey
    case .nesting: .nesting
    case .unbalancedBrace: .unbalancedBrace
    case .continuation: .continuation
    case .heredoc: .heredoc
    case .unterminatedHeredoc: .unterminatedHeredoc
    case .expectedOutput: .expectedOutput
    case .tooLarge: .tooLarge
    case .tooManyErrors: .tooManyErrors
    case .unknownVerb: .unknownVerb
    case .unknownOption: .unknownOption
    case .repeatedOption: .repeatedOption
    case .missingArgument: .missingArgument
    case .surplusArgument: .surplusArgument
    case .unknownWord: .unknownWord
    case .wrongKind: .wrongKind
    case .outOfRange: .outOfRange
    case .predicate: .predicate
    case .missingBlock: .missingBlock
    case .misplacedStatement: .misplacedStatement
    case .unknownVariable: .unknownVariable
    case .duplicateDefinition: .duplicateDefinition
    case .unreadableFile: .unreadableFile
    case .includeCycle: .includeCycle
    case .forbiddenPath: .forbiddenPath
    case .luaError: .luaError
    case .unsupported: .unsupported
    }
  }
}
