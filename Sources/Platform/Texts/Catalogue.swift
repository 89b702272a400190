/// All texts in all languages. Made once, when the program starts.
///
///     let catalogue = try Catalogue.embedded()
///     catalogue.text("country.tier.focus", in: .dutch)   // Focusland
package struct Catalogue: Sendable {
    /// The texts of each language by its index, English where the language has none of its own.
    private let messages: [[TextKey: Message]]

    /// Reads PO files; the same language may have several, for instance one of each feature.
    ///
    /// An entry without a translation counts as missing: English takes its place.
    ///
    /// - Throws: `PortableObjectError` when a file cannot be read; `CatalogueError` when a key is defined twice in a
    ///   language, or a text or a header does not fit its language.
    package init(files: [(language: Language, text: String, file: String)]) throws {
        var messages: [[TextKey: Message]] = Language.allCases.map { _ in [:] }
        for (language, text, file) in files {
            let object = try PortableObject(text, file: file)
            if let declared = object.header["Language"], declared != language.rawValue {
                throw CatalogueError.otherLanguage(declared, expected: language, file: file)
            }
            for entry in object.entries where entry.isTranslated {
                let key = TextKey(entry.key)
                let message = try Message(entry, language: language, file: file)
                if let earlier = messages[language.index].updateValue(message, forKey: key) {
                    throw CatalogueError.definedTwice(key, language, earlier.place, message.place)
                }
            }
        }
        let english = messages[Language.english.index]
        self.messages = messages.map { $0.merging(english) { own, _ in own } }
    }

    /// The text as it stands in the language, else in English, else the key in white brackets: `⟦country.tier.focus⟧`.
    /// Of a text with plural forms it is the last one. Places for values are left as they are; `Texts` fills them.
    package func text(_ key: TextKey, in language: Language) -> String {
        message(key, in: language)?.general.source ?? Catalogue.missing(key)
    }

    /// The keys that the language has a text of its own for, sorted. For tests that nothing is missing.
    package func keys(in language: Language) -> [TextKey] {
        messages[language.index].filter { $0.value.language == language }.keys.sorted()
    }

    /// The names of the values that a text takes, in any of its forms. For tests that translations take the same.
    package func placeholders(of key: TextKey, in language: Language) -> Set<String> {
        message(key, in: language)?.names ?? []
    }

    func message(_ key: TextKey, in language: Language) -> Message? {
        messages[language.index][key]
    }

    static func missing(_ key: TextKey) -> String {
        "⟦\(key.name)⟧"
    }
}
