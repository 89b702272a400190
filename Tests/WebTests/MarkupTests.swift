import Testing
import Web

@Suite("HTML")
struct MarkupTests {
    @Test("What a user typed is escaped, in text and in attributes")
    func escaped() {
        let typed = "<b title=\"x\">&'"
        let html: HTML = "<p title=\"\(typed)\">\(typed)</p>"
        let safe = "&lt;b title=&quot;x&quot;&gt;&amp;&#39;"
        #expect(html.text == "<p title=\"\(safe)\">\(safe)</p>")
    }

    @Test("A piece chosen by a condition is markup, and what was typed within it is escaped")
    func chosen() {
        let isShown = true
        let typed = "<i>"
        let html: HTML = "\(isShown ? "<b>\(typed)</b>" : "")\("<hr>", if: !isShown)\(typed as String?)\(7)"
        #expect(html.text == "<b>&lt;i&gt;</b>&lt;i&gt;7")
    }

    @Test("Paragraphs and lines of a text stay")
    func prose() {
        let rows = ["a", "<"].html { "<li>\($0)</li>" }
        #expect(rows.text == "<li>a</li><li>&lt;</li>")
    }
}

@Suite("Tokens of forms")
struct FormTokenTests {
    @Test("A token is accepted by the key that made it, and each is different")
    func accepted() {
        let token = FormToken(key: "one")
        let (first, second) = (token.make(), token.make())
        #expect(first != second && token.accepts(first) && token.accepts(second))
        #expect(!FormToken(key: "two").accepts(first))
        #expect(!token.accepts(nil) && !token.accepts("") && !token.accepts(".") && !token.accepts(first + "x"))
        #expect(!token.accepts(String(first.dropLast()) + (first.hasSuffix("A") ? "B" : "A")))
    }
}

@Suite("JSON")
struct JSONTests {
    @Test("What is written reads back the same")
    func roundTrip() throws {
        let json = JSON.object([
            "a": .array([.integer(1), .number(1.5), .bool(true), .null]), "b": .string("é \"\\\n\u{1}/ العربية"),
        ])
        #expect(try JSON.read(json.bytes) == json)
        #expect(String(decoding: JSON.string("\u{1}\n").bytes, as: UTF8.self) == "\"\\u0001\\n\"")
    }

    @Test("What is no JSON, or is nested without end, is refused and stops nothing")
    func refused() {
        for text in ["", "{", "{\"a\"}", "nul", String(repeating: "[", count: 100_000)] {
            #expect(throws: (any Error).self) { try JSON.read(Array(text.utf8)) }
        }
    }
}

@Suite("Compression")
struct GzipTests {
    @Test("The header of the reader decides")
    func accepted() {
        #expect(Gzip.isAccepted("gzip, br") && Gzip.isAccepted("br;q=1, gzip;q=0.5"))
        #expect(!Gzip.isAccepted(nil) && !Gzip.isAccepted("br") && !Gzip.isAccepted("gzip;q=0"))
    }

    @Test("It begins as gzip does, and is smaller")
    func compressed() throws {
        let bytes = [UInt8](repeating: 65, count: 10_000)
        let small = try Gzip.compressed(bytes)
        #expect(small.prefix(2) == [0x1F, 0x8B] && small.count < 200)
        #expect(try Gzip.compressed([]).count > 10)
    }
}
