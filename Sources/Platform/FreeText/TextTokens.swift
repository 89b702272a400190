/// Cuts a text into the pieces that are compared: words, each with the spaces before it, punctuation, and line breaks.
///
/// A word takes the spaces *before* it along, so that text added at the end of a sentence is one change that leaves the
/// last old word and the full stop as they were. Scripts that set no spaces between words (Chinese, Japanese, Thai …)
/// are cut by character.
enum TextTokens {
    /// The pieces; joined they are the text.
    static func cut(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        var index = text.startIndex
        while index < text.endIndex {
            let start = index
            while index < text.endIndex, isSpace(text[index]) { text.formIndex(after: &index) }
            if index == text.endIndex || text[index].isNewline, index > start {
                tokens.append(text[start..<index])
                continue
            }
            let first = text[index]
            text.formIndex(after: &index)
            if isWordCharacter(first) {
                while index < text.endIndex, continuesWord(text, at: index) { text.formIndex(after: &index) }
            }
            tokens.append(text[start..<index])
        }
        return tokens
    }

    /// True for the piece that ends a line.
    static func endsLine(_ token: Substring) -> Bool {
        token.last?.isNewline ?? false
    }

    /// True for the piece that ends a sentence, or a line.
    static func endsSentence(_ token: Substring) -> Bool {
        guard let last = token.last else { return false }
        return last.isNewline || ".!?…。！？؟۔।".contains(last)
    }

    /// True for a character that would run together with another such character if they were put side by side.
    static func isWordCharacter(_ character: Character) -> Bool {
        (character.isLetter || character.isNumber) && !isWithoutSpaces(character)
    }

    /// A letter or a digit, or a sign inside a word: `co-operation`, `1.234,56`, `12:30`, `a@b.nl`.
    private static func continuesWord(_ text: String, at index: String.Index) -> Bool {
        let character = text[index]
        if isWordCharacter(character) { return true }
        guard "-'’.,:/_@\u{2011}".contains(character) else { return false }
        let next = text.index(after: index)
        return next < text.endIndex && isWordCharacter(text[next])
    }

    private static func isSpace(_ character: Character) -> Bool {
        character.isWhitespace && !character.isNewline
    }

    private static func isWithoutSpaces(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: return true
        case 0x3005...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return true
        default: return false
        }
    }
}
