import Testing
import Texts

@Suite("PO files")
struct PortableObjectTests {
    @Test("A file has a header, texts, plurals and comments")
    func reads() throws {
        let object = try PortableObject(
            """
            # Texts of a test.
            msgid ""
            msgstr ""
            "Language: nl\\n"
            "Content-Type: text/plain; charset=UTF-8\\n"

            #: somewhere.swift:12
            msgid "visit.title"
            msgstr "Werk"
            "bezoek \\"Banjul\\"\\n\\\\"
            msgid "visit.days"
            msgid_plural "visit.days"
            msgstr[0] "{count} dag"
            msgstr[1] "{count} dagen"

            #~ msgid "visit.gone"
            #~ msgstr "Weg"

            msgid "visit.later"
            msgstr ""
            """, file: "nl.po")
        #expect(object.header == ["Language": "nl", "Content-Type": "text/plain; charset=UTF-8"])
        #expect(object.entries.map(\.key) == ["visit.title", "visit.days", "visit.later"])
        #expect(object.entries.map(\.line) == [8, 11, 19])
        #expect(object.entries[0].forms == ["Werkbezoek \"Banjul\"\n\\"])
        #expect(object.entries[1].forms == ["{count} dag", "{count} dagen"])
        #expect(object.entries.map(\.isPlural) == [false, true, false])
        #expect(object.entries.map(\.isTranslated) == [true, true, false])
    }

    @Test("Lines may end as on Windows, and an empty file has no texts")
    func lineEndings() throws {
        let object = try PortableObject("msgid \"a\"\r\nmsgstr \"b\"\r\n\r\n", file: "nl.po")
        #expect(object.entries.map(\.forms) == [["b"]])
        #expect(try PortableObject("", file: "nl.po").entries.isEmpty)
    }

    @Test(
        "What is wrong is reported with its line",
        arguments: [
            ("msgid \"a\"\nmsgstr \"b\nmsgid \"c\"", 2, PortableObjectError.Problem.unterminatedString),
            ("msgid \"a\"\nmsgstr \"b\\", 2, .unterminatedString),
            ("msgid \"a\"\nmsgstr \"b\" c", 2, .textAfterString),
            ("\n\nmsgid \"a\\x\"", 3, .unknownEscape),
            ("msgctxt \"menu\"\nmsgid \"a\"", 1, .contextRefused),
            ("#, fuzzy\nmsgid \"a\"", 1, .fuzzy),
            ("msgid \"a\"\n\nmsgstr \"b\"", 2, .translationMissing),
            ("msgid \"a\"\nmsgid \"b\"\nmsgstr \"c\"", 2, .translationMissing),
            ("msgid \"a\"", 1, .translationMissing),
            ("msgstr \"b\"", 1, .unexpectedLine),
            ("\"b\"", 1, .unexpectedLine),
            ("msgid", 1, .unexpectedLine),
            ("msgwhat \"b\"", 1, .unexpectedLine),
            ("// no", 1, .unexpectedLine),
            ("msgid \"a\"\nmsgstr \"b\"\nmsgid_plural \"c\"", 3, .unexpectedLine),
            ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", 3, .wrongForm),
            ("msgid \"a\"\nmsgstr[0] \"b\"", 2, .wrongForm),
            ("msgid \"a\"\nmsgid_plural \"a\"\nmsgstr \"b\"", 3, .wrongForm),
            ("msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[1] \"b\"", 3, .wrongForm),
            ("msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"b\"\nmsgstr[1] \"\"", 1, .formsHalfFilled),
            ("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"\"\nmsgstr \"Language: nl\\n\"", 4, .headerNotFirst),
            ("msgid \"\"\nmsgstr \"Language\\n\"", 1, .malformedHeader),
            ("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"", 1, .malformedHeader),
        ])
    func refused(text: String, line: Int, problem: PortableObjectError.Problem) {
        let error = #expect(throws: PortableObjectError.self) { try PortableObject(text, file: "nl.po") }
        #expect(error?.line == line)
        #expect(error?.problem == problem)
    }

    @Test("The words of an error start with the place")
    func words() {
        let error = #expect(throws: PortableObjectError.self) { try PortableObject("\nmsgid \"a", file: "nl.po") }
        #expect(error?.description == "nl.po:2: A string is not closed.")
    }
}
