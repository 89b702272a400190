import Identity
import Ledger
import Slots
import Storage
import Texts
import Values
import Web

/// What happened to a record, in words: who did what when, and what each field was before and after.
package struct HistoryPanel: Sendable {
    let subject: Subject
    let entries: [Entry]
    let names: [String: String]
    /// Whether there is more than is shown.
    let hasMore: Bool

    package init(
        _ subject: Subject, _ transaction: ReadTransaction, _ reader: Reader, _ language: Language,
        before: Int? = nil, limit: Int
    ) throws {
        self.subject = subject
        let found = try transaction.history(of: subject, before: before, limit: limit + 1)
        entries = Array(found.prefix(limit))
        hasMore = found.count > limit
        names = try transaction.accountNames(entries.map(\.actor))
    }

    /// The newest entries, with the way to all of them.
    package func html(_ call: Call) -> HTML {
        let texts = call.texts
        let more: HTML =
            hasMore
            ? "<p><a href=\"/history/\(subject.kind)/\(subject.id)\">\(texts("history.all"))</a></p>" : .empty
        let list: HTML =
            entries.isEmpty ? "<p class=\"empty\">\(texts("history.empty"))</p>" : self.list(texts)
        return """
            <section class="panel" id="history"><header><h2>\(texts("history.title"))</h2></header>\(list)\(more)</section>
            """
    }

    func list(_ texts: Texts) -> HTML {
        "<ol class=\"history\">\(entries.html { HistoryEntry.html($0, names: names, texts) })</ol>"
    }
}

/// One entry of the ledger in words.
enum HistoryEntry {
    /// - Parameter about: what the entry is about, where that is not clear from the page.
    /// - Parameter isShort: without the fields that changed.
    static func html(
        _ entry: Entry, names: [String: String], about: HTML = .empty, isShort: Bool = false, _ texts: Texts
    ) -> HTML {
        let changes = isShort ? .empty : entry.changes.html { change($0, texts) }
        return """
            <li><p class="flush"><b>\(name(entry.actor, names, texts))</b> \(action(entry.action, texts))\(about)\
            <span class="small soft when"> · <time datetime="\(entry.at.rfc3339)">\
            \(texts.dateTime(entry.at, in: .amsterdam))</time> · \
            \(texts("history.number", ["number": texts.number(entry.number)]))</span></p>
            \(entry.isErased ? "<p class=\"small soft flush\">\(texts("history.erased"))</p>" : .empty)\
            \(changes.isEmpty
                ? .empty
                : "<details class=\"small\"><summary>\(texts("history.fields", count: entry.changes.count))</summary><dl>\(changes)</dl></details>" as HTML)</li>
            """
    }

    static func name(_ actor: String, _ names: [String: String], _ texts: Texts) -> String {
        if let name = names[actor] { return name }
        let part = actor.hasPrefix("system:") ? String(actor.dropFirst(7)) : "system"
        return texts.has("actor.\(part)") ? texts("actor.\(part)") : texts("actor.system")
    }

    private static func action(_ action: String, _ texts: Texts) -> String {
        texts.has("action.\(action)") ? texts("action.\(action)") : action
    }

    private static func change(_ change: FieldChange, _ texts: Texts) -> HTML {
        let first = change.field.split(separator: " ").first.map(String.init) ?? change.field
        let label =
            texts.has("field.\(first)") ? texts("field.\(first)") + change.field.dropFirst(first.count) : change.field
        return """
            <dt>\(label)</dt><dd dir="auto">\(change.before.map { "<del>\($0)</del>" as HTML })\
            \(" → ", if: change.before != nil && change.after != nil)\(change.after.map { "<ins>\($0)</ins>" as HTML })</dd>
            """
    }
}
