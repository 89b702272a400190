import Testing
import Texts

@Suite("Folding")
struct FoldingTests {
    @Test(
        "Names that people take for the same fold to the same",
        arguments: [
            ("  Çelik \t\n Ağaoğlu ", "celik agaoglu"), ("Łukasz Øster Ærø", "lukasz oster aero"),
            ("Straße", "strasse"),
            ("ISTANBUL İstanbul ışık", "istanbul istanbul isik"), ("N’Djamena", "n'djamena"), ("Đorđe", "dorde"),
            ("José", "jose"), ("Jose\u{301}", "jose"), ("Nguyễn", "nguyen"), ("ﷴ", "ﷴ"), ("", ""), (" \u{A0} ", ""),
            ("\u{200F}Ab\u{200B}c", "abc"),
        ])
    func latin(text: String, key: String) {
        #expect(Folding.key(text) == key)
    }

    @Test(
        "Arabic loses its vowel marks and its tatweel, and has one alif",
        arguments: [
            ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"), ("أحمد", "احمد"), ("إبراهيم", "ابراهيم"), ("آمنة", "امنة"),
            ("ٱلله", "الله"),
        ])
    func arabic(text: String, key: String) {
        #expect(Folding.key(text).unicodeScalars.elementsEqual(key.unicodeScalars))
    }

    @Test("Folding twice changes nothing", arguments: ["Çelik  Ağaoğlu", "ẞ İ ŉ", "Ὀδυσσεύς", "अनुराग", "김철수"])
    func idempotent(text: String) {
        #expect(Folding.key(Folding.key(text)) == Folding.key(text))
    }
}
