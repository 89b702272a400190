import Testing
import Texts

@Suite("Plurals")
struct PluralRuleTests {
    @Test("Dutch and English have one and many; a French zero is singular")
    func european() {
        let counts = [0, 1, 2, 11, 101, -1]
        #expect(counts.map(Language.dutch.pluralRule.form) == [1, 0, 1, 1, 1, 0])
        #expect(counts.map(Language.english.pluralRule.form) == [1, 0, 1, 1, 1, 0])
        #expect(counts.map(Language.french.pluralRule.form) == [0, 0, 1, 1, 1, 0])
    }

    @Test(
        "Arabic has six forms",
        arguments: [
            (0, [0]), (1, [1]), (2, [2]), (3, [3, 4, 7, 10, 103, 110, 1003]), (4, [11, 26, 99, 111, 199, 1011]),
            (5, [100, 101, 102, 200, 300, 1000, 1_000_000]),
        ])
    func arabic(form: Int, counts: [Int]) {
        for count in counts { #expect(Language.arabic.pluralRule.form(for: count) == form, "\(count)") }
    }

    @Test("Even the largest and the smallest numbers have a form")
    func extremes() {
        for language in Language.allCases {
            for count in [Int.min, .max] {
                #expect((0..<language.pluralRule.formCount).contains(language.pluralRule.form(for: count)))
            }
        }
    }
}
