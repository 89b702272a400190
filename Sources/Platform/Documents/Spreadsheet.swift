import CSpreadsheet
import Glibc
import Synchronization

/// What kept a table from becoming a spreadsheet.
package enum SpreadsheetFault: Error, Equatable, Sendable {
    /// More rows or columns than a sheet has: 1,048,576 rows (the header is one) and 16,384 columns (ECMA-376, Excel's
    /// limits).
    case tooLarge(rows: Int, columns: Int)
    /// A temporary file could not be made, written or read; `code` is the system's `errno`.
    case temporaryFile(code: Int32)
    /// libxlsxwriter refused; `code` is its `lxw_error`.
    case library(code: UInt32)
}

/// Makes an Office Open XML spreadsheet of a table by libxlsxwriter. The only file that knows that library.
///
/// Memory: the workbook owns its sheet and its formats, and `workbook_close` or `lxw_workbook_free` frees them all.
/// Debian's version 1.1.4 writes to files only, so each call works in a new directory that nobody else may enter (mode
/// 0700) and that is gone when the call returns.
enum Spreadsheet {
    /// libxlsxwriter calls `gmtime` and `localtime`, which share one buffer in the process: one workbook at a time.
    private static let turn = Mutex(())

    static func bytes(of table: Table, rightToLeft: Bool) throws(SpreadsheetFault) -> [UInt8] {
        let width = max(table.columns.count, table.rows.map(\.count).max() ?? 0)
        guard table.rows.count < 1_048_576, width <= 16_384 else {
            throw .tooLarge(rows: table.rows.count, columns: width)
        }
        let directory = try PrivateDirectory()
        defer { directory.remove() }
        try directory.makeSureOfRoom(for: likelySize(of: table))
        let result = turn.withLock { _ in
            Result { () throws(SpreadsheetFault) in
                try write(table, rightToLeft: rightToLeft, in: directory)
            }
        }
        try result.get()
        return try directory.read()
    }

    /// The room in bytes that the temporary files of a table take: its XML, and a ZIP file that is at most as large.
    private static func likelySize(of table: Table) -> Int {
        let cells = table.rows.reduce(0) { sum, row in
            row.reduce(sum) { sum, cell in
                switch cell {
                case .text(let text): sum + 64 + 2 * text.utf8.count
                case .link(let text, let address): sum + 256 + 2 * (text.utf8.count + address.utf8.count)
                default: sum + 64
                }
            }
        }
        return 2 * (cells + 128 * table.rows.count) + 65_536
    }

    private static func write(
        _ table: Table, rightToLeft: Bool, in directory: PrivateDirectory
    ) throws(SpreadsheetFault) {
        // The library keeps the address of the directory's name: it must outlive the workbook.
        let temporary = strdup(directory.path)
        defer { free(temporary) }
        var options = lxw_workbook_options()
        options.tmpdir = temporary
        guard let workbook = workbook_new_opt(directory.file, &options) else {
            throw .library(code: LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue)
        }
        var sheet = SheetWriter(workbook: workbook)
        do throws(SpreadsheetFault) {
            try sheet.write(table, rightToLeft: rightToLeft)
        } catch {
            lxw_workbook_free(workbook)
            throw error
        }
        // Frees the workbook, whatever it returns.
        let closed = workbook_close(workbook)
        guard closed == LXW_NO_ERROR else { throw .library(code: closed.rawValue) }
    }
}

/// A directory of one call, in `TMPDIR` or `/tmp`, with the finished file in it.
private struct PrivateDirectory {
    let path: String
    var file: String { path + "/table.xlsx" }

    init() throws(SpreadsheetFault) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/entente-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .temporaryFile(code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Throws if the disk, a quota or a limit of the process leaves no room for so many bytes.
    ///
    /// libxlsxwriter checks none of its writes to temporary files: on a full disk it hands back a spreadsheet that ends
    /// halfway and calls it a success. So the room is taken, and given back, before it begins.
    func makeSureOfRoom(for bytes: Int) throws(SpreadsheetFault) {
        let descriptor = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .temporaryFile(code: errno) }
        defer {
            close(descriptor)
            unlink(file)
        }
        let failure = posix_fallocate(descriptor, 0, bytes)
        guard failure == 0 else { throw .temporaryFile(code: failure) }
    }

