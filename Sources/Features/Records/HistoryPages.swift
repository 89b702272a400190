import Hummingbird
import Identity
import Ledger
import Slots
import Storage
import Texts
import Values
import Web

extension Permission {
    /// Reading who changed what.
    package static let readHistory = Permission(
        "history.read",
        [.programmeManager, .countryManager, .trainingCoordinator, .controller, .auditor, .administrator])
}

/// The pages of the ledger.
enum HistoryPages {
    private static let entriesOfPage = 50

    /// Everything that happened to one record.
    static func record(_ call: Call, _ slots: Slots) async throws -> Response {
        let reader = try call.reader
        let kind = try call.parameter("kind", as: String.self)
        let id = try call.parameter("id", as: String.self)
        let language = call.texts.language
        let before = call.query("before").flatMap { Int($0) }
        guard let record = slots.record(kind) else { throw Refusal.notFound }
        let (label, panel) = try await call.store.read { transaction in
            guard let label = try record.labels(transaction, reader, [id], language)[id] else { throw Refusal.notFound }
            let panel = try HistoryPanel(
                Subject(kind, id), transaction, reader, language, before: before, limit: entriesOfPage)
            return (label, panel)
        }
        let texts = call.texts
        let next: HTML =
            panel.hasMore
            ? "<nav class=\"pager\"><a rel=\"next\" href=\"\(call.path)?before=\(panel.entries.last?.number ?? 0)\">\(texts("history.older"))</a></nav>"
            : .empty
        return call.page(
            Page(
                texts("history.of", ["title": label.title]), crumbs: [(label.title, label.path)],
                body: "<section class=\"panel\">\(panel.list(texts))</section>\(next)"))
    }

    /// The newest entries of all records that the reader may see.
    static func all(_ call: Call, _ slots: Slots) async throws -> Response {
        let reader = try call.reader
        let language = call.texts.language
        let before = call.query("before").flatMap { Int($0) }
        let page = try await call.kept {
            try LatestChanges($0, reader, language, slots, before: before, limit: entriesOfPage)
        } make: {
            self.page($0, call)
        }
        return call.page(page)
    }

    private static func page(_ changes: LatestChanges, _ call: Call) -> Page {
        let texts = call.texts
        let next: HTML =
            changes.next.map {
                "<nav class=\"pager\"><a rel=\"next\" href=\"\(call.path)?before=\($0)\">\(texts("history.older"))</a></nav>"
            } ?? .empty
        return Page(
            texts("ledger.title"), lead: "\(texts("ledger.lead", count: changes.size))",
            body: "<section class=\"panel\">\(changes.html(texts))</section>\(next)")
    }
}

/// The newest entries about records that a reader may see, with what they are about.
package struct LatestChanges: Sendable {
    /// Entries with the labels of their records.
    let entries: [(entry: Entry, label: RecordKind.Label)]
    let names: [String: String]
    /// How many entries the ledger has.
    let size: Int
    /// Where the next page begins; nil at the end.
    let next: Int?

    package var isEmpty: Bool { entries.isEmpty }

    /// How many entries are looked at for a page.
    private static let window = 2_000

    /// Reads a few queries, whatever the number of entries: one for entries, one for values, one a kind of record.
    package init(
        _ transaction: ReadTransaction, _ reader: Reader, _ language: Language, _ slots: Slots, before: Int? = nil,
        limit: Int
    ) throws {
        size = try transaction.ledgerSize()
        let kinds = slots.records.map(\.kind)
        let most = limit * 3
        let found = try transaction.latestEntries(
            where: "e.kind IN (\(list: kinds)) AND e.action NOT IN ('account.signed-in', 'account.signed-out')",
            before: before, window: Self.window, limit: most)
        var labels: [String: [String: RecordKind.Label]] = [:]
        for (kind, entries) in Dictionary(grouping: found, by: \.subject.kind) {
            let ids = Array(Set(entries.map(\.subject.id)))
            labels[kind] = try slots.record(kind)?.labels(transaction, reader, ids, language)
        }
        let seen = found.compactMap { entry in
            labels[entry.subject.kind]?[entry.subject.id].map { (entry: entry, label: $0) }
        }
        entries = Array(seen.prefix(limit))
        // Where looking on begins: behind the last that is shown, or behind all that was looked at.
        let end = max(0, min(before ?? size, size) - Self.window)
        if seen.count > limit {
            next = entries.last?.entry.number
        } else if found.count == most {
            next = found.last?.number
        } else {
            next = end > 0 ? end : nil
        }
        names = try transaction.accountNames(entries.map(\.entry.actor))
    }

    /// - Parameter isShort: without the fields that changed.
    package func html(_ texts: Texts, isShort: Bool = false) -> HTML {
        if entries.isEmpty { return "<p class=\"empty\">\(texts("history.empty"))</p>" }
        let list = entries.html { entry, label in
            HistoryEntry.html(
                entry, names: names, about: " · <a href=\"\(label.path)\">\(label.title)</a>", isShort: isShort, texts)
        }
        return "<ol class=\"history\">\(list)</ol>"
    }
}
