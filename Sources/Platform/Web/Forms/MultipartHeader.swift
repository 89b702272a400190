/// What the header of one part says.
struct MultipartHeader: Equatable {
    let name: String
    let filename: String?
    let contentType: String?

    /// Reads a header with the empty line at its end.
    init(_ bytes: ArraySlice<UInt8>) throws(MultipartError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .badHeader }
        var fields: [String: String] = [:]
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw .badHeader }
            fields[line[..<colon].lowercased()] = HeaderValue.trimmed(line[line.index(after: colon)...].unicodeScalars)
        }
        guard let disposition = fields["content-disposition"].flatMap(HeaderValue.init),
            disposition.text.lowercased() == "form-data", let name = disposition["name"]
        else { throw .badHeader }
        // RFC 7578, section 4.7: no longer to be used; base64 taken for the file itself would spoil it.
        let encoding = fields["content-transfer-encoding"]?.lowercased() ?? "binary"
        guard ["7bit", "8bit", "binary"].contains(encoding) else { throw .badHeader }
        self.name = Self.withoutEscapes(name)
        filename = (disposition.extended("filename") ?? disposition["filename"].map(Self.withoutEscapes)).map(Self.safe)
        contentType = fields["content-type"]
    }

    /// Where the data begins: behind the first empty line; nil if there is none.
    static func end(in bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.starts(with: [0x0D, 0x0A]) { return bytes.startIndex + 2 }
        var index = bytes.startIndex
        while let lineFeed = bytes[index...].firstIndex(of: 0x0A) {
            index = lineFeed + 1
            if bytes[..<index].suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) { return index }
        }
        return nil
    }

    /// The name without what browsers write for a quotation mark and a line break (HTML Standard, 'Multipart form
    /// data').
    private static func withoutEscapes(_ text: String) -> String {
        guard text.contains("%") else { return text }
        var result = ""
        var rest = text[...]
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            let escape = rest[percent...].prefix(3)
            switch escape.uppercased() {
            case "%22": result += "\""
            case "%0D": result += "\r"
            case "%0A": result += "\n"
            default: result += escape.prefix(1)
            }
            rest = rest[percent...].dropFirst(["%22", "%0D", "%0A"].contains(escape.uppercased()) ? 3 : 1)
        }
        return result + rest
    }

    /// The last component of a path of any system, without control characters and marks that turn the reading direction
    /// round (which show `exe.pdf` for what ends in `.exe`). Empty for `.` and `..`.
    private static func safe(_ filename: String) -> String {
        let scalars = filename.unicodeScalars
        let start = scalars.lastIndex { $0 == "/" || $0 == "\\" }.map { scalars.index(after: $0) } ?? scalars.startIndex
        var result = String.UnicodeScalarView()
        for scalar in scalars[start...] {
            let isTurning = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            if !isTurning, scalar.properties.generalCategory != .control { result.append(scalar) }
        }
        let name = String(result)
        return name == "." || name == ".." ? "" : name
    }
}

/// The value of a header field with its parameters: `form-data; name="file"; filename="a.pdf"` (RFC 2045, section 5.1).
struct HeaderValue: Equatable {
    /// What stands before the first semicolon.
    let text: String
    private var parameters: [String: String] = [:]

    /// Nil if a quotation mark is never closed or a parameter has no value. Of a parameter that comes twice the first
    /// counts.
    init?(_ field: String) {
        // By scalar: in a file's name a quotation mark followed by an accent is still a quotation mark.
        var rest = field.unicodeScalars[...]
        text = Self.trimmed(Self.take(from: &rest) { $0 != ";" })
        while rest.popFirst() == ";" {
            let name = Self.trimmed(Self.take(from: &rest) { $0 != "=" && $0 != ";" }).lowercased()
            if name.isEmpty, rest.isEmpty || rest.first == ";" { continue }
            guard rest.popFirst() == "=" else { return nil }
            rest = rest.drop(while: \.isBlank)
            let value: String
            if rest.first == "\"" {
                rest.removeFirst()
                guard let quoted = Self.takeQuoted(from: &rest) else { return nil }
                value = quoted
                _ = Self.take(from: &rest) { $0 != ";" }
            } else {
                value = Self.trimmed(Self.take(from: &rest) { $0 != ";" })
            }
            if parameters[name] == nil { parameters[name] = value }
        }
    }

    /// A parameter by its name in small letters.
    subscript(_ name: String) -> String? {
        parameters[name]
    }

    /// The parameter `name*` of RFC 8187, `UTF-8'en'na%C3%AFve.pdf`; nil if there is none or it is not as it should be.
    func extended(_ name: String) -> String? {
        guard let value = parameters[name + "*"] else { return nil }
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Self.percentDecoded(parts[2]) else { return nil }
        switch parts[0].lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }

    private typealias Scalars = Substring.UnicodeScalarView

    private static func take(from rest: inout Scalars, while isPart: (Unicode.Scalar) -> Bool) -> Scalars {
        let taken = rest.prefix(while: isPart)
        rest = rest[taken.endIndex...]
        return taken
    }

    /// What stands before the closing quotation mark. Only `\"` and `\\` are escapes: old browsers send whole Windows
    /// paths.
    private static func takeQuoted(from rest: inout Scalars) -> String? {
        var result = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(result)
            case "\\" where rest.first == "\"" || rest.first == "\\": result.append(rest.removeFirst())
            default: result.append(scalar)
            }
        }
        return nil
    }

    /// The text without spaces and tabs at its ends.
    static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        var text = text.drop(while: \.isBlank)
        while text.last?.isBlank == true { text.removeLast() }
        return String(text)
    }

    private static func percentDecoded(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, let value = UInt8(digits, radix: 16)
            else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
