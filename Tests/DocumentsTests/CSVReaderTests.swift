import Testing

@testable import Documents

@Suite("Reading CSV")
struct CSVReaderTests {
    @Test("Fields are found under the names of the header")
    func fieldsByName() throws {
        let document = try read("land,plaats\nGambia,Banjul\nMali,Bamako\n")
        #expect(document.header == ["land", "plaats"])
        #expect(document.rows.map { $0["plaats"]?.text } == ["Banjul", "Bamako"])
        #expect(document.rows.first?["hoofdstad"] == nil)
    }

    @Test("A quoted field keeps its line break, its separator and its quotes")
    func quotedField() throws {
        let document = try read("naam,tekst\r\na,\"een, \"\"twee\"\"\r\ndrie\"\r\nb,c\r\n")
        #expect(document.rows.map { $0["tekst"]?.text } == ["een, \"twee\"\r\ndrie", "c"])
        #expect(document.rows.map(\.line) == [2, 4])
    }

    @Test("A field tells the line and the column where it begins")
    func positions() throws {
        let document = try read("a,b,c\né漢,\"x\ny\",z\n")
        let places = document.rows.first?.fields.map { [$0.line, $0.column] }
        #expect(places == [[2, 1], [2, 4], [3, 4]])
    }

    @Test("A byte order mark is no part of the first name")
    func byteOrderMark() throws {
        let document = try CSVDocument.read([0xEF, 0xBB, 0xBF] + Array("a,b\n1,2".utf8), file: "f")
        #expect(document.header == ["a", "b"])
        #expect(document.rows.first?.fields.first?.column == 1)
    }

    @Test("CRLF, LF and CR all end a line, and the last line needs none", arguments: ["\r\n", "\n", "\r"])
    func lineBreaks(lineBreak: String) throws {
        let document = try read(["a,b", "1,2", "3,4"].joined(separator: lineBreak))
        #expect(document.rows.map { $0.fields.map(\.text) } == [["1", "2"], ["3", "4"]])
        #expect(document.rows.map(\.line) == [2, 3])
    }

    @Test("The separator is the one that the header has most of", arguments: [",", ";", "\t"])
    func separators(separator: String) throws {
        let document = try read("a\(separator)\"b,;\t\"\(separator)c\n1\(separator)2\(separator)3\n")
        #expect(document.header == ["a", "b,;\t", "c"])
    }

    @Test("A separator that is given is used")
    func givenSeparator() throws {
        let document = try CSVDocument.read(Array("a,b;c\n1,5;2\n".utf8), file: "f", separator: ";")
        #expect(document.rows.first?.fields.map(\.text) == ["1,5", "2"])
    }

    @Test("Empty lines are passed over, empty fields are not")
    func emptyLines() throws {
        let document = try read("\na,b\n\n,\n\"\",\"\"\n\n")
        #expect(document.rows.map { $0.fields.map(\.text) } == [["", ""], ["", ""]])
        #expect(document.rows.map(\.line) == [4, 5])
    }

    @Test("All faults of a file are told at once, in its order")
    func allFaults() {
        let text = "a,b\n1\n1,2,3\nx\"y,2\n\"x\"y,2\n3,4\n5,\"six\n"
        #expect(
            faults(text) == [
                "f.csv:2:1: 1 fields where the header has 2",
                "f.csv:3:1: 3 fields where the header has 2",
                "f.csv:4:2: a quote stands inside a field that does not begin with one",
                "f.csv:5:4: text follows the closing quote; a quote inside a field is written twice",
                "f.csv:7:3: a quote is opened here and never closed",
            ])
    }

    @Test("A byte that is not UTF-8 is told with its line and column")
    func notUTF8() {
        let bytes = Array("a,b\né".utf8) + [0xE9] + Array(",x\nok,ok\n".utf8) + [0xE2, 0x82] + Array(",x\n".utf8)
        #expect(
            faults(bytes) == [
                "f.csv:2:2: byte 0xE9 is not UTF-8; save the file as UTF-8",
                "f.csv:4:1: byte 0xE2 is not UTF-8; save the file as UTF-8",
            ])
    }

    @Test("UTF-16 is told as such, a NUL by its place")
    func otherEncodings() {
        #expect(faults([0xFF, 0xFE, 0x61, 0x00]) == ["f.csv:1:1: the file is UTF-16 or UTF-32; save it as UTF-8"])
        #expect(faults("a,b\n1,\0\n") == ["f.csv:2:3: a NUL character does not belong in a text file"])
    }

    @Test("An empty file and a repeated column are faults")
    func header() {
        #expect(faults("") == ["f.csv:1:1: the file is empty"])
        #expect(faults("\r\n\r\n") == ["f.csv:1:1: the file is empty"])
        #expect(faults("a,b,a\n1,2,3\n") == ["f.csv:1:5: the column 'a' stands in the header twice"])
    }

    @Test("What the writer writes, the reader reads")
    func roundTrip() throws {
        let texts = ["", " rand ", "a\"b", "c,d", "e\r\nf", "ﷺ 漢字 é", "\""]
        var writer = CSVWriter(header: ["alleen"])
        for text in texts { writer.append([.text(text)]) }
        let document = try CSVDocument.read(writer.bytes, file: "f")
        #expect(document.rows.map { $0.fields.map(\.text) } == texts.map { [$0] })
    }

    private func read(_ text: String) throws -> CSVDocument {
        try CSVDocument.read(Array(text.utf8), file: "f.csv")
    }

    private func faults(_ text: String) -> [String] {
        faults(Array(text.utf8))
    }

    private func faults(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try CSVDocument.read(bytes, file: "f.csv")
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }
}
