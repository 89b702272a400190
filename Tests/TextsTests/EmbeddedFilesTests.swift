import Testing
import Texts

@Suite("Embedded files")
struct EmbeddedFilesTests {
    @Test("A file is found by its path, and another path finds nothing")
    func found() throws {
        let text = try #require(EmbeddedFiles.text("Sources/Platform/Texts/Catalogues/nl.po"))
        #expect(text.contains("Language: nl"))
        #expect(EmbeddedFiles.bytes("Sources/Platform/Texts/Catalogues/nl.po")?.count == text.utf8.count)
        for path in [
            "", "Sources", "Sources/Platform/Texts/Catalogues/nl.p", "Sources/Platform/Texts/Catalogues/nl.po ", "zz",
            "~",
        ] {
            #expect(EmbeddedFiles.bytes(path) == nil, "\(path)")
            #expect(EmbeddedFiles.text(path) == nil, "\(path)")
        }
    }

    @Test("Each path that is listed can be read, and the list is sorted")
    func listed() {
        let paths = EmbeddedFiles.paths(under: "", ending: "")
        #expect(paths.allSatisfy { EmbeddedFiles.bytes($0) != nil })
        #expect(paths == paths.sorted())
        let catalogues = EmbeddedFiles.paths(under: "Sources/Platform/Texts/", ending: ".po")
        #expect(catalogues.map { $0.suffix(5) } == ["ar.po", "en.po", "fr.po", "nl.po"])
        #expect(EmbeddedFiles.paths(under: "nowhere/", ending: "").isEmpty)
    }

    @Test("The catalogue is made from every PO file that is embedded")
    func catalogue() throws {
        #expect(try Catalogue.embedded().text("date.month.6", in: .dutch) == "juni")
    }
}
