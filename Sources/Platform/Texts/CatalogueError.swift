/// Where a text stands, for who has to correct it.
package struct TextPlace: Hashable, Sendable, CustomStringConvertible {
    /// Its name or path.
    package let file: String
    /// From 1.
    package let line: Int

    /// `nl.po:12`.
    package var description: String { "\(file):\(line)" }
}

/// Why well-formed PO files do not make a catalogue.
package enum CatalogueError: Error, Hashable, Sendable {
    /// A key has two texts in one language; the places of both.
    case definedTwice(TextKey, Language, TextPlace, TextPlace)
    /// A text with a plural has more or fewer forms than its language.
    case wrongNumberOfForms(TextKey, expected: Int, TextPlace)
    /// A brace that is not part of `{name}`.
    case malformedPlaceholder(TextKey, TextPlace)
    /// The header says that the file is in another language than it is taken for.
    case otherLanguage(String, expected: Language, file: String)
    /// The name of the file is not a language that we have.
    case unknownLanguage(file: String)
    /// The file is not valid UTF-8.
    case notUnicode(file: String)
}

extension CatalogueError: CustomStringConvertible {
    /// For logs and who edits the files.
    package var description: String {
        switch self {
        case .definedTwice(let key, let language, let first, let second):
            "'\(key)' is defined twice in '\(language.rawValue)': \(first) and \(second)."
        case .wrongNumberOfForms(let key, let expected, let place):
            "\(place): '\(key)' needs \(expected) forms (msgstr) in this language."
        case .malformedPlaceholder(let key, let place):
            "\(place): '\(key)' has a brace that is not part of a {name}."
        case .otherLanguage(let declared, let expected, let file):
            "\(file): The header says '\(declared)', the name says '\(expected.rawValue)'."
        case .unknownLanguage(let file):
            "\(file): The name has to be that of a language that we have, such as nl.po."
        case .notUnicode(let file):
            "\(file): The file is not valid UTF-8."
        }
    }
}
