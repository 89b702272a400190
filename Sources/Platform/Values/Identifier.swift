/// The identity of one thing of the kind `Noun`: `ID<Account>`, `ID<Visit>`.
///
/// A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds since 1970 and 74 bits of counter and chance,
/// so that identifiers made later sort later, in Swift as well as in an index of the database. `Noun` is never made; it
/// only keeps the compiler from taking one kind of identifier for another.
///
///     let account: ID<Account> = ids.next()
///     ID<Account>("0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9b01")?.description
///
/// A text of another version of UUID is accepted too, for what comes from elsewhere; the ones made here are version 7.
package struct ID<Noun>: Hashable, Sendable {
    /// Bytes 0 to 7, the first one in the highest bits.
    package let high: UInt64
    /// Bytes 8 to 15, the first one in the highest bits.
    package let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a version 7 identifier.
    ///
    /// - Parameters:
    ///   - milliseconds: since 1970 UTC; the lowest 48 bits are used, which last until the year 10889.
    ///   - random: the lowest 12 bits of the first and the lowest 62 bits of the second are used.
    package init(milliseconds: Int64, random: (UInt64, UInt64)) {
        let timestamp = UInt64(bitPattern: milliseconds) << 16
        let version: UInt64 = 0x7000
        let variant: UInt64 = 0b10 << 62
        self.init(high: timestamp | version | random.0 & 0x0FFF, low: variant | random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The same identifier as one of another kind, for tables that hold the identities of several kinds.
    package func retyped<Other>() -> ID<Other> {
        ID<Other>(high: high, low: low)
    }
}

extension ID: Comparable {
    /// The order of the bytes, which is that of the texts and, for version 7, of making.
    package static func < (left: ID, right: ID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension ID: LosslessStringConvertible {
    /// Reads the canonical form: 36 characters, hexadecimal in either case, hyphens after 8, 12, 16 and 20 digits.
    /// Anything else, also braces, `urn:uuid:` or white space, is nil.
    package init?(_ text: String) {
        guard text.utf8.count == IDText.length else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, byte) in text.utf8.enumerated() {
            if IDText.hasHyphen(at: position) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = IDText.value(ofHexadecimal: byte) else { return nil }
            // Eighteen positions hold the first sixteen digits and two hyphens.
            if position < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
        }
        self.init(high: high, low: low)
    }

    /// The canonical form in lower case, 36 characters.
    package var description: String {
        String(unsafeUninitializedCapacity: IDText.length) { buffer in
            var digit = 0
            for position in 0..<IDText.length {
                if IDText.hasHyphen(at: position) {
                    buffer[position] = UInt8(ascii: "-")
                    continue
                }
                let half = digit < 16 ? high : low
                buffer[position] = IDText.hexadecimal(half >> UInt64(60 - 4 * (digit % 16)) & 0xF)
                digit += 1
            }
            return IDText.length
        }
    }
}

extension ID: Codable {
    /// Reads the canonical form from a string; `DecodingError.dataCorrupted` when it is not one.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("an identifier of 36 characters") { ID($0) }
    }

    /// Writes the canonical form as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}

/// The layout of the canonical text of a UUID (RFC 9562, section 4).
private enum IDText {
    static let length = 36

    static func hasHyphen(at position: Int) -> Bool {
        position == 8 || position == 13 || position == 18 || position == 23
    }

    static func hexadecimal(_ value: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }

    static func value(ofHexadecimal byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
