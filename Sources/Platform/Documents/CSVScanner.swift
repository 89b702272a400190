/// Splits the bytes of a CSV file into records of fields, and keeps count of lines and columns.
///
/// Works on bytes: every character that has a meaning in CSV is ASCII, and no byte of a longer UTF-8 sequence looks
/// like one.
struct CSVScanner {
    struct Record {
        let line: Int
        var fields: [CSVField] = []
        /// False after a fault in quoting: how many fields it has then says nothing.
        var isSound = true
    }

    private let bytes: [UInt8]
    private let file: String
    private let separator: UInt8
    private var position: Int
    private var line = 1
    private var column = 1
    private(set) var faults: [CSVFault] = []

    init(bytes: [UInt8], position: Int, file: String, separator: UInt8) {
        self.bytes = bytes
        self.position = position
        self.file = file
        self.separator = separator
    }

    /// The next line that has a character, or nil at the end of the file.
    mutating func nextRecord() -> Record? {
        while isAtLineBreak { step() }
        guard position < bytes.count else { return nil }
        var record = Record(line: line)
        while true {
            record.fields.append(nextField(of: &record))
            guard position < bytes.count, bytes[position] == separator else { break }
            step()
        }
        if position < bytes.count { step() }
        return record
    }

    private mutating func nextField(of record: inout Record) -> CSVField {
        let (startLine, startColumn) = (line, column)
        let text: String
        if position < bytes.count, bytes[position] == Self.quote {
            text = quotedText(of: &record)
        } else {
            text = plainText(of: &record)
        }
        return CSVField(text: text, line: startLine, column: startColumn)
    }

    private mutating func plainText(of record: inout Record) -> String {
        let start = position
        while position < bytes.count, bytes[position] != separator, !isAtLineBreak {
            if bytes[position] == Self.quote { fault(.quoteInsideField, in: &record) }
            step()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedText(of record: inout Record) -> String {
        let opening = (line, column)
        var text: [UInt8] = []
        step()
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] != Self.quote { step() }
            text.append(contentsOf: bytes[start..<position])
            guard position < bytes.count else { break }
            step()
            guard position < bytes.count, bytes[position] == Self.quote else {
                passTextAfterQuote(of: &record)
                return String(decoding: text, as: UTF8.self)
            }
            text.append(Self.quote)
            step()
        }
        record.isSound = false
        faults.append(CSVFault(file: file, line: opening.0, column: opening.1, reason: .unclosedQuote))
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func passTextAfterQuote(of record: inout Record) {
        guard position < bytes.count, bytes[position] != separator, !isAtLineBreak else { return }
        fault(.textAfterQuote, in: &record)
        while position < bytes.count, bytes[position] != separator, !isAtLineBreak { step() }
    }

    /// Notes a fault here, once for each record: one wrong quote makes the rest of its line doubtful.
    private mutating func fault(_ reason: CSVFault.Reason, in record: inout Record) {
        guard record.isSound else { return }
        record.isSound = false
        faults.append(CSVFault(file: file, line: line, column: column, reason: reason))
    }

    private var isAtLineBreak: Bool {
        position < bytes.count && (bytes[position] == Self.lineFeed || bytes[position] == Self.carriageReturn)
    }

    /// Goes one byte further, or two over a CRLF.
    private mutating func step() {
        let byte = bytes[position]
        position += 1
        switch byte {
        case Self.carriageReturn, Self.lineFeed:
            if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
            line += 1
            column = 1
        case 0x80...0xBF:
            break
        default:
            column += 1
        }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