    func read() throws(SpreadsheetFault) -> [UInt8] {
        guard let stream = fopen(file, "rb") else { throw .temporaryFile(code: errno) }
        defer { fclose(stream) }
        var status = stat()
        guard fstat(fileno(stream), &status) == 0 else { throw .temporaryFile(code: errno) }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, stream)
        }
        guard bytes.count == size else { throw .temporaryFile(code: EIO) }
        return bytes
    }

    /// The library's own temporary files have no names, so only the finished file can be left.
    func remove() {
        unlink(file)
        rmdir(path)
    }
}

/// Writes one table on the one sheet of a workbook that somebody else owns.
private struct SheetWriter {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private var links = 0

    private struct Formats {
        let date: UnsafeMutablePointer<lxw_format>
        let severalLines: UnsafeMutablePointer<lxw_format>
    }

    /// Excel opens no sheet with more links than this.
    private static let mostLinks = 65_530
    private static let longestText = 32_767
    private static let longestAddress = 2_079
    private static let widestColumn = 60

    init(workbook: UnsafeMutablePointer<lxw_workbook>) {
        self.workbook = workbook
    }

    mutating func write(_ table: Table, rightToLeft: Bool) throws(SpreadsheetFault) {
        try setTitle(table.title)
        guard let sheet = workbook_add_worksheet(workbook, SheetName.from(table.title)),
            let heading = workbook_add_format(workbook),
            let numberHeading = workbook_add_format(workbook),
            let date = workbook_add_format(workbook),
            let severalLines = workbook_add_format(workbook)
        else { throw .library(code: LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue) }
        format_set_bold(heading)
        format_set_bold(numberHeading)
        format_set_align(numberHeading, UInt8(LXW_ALIGN_RIGHT.rawValue))
        format_set_num_format(date, "yyyy-mm-dd")
        format_set_text_wrap(severalLines)
        let formats = Formats(date: date, severalLines: severalLines)
        if rightToLeft { worksheet_right_to_left(sheet) }

        // Room for the arrow of the filter beside a heading.
        var widths = table.columns.map { Self.width($0.title) + 3 }
        for (column, described) in table.columns.enumerated() {
            let format = described.kind == .number ? numberHeading : heading
            try check(worksheet_write_string(sheet, 0, UInt16(column), Self.cleaned(described.title), format))
        }
        for (index, row) in table.rows.enumerated() {
            for (column, cell) in row.enumerated() {
                try write(cell, to: sheet, row: UInt32(index + 1), column: UInt16(column), formats)
                if column < widths.count { widths[column] = max(widths[column], Self.width(cell) + 2) }
            }
        }
        for (column, width) in widths.enumerated() {
            let characters = Double(min(width, Self.widestColumn))
            try check(worksheet_set_column(sheet, UInt16(column), UInt16(column), characters, nil))
        }
        guard !table.columns.isEmpty else { return }
        let (lastRow, lastColumn) = (UInt32(table.rows.count), UInt16(table.columns.count - 1))
        try check(worksheet_autofilter(sheet, 0, 0, lastRow, lastColumn))
        worksheet_freeze_panes(sheet, 1, 0)
    }

    private mutating func write(
        _ cell: Cell, to sheet: UnsafeMutablePointer<lxw_worksheet>, row: UInt32, column: UInt16,
        _ formats: Formats
    ) throws(SpreadsheetFault) {
        switch cell {
        case .text(let text):
            guard !text.isEmpty else { return }
            let format = text.contains(where: \.isNewline) ? formats.severalLines : nil
            try check(worksheet_write_string(sheet, row, column, Self.cleaned(text), format))
        case .number(let number):
            if number.magnitude < 1_000_000_000_000_000 {
                try check(worksheet_write_number(sheet, row, column, Double(number), nil))
            } else {
                try check(worksheet_write_string(sheet, row, column, String(number), nil))
            }
        case .decimal(let number):
            guard number.isFinite else { return }
            try check(worksheet_write_number(sheet, row, column, number, nil))
        case .date(let text):
            if var day = Self.day(text) {
                try check(worksheet_write_datetime(sheet, row, column, &day, formats.date))
            } else if !text.isEmpty {
                try check(worksheet_write_string(sheet, row, column, Self.cleaned(text), nil))
            }
        case .link(let text, let address):
            let words = Self.cleaned(text.isEmpty ? address : text)
            let isLink = Self.mayLead(to: address) && links < Self.mostLinks
            if isLink, worksheet_write_url_opt(sheet, row, column, address, nil, words, nil) == LXW_NO_ERROR {
                links += 1
            } else if !words.isEmpty {
                try check(worksheet_write_string(sheet, row, column, words, nil))
            }
        case .empty:
            break
        }
    }

