import Testing

@testable import Documents

@Suite("A table to take away")
struct TableTests {
    @Test("CSV has the column titles for its header")
    func csv() {
        let text = String(decoding: commitments.csv().dropFirst(3), as: UTF8.self)
        #expect(text == "Land,Uiterlijk\r\nGambia,2026-03-01\r\n")
    }

    @Test("A spreadsheet is a ZIP file with a sheet in it", arguments: [true, false])
    func xlsx(rightToLeft: Bool) throws {
        let bytes = try commitments.xlsx(rightToLeft: rightToLeft)
        #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
        #expect(contains("xl/worksheets/sheet1.xml", in: bytes))
    }

    @Test("A table without rows or columns is a spreadsheet too")
    func empty() throws {
        #expect(try Table(title: "", columns: [], rows: []).xlsx(rightToLeft: false).isEmpty == false)
        #expect(try Table(title: "?", columns: [.init(title: "a")], rows: []).xlsx(rightToLeft: false).isEmpty == false)
    }

    @Test("Cells of every kind and odd content can be written")
    func oddContent() throws {
        let cells: [Cell] = [
            .text("=1+1\0\u{FFFF}\u{1}"), .text(String(repeating: "é", count: 40_000)), .number(.max), .number(.min),
            .decimal(.infinity), .date("2024-06"), .date("1900-01-01"), .empty,
            .link(text: "", address: "https://example.org/" + String(repeating: "a", count: 3_000)),
            .link(text: "x", address: "javascript:alert(1)"),
        ]
        let table = Table(title: "a", columns: [.init(title: "b")], rows: [cells])
        #expect(try table.xlsx(rightToLeft: false).isEmpty == false)
    }

    @Test("Spreadsheets can be made side by side")
    func sideBySide() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try commitments.xlsx(rightToLeft: true).count } }
            for try await size in group { #expect(size > 1_000) }
        }
    }

    @Test("More columns than a sheet has is a fault")
    func tooLarge() {
        let table = Table(title: "a", columns: Array(repeating: .init(title: "b"), count: 16_385), rows: [])
        #expect(throws: SpreadsheetFault.tooLarge(rows: 0, columns: 16_385)) {
            try table.xlsx(rightToLeft: false)
        }
    }

    @Test(
        "A sheet's name has no forbidden character and is not too long",
        arguments: [
            ("Toezeggingen: 2025/26", "Toezeggingen  2025 26"), ("", "Entente"), ("'a'", "a"), ("History", "Entente"),
            ("[?]", "Entente"), ("0123456789012345678901234567890123", "0123456789012345678901234567890"),
        ])
    func sheetNames(title: String, name: String) {
        #expect(SheetName.from(title) == name)
    }

    private let commitments = Table(
        title: "Toezeggingen", columns: [.init(title: "Land"), .init(title: "Uiterlijk", kind: .date)],
        rows: [[.text("Gambia"), .date("2026-03-01")]])

    private func contains(_ text: String, in bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(text)
    }
}
