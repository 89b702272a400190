import Identity
import Slots
import Storage
import Texts
import Web

extension Feature {
    /// Signing in, one's own profile, and the administrator's accounts and rights.
    ///
    /// - Parameters:
    ///   - permissions: those of all other features, for the table of rights.
    ///   - countries: all countries by name, for assigning people to some.
    package static func accounts(
        permissions others: [Permission],
        countries: @escaping @Sendable (Language) -> [(code: String, name: String)]
    ) -> Feature {
        var feature = Feature(name: "accounts")
        feature.migrations = IdentityMigrations.all
        let own: [Permission] = [.manageAccounts, .readRights, .makeTokens]
        feature.permissions = own
        feature.navigation = [
            NavigationItem("accounts.title", "/accounts", [.manageAccounts], place: 900),
            NavigationItem("rights.title", "/rights", [.readRights], place: 910),
        ]
        feature.slots.records = [accountRecords]
        feature.slots.demonstration = [DemonstrationAccounts.step]
        feature.routes = { _ in
            let pages = AccountPages(countries: countries)
            return [
                .page("/sign-in", .everyone) { try await SignInPages.show($0) },
                .form("/sign-in", .everyone) { try await SignInPages.signIn($0) },
                .form("/sign-out", .everyone) { try await SignInPages.signOut($0) },
                .form("/language", .everyone) { try await SignInPages.chooseLanguage($0) },
                .page("/profile", .signedIn) { try await ProfilePages.show($0) },
                .form("/profile", .signedIn) { try await ProfilePages.save($0) },
                .form("/profile/password", .signedIn) { try await ProfilePages.changePassword($0) },
                .form("/profile/sessions/end", .signedIn) { try await ProfilePages.endSession($0) },
                .form("/profile/sessions/end-all", .signedIn) { try await ProfilePages.endSessions($0) },
                .form("/profile/tokens", .may(.makeTokens)) { try await ProfilePages.addToken($0) },
                .form("/profile/tokens/revoke", .may(.makeTokens)) { try await ProfilePages.revokeToken($0) },
                .page("/accounts", .may(.manageAccounts)) { try await pages.list($0) },
                .page("/accounts/new", .may(.manageAccounts)) { try await pages.new($0) },
                .form("/accounts/new", .may(.manageAccounts)) { try await pages.add($0) },
                .page("/accounts/{account}", .may(.manageAccounts)) { try await pages.edit($0) },
                .form("/accounts/{account}", .may(.manageAccounts)) { try await pages.save($0) },
                .form("/accounts/{account}/access", .may(.manageAccounts)) { try await pages.disable($0) },
                .form("/accounts/{account}/password", .may(.manageAccounts)) { try await pages.resetPassword($0) },
                .page("/rights", .may(.readRights)) { RightsPage.show($0, others + own) },
            ] + AccountsAPI.routes
        }
        return feature
    }

    /// Accounts, for the ledger's pages: an administrator sees all of them, others only their own.
    private static let accountRecords = RecordKind("account") { transaction, reader, ids, _ in
        let seesAll = reader.may(.manageAccounts)
        let rows = try transaction.rows(
            """
            SELECT id, name FROM account
            WHERE id IN (\(list: ids)) AND (id = \(reader.account) OR \(seesAll) = 1)
            """)
        return try rows.reduce(into: [:]) { labels, row in
            let id: String = try row["id"]
            labels[id] = .init(
                title: try row["name"], path: seesAll ? "/accounts/\(id)" : "/profile")
        }
    }
}
