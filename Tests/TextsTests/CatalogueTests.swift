import Testing
import Texts

@Suite("The catalogue")
struct CatalogueTests {
    private func file(_ language: Language, _ text: String, _ name: String? = nil) -> (Language, String, String) {
        (language, text, name ?? "\(language.rawValue).po")
    }

    private func catalogue(_ files: [(Language, String, String)]) throws -> Catalogue {
        try Catalogue(files: files.map { (language: $0.0, text: $0.1, file: $0.2) })
    }

    @Test("A missing text falls back to English, and then to its key")
    func fallback() throws {
        let catalogue = try catalogue([
            file(.english, "msgid \"a\"\nmsgstr \"A\"\nmsgid \"b\"\nmsgstr \"B\""),
            file(.french, "msgid \"a\"\nmsgstr \"À\"\nmsgid \"b\"\nmsgstr \"\""),
        ])
        #expect(catalogue.text("a", in: .french) == "À")
        #expect(catalogue.text("b", in: .french) == "B")
        #expect(catalogue.text("c", in: .french) == "⟦c⟧")
        #expect(catalogue.keys(in: .french) == ["a"])
        #expect(catalogue.keys(in: .english) == ["a", "b"])
        let texts = Texts(catalogue: catalogue, language: .french)
        #expect(texts.has("b") && !texts.has("c"))
        #expect(texts("c", ["x": "y"]) == "⟦c⟧")
        #expect(texts("c", count: 2) == "⟦c⟧")
    }

    @Test("A text that English has to lend takes the English plural")
    func borrowedPlural() throws {
        let days = "msgid \"days\"\nmsgid_plural \"days\"\nmsgstr[0] \"{count} day\"\nmsgstr[1] \"{count} days\""
        let texts = Texts(catalogue: try catalogue([file(.english, days)]), language: .arabic)
        #expect(texts("days", count: 1) == "1 day")
        #expect(texts("days", count: 11) == "11 days")
    }

    @Test("Places are filled once, and a value's braces stay as they are")
    func places() throws {
        let entry = "msgid \"a\"\nmsgstr \"{who} en {who}: {what_2}{missing}.\""
        let catalogue = try catalogue([file(.dutch, entry)])
        let texts = Texts(catalogue: catalogue, language: .dutch)
        #expect(texts("a", ["who": "{what_2}", "what_2": "ja"]) == "{what_2} en {what_2}: ja{missing}.")
        #expect(texts("a") == "{who} en {who}: {what_2}{missing}.")
        #expect(catalogue.placeholders(of: "a", in: .dutch) == ["who", "what_2", "missing"])
    }

    @Test("A key with two texts in one language is an error that names both places")
    func definedTwice() throws {
        let entry = "msgid \"a\"\nmsgstr \"A\""
        let expected = "'a' is defined twice in 'nl': one/nl.po:1 and two/nl.po:3."
        let error = #expect(throws: CatalogueError.self) {
            try catalogue([file(.dutch, entry, "one/nl.po"), file(.dutch, "\n\n" + entry, "two/nl.po")])
        }
        #expect(error?.description == expected)
        #expect(throws: CatalogueError.self) { try catalogue([file(.dutch, entry + "\n" + entry)]) }
        #expect(throws: Never.self) { try catalogue([file(.dutch, entry), file(.english, entry)]) }
    }

    @Test("A text has the number of forms of its language")
    func forms() {
        let two = "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\""
        #expect(throws: CatalogueError.self) { try catalogue([file(.arabic, two)]) }
    }

    @Test("Braces that are no place are an error", arguments: ["{", "}", "{}", "{a b}", "{1}", "{{a}}", "{a", "a}"])
    func braces(text: String) {
        #expect(throws: CatalogueError.self) { try catalogue([file(.dutch, "msgid \"a\"\nmsgstr \"\(text)\"")]) }
    }

    @Test("The header has to say the language of the file")
    func otherLanguage() {
        let header = "msgid \"\"\nmsgstr \"Language: fr\\n\""
        #expect(throws: CatalogueError.otherLanguage("fr", expected: .dutch, file: "nl.po")) {
            try catalogue([file(.dutch, header)])
        }
    }

    @Test("Keys can be written with parts")
    func keys() {
        let tier = "focus"
        let key: TextKey = "country.tier.\(tier)"
        #expect(key == TextKey("country.tier.focus"))
        #expect("\(key)" == "country.tier.focus")
    }

    @Test("The platform speaks the same keys, with the same values, in all languages")
    func platformIsComplete() throws {
        let files = try Language.allCases.map { language in
            let path = "Sources/Platform/Texts/Catalogues/\(language.rawValue).po"
            return (language: language, text: try #require(EmbeddedFiles.text(path)), file: path)
        }
        let catalogue = try Catalogue(files: files)
        let english = catalogue.keys(in: .english)
        #expect(english.count > 70)
        for language in Language.allCases {
            #expect(catalogue.keys(in: language) == english)
            for key in english {
                let values = catalogue.placeholders(of: key, in: language)
                #expect(values == catalogue.placeholders(of: key, in: .english), "\(key) in \(language)")
            }
        }
    }
}
