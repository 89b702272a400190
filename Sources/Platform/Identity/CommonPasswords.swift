import Texts

/// Passwords that are guessed first: a common word with figures and signs around it or in it, one thing repeated, rows of
/// the keyboard, or the own name.
package enum CommonPasswords {
    /// Words that lists of leaked passwords begin with, in the languages of our users.
    private static let words: Set<String> = {
        let text = EmbeddedFiles.text("data/common-passwords.txt") ?? ""
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { letters(of: String($0)) })
    }()

    package static func contains(_ password: String, name: String, email: String) -> Bool {
        if letters(of: password).count < 4 && Set(password).count < 6 { return true }
        if Set(password.lowercased()).count < 5 { return true }
        if isSequence(password.lowercased()) { return true }
        let own = (name + " " + email).lowercased().split { !$0.isLetter }.filter { $0.count > 2 }.map(String.init)
        let known = words.union(own)
        return isMadeOf(letters(of: password), known)
            || isMadeOf(letters(of: disguised(password)), known)
    }

    /// Whether the text is nothing but known words, one after another.
    private static func isMadeOf(_ text: String, _ words: Set<String>) -> Bool {
        let letters = Array(text)
        // Which positions known words lead to from the start.
        var isReached = [true] + [Bool](repeating: false, count: letters.count)
        for start in letters.indices where isReached[start] {
            for end in start + 1...min(start + 20, letters.count) where words.contains(String(letters[start..<end])) {
                isReached[end] = true
            }
        }
        return isReached[letters.count]
    }

    /// The letters alone, small.
    private static func letters(of text: String) -> String {
        text.lowercased().filter(\.isLetter)
    }

    /// Figures and signs that stand for a letter within a word become it: `P@ssw0rd`.
    private static func disguised(_ text: String) -> String {
        let stand: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
        ]
        guard let first = text.firstIndex(where: \.isLetter), let last = text.lastIndex(where: \.isLetter) else {
            return text
        }
        return String(text[first...last].map { stand[$0] ?? $0 })
    }

    private static func isSequence(_ text: String) -> Bool {
        let rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop"]
        let pairs = zip(text, text.dropFirst())
        let close = pairs.filter { pair in
            rows.contains { $0.contains("\(pair.0)\(pair.1)") || $0.contains("\(pair.1)\(pair.0)") } || pair.0 == pair.1
        }
        return close.count * 10 >= (text.count - 1) * 9
    }
}
