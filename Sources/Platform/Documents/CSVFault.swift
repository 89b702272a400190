/// One thing that is wrong in a CSV file, with the place where a person finds it.
///
/// `description` reads `people.csv:12:7: a quote is opened here and never closed`.
package struct CSVFault: Error, Equatable, Sendable {
    /// The name of the file as its reader was given it.
    package let file: String
    /// The line, 1-based. A line break inside a quoted field counts, as it does in a text editor.
    package let line: Int
    /// The position within the line in Unicode scalars, 1-based.
    package let column: Int
    package let reason: Reason

    /// What is wrong. Where a row as a whole is wrong, the fault stands at the row's first character.
    package enum Reason: Equatable, Sendable {
        /// Not a byte, or nothing but empty lines.
        case empty
        /// The file begins as UTF-16 or UTF-32 do. Nothing else is looked at.
        case wideEncoding
        /// A byte that cannot stand there in UTF-8; only the first of each line is told.
        case notUTF8(byte: UInt8)
        /// U+0000, which no text file holds.
        case nul
        case unclosedQuote
        case textAfterQuote
        /// A quotation mark inside a field that does not begin with one (RFC 4180, section 2, rule 5).
        case quoteInsideField
        case tooFewFields(found: Int, expected: Int)
        case tooManyFields(found: Int, expected: Int)
        /// Two columns of the header have the same name.
        case repeatedColumn(String)
    }

    package init(file: String, line: Int, column: Int, reason: Reason) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }
}

/// Everything that is wrong in one CSV file, in the order of the file; never empty when thrown.
package struct CSVFaults: Error, Equatable, Sendable {
    package let faults: [CSVFault]

    package init(faults: [CSVFault]) {
        self.faults = faults
    }
}

extension CSVFault: CustomStringConvertible {
    /// `file:line:column: reason`, in English, as compilers write it.
    package var description: String {
        "\(file):\(line):\(column): \(reason)"
    }
}

extension CSVFaults: CustomStringConvertible {
    /// One fault a line.
    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

extension CSVFault.Reason: CustomStringConvertible {
    /// The reason in English, without a full stop.
    package var description: String {
        switch self {
        case .empty: "the file is empty"
        case .wideEncoding: "the file is UTF-16 or UTF-32; save it as UTF-8"
        case .notUTF8(let byte):
            "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8"
        case .nul: "a NUL character does not belong in a text file"
        case .unclosedQuote: "a quote is opened here and never closed"
        case .textAfterQuote: "text follows the closing quote; a quote inside a field is written twice"
        case .quoteInsideField: "a quote stands inside a field that does not begin with one"
        case .tooFewFields(let found, let expected): "\(found) fields where the header has \(expected)"
        case .tooManyFields(let found, let expected): "\(found) fields where the header has \(expected)"
        case .repeatedColumn(let name): "the column '\(name)' stands in the header twice"
        }
    }
}
