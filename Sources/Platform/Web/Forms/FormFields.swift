/// The fields of a form that was sent as `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5.1).
///
///     let form = try FormFields(urlEncoded: body)
///     form["title"]       // the first value, or nil if there is no such field
///     form.all("theme")   // every value, for boxes that may be ticked together
///
/// Values are UTF-8 text without control characters but tab and line feed; line breaks are line feeds, however they
/// were sent.
package struct FormFields: Equatable, Sendable {
    /// The names, each once, in the order in which they first came.
    package private(set) var names: [String] = []
    private var values: [String: [String]] = [:]

    /// The most fields that one form may have.
    package static let mostFields = 1_000

    /// A form without fields.
    package static let empty = FormFields()

    private init() {}

    /// Reads the body of a request.
    ///
    /// - Throws: `FormError.tooManyFields`, or the first field that is not clean text.
    package init(urlEncoded body: [UInt8]) throws(FormError) {
        var count = 0
        for pair in body.split(separator: UInt8(ascii: "&")) {
            count += 1
            guard count <= Self.mostFields else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let nameBytes = Self.decoded(pair[..<equals])
            // The name as far as it can be read, for the message.
            let shown = String(decoding: nameBytes.prefix(100), as: UTF8.self)
            let name = try Self.text(nameBytes, field: shown)
            let value = try Self.text(Self.decoded(pair[equals...].dropFirst()), field: shown)
            if values[name] == nil { names.append(name) }
            values[name, default: []].append(value)
        }
    }

    /// The fields of a form that was read piece by piece, from their names and the bytes of their values.
    ///
    /// - Throws: as for a body that is read whole.
    package init(parts: [(name: String, bytes: [UInt8])]) throws(FormError) {
        for part in parts {
            let value = try Self.text(part.bytes, field: part.name)
            if values[part.name] == nil { names.append(part.name) }
            values[part.name, default: []].append(value)
        }
    }

    /// The first value of a field; nil if the form has no such field.
    package subscript(_ name: String) -> String? {
        values[name]?.first
    }

    /// Every value of a field, in order; none if the form has no such field.
    package func all(_ name: String) -> [String] {
        values[name] ?? []
    }

    /// The bytes without their encoding. A percent sign without two hexadecimal digits stands for itself, as in
    /// browsers.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexadecimal(bytes[index + 1]),
                let low = hexadecimal(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return result
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    private static func text(_ bytes: [UInt8], field: String) throws(FormError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(field: field) }
        var isClean = true
        for scalar in text.unicodeScalars where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
            guard scalar == "\t" || scalar == "\n" || scalar == "\r" else { throw .controlCharacter(field: field) }
            if scalar == "\r" { isClean = false }
        }
        return isClean ? text : withLineFeeds(text)
    }

    private static func withLineFeeds(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if scalar != "\n" || previous != "\r" {
                result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }
}

/// What makes the body of a form unreadable. A browser never sends such a thing by itself.
package enum FormError: Error, Equatable, Sendable {
    /// More than `FormFields.mostFields`.
    case tooManyFields
    /// The name or the value of this field is not UTF-8.
    case notUTF8(field: String)
    /// The name or the value of this field has NUL or another control character that is no tab or line break.
    case controlCharacter(field: String)
}
