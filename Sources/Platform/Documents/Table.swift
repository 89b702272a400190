/// A table that a user takes away: the rows of a page under its headings, as CSV or as a spreadsheet.
///
///     let table = Table(
///         title: "Toezeggingen",
///         columns: [.init(title: "Land"), .init(title: "Uiterlijk", kind: .date)],
///         rows: [[.text("Gambia"), .date("2026-03-01")]])
///     let file = try table.xlsx(rightToLeft: false)
package struct Table: Equatable, Sendable {
    /// What the table is about, in the reader's language: the sheet's name and the document's title.
    package var title: String
    package var columns: [Column]
    /// The rows, each with a cell for every column.
    package var rows: [[Cell]]

    /// A column: its heading, and what kind of value stands in it.
    package struct Column: Equatable, Sendable {
        package var title: String
        package var kind: Kind

        /// Decides how the heading is aligned; each cell brings its own type.
        package enum Kind: Equatable, Sendable {
            case text, number, date
        }

        package init(title: String, kind: Kind = .text) {
            self.title = title
            self.kind = kind
        }
    }

    package init(title: String, columns: [Column], rows: [[Cell]]) {
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    /// The table as a CSV file: UTF-8 with a byte order mark (Excel needs it), comma separated, a header of column
    /// titles.
    package func csv() -> [UInt8] {
        var writer = CSVWriter(header: columns.map(\.title))
        for row in rows { writer.append(row) }
        return writer.bytes
    }

    /// The table as an Office Open XML spreadsheet of one sheet: a bold frozen header, a filter on each column, real
    /// dates.
    ///
    /// Text stays text: what looks like a formula is never one.
    /// - Parameter rightToLeft: True puts the first column on the right, as in Arabic.
    /// - Throws: `SpreadsheetFault` if the table is larger than a sheet can be, or the disk is full.
    package func xlsx(rightToLeft: Bool) throws(SpreadsheetFault) -> [UInt8] {
        try Spreadsheet.bytes(of: self, rightToLeft: rightToLeft)
    }
}

/// The value in one cell of a table.
package enum Cell: Equatable, Sendable {
    case text(String)
    /// A whole number. Beyond 15 digits a spreadsheet would round it, so there it becomes text.
    case number(Int)
    /// A number with a fraction. One that is not finite is left empty.
    case decimal(Double)
    /// A calendar date as ISO 8601 `yyyy-MM-dd`. Anything else, such as `2024-06`, is written as the text that it is.
    case date(String)
    /// Words that lead somewhere: an `http`, `https` or `mailto` address. CSV holds only the words.
    case link(text: String, address: String)
    case empty
}
