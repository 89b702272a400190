import Foundation

/// Makes names comparable for searching and sorting, by their bytes, on every database alike.
package enum Folding {
    /// The text in lower case without accents, Arabic vowel marks, tatweel and invisible characters; special letters
    /// written out (`Ł` l, `Æ` ae, `ß` ss); curly apostrophes straight; alif in one form; each run of white space one
    /// space, none at the ends.
    ///
    ///     Folding.key("  Çelik  Ağaoğlu ")   // celik agaoglu
    ///
    /// Folding what is folded changes nothing.
    package static func key(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        var spaceIsDue = false
        for scalar in decomposed(text.lowercased()).unicodeScalars {
            if scalar.properties.isWhitespace {
                spaceIsDue = !folded.isEmpty
                continue
            }
            guard !isDropped(scalar) else { continue }
            if spaceIsDue { folded.append(" ") }
            spaceIsDue = false
            if scalar.isASCII {
                folded.append(scalar)
            } else if let replacement = replacement(for: scalar) {
                folded.append(contentsOf: replacement.unicodeScalars)
            } else {
                folded.append(scalar)
            }
        }
        return String(folded)
    }

    /// Normalization form D (Unicode Standard Annex 15); plain ASCII is that already.
    private static func decomposed(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : text.decomposedStringWithCanonicalMapping
    }

    /// Marks on letters, which include harakat and the hamza of alif once decomposed; invisible characters, such as
    /// those that steer direction; and the tatweel that stretches Arabic words.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: scalar == "\u{0640}"
        }
    }

    /// For letters that do not decompose.
    private static func replacement(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "ł": "l"
        case "ø": "o"
        case "đ", "ð": "d"
        case "ħ": "h"
        case "ı": "i"
        case "ß": "ss"
        case "æ": "ae"
        case "œ": "oe"
        case "þ": "th"
        case "\u{2018}", "\u{2019}", "\u{02BC}": "'"
        // Alif wasla, which unlike the forms with hamza or madda does not decompose.
        case "\u{0671}": "\u{0627}"
        default: nil
        }
    }
}
