/// Writes a CSV file as RFC 4180 has it: CRLF after each row, quotes where a field needs them.
///
///     var writer = CSVWriter(header: ["Land", "Bedrag"])
///     writer.append([.text("Gambia"), .decimal(1250.5)])
///     let file = writer.bytes
///
/// A spreadsheet program takes a field that begins with `=` and the like for a formula, also when a stranger typed it
/// into a form. Such text gets an apostrophe before it, which makes it text. Numbers are ours and stay numbers. Source:
/// OWASP, 'CSV Injection', https://owasp.org/www-community/attacks/CSV_Injection.
package struct CSVWriter: Sendable {
    /// The file so far.
    package private(set) var bytes: [UInt8]
    private let separator: UInt8

    /// Begins a file with its header.
    ///
    /// - Parameters:
    ///   - header: The names of the columns; guarded as text is.
    ///   - separator: What stands between two fields.
    ///   - byteOrderMark: True begins the file with U+FEFF, by which Excel knows it for UTF-8.
    package init(header: [String], separator: CSVSeparator = .comma, byteOrderMark: Bool = true) {
        bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        self.separator = separator.rawValue
        append(header.map(Cell.text))
    }

    /// Adds a row. A number has a full stop for its decimal sign and no grouping, in every language.
    package mutating func append(_ row: [Cell]) {
        let start = bytes.count
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(separator) }
            switch cell {
            case .text(let text), .link(let text, _): append(field: Self.guarded(text))
            case .date(let text): append(field: Self.guarded(text))
            case .number(let number): bytes.append(contentsOf: String(number).utf8)
            case .decimal(let number): if number.isFinite { bytes.append(contentsOf: Self.plain(number).utf8) }
            case .empty: break
            }
        }
        // A row of one empty field would be an empty line, which readers pass over.
        if row.count == 1, bytes.count == start { bytes.append(contentsOf: "\"\"".utf8) }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func append(field: String) {
        let quote = UInt8(ascii: "\"")
        let mustBeQuoted = field.utf8.contains { byte in
            byte == quote || byte == separator || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
        }
        guard mustBeQuoted || field.first == " " || field.last == " " else {
            return bytes.append(contentsOf: field.utf8)
        }
        bytes.append(quote)
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    /// The text, with an apostrophe before it if a spreadsheet program could take it for a formula.
    ///
    /// The full-width forms count too: programs set to an East Asian language read them as their ASCII twins.
    static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return "'" + text
        default: return text
        }
    }

    /// The number in digits without an exponent where that is exact and short, else as Swift writes it.
    private static func plain(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        return "\(number)"
    }
}

/// What stands between two fields of a CSV file.
package enum CSVSeparator: UInt8, Sendable {
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
}
