// How the values of this module travel in JSON: each as one string, in the form that its `description` gives.

extension Decoder {
    /// Reads one string and makes a value of it.
    ///
    /// - Parameter expected: what was expected, in words for who made the document.
    /// - Throws: `DecodingError.dataCorrupted` when `read` answers nil.
    func textValue<Value>(_ expected: String, _ read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = read(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "Expected \(expected).")
        }
        return value
    }
}

extension Encoder {
    /// Writes one string.
    func encodeText(_ text: String) throws {
        var container = singleValueContainer()
        try container.encode(text)
    }
}
