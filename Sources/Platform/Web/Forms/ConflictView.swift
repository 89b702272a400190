import FreeText
import HTTPTypes
import Texts
import Values

/// Two texts side by side, with what changed marked.
package enum DifferenceView {
    package static func html(_ old: (title: String, text: String), _ new: (title: String, text: String)) -> HTML {
        let pieces = TextDifference.pieces(from: old.text, to: new.text)
        return """
            <div class="half compare"><section class="panel"><header><h2>\(old.title)</h2></header>
            <div class="prose" dir="auto">\(marked(pieces.old))</div></section>
            <section class="panel"><header><h2>\(new.title)</h2></header>
            <div class="prose" dir="auto">\(marked(pieces.new))</div></section></div>
            """
    }

    /// The pieces with marks that are also told to who cannot see them.
    static func marked(_ pieces: [TextDifference.Piece]) -> HTML {
        pieces.html { piece in
            switch piece.kind {
            case .same: "\(piece.text)"
            case .removed: "<del>\(piece.text)</del>"
            case .added: "<ins>\(piece.text)</ins>"
            }
        }
    }
}

/// What a stale save gets: what is kept now and what was written, side by side, and the way to keep one, take the other, or
/// join both. Nothing is lost.
package struct ConflictView {
    /// A field that was written.
    package struct Field {
        let name: String
        let label: TextKey
        let now: String
        let isText: Bool

        /// - Parameters:
        ///   - now: what is kept.
        ///   - isText: false for a value that is taken whole, such as a date.
        package init(_ name: String, _ label: TextKey, now: String, isText: Bool = true) {
            self.name = name
            self.label = label
            self.now = now
            self.isText = isText
        }
    }

    private let fields: [Field]
    private let version: Int
    private let action: String
    private let back: String
    private let by: String
    private let at: Instant
    private let repeated: [String]

    /// - Parameters:
    ///   - version: the version that is kept now.
    ///   - action: where the form is sent.
    ///   - back: the page of the record.
    ///   - by: who saved it.
    ///   - repeated: names of fields that are sent again as they were, without being shown.
    package init(
        fields: [Field], version: Int, action: String, back: String, by: String, at: Instant, repeated: [String] = []
    ) {
        self.fields = fields
        self.version = version
        self.action = action
        self.back = back
        self.by = by
        self.at = at
        self.repeated = repeated
    }

    /// The page, with status 409. What the writer started from comes with the form as `base.<name>`.
    package func page(_ call: Call, crumbs: [(title: String, path: String?)]) -> Page {
        let texts = call.texts
        let differing = fields.filter { call.form[$0.name] != $0.now }
        return Page(
            texts("conflict.title"), crumbs: crumbs,
            lead: "\(texts("conflict.lead", ["name": by, "time": texts.dateTime(at, in: .amsterdam)]))",
            status: .conflict,
            body: """
                <div class="half compare">
                <section class="panel"><header><h2>\(texts("conflict.now"))</h2><span class="small soft">\(by)</span></header>
                \(differing.html { side($0, call, isNow: true) })
                <p class="actions"><a class="button quiet" href="\(back)">\(texts("conflict.keep"))</a></p></section>
                <section class="panel"><header><h2>\(texts("conflict.yours"))</h2></header>
                \(differing.html { side($0, call, isNow: false) })
                \(form(call, "conflict.take") { hidden($0, call.form[$0.name] ?? "") })</section></div>
                <section class="panel"><header><h2>\(texts("conflict.joined"))</h2>\
                <span class="small soft">\(texts("conflict.joined-hint"))</span></header>
                \(form(call, "conflict.save-joined") { joined($0, call) })</section>
                """)
    }

    private func side(_ field: Field, _ call: Call, isNow: Bool) -> HTML {
        let mine = call.form[field.name] ?? ""
        let base = call.form["base.\(field.name)"] ?? field.now
        let pieces = TextDifference.pieces(from: base, to: isNow ? field.now : mine)
        return """
            <h3 class="small soft">\(call.texts(field.label))</h3>
            <div class="prose" dir="auto">\(DifferenceView.marked(pieces.new))</div>
            """
    }

    private func form(_ call: Call, _ label: TextKey, _ content: (Field) -> HTML) -> HTML {
        let again = repeated.html { name in
            call.form.all(name).html { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        // What is kept now is what the writer has seen: the base of a next conflict.
        let bases = fields.html { hidden(name: "base.\($0.name)", $0.now) }
        let reasons = fields.html { field in
            call.form[field.name + "Reason"].map { hidden(name: field.name + "Reason", $0) } ?? .empty
        }
        return """
            <form class="form" method="post" action="\(action)">\(FormToken.html)\
            <input type="hidden" name="version" value="\(version)">\(again)\(bases)\(reasons)\(fields.html(content))
            <p class="actions"><button class="button\(" quiet", if: label == "conflict.take")" type="submit">\
            \(call.texts(label))</button></p></form>
            """
    }

    private func hidden(_ field: Field, _ value: String) -> HTML { hidden(name: field.name, value) }

    private func hidden(name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    private func joined(_ field: Field, _ call: Call) -> HTML {
        let mine = call.form[field.name] ?? ""
        let base = call.form["base.\(field.name)"] ?? field.now
        if mine == field.now { return hidden(field, mine) }
        let id = "joined-\(field.name)"
        guard field.isText else {
            let value = mine == base ? field.now : mine
            return """
                <div class="field"><label for="\(id)">\(call.texts(field.label))</label>
                <input id="\(id)" name="\(field.name)" value="\(value)"></div>
                """
        }
        let merged = TextMerge.merge(base: base, mine: mine, theirs: field.now)
        return """
            <div class="field"><label for="\(id)">\(call.texts(field.label))</label>
            <textarea id="\(id)" name="\(field.name)" rows="\(min(18, max(3, merged.text.count / 70)))" dir="auto">
            \(merged.text)</textarea></div>
            """
    }
}
