import Ledger
import Storage
import Texts
import Values

/// Who is asking: an account with its role, as a request sees it.
package struct Reader: Sendable, Hashable {
    package let account: ID<Account>
    package let name: String
    package let role: Role
    package var language: Language
    /// The countries that the account is assigned to now, as ISO 3166 alpha-2 codes.
    package let countries: Set<String>
    /// Whether single-key shortcuts are on.
    package let hasShortcuts: Bool
    package let appearance: Appearance

    /// Whether the role may do this at all, to some row or other.
    package func may(_ permission: Permission) -> Bool {
        permission.reach(of: role) != nil
    }

    /// Whether the role may do this to what belongs to a country.
    package func may(_ permission: Permission, in country: String) -> Bool {
        switch permission.reach(of: role) {
        case .everything: true
        case .ownCountries, .sharedOfOwnCountries: countries.contains(country)
        case .own, nil: false
        }
    }

    /// Whether of what the reader may see only the shared part is shown.
    package func seesOnlyShared(_ permission: Permission) -> Bool {
        permission.reach(of: role) == .sharedOfOwnCountries
    }

    /// The condition that leaves only the rows that the reader may do this to, for use in every query.
    ///
    /// - Parameters:
    ///   - country: the column with the row's country.
    ///   - shared: the condition that the row is shared with partners; none is by default.
    package func rows(_ permission: Permission, country: SQL, shared: SQL = "1 = 0") -> SQL {
        let isOwn: SQL = """
            EXISTS (
                SELECT 1 FROM assignment
                WHERE assignment.account = \(account) AND assignment.country = \(country) AND assignment.ended IS NULL)
            """
        switch permission.reach(of: role) {
        case .everything: return "1 = 1"
        case .ownCountries: return isOwn
        case .sharedOfOwnCountries: return "\(isOwn) AND (\(shared))"
        case .own, nil: return "1 = 0"
        }
    }

    /// The reader as one who acts.
    package func actor(request: String?, address: String?) -> Actor {
        Actor(name: account.actorName, request: request, address: address)
    }
}

extension ID<Account> {
    /// The account's name in the ledger.
    package var actorName: String { "account:\(self)" }
}

/// Light, dark, or as the device has it.
package enum Appearance: String, CaseIterable, Sendable, Codable, SQLBindable, SQLReadable {
    case device, light, dark
}

/// Why a request is not done, whatever the feature.
package enum Refusal: Error, Equatable {
    /// It is not there, or not for this reader: which of the two is not told.
    case notFound
    /// The reader sees it but may not do this.
    case forbidden
    /// Too many attempts; may be tried again after so many seconds.
    case tooMany(retryAfter: Int)
}
