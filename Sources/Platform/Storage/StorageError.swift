/// What can go wrong with the database. The words are for the log: a user is shown a text of the shell.
package enum StorageError: Error, Equatable, CustomStringConvertible {
    /// A column is missing or holds something that the program cannot read.
    case unreadable(column: String, problem: String)
    /// A rule of the database (unique, foreign key, check, not null) refused the change; `constraint` names it if known.
    case refused(constraint: String)
    /// The disk, or the limit that was set, is full. Nothing was changed.
    case full
    /// Someone else holds the database for longer than we wait. Nothing was changed; trying again may help.
    case busy
    /// The connection to the database was lost. Nothing was changed.
    case lost(String)
    /// The connection was lost while the change was being committed: it may or may not be there.
    case uncertain(String)
    /// A statement took longer than it may.
    case timeout
    /// The two writers got in each other's way; the transaction is repeated by `Database`.
    case conflict
    /// Anything else that the database said.
    case failed(code: String, message: String)
    /// The address of the database cannot be read.
    case badAddress(String)

    package var description: String {
        switch self {
        case .unreadable(let column, let problem): "column \(column): \(problem)"
        case .refused(let constraint): "refused by \(constraint)"
        case .full: "the disk is full"
        case .busy: "the database is busy"
        case .lost(let why): "the connection to the database was lost: \(why)"
        case .uncertain(let why): "the connection was lost while committing: \(why)"
        case .timeout: "the statement took too long"
        case .conflict: "two transactions conflicted"
        case .failed(let code, let message): "database error \(code): \(message)"
        case .badAddress(let address): "not a database address: \(address)"
        }
    }
}
