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
        let changes = try await call.store.read { transaction in
            try LatestChanges(transaction, reader, language, slots, before: before, limit: entriesOfPage)
        }
        let texts = call.texts
        let next: HTML =
            changes.next.map {
                "<nav class=\"pager\"><a rel=\"next\" href=\"\(call.path)?before=\($0)\">\(texts("history.older"))</a></nav>"
            } ?? .empty
        return call.page(
            Page(
                texts("ledger.title"), lead: "\(texts("ledger.lead", count: changes.size))",
                body: """
                    <section class="panel">\(changes.html(texts))</section>\(next)
                    """))
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

    /// Reads a few queries, whatever the number of entries: one for entries, one for values, one a kind of record.
    package init(
        _ transaction: ReadTransaction, _ reader: Reader, _ language: Language, _ slots: Slots, before: Int? = nil,
        limit: Int
    ) throws {
        let kinds = slots.records.map(\.kind)
        let found = try transaction.entries(
            where: "e.kind IN (\(list: kinds)) AND e.action NOT IN ('account.signed-in', 'account.signed-out')",
            before: before, limit: limit * 3)
        var labels: [String: [String: RecordKind.Label]] = [:]
        for (kind, entries) in Dictionary(grouping: found, by: \.subject.kind) {
            let ids = Array(Set(entries.map(\.subject.id)))
            labels[kind] = try slots.record(kind)?.labels(transaction, reader, ids, language)
        }
        let seen = found.compactMap { entry in
            labels[entry.subject.kind]?[entry.subject.id].map { (entry: entry, label: $0) }
        }
        entries = Array(seen.prefix(limit))
        next = seen.count > limit || found.count == limit * 3 ? entries.last?.entry.number ?? found.last?.number : nil
        names = try transaction.accountNames(entries.map(\.entry.actor))
        size = try transaction.ledgerSize()
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
