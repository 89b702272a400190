/// What changed between two texts, for showing them side by side.
///
///     let pieces = TextDifference.pieces(from: "zes trainers", to: "acht trainers")
///     // old: removed "zes", same " trainers"; new: added "acht", same " trainers"
///
/// The comparison goes by word (by character in scripts without spaces), and takes a bounded time for texts of any
/// length.
package struct TextDifference: Equatable, Sendable {
    /// A passage of one of the two texts.
    package struct Piece: Equatable, Sendable {
        package let text: String
        package let kind: Kind

        /// Whether the passage stands in both texts, in the old one only, or in the new one only.
        package enum Kind: Equatable, Sendable {
            case same, removed, added
        }

        package init(text: String, kind: Kind) {
            self.text = text
            self.kind = kind
        }
    }

    /// Both texts in pieces; joined, the pieces of a side are its text. No piece is empty, and no two neighbours are of
    /// one kind.
    ///
    /// The old side has only `same` and `removed`, the new one `same` and `added`. What is `same` is the same text on
    /// both sides, but words that were only added leave no mark on the old side, and the other way round.
    package static func pieces(from old: String, to new: String) -> (old: [Piece], new: [Piece]) {
        let (oldTokens, newTokens) = (TextTokens.cut(old), TextTokens.cut(new))
        let edits = TextAlignment.edits(from: oldTokens, to: newTokens)
        return (
            pieces(of: oldTokens, changed: edits.map(\.old), as: .removed),
            pieces(of: newTokens, changed: edits.map(\.new), as: .added)
        )
    }

    private static func pieces(of tokens: [Substring], changed: [Range<Int>], as kind: Piece.Kind) -> [Piece] {
        var pieces: [Piece] = []
        var position = 0
        for range in changed where !range.isEmpty {
            if position < range.lowerBound {
                pieces.append(Piece(text: tokens[position..<range.lowerBound].joined(), kind: .same))
            }
            pieces.append(Piece(text: tokens[range].joined(), kind: kind))
            position = range.upperBound
        }
        if position < tokens.count { pieces.append(Piece(text: tokens[position...].joined(), kind: .same)) }
        return pieces
    }
}
