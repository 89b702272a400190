import Testing

@testable import FreeText

@Suite("The difference between two texts")
struct TextDifferenceTests {
    @Test("A word that changed is one piece on each side")
    func oneWord() {
        #expect(
            shown("Er zijn zes trainers.", "Er zijn acht trainers.") == [
                "Er zijn[ zes] trainers.", "Er zijn[ acht] trainers.",
            ])
    }

    @Test("Text added at the end leaves the last word and the full stop alone")
    func addition() {
        #expect(
            shown("zes trainers.", "zes trainers, die zelf opleiden.")
                == ["zes trainers.", "zes trainers[, die zelf opleiden]."])
    }

    @Test("Equal texts are one piece, empty texts none")
    func equalAndEmpty() {
        #expect(shown("a b\nc", "a b\nc") == ["a b\nc", "a b\nc"])
        #expect(shown("", "") == ["", ""])
        #expect(shown("", "nieuw") == ["", "[nieuw]"])
        #expect(shown("oud", "") == ["[oud]", ""])
        #expect(TextDifference.pieces(from: "", to: "").old.isEmpty)
    }

    @Test("Only the lines that changed are looked into")
    func lines() {
        #expect(
            shown("een\ntwee drie\nvier\n", "een\ntwee 3\nvier\nvijf\n")
                == ["een\ntwee[ drie]\nvier\n", "een\ntwee[ 3]\nvier\n[vijf\n]"])
    }

    @Test("A sentence that was rewritten is one piece, not a patchwork of small words")
    func rewritten() {
        let (old, new) = ("Wij gaan in mei naar Banjul.", "Het bezoek is in juni uitgesteld.")
        #expect(shown(old, new) == ["[Wij gaan in mei naar Banjul].", "[Het bezoek is in juni uitgesteld]."])
    }

    @Test("Scripts without spaces are compared by character, Arabic by word")
    func scripts() {
        #expect(shown("我们有六名教员", "我们有八名教员") == ["我们有[六]名教员", "我们有[八]名教员"])
        #expect(
            shown("ستة مدربين معتمدين", "ثمانية مدربين معتمدين") == ["[ستة] مدربين معتمدين", "[ثمانية] مدربين معتمدين"])
    }

    @Test("Amounts, times and addresses are words")
    func signsInsideWords() {
        #expect(
            TextTokens.cut("€ 1.234,56 om 12:30, a@b.nl.") == ["€", " 1.234,56", " om", " 12:30", ",", " a@b.nl", "."])
        #expect(TextTokens.cut(" a \r\n\n b ") == [" a", " ", "\r\n", "\n", " b", " "])
    }

    @Test("Joined, the pieces are the texts, and what is the same is so on both sides")
    func nothingIsLost() {
        var random = SplitMix(state: 7)
        let words = ["een", "twee ", "drie", " ", ".", ",", "\n", "漢", "字", "é", "  ", "vier-vijf", "6"]
        for _ in 0..<500 {
            let old = (0..<random.next(30)).map { _ in words[random.next(words.count)] }.joined()
            let new = (0..<random.next(30)).map { _ in words[random.next(words.count)] }.joined()
            let pieces = TextDifference.pieces(from: old, to: new)
            #expect(pieces.old.map(\.text).joined() == old)
            #expect(pieces.new.map(\.text).joined() == new)
            let same = [pieces.old, pieces.new].map { $0.filter { $0.kind == .same }.map(\.text).joined() }
            #expect(same[0] == same[1])
            #expect(!(pieces.old + pieces.new).contains { $0.text.isEmpty })
            for side in [pieces.old, pieces.new] {
                #expect(!zip(side, side.dropFirst()).contains { $0.kind == $1.kind })
            }
        }
    }

    @Test("Long texts take a bounded time")
    func longTexts() {
        var random = SplitMix(state: 1)
        func text(_ count: Int, _ separator: String) -> String {
            (0..<count).map { _ in "woord\(random.next(5000))" }.joined(separator: separator)
        }
        for separator in [" ", "\n", ". "] {
            let (old, new) = (text(8_000, separator), text(8_000, separator))
            let time = ContinuousClock().measure { _ = TextDifference.pieces(from: old, to: new) }
            #expect(time < .seconds(5), "\(separator): \(time)")
        }
    }

    @Test("A small change in a very long paragraph is found")
    func longParagraph() {
        let sentences = (0..<600).map { "Zin nummer \($0) gaat over iets." }
        var changed = sentences
        changed[10] = "Zin nummer tien gaat over iets."
        changed[500] = "Zin nummer 500 gaat over niets."
        let pieces = TextDifference.pieces(from: sentences.joined(separator: " "), to: changed.joined(separator: " "))
        #expect(pieces.new.filter { $0.kind == .added }.map(\.text) == [" tien", " niets"])
    }

    /// Each side with its changes in square brackets.
    private func shown(_ old: String, _ new: String) -> [String] {
        let pieces = TextDifference.pieces(from: old, to: new)
        return [pieces.old, pieces.new].map { side in
            side.map { $0.kind == .same ? $0.text : "[\($0.text)]" }.joined()
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
