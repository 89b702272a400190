import Texts

/// Something that one may be allowed to do, with who may do it and how far that reaches. What is not named is denied.
///
///     extension Permission {
///         static let reviseStrategy = Permission(
///             "strategy.revise", [.programmeManager: .everything, .countryManager: .ownCountries])
///     }
///
/// This is the one place for the action: routes, pages, SQL, the table of rights and the tests all read it here.
package struct Permission: Sendable, Hashable {
    /// How far a permission reaches.
    package enum Reach: String, Sendable, Hashable {
        /// Every row.
        case everything
        /// Rows of the countries that the account is assigned to.
        case ownCountries = "own-countries"
        /// Rows of the countries that the account is assigned to, and of those what is shared with partners.
        case sharedOfOwnCountries = "shared-of-own-countries"
        /// What belongs to the account itself.
        case own
    }

    /// The noun and the verb: `strategy.revise`.
    package let name: String
    private let reaches: [Role: Reach]

    package init(_ name: String, _ reaches: [Role: Reach]) {
        self.name = name
        self.reaches = reaches
    }

    /// The same reach for each of the roles.
    package init(_ name: String, _ roles: [Role], _ reach: Reach = .everything) {
        self.init(name, Dictionary(uniqueKeysWithValues: roles.map { ($0, reach) }))
    }

    /// How far it reaches for a role; nil when the role may not.
    package func reach(of role: Role) -> Reach? { reaches[role] }

    /// What it allows, as people read it.
    package var title: TextKey { "permission.\(name)" }
}