    private func setTitle(_ title: String) throws(SpreadsheetFault) {
        let copy = strdup(Self.cleaned(title))
        defer { free(copy) }
        var properties = lxw_doc_properties()
        properties.title = copy
        try check(workbook_set_properties(workbook, &properties))
    }

    private func check(_ error: lxw_error) throws(SpreadsheetFault) {
        guard error == LXW_NO_ERROR else { throw .library(code: error.rawValue) }
    }
}

// MARK: What a cell may hold

extension SheetWriter {
    /// The text without what XML cannot hold, cut with an ellipsis at the 32,767 UTF-16 units that a cell holds.
    static func cleaned(_ text: String) -> String {
        let isClean = text.utf8.count <= longestText && !text.utf8.contains(0) && !text.utf8.contains(0xEF)
        guard !isClean else { return text }
        var result = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars where !["\0", "\u{FFFE}", "\u{FFFF}"].contains(scalar) {
            units += UTF16.width(scalar)
            result.append(scalar)
        }
        guard units > longestText else { return String(result) }
        while units > longestText - 1 { units -= UTF16.width(result.removeLast()) }
        result.append("…")
        return String(result)
    }

    /// Only the addresses that open in a browser or a mail program; `file:`, `javascript:` and others stay text.
    private static func mayLead(to address: String) -> Bool {
        guard address.utf8.count <= longestAddress else { return false }
        let start = address.prefix(8).lowercased()
        return ["https://", "http://", "mailto:"].contains { start.hasPrefix($0) }
            && !address.unicodeScalars.contains { $0.value <= 0x20 }
    }

    /// The date, if it is one that a spreadsheet can count with: from 1900 to 9999, and in the calendar.
    private static func day(_ text: String) -> lxw_datetime? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int32(parts[0]), let month = Int32(parts[1]), let day = Int32(parts[2])
        else { return nil }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths: [Int32] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1900, (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day) else { return nil }
        return lxw_datetime(year: year, month: month, day: day, hour: 0, min: 0, sec: 0)
    }

    private static func width(_ cell: Cell) -> Int {
        switch cell {
        case .text(let text), .link(let text, _): width(text)
        case .number(let number): String(number).utf8.count
        case .decimal(let number): "\(number)".utf8.count
        case .date: 10
        case .empty: 0
        }
    }

    /// The widest line in characters of the default font; an ideograph takes the room of two.
    private static func width(_ text: String) -> Int {
        var (widest, width) = (0, 0)
        for character in text {
            if character.isNewline {
                widest = max(widest, width)
                width = 0
            } else if let scalar = character.unicodeScalars.first {
                width += (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xFFEF).contains(scalar.value) ? 2 : 1
            }
            // Beyond the widest column it makes no difference.
            if width >= widestColumn { return width }
        }
        return max(widest, width)
    }
}

/// The name on a sheet's tab, made from a title.
enum SheetName {
    /// At most 31 UTF-16 units, none of `[ ] : * ? / \`, no apostrophe at either end, and not Excel's own 'History'.
    static func from(_ title: String) -> String {
        var name = ""
        var units = 0
        for scalar in title.unicodeScalars {
            let isAllowed = !"[]:*?/\\".unicodeScalars.contains(scalar) && scalar.properties.generalCategory != .control
            units += UTF16.width(scalar)
            guard units <= 31 else { break }
            name.unicodeScalars.append(isAllowed ? scalar : " ")
        }
        while let first = name.first, first == "'" || first == " " { name.removeFirst() }
        while let last = name.last, last == "'" || last == " " { name.removeLast() }
        return name.isEmpty || name.lowercased() == "history" ? "Entente" : name
    }
}
