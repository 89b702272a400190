/// The name of a text in the catalogues: `country.tier.focus`. What is said there depends on the language.
///
///     let key: TextKey = "country.tier.\(tier.rawValue)"
package struct TextKey: Hashable, Sendable {
    /// The `msgid` of the text.
    package let name: String

    /// For a name that is not written in the program; prefer a literal.
    package init(_ name: String) {
        self.name = name
    }
}

extension TextKey: ExpressibleByStringInterpolation {
    /// `let key: TextKey = "visit.title"`.
    package init(stringLiteral name: String) {
        self.init(name)
    }
}

extension TextKey: Comparable {
    /// The order of the names.
    package static func < (left: TextKey, right: TextKey) -> Bool {
        left.name < right.name
    }
}

extension TextKey: CustomStringConvertible {
    /// The name.
    package var description: String { name }
}
