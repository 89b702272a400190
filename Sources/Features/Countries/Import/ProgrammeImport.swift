import Ledger
import Storage
import Texts

/// Brings a programme's files into the record, all of them or nothing. A second run changes nothing: what is there is known
/// by the country and by the key of the event.
package struct ProgrammeImport: Sendable {
    /// How much was new.
    package struct Result: Sendable, Equatable {
        package let dossiers: Int
        package let milestones: Int
    }

    private let files: ProgrammeFiles

    package init(_ files: ProgrammeFiles) { self.files = files }

    /// The demonstration programme that travels with the program.
    package static func demonstration() throws -> ProgrammeImport {
        ProgrammeImport(
            try ProgrammeFiles { name in EmbeddedFiles.bytes("data/programme/\(name)").map { Array($0) } })
    }

    package func run(in store: Store) async throws -> Result {
        try await store.write(by: .system("import")) { [files] writing in
            let dossiers = Set(try writing.values("SELECT country FROM dossier", as: String.self))
            var opened = 0
            for country in files.countries where !dossiers.contains(country.code) {
                try writing.open(country.code, tier: country.tier, basis: country.basis)
                opened += 1
            }
            let known = try writing.importedMilestones()
            var added = 0
            for event in files.events where !known.contains(event.key) {
                try writing.add(
                    Milestone(
                        id: writing.ids.next(), key: event.key, kind: event.kind, country: event.country,
                        organisation: event.organisation, start: event.start, end: event.end, place: event.place,
                        people: event.people, title: event.title, what: event.what, source: event.source,
                        isSynthetic: false))
                added += 1
            }
            return Result(dossiers: opened, milestones: added)
        }
    }
}
