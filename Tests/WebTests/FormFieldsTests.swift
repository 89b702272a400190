import Testing

@testable import Web

@Suite("The fields of a form")
struct FormFieldsTests {
    @Test("Fields are found by name, repeated ones all together")
    func fields() throws {
        let form = try read("title=Verslag+mei&theme=a&leeg=&theme=b&alleen&na%61m=%C3%A9")
        #expect(form["title"] == "Verslag mei")
        #expect(form["theme"] == "a")
        #expect(form.all("theme") == ["a", "b"])
        #expect(form["leeg"] == "")
        #expect(form["alleen"] == "")
        #expect(form["naam"] == "é")
        #expect(form["anders"] == nil)
        #expect(form.all("anders") == [])
        #expect(form.names == ["title", "theme", "leeg", "alleen", "naam"])
    }

    @Test("An empty body has no fields")
    func empty() throws {
        #expect(try read("") == .empty)
        #expect(try read("&&") == .empty)
    }

    @Test("An equals sign and a lone percent sign are part of the value")
    func oddSigns() throws {
        #expect(try read("a=b=c&d=100%&e=%zz&f=%4&g=%25")["a"] == "b=c")
        #expect(try read("d=100%&e=%zz&f=%4&g=%25").names.map { $0 } == ["d", "e", "f", "g"])
        #expect(try read("d=100%")["d"] == "100%")
        #expect(try read("e=%zz")["e"] == "%zz")
        #expect(try read("f=%4")["f"] == "%4")
    }

    @Test("Line breaks become line feeds, tabs stay")
    func lineBreaks() throws {
        #expect(try read("a=1%0D%0A2%0D3%0A4%09%0D%0D%0A")["a"] == "1\n2\n3\n4\t\n\n")
    }

    @Test("A control character is refused with the field's name", arguments: ["%00", "%1B", "%7F", "%C2%85", "%08"])
    func controlCharacters(encoded: String) {
        #expect(throws: FormError.controlCharacter(field: "tekst")) { try read("ok=1&tekst=a\(encoded)b") }
    }

    @Test("What is not UTF-8 is refused with the field's name", arguments: ["%E9", "%C3", "%ED%A0%80", "%C0%80"])
    func notUTF8(encoded: String) {
        #expect(throws: FormError.notUTF8(field: "tekst")) { try read("tekst=\(encoded)") }
        #expect(throws: FormError.notUTF8(field: "t\u{FFFD}")) { try read("t%E9=1") }
    }

    @Test("A thousand fields are read, one more is refused")
    func limit() throws {
        let thousand = Array(repeating: "a=1", count: 1_000).joined(separator: "&")
        #expect(try read(thousand).all("a").count == 1_000)
        #expect(throws: FormError.tooManyFields) { try read(thousand + "&a=1") }
    }

    private func read(_ body: String) throws -> FormFields {
        try FormFields(urlEncoded: Array(body.utf8))
    }
}
