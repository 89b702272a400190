/// A text reduced to what the search for numbers needs: one byte a character, with the way back to the text.
///
/// Digits of every script (Arabic-Indic, full-width, Devanagari …) become ASCII digits, Latin letters ASCII capitals,
/// spaces and hyphens of every width ` ` and `-`. Invisible characters, such as the marks that PDF viewers copy along,
/// are left out.
struct PlainText {
    /// One byte for each character that counts: an ASCII character, or one of the stand-ins below.
    private(set) var units: [UInt8] = []
    private var starts: [String.Index] = []
    private var ends: [String.Index] = []

    /// Stands for a Latin letter outside ASCII: part of a word, as `A` is.
    static let otherLatinLetter = UInt8(ascii: "a")
    /// Stands for a currency sign.
    static let currencySign = UInt8(ascii: "$")
    /// Stands for everything else, also for the letters of scripts that do not set words apart by spaces.
    static let other: UInt8 = 0

    init(_ text: String) {
        let scalars = text.unicodeScalars
        units.reserveCapacity(text.utf8.count)
        starts.reserveCapacity(text.utf8.count)
        ends.reserveCapacity(text.utf8.count)
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let next = scalars.index(after: index)
            if let unit = Self.unit(scalars[index]) {
                units.append(unit)
                starts.append(index)
                ends.append(next)
            }
            index = next
        }
    }

    /// The range in the text of a range of units that is not empty.
    func range(of range: Range<Int>) -> Range<String.Index> {
        starts[range.lowerBound]..<ends[range.upperBound - 1]
    }

    private static func unit(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x61...0x7A: return UInt8(scalar.value - 0x20)
        case 0x0A, 0x20...0x7E: return UInt8(scalar.value)
        case 0x09: return UInt8(ascii: "\t")
        case 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: return UInt8(ascii: "\n")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return UInt8(ascii: " ")
        case 0xAD, 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: return nil
        case 0x2010...0x2015, 0x2212, 0xFE63: return UInt8(ascii: "-")
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).flatMap(unit)
        case 0xC0...0x24F where scalar.properties.isAlphabetic: return otherLatinLetter
        case 0..<0x80: return other
        default: return rareUnit(scalar)
        }
    }

    private static func rareUnit(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar.properties.generalCategory {
        case .decimalNumber:
            guard let value = scalar.properties.numericValue else { return other }
            return UInt8(ascii: "0") + UInt8(value)
        case .currencySymbol: return currencySign
        default: return other
        }
    }
}

extension UInt8 {
    /// True for a unit that is a digit.
    var isPlainDigit: Bool { (0x30...0x39).contains(self) }
    /// True for a unit that is a letter of the Latin script.
    var isPlainLetter: Bool { (0x41...0x5A).contains(self) || self == PlainText.otherLatinLetter }
}
