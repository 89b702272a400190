import Hummingbird
import Identity
import Texts
import Values
import Web

/// The API of one's own account and, for administrators, of all.
enum AccountsAPI {
    private static let account = Schema.named(
        "Account",
        .object([
            .init("id", .string(format: "uuid")), .init("name", .text), .init("email", .text),
            .init("role", .string(values: Role.allCases.map(\.rawValue))),
            .init("language", .string(values: Language.allCases.map(\.rawValue))), .init("disabled", .boolean),
            .init("countries", .array(.country)),
        ]))

    static let routes: [Route] = [
        .api(
            .get, "/me", .signedIn,
            Operation("readOwnAccount", tag: "Accounts", "The account that is signed in", answer: account)
        ) { call in
            let reader = try call.reader
            let found = try await call.store.read { transaction in
                try transaction.account(reader.account).map { ($0, try transaction.countries(of: $0.id)) }
            }
            guard let found else { throw Refusal.notFound }
            return .json(json(found.0, found.1))
        },
        .api(
            .get, "/accounts", .may(.manageAccounts),
            Operation("listAccounts", tag: "Accounts", "All accounts", answer: .array(account))
        ) { call in
            let all = try await call.store.read { transaction in
                try transaction.accounts().map { ($0, try transaction.countries(of: $0.id)) }
            }
            return .json(.array(all.map { json($0.0, $0.1) }))
        },
    ]

    private static func json(_ account: Account, _ countries: [String]) -> JSON {
        .object([
            "id": .string(account.id.description), "name": .string(account.name), "email": .string(account.email),
            "role": .string(account.role.rawValue), "language": .string(account.language.rawValue),
            "disabled": .bool(account.disabled != nil), "countries": .strings(countries),
        ])
    }
}
