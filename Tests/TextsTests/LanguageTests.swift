import Testing
import Texts

@Suite("Languages")
struct LanguageTests {
    @Test(
        "The browser's wish is followed by quality, then by order",
        arguments: [
            ("nl-NL,nl;q=0.9,en;q=0.8", Language.dutch), ("wo, fr-SN;q=0.8, en;q=0.5", .french),
            ("en;q=0.5, AR ; q=0.7", .arabic), ("fr, en", .french), ("en, fr", .english), ("de, *", .dutch),
            ("nl;q=0, *;q=0.1", .english), ("en;q=0.2, *;q=0.5", .dutch), ("en-GB;q=0.2, fr;q=0.5, en;q=0.9", .english),
            ("en;q=x, fr;q=0.1", .french),
        ])
    func preferred(header: String, language: Language) {
        #expect(Language.preferred(acceptLanguage: header, among: Language.allCases) == language)
    }

    @Test("Nobody gets a language that was not asked for", arguments: ["", "de", "nl;q=0", "*;q=0", ",;,", "nl;q=2"])
    func none(header: String) {
        #expect(Language.preferred(acceptLanguage: header, among: [.dutch]) == nil)
    }

    @Test("Only what is on offer is chosen")
    func offered() {
        #expect(Language.preferred(acceptLanguage: "fr, en;q=0.1", among: [.dutch, .english]) == .english)
    }

    @Test("Arabic runs from right to left")
    func direction() {
        #expect(Language.allCases.map(\.direction) == ["ltr", "ltr", "ltr", "rtl"])
        #expect(Language.allCases.map(\.index) == [0, 1, 2, 3])
    }
}
