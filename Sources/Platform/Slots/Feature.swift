import Identity
import Storage
import Web

/// What a feature brings. The program lists its features in one place and composes them; no feature knows a later one.
package struct Feature: Sendable {
    package let name: String
    package var migrations: [Migration] = []
    package var permissions: [Permission] = []
    package var navigation: [NavigationItem] = []
    /// What it puts into the slots of others.
    package var slots = Slots()
    /// Its routes, given what all features put into the slots.
    package var routes: @Sendable (Slots) -> [Route] = { _ in [] }

    package init(name: String) { self.name = name }
}

/// Places that features fill for each other. A slot answers for a whole page at once, and gets the reader, so that nobody
/// sees more by way of a slot than on the page itself.
package struct Slots: Sendable {
    package var dossierSections: [DossierSection] = []
    package var timeline: [TimelineSource] = []
    package var today: [TodaySource] = []
    package var records: [RecordKind] = []
    package var demonstration: [DemonstrationStep] = []
    package var benchmark: [BenchmarkSeed] = []

    package init() {}

    /// Both together.
    package static func + (left: Slots, right: Slots) -> Slots {
        var all = left
        all.dossierSections += right.dossierSections
        all.timeline += right.timeline
        all.today += right.today
        all.records += right.records
        all.demonstration += right.demonstration
        all.benchmark += right.benchmark
        return all
    }

    /// The kind of record that a ledger entry or a file is about.
    package func record(_ kind: String) -> RecordKind? { records.first { $0.kind == kind } }
}
