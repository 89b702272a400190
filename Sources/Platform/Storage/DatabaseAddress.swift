/// Where the database is: `sqlite:var/entente.db` or `postgres://user:password@host:5432/name`.
package enum DatabaseAddress: Sendable, Equatable {
    case sqlite(path: String)
    case postgres(url: String)

    /// Reads the setting `ENTENTE_DATABASE`. Throws `StorageError.badAddress`, without the password.
    package init(_ text: String) throws {
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(path: String(text.dropFirst(7)))
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(url: text)
        } else {
            throw StorageError.badAddress(String(text.prefix { $0 != ":" }))
        }
    }

    /// The kind of database.
    package var dialect: Dialect {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }
}
