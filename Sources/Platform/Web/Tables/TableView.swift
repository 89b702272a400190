import Documents
import Identity
import Texts

/// What a reader asked of a table: what to sort by and which page, from the address.
package struct TableQuery: Sendable {
    /// The column that is sorted by.
    package let sort: String
    package let isDescending: Bool
    /// Counted from 1.
    package let page: Int
    /// `csv`, `xlsx`, or nil for the page itself.
    package let format: String?

    /// The most rows of a page, and of what is taken away.
    package static let rowsOfPage = 100
    package static let rowsTakenAway = 50_000

    /// Reads the address; what it does not know becomes the first of the columns.
    package init(_ call: Call, sorts: [String]) {
        let wanted = call.query("sort") ?? ""
        let name = wanted.hasPrefix("-") ? String(wanted.dropFirst()) : wanted
        sort = sorts.contains(name) ? name : sorts.first ?? ""
        isDescending = wanted.hasPrefix("-") && sorts.contains(name)
        page = max(1, min(call.query("page").flatMap { Int($0) } ?? 1, 100_000))
        format = call.query("format")
    }

    package var limit: Int { format == nil ? Self.rowsOfPage : Self.rowsTakenAway }
    package var offset: Int { format == nil ? (page - 1) * Self.rowsOfPage : 0 }
}

/// Shows rows as a table that can be sorted, paged and taken away; on a narrow screen as cards.
package struct TableView {
    /// A column: its head, and whether it holds numbers.
    package struct Column {
        let title: String
        let sort: String?
        let isNumber: Bool
        let isMinor: Bool

        /// - Parameter isMinor: left out on a narrow screen, where each row is a card.
        package init(_ title: String, sort: String? = nil, isNumber: Bool = false, isMinor: Bool = false) {
            self.title = title
            self.sort = sort
            self.isNumber = isNumber
            self.isMinor = isMinor
        }

        fileprivate var kind: HTML {
            let classes = (isNumber ? ["n"] : []) + (isMinor ? ["minor"] : [])
            return classes.isEmpty ? .empty : " class=\"\(classes.joined(separator: " "))\""
        }
    }

    private let call: Call
    private let query: TableQuery
    private let caption: String
    private let columns: [Column]

    package init(_ call: Call, _ query: TableQuery, caption: String, columns: [Column]) {
        self.call = call
        self.query = query
        self.caption = caption
        self.columns = columns
    }

    /// The table. The first cell of a row is its head.
    package func html(_ rows: [[HTML]]) -> HTML {
        let heads = columns.html { column -> HTML in
            let kind = column.kind
            guard let sort = column.sort else { return "<th scope=\"col\"\(kind)>\(column.title)</th>" }
            let isSorted = query.sort == sort
            let next = isSorted && !query.isDescending ? "-\(sort)" : sort
            let order: HTML =
                isSorted
                ? " aria-sort=\"\(query.isDescending ? "descending" : "ascending")\"" : .empty
            return
                "<th scope=\"col\"\(kind)\(order)><a href=\"\(address(["sort": next, "page": nil]))\">\(column.title)</a></th>"
        }
        let body = rows.html { row in
            let cells = zip(columns, row).enumerated().html { index, pair -> HTML in
                if index == 0 { return "<th scope=\"row\">\(pair.1)</th>" }
                return "<td\(pair.0.kind) data-label=\"\(pair.0.title)\">\(pair.1)</td>"
            }
            return "<tr>\(cells)</tr>"
        }
        return """
            <div class="table"><table class="cards"><caption class="visually-hidden">\(caption)</caption>
            <thead><tr>\(heads)</tr></thead><tbody>\(body)</tbody></table></div>
            """
    }

    /// Where one is, and the way to the pages before and after; nothing when all rows are in sight.
    package func pager(total: Int) -> HTML {
        let last = max(1, (total + TableQuery.rowsOfPage - 1) / TableQuery.rowsOfPage)
        if last == 1 { return .empty }
        let texts = call.texts
        let before: HTML =
            query.page > 1
            ? "<a rel=\"prev\" href=\"\(address(["page": "\(query.page - 1)"]))\">\(texts("table.previous"))</a>"
            : .empty
        let after: HTML =
            query.page < last
            ? "<a rel=\"next\" href=\"\(address(["page": "\(query.page + 1)"]))\">\(texts("table.next"))</a>" : .empty
        let place = texts("table.page", ["page": texts.number(query.page), "last": texts.number(last)])
        return
            "<nav class=\"pager\" aria-label=\"\(texts("table.pages"))\">\(before)<span>\(place)</span>\(after)</nav>"
    }

    /// Links to take the table away.
    package var takeAway: HTML {
        """
        <span class="take-away"><a href="\(address(["format": "csv", "page": nil]))">CSV</a> \
        <a href="\(address(["format": "xlsx", "page": nil]))">XLSX</a></span>
        """
    }

    /// The same address with some parameters changed; nil takes one away.
    private func address(_ changes: [String: String?]) -> String {
        var items = call.queryItems.filter { changes[$0.name] == nil && $0.name != "done" }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if let value { items.append((name, value)) }
        }
        let query = items.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return query.isEmpty ? call.path : "\(call.path)?\(query)"
    }
}
