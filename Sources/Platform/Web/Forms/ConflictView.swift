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
    package struct Field: Sendable {
        /// How a field is joined and shown.
        package enum Kind: Sendable {
            /// Words, of which both changes can be kept.
            case text
            /// A value that is taken whole, such as a date or a choice; the key of the words for it, when it has some.
            case value(@Sendable (String) -> TextKey?)
            /// Yes or no.
            case flag
        }

        let name: String
        let label: TextKey
        let now: String
        let kind: Kind

        /// - Parameter now: what is kept; of a flag `yes` or nothing.
        package init(_ name: String, _ label: TextKey, now: String, _ kind: Kind = .text) {
            self.name = name
            self.label = label
            self.now = now
            self.kind = kind
        }

        /// What was written.
        func written(_ call: Call) -> String {
            if case .flag = kind { return call.form[name] == nil ? "" : "yes" }
            return call.form[name] ?? ""
        }

        /// What the writer started from; when the form does not tell, what is kept.
        func base(_ call: Call) -> String { call.form["base.\(name)"] ?? now }

        /// A value in words.
        func words(_ value: String, _ texts: Texts) -> String {
            switch kind {
            case .text: return value
            case .value(let key): return key(value).map { texts($0) } ?? value
            case .flag: return texts(value.isEmpty ? "form.no" : "form.yes")
            }
        }

        func hidden(_ value: String) -> HTML {
            if case .flag = kind, value.isEmpty { return .empty }
            return "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
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
        let differing = fields.filter { $0.written(call) != $0.now }
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
                \(form(call, "conflict.take") { $0.hidden($0.written(call)) })</section></div>
                <section class="panel"><header><h2>\(texts("conflict.joined"))</h2>\
                <span class="small soft">\(texts("conflict.joined-hint"))</span></header>
                \(form(call, "conflict.save-joined") { joined($0, call) })</section>
                """)
    }

    private func side(_ field: Field, _ call: Call, isNow: Bool) -> HTML {
        let texts = call.texts
        let value = isNow ? field.now : field.written(call)
        let pieces = TextDifference.pieces(
            from: field.words(field.base(call), texts), to: field.words(value, texts))
        return """
            <h3 class="small soft">\(texts(field.label))</h3>
            <div class="prose" dir="auto">\(DifferenceView.marked(pieces.new))</div>
            """
    }

    private func form(_ call: Call, _ label: TextKey, _ content: (Field) -> HTML) -> HTML {
        let again = repeated.html { name in
            call.form.all(name).html { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
        }
        // What is kept now is what the writer has seen: the base of a next conflict.
        let bases = fields.html { hidden("base.\($0.name)", $0.now) }
        let reasons = fields.html { field in
            call.form[field.name + "Reason"].map { hidden(field.name + "Reason", $0) } ?? .empty
        }
        return """
            <form class="form" method="post" action="\(action)">\(FormToken.html)\
            <input type="hidden" name="version" value="\(version)">\(again)\(bases)\(reasons)\(fields.html(content))
            <p class="actions"><button class="button\(" quiet", if: label == "conflict.take")" type="submit">\
            \(call.texts(label))</button></p></form>
            """
    }

    private func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// A proposal with both changes, to be edited.
    private func joined(_ field: Field, _ call: Call) -> HTML {
        let mine = field.written(call)
        let base = field.base(call)
        if mine == field.now { return field.hidden(mine) }
        let id = "joined-\(field.name)"
        let label = call.texts(field.label)
        let whole = mine == base ? field.now : mine
        switch field.kind {
        case .flag:
            return """
                <div class="field"><label class="pick"><input type="checkbox" id="\(id)" name="\(field.name)" value="yes"\
                \(" checked", if: !whole.isEmpty)> \(label)</label></div>
                """
        case .value(let key):
            if key(whole) != nil {
                return "\(field.hidden(whole))<p><b>\(label)</b>: \(field.words(whole, call.texts))</p>"
            }
            return """
                <div class="field"><label for="\(id)">\(label)</label>
                <input id="\(id)" name="\(field.name)" value="\(whole)"></div>
                """
        case .text:
            let merged = TextMerge.merge(base: base, mine: mine, theirs: field.now)
            return """
                <div class="field"><label for="\(id)">\(label)</label>
                <textarea id="\(id)" name="\(field.name)" rows="\(min(18, max(3, merged.text.count / 70)))" dir="auto">
                \(merged.text)</textarea></div>
                """
        }
    }
}
