import Texts

extension Texts {
    /// The platform's own words in a language.
    static func platform(_ language: Language) throws -> Texts {
        Texts(catalogue: try Catalogue.embedded(), language: language)
    }

    /// What each language writes, in the order of `Language.allCases`.
    static func inEachLanguage(_ written: (Texts) throws -> String) throws -> [String] {
        try Language.allCases.map { try written(platform($0)) }
    }
}
