import Storage
import Texts

/// What someone is in the programme. One account has one role.
package enum Role: String, CaseIterable, Sendable, Codable, SQLBindable, SQLReadable {
    case programmeManager = "programme-manager"
    case countryManager = "country-manager"
    case trainingCoordinator = "training-coordinator"
    case trainer
    case focalPoint = "focal-point"
    case controller
    case auditor
    case administrator

    /// The name of the role, as people read it.
    package var title: TextKey { "role.\(rawValue)" }

    /// Whether the role belongs to a country or to some: its accounts are assigned to countries.
    package var hasCountries: Bool { self == .countryManager || self == .focalPoint }

    /// Whether someone outside the programme's own team: sees only what is shared.
    package var isPartner: Bool { self == .focalPoint || self == .trainer }

    /// The languages that the role's pages are in.
    package var languages: [Language] { isPartner ? Language.allCases : [.dutch, .english] }
}
