/// A CSV file that was read: its header and its rows, each field with the place where it stands.
///
///     let people = try CSVDocument.read(bytes, file: "people.csv")
///     for row in people.rows {
///         guard let mail = row["mail"], mail.text.contains("@") else { … }
///     }
///
/// The format is RFC 4180, read a little more widely: lines may end in CRLF, LF or CR, the separator may be a comma, a
/// semicolon or a tab, and a line without any character is passed over.
package struct CSVDocument: Equatable, Sendable {
    /// The name given to `read`, for messages.
    package let file: String
    /// The names of the columns, as written, each a different one.
    package let header: [String]
    /// The rows after the header; each has as many fields as the header.
    package let rows: [CSVRow]

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8 with or without a byte order mark.
    ///   - file: Its name, for the faults.
    ///   - separator: One ASCII character. Without it, whichever of comma, semicolon and tab the header has most of.
    /// - Throws: `CSVFaults` with every fault of the file, so that its author mends them in one go.
    package static func read(
        _ bytes: [UInt8], file: String, separator: Character? = nil
    ) throws(CSVFaults) -> CSVDocument {
        if let fault = wideEncodingFault(bytes, file: file) { throw CSVFaults(faults: [fault]) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var scanner = CSVScanner(
            bytes: bytes, position: start, file: file,
            separator: separator.map(ascii) ?? likeliestSeparator(bytes[start...]))
        var records: [CSVScanner.Record] = []
        while let record = scanner.nextRecord() { records.append(record) }
        var faults = encodingFaults(bytes, from: start, file: file) + scanner.faults

        guard let header = records.first else {
            throw CSVFaults(faults: [CSVFault(file: file, line: 1, column: 1, reason: .empty)])
        }
        var positions: [String: Int] = [:]
        for (index, field) in header.fields.enumerated() {
            if positions.updateValue(index, forKey: field.text) != nil {
                faults.append(
                    CSVFault(file: file, line: field.line, column: field.column, reason: .repeatedColumn(field.text)))
            }
        }
        let expected = header.fields.count
        for record in records.dropFirst() where record.isSound && record.fields.count != expected {
            let found = record.fields.count
            let reason: CSVFault.Reason =
                found < expected
                ? .tooFewFields(found: found, expected: expected) : .tooManyFields(found: found, expected: expected)
            faults.append(CSVFault(file: file, line: record.line, column: 1, reason: reason))
        }
        guard faults.isEmpty else {
            throw CSVFaults(faults: faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return CSVDocument(
            file: file, header: header.fields.map(\.text),
            rows: records.dropFirst().map { CSVRow(line: $0.line, fields: $0.fields, positions: positions) })
    }
}

/// One row of a CSV file.
package struct CSVRow: Equatable, Sendable {
    /// The line of its first character, 1-based.
    package let line: Int
    package let fields: [CSVField]
    let positions: [String: Int]

    /// The field under a column's name, spelled as in the header; nil if the header has no such column.
    package subscript(_ column: String) -> CSVField? {
        positions[column].map { fields[$0] }
    }
}

/// One field of a CSV file, without its quotes.
package struct CSVField: Equatable, Sendable {
    package let text: String
    /// The line of the field's first character, 1-based.
    package let line: Int
    /// Where the field begins in that line, in Unicode scalars, 1-based; an opening quote is its first character.
    package let column: Int
}

// MARK: Encoding and separator

extension CSVDocument {
    private static func ascii(_ separator: Character) -> UInt8 {
        guard let byte = separator.asciiValue else {
            preconditionFailure("a CSV separator is one ASCII character")
        }
        return byte
    }

    /// The separator that the first line has most of outside quotes; a comma if it has none.
    private static func likeliestSeparator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts = [0, 0, 0]
        var isQuoted = false
        var isLineStarted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            let isBreak = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            if isBreak, !isQuoted, isLineStarted { break }
            if !isBreak { isLineStarted = true }
            if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let best = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
        return candidates[best]
    }

    private static func wideEncodingFault(_ bytes: [UInt8], file: String) -> CSVFault? {
        let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF], [0x00, 0x00, 0xFE, 0xFF]]
        guard marks.contains(where: { bytes.starts(with: $0) }) else { return nil }
        return CSVFault(file: file, line: 1, column: 1, reason: .wideEncoding)
    }

    /// The first byte of each line that is not UTF-8, or is NUL.
    private static func encodingFaults(_ bytes: [UInt8], from start: Int, file: String) -> [CSVFault] {
        guard firstFault(in: bytes[start...]) != nil else { return [] }
        var faults: [CSVFault] = []
        var line = 1
        var lineStart = start
        while lineStart < bytes.count {
            let lineEnd = bytes[lineStart...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if let (offset, reason) = firstFault(in: bytes[lineStart..<lineEnd]) {
                let before = bytes[lineStart..<offset].count { !(0x80...0xBF).contains($0) }
                faults.append(CSVFault(file: file, line: line, column: before + 1, reason: reason))
            }
            let isCRLF = bytes[lineEnd...].starts(with: [0x0D, 0x0A])
            lineStart = lineEnd + (isCRLF ? 2 : 1)
            line += 1
        }
        return faults
    }

    private static func firstFault(in bytes: ArraySlice<UInt8>) -> (offset: Int, reason: CSVFault.Reason)? {
        let nul = bytes.firstIndex(of: 0)
        let text = bytes[..<(nul ?? bytes.endIndex)]
        do {
            _ = try UTF8Span(validating: text.span)
            return nul.map { ($0, .nul) }
        } catch {
            let offset = bytes.startIndex + error.byteOffsets.lowerBound
            return (offset, .notUTF8(byte: bytes[offset]))
        }
    }
}
