import Files
import Hummingbird
import Identity
import Ledger
import Slots
import Storage
import Texts
import Values
import Web

/// The API of what every record has: its history and its files.
struct RecordsAPI: Sendable {
    let slots: Slots

    private static let change = Schema.named(
        "FieldChange",
        .object([.init("field", .text), .init("before", .nullable(.text)), .init("after", .nullable(.text))]))
    private static let entry = Schema.named(
        "HistoryEntry",
        .object([
            .init("number", .integer(from: 0)), .init("at", .instant), .init("actor", .text), .init("action", .text),
            .init("changes", .array(change)), .init("erased", .boolean),
        ]))
    private static let file = Schema.named(
        "File",
        .object([
            .init("id", .string(format: "uuid")), .init("name", .text), .init("about", .text),
            .init("mediaType", .text), .init("size", .integer(from: 0)), .init("sha256", .text),
            .init("shared", .boolean), .init("added", .instant),
        ]))
    private static let place = [
        "kind": Schema.string(pattern: "^[a-z-]{1,40}$"), "id": Schema.string(shortest: 1, longest: 60),
    ]

    var routes: [Route] {
        [
            .api(
                .get, "/records/{kind}/{id}/history", .may(.readHistory),
                Operation(
                    "listHistory", tag: "Records", "What happened to a record, newest first, a hundred at a time",
                    parameters: [
                        .query("before", .integer(from: 0, to: Int(Int32.max)), "Only entries with a smaller number.")
                    ], path: Self.place, answer: .array(Self.entry)),
                history),
            .api(
                .get, "/records/{kind}/{id}/files", .signedIn,
                Operation(
                    "listFiles", tag: "Records", "The files of a record that the reader may see", path: Self.place,
                    answer: .array(Self.file)),
                files),
        ]
    }

    private func history(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let subject = try subject(call)
        var query = QueryInput(call)
        let before = query.integer("before", in: 0...Int(Int32.max))
        try query.check()
        let entries = try await call.store.read { transaction in
            let labels = try slots.record(subject.kind)?.labels(transaction, reader, [subject.id], .english)
            guard labels?[subject.id] != nil else { throw Refusal.notFound }
            return try transaction.history(of: subject, before: before, limit: 100)
        }
        return .json(.array(entries.map(json)))
    }

    private func files(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let subject = try subject(call)
        let files = try await call.store.read { transaction in
            guard let rights = try slots.record(subject.kind)?.fileRights(transaction, reader, subject.id) else {
                throw Refusal.notFound
            }
            return try transaction.files(of: subject, onlyShared: rights.onlyShared)
        }
        return .json(.array(files.map(json)))
    }

    private func subject(_ call: Call) throws -> Subject {
        Subject(try call.parameter("kind", as: String.self), try call.parameter("id", as: String.self))
    }

    private func json(_ entry: Entry) -> JSON {
        let changes = entry.changes.map { change -> JSON in
            .object([
                "field": .string(change.field), "before": .optional(change.before), "after": .optional(change.after),
            ])
        }
        return .object([
            "number": .integer(entry.number), "at": .string(entry.at.rfc3339), "actor": .string(entry.actor),
            "action": .string(entry.action), "changes": .array(changes), "erased": .bool(entry.isErased),
        ])
    }

    private func json(_ link: FileLink) -> JSON {
        .object([
            "id": .string(link.id.description), "name": .string(link.name), "about": .string(link.about),
            "mediaType": .string(link.file.kind), "size": .integer(link.file.size), "sha256": .string(link.file.sha256),
            "shared": .bool(link.isShared), "added": .string(link.added.rfc3339),
        ])
    }
}
