/// The texts in the language of one reader. A page gets one of these and asks it for all its words.
///
///     let texts = Texts(catalogue: catalogue, language: .dutch)
///     texts("visit.title")
///     texts("visit.of", ["country": "Gambia"])
///     texts("visit.days", count: 3)                 // 3 dagen
package struct Texts: Sendable {
    /// The language of the reader.
    package let language: Language
    private let catalogue: Catalogue

    /// Cheap enough to make for each request: it shares the catalogue.
    package init(catalogue: Catalogue, language: Language) {
        self.catalogue = catalogue
        self.language = language
    }

    /// The text; in English when the language has none, `⟦key⟧` when English has none either.
    package func callAsFunction(_ key: TextKey) -> String {
        catalogue.text(key, in: language)
    }

    /// The text with its places filled: `{country}` by the value of `country`. Values are put in as they are; whoever
    /// writes HTML escapes the result.
    package func callAsFunction(_ key: TextKey, _ values: [String: String]) -> String {
        catalogue.message(key, in: language)?.general.filled(values) ?? Catalogue.missing(key)
    }

    /// The form of the text that goes with the count, with `{count}` filled by the count as the language writes
    /// numbers.
    package func callAsFunction(_ key: TextKey, count: Int, _ values: [String: String] = [:]) -> String {
        guard let message = catalogue.message(key, in: language) else { return Catalogue.missing(key) }
        var values = values
        values["count"] = number(count)
        return message.form(for: count).filled(values)
    }

    /// Whether there is a text, in the language or in English; for texts that may be left out, such as a hint.
    package func has(_ key: TextKey) -> Bool {
        catalogue.message(key, in: language) != nil
    }
}
