/// A currency by its code in ISO 4217: `EUR`. Any three capitals are accepted; which currencies are in use is a
/// setting.
///
///     let paid = Currency("XOF")
package struct Currency: Hashable, Sendable {
    /// Three capital letters.
    package let code: String

    /// The currency of the grant.
    package static let euro: Currency = "EUR"

    /// Nil when the code is not three letters A to Z.
    package init?(_ code: String) {
        guard Currency.isCode(code) else { return nil }
        self.code = code
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}

extension Currency: ExpressibleByStringLiteral {
    /// For codes that stand in the program; a wrong one is a mistake in it and stops it.
    package init(stringLiteral code: String) {
        precondition(Currency.isCode(code), "A currency is three capital letters, as in ISO 4217.")
        self.code = code
    }
}

extension Currency: CustomStringConvertible {
    /// The code.
    package var description: String { code }
}

extension Currency: Codable {
    /// Reads a code from a string; `DecodingError.dataCorrupted` when it is not one.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("a currency like EUR") { text in Currency(text) }
    }

    /// Writes the code as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(code)
    }
}
