import Testing

@testable import Documents

@Suite("Writing CSV")
struct CSVWriterTests {
    @Test("Rows end in CRLF and fields are quoted where needed")
    func quoting() {
        let cells: [Cell] = [.text("a,b"), .text("c\"d"), .text("e\nf"), .text("g;h")]
        #expect(line(cells) == "\"a,b\",\"c\"\"d\",\"e\nf\",g;h\r\n")
    }

    @Test("The file begins with a byte order mark, unless it is not wanted")
    func byteOrderMark() {
        #expect(CSVWriter(header: ["a"]).bytes == [0xEF, 0xBB, 0xBF] + Array("a\r\n".utf8))
        #expect(CSVWriter(header: ["a"], byteOrderMark: false).bytes == Array("a\r\n".utf8))
    }

    @Test(
        "Text that a spreadsheet could take for a formula gets an apostrophe",
        arguments: ["=1+1", "+220 3123456", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
    func formulas(text: String) {
        #expect(CSVWriter.guarded(text) == "'" + text)
    }

    @Test("Other text stays as it is", arguments: ["", "a=b", "1-2", "'=1", " =1"])
    func harmless(text: String) {
        #expect(CSVWriter.guarded(text) == text)
    }

    @Test("Numbers are written as numbers, also negative ones")
    func numbers() {
        #expect(
            line([.number(-5), .decimal(-12.5), .decimal(3), .decimal(.nan), .decimal(1e300), .empty])
                == "-5,-12.5,3,,1e+300,\r\n")
    }

    @Test("A link leaves its words, a date its ISO form")
    func linksAndDates() {
        let cells: [Cell] = [.link(text: "Banjul", address: "https://example.org"), .date("2026-03-01"), .date("=x")]
        #expect(line(cells) == "Banjul,2026-03-01,'=x\r\n")
    }

    @Test("A semicolon between fields quotes the fields that have one")
    func semicolons() {
        var writer = CSVWriter(header: ["a", "b"], separator: .semicolon, byteOrderMark: false)
        writer.append([.text("1;2"), .text("3,4")])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "a;b\r\n\"1;2\";3,4\r\n")
    }

    private func line(_ row: [Cell]) -> String {
        var writer = CSVWriter(header: [], byteOrderMark: false)
        let start = writer.bytes.count
        writer.append(row)
        return String(decoding: writer.bytes[start...], as: UTF8.self)
    }
}
