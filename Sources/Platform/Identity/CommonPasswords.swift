import Texts

/// Passwords that are guessed first: a common word with figures and signs around it or in it, one thing repeated, rows of
/// the keyboard, or the own name.
package enum CommonPasswords {
    /// Words that lists of leaked passwords begin with, in the languages of our users.
    private static let words: Set<String> = {
        let text = EmbeddedFiles.text("data/common-passwords.txt") ?? ""
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { plain(String($0)) })
    }()

    package static func contains(_ password: String, name: String, email: String) -> Bool {
        let letters = plain(password)
        if letters.count < 4 && Set(password).count < 6 { return true }
        if Set(password.lowercased()).count < 5 { return true }
        if isSequence(password.lowercased()) { return true }
        let own = Set((name + " " + email).lowercased().split { !$0.isLetter }.filter { $0.count > 2 }.map(String.init))
        let known = words.union(own.map(plain))
        return isMadeOf(Substring(letters), known)
    }

    /// Whether nothing is left when the known words are taken away.
    private static func isMadeOf(_ text: Substring, _ words: Set<String>) -> Bool {
        if text.isEmpty { return true }
        return (1...min(text.count, 20)).contains { length in
            words.contains(String(text.prefix(length))) && isMadeOf(text.dropFirst(length), words)
        }
    }

    /// Small letters only: figures and signs that stand for a letter become it, others go.
    private static func plain(_ text: String) -> String {
        let letters: [Character: Character] = ["0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"]
        let core = text.lowercased().drop { !$0.isLetter && letters[$0] == nil }
        let end = core.lastIndex(where: \.isLetter).map { core.index(after: $0) } ?? core.startIndex
        return String(core[..<end].compactMap { letters[$0] ?? ($0.isLetter ? $0 : nil) })
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
