import Testing

@testable import FreeText

@Suite("Merging two versions of a text")
struct TextMergeTests {
    @Test("Two additions to one sentence both stay")
    func additions() {
        let merged = TextMerge.merge(
            base: "Doel voor 2027: zes gecertificeerde trainers.",
            mine: "Doel voor 2027: zes gecertificeerde trainers en een tweede werkbezoek in het najaar.",
            theirs: "Doel voor 2027: acht gecertificeerde trainers, die zelf de posten langs de rivier opleiden.")
        #expect(
            merged.text == "Doel voor 2027: acht gecertificeerde trainers, die zelf de posten langs de rivier opleiden"
                + " en een tweede werkbezoek in het najaar.")
        #expect(!merged.isClean)
    }

    @Test(
        "Changes in different places go together",
        arguments: [
            ("zes trainers", "zes nieuwe trainers", "acht trainers", "acht nieuwe trainers"),
            ("een twee drie", "1 twee drie", "een twee 3", "1 twee 3"),
            ("een twee", "een", "een twee", "een"),
            ("a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd\n", "a\nB\nc\nd\n"),
            ("a\nb\nc\n", "b\nc\n", "a\nb\n", "b\n"),
            ("zes trainers", "acht trainers", "zes docenten", "acht docenten"),
            ("wij gaan in mei", "wij gaan in mei", "wij gaan in juni", "wij gaan in juni"),
            ("x", "y", "y", "y"),
            ("a.", "a. b.", "a. b.", "a. b."),
            ("", "", "", ""),
            ("我们有六名教员", "我们有八名教员", "我们有六名新教员", "我们有八名新教员"),
        ])
    func clean(base: String, mine: String, theirs: String, result: String) {
        #expect(TextMerge.merge(base: base, mine: mine, theirs: theirs) == .init(text: result, isClean: true))
        #expect(TextMerge.merge(base: base, mine: theirs, theirs: mine) == .init(text: result, isClean: true))
    }

    @Test(
        "Where both changed the same words, theirs comes before mine",
        arguments: [
            ("zes", "acht", "negen", "negen acht"),
            ("er zijn zes trainers", "er zijn acht trainers", "er zijn negen trainers", "er zijn negen acht trainers"),
            ("", "mijn tekst", "hun tekst", "hun mijn tekst"),
            ("a\n", "a\n- mijn\n", "a\n- hun\n", "a\n- hun\n- mijn\n"),
            ("a", "a\n- mijn", "a\n- hun", "a\n- hun\n- mijn"),
            ("六", "八", "九", "九八"),
            ("een twee drie", "een twee nieuwe drie", "een drie", "een twee nieuwe drie"),
        ])
    func conflict(base: String, mine: String, theirs: String, result: String) {
        #expect(TextMerge.merge(base: base, mine: mine, theirs: theirs) == .init(text: result, isClean: false))
    }

    @Test("A version without a change gives the other one")
    func oneSided() {
        var random = SplitMix(state: 3)
        for _ in 0..<200 {
            let (base, other) = (text(&random), text(&random))
            #expect(TextMerge.merge(base: base, mine: base, theirs: other) == .init(text: other, isClean: true))
            #expect(TextMerge.merge(base: base, mine: other, theirs: base) == .init(text: other, isClean: true))
            #expect(TextMerge.merge(base: base, mine: other, theirs: other) == .init(text: other, isClean: true))
        }
    }

    @Test("No word that one of the two wrote is lost")
    func nothingIsLost() {
        var random = SplitMix(state: 11)
        for _ in 0..<300 {
            let (base, mine, theirs) = (text(&random), text(&random, mark: "m"), text(&random, mark: "t"))
            let merged = TextMerge.merge(base: base, mine: mine, theirs: theirs).text
            let words = Set(merged.split { !$0.isLetter && !$0.isNumber })
            for word in (mine + " " + theirs).split(whereSeparator: { !$0.isLetter && !$0.isNumber })
            where word.first == "m" || word.first == "t" {
                #expect(words.contains(word), "\(word) of '\(mine)' or '\(theirs)' is not in '\(merged)'")
            }
        }
    }

    /// Some words in some lines; with a mark, some of them are that writer's own.
    private func text(_ random: inout SplitMix, mark: String? = nil) -> String {
        (0..<random.next(20)).map { index in
            let separator = ["\n", " ", " ", ", ", ". "][random.next(5)]
            guard let mark, random.next(3) == 0 else { return "w\(random.next(6))\(separator)" }
            return "\(mark)\(index)\(separator)"
        }.joined()
    }
}
