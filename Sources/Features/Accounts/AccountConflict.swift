import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// What a stale save of an account gets, on the profile and on the administrator's page alike.
enum AccountConflict {
    /// A field of an account, as its forms name it.
    enum Field: String {
        case name, email, role, language, appearance, shortcuts
    }

    static func page(
        _ call: Call, _ id: ID<Account>, _ fields: [Field], action: String, back: String, repeated: [String] = []
    ) async throws -> Response {
        let (account, last) = try await call.store.read { transaction in
            guard let account = try transaction.account(id) else { throw Refusal.notFound }
            return (account, try transaction.lastChange(of: account.subject))
        }
        let conflict = ConflictView(
            fields: fields.map { conflictField($0, account) }, version: account.version, action: action, back: back,
            by: last?.name ?? call.texts("actor.system"), at: last?.at ?? call.now,
            repeated: repeated)
        return call.page(conflict.page(call, crumbs: [(account.name, back)]))
    }

    private static func conflictField(_ field: Field, _ account: Account) -> ConflictView.Field {
        switch field {
        case .name: .init("name", "accounts.name", now: account.name)
        case .email: .init("email", "accounts.email", now: account.email, .value { _ in nil })
        case .role: .init("role", "accounts.role", now: account.role.rawValue, .value { Role(rawValue: $0)?.title })
        case .language:
            .init("language", "profile.language", now: account.language.rawValue, .value { "language.\($0)" })
        case .appearance:
            .init("appearance", "profile.appearance", now: account.appearance.rawValue, .value { "appearance.\($0)" })
        case .shortcuts:
            .init("shortcuts", "profile.shortcuts", now: account.hasShortcuts ? "yes" : "", .flag)
        }
    }
}
