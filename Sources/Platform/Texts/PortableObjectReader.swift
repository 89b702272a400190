/// Reads a PO file line by line.
struct PortableObjectReader {
    private(set) var header: [String: String] = [:]
    private(set) var entries: [PortableObject.Entry] = []
    private let file: String
    private var draft: Draft?

    /// The entry that is being read.
    private struct Draft {
        let line: Int
        var key: [UInt8]
        var plural: [UInt8]?
        var forms: [[UInt8]] = []

        /// A string on a line of its own goes on with the field read last.
        mutating func append(_ bytes: [UInt8]) {
            if forms.isEmpty {
                if plural == nil { key += bytes } else { plural? += bytes }
            } else {
                forms[forms.count - 1] += bytes
            }
        }
    }

    init(file: String) {
        self.file = file
    }

    /// Reads the next line, without its line feed.
    mutating func read(_ bytes: Substring.UTF8View, line: Int) throws(PortableObjectError) {
        let content = bytes.trimmed
        guard let first = content.first else { return try finish(line: line) }
        if first == UInt8(ascii: "#") {
            try finish(line: line)
            if content.starts(with: "#,".utf8), String(Substring(content)).contains("fuzzy") {
                throw error(.fuzzy, line)
            }
            return
        }
        let keyword = content.prefix { $0 != UInt8(ascii: "\"") }
        let text = try string(content[keyword.endIndex...], line: line)
        try add(text, to: String(Substring(keyword.trimmed)), line: line)
    }

    /// Closes the entry that is being read, at an empty line, a comment, a `msgid` or the end of the file.
    mutating func finish(line: Int) throws(PortableObjectError) {
        guard let draft else { return }
        self.draft = nil
        guard !draft.forms.isEmpty else { throw error(.translationMissing, line) }
        let forms = draft.forms.map { String(decoding: $0, as: UTF8.self) }
        if draft.key.isEmpty { return try readHeader(forms[0], line: draft.line) }
        let filled = forms.count { !$0.isEmpty }
        guard filled == 0 || filled == forms.count else { throw error(.formsHalfFilled, draft.line) }
        entries.append(
            PortableObject.Entry(
                key: String(decoding: draft.key, as: UTF8.self), forms: forms, isPlural: draft.plural != nil,
                line: draft.line))
    }

    private mutating func add(_ text: [UInt8], to keyword: String, line: Int) throws(PortableObjectError) {
        switch keyword {
        case "msgid":
            try finish(line: line)
            draft = Draft(line: line, key: text)
        case "msgctxt":
            throw error(.contextRefused, line)
        case "":
            guard draft != nil else { throw error(.unexpectedLine, line) }
            draft?.append(text)
        case "msgid_plural":
            guard let draft, draft.plural == nil, draft.forms.isEmpty else { throw error(.unexpectedLine, line) }
            self.draft?.plural = text
        case let form where form.hasPrefix("msgstr"):
            guard let draft else { throw error(.unexpectedLine, line) }
            let expected = draft.plural == nil && draft.forms.isEmpty ? "msgstr" : "msgstr[\(draft.forms.count)]"
            guard form == expected, draft.plural != nil || draft.forms.isEmpty else { throw error(.wrongForm, line) }
            self.draft?.forms.append(text)
        default:
            throw error(.unexpectedLine, line)
        }
    }

    private mutating func readHeader(_ text: String, line: Int) throws(PortableObjectError) {
        guard header.isEmpty, entries.isEmpty else { throw error(.headerNotFirst, line) }
        for field in text.split(separator: "\n") {
            guard let colon = field.firstIndex(of: ":") else { throw error(.malformedHeader, line) }
            let value = field[field.index(after: colon)...].utf8.trimmed
            header[String(field[..<colon])] = String(Substring(value))
        }
        if let type = header["Content-Type"], !type.lowercased().hasSuffix("charset=utf-8") {
            throw error(.malformedHeader, line)
        }
    }

    /// The bytes between two quotation marks, with the escapes resolved.
    private func string(_ quoted: Substring.UTF8View, line: Int) throws(PortableObjectError) -> [UInt8] {
        guard !quoted.isEmpty else { throw error(.unexpectedLine, line) }
        var text: [UInt8] = []
        var rest = quoted.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                guard rest.isEmpty else { throw error(.textAfterString, line) }
                return text
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { throw error(.unterminatedString, line) }
                guard let meant = meaning(ofEscaped: escaped) else { throw error(.unknownEscape, line) }
                text.append(meant)
            default:
                text.append(byte)
            }
        }
        throw error(.unterminatedString, line)
    }

    private func meaning(ofEscaped byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "n"): UInt8(ascii: "\n")
        case UInt8(ascii: "t"): UInt8(ascii: "\t")
        case UInt8(ascii: "r"): UInt8(ascii: "\r")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        default: nil
        }
    }

    private func error(_ problem: PortableObjectError.Problem, _ line: Int) -> PortableObjectError {
        PortableObjectError(file: file, line: line, problem: problem)
    }
}

extension Substring.UTF8View {
    /// Without the spaces, tabs and carriage returns around it.
    fileprivate var trimmed: Substring.UTF8View {
        let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
        guard let end = lastIndex(where: { !blanks.contains($0) }) else { return self[endIndex...] }
        return self[...end].drop { blanks.contains($0) }
    }
}
