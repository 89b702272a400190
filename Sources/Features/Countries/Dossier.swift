import Identity
import Ledger
import Storage
import Texts
import Values

/// How closely the programme works with a country of origin.
package enum Tier: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
    case focus, active, watch

    package var title: TextKey { "tier.\(rawValue)" }

    /// Its place in an order from close to distant.
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The programme's work with one country of origin. There is at most one for a country, and the country is its key.
package struct Dossier: Sendable, Equatable {
    /// ISO 3166-1 alpha-2.
    package let country: String
    package var tier: Tier
    /// Why the country is in the programme: a source, or `assumed`.
    package var basis: String
    package let version: Int
    package let changed: Instant

    package var subject: Subject { Self.subject(country) }

    /// What the ledger calls a country's dossier.
    package static func subject(_ country: String) -> Subject { Subject("dossier", country) }

    package static let longestBasis = 500
}

extension Permission {
    /// Reading dossiers: the whole team all of them; a focal point what is shared of the own country.
    package static let readDossiers = Permission(
        "dossiers.read",
        [
            .programmeManager: .everything, .countryManager: .everything, .trainingCoordinator: .everything,
            .controller: .everything, .auditor: .everything, .administrator: .everything,
            .focalPoint: .sharedOfOwnCountries,
        ])

    /// Deciding how closely the programme works with a country, and opening a dossier.
    package static let changeTier = Permission("dossiers.change-tier", [.programmeManager])

    /// Deciding who manages the relation with a country.
    package static let assignManagers = Permission("dossiers.assign", [.programmeManager])

    /// Writing the year strategy of a country.
    package static let reviseStrategy = Permission(
        "strategy.revise", [.programmeManager: .everything, .countryManager: .ownCountries])

    /// Reading the strategy, which is never shared with partners.
    package static let readStrategy = Permission(
        "strategy.read",
        [.programmeManager, .countryManager, .trainingCoordinator, .controller, .auditor, .administrator])

    /// Keeping the key facts of a country.
    package static let editFacts = Permission(
        "facts.edit", [.programmeManager: .everything, .countryManager: .ownCountries])

    /// Putting files with a dossier, and taking them away.
    package static let editDossierFiles = Permission(
        "dossiers.files", [.programmeManager: .everything, .countryManager: .ownCountries])
}
