import CPostgres

/// One connection of libpq: owns its memory, keeps its prepared statements.
///
/// `@unchecked Sendable`: a connection is either in the driver's list of idle ones (behind a mutex) or in the hands of
/// the one thread that took it from there, never both.
final class PostgresConnection: Connection, @unchecked Sendable {
    let dialect = Dialect.postgres
    private let handle: OpaquePointer
    private var prepared: [String: String] = [:]

    /// More different statements than this are not kept: they are sent whole each time.
    private static let mostPrepared = 400

    init(url: String) throws {
        guard let handle = PQconnectdb(url) else { throw StorageError.lost("out of memory") }
        self.handle = handle
        // From here on the object is whole: what throws below ends it, and its deinit frees the handle.
        guard PQstatus(handle) == CONNECTION_OK else { throw StorageError.lost(Self.message(handle)) }
        try command(
            """
            SET client_min_messages = warning; SET statement_timeout = '30s'; SET lock_timeout = '20s';
            SET idle_in_transaction_session_timeout = '60s'; SET application_name = 'entente'; SET TIME ZONE 'UTC'
            """)
    }

    deinit {
        PQfinish(handle)
    }

    /// Runs statements without parameters and without an answer.
    func command(_ text: String) throws {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        try check(result)
    }

    /// Commits. A connection that is lost just then leaves the outcome unknown.
    func commit() throws {
        do {
            try command("COMMIT")
        } catch StorageError.lost(let why) {
            throw StorageError.uncertain(why)
        }
    }

    /// Ends the transaction without its changes; false when the connection cannot be used any more.
    func rollback() -> Bool {
        guard PQstatus(handle) == CONNECTION_OK else { return false }
        return (try? command("ROLLBACK")) != nil
    }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        let result = try run(text, values)
        defer { PQclear(result) }
        let width = PQnfields(result)
        let kinds = (0..<width).map { PQftype(result, $0) }
        let columns = Row.Columns((0..<width).map { String(cString: PQfname(result, $0)) })
        return (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: (0..<width).map { Self.value(result, row, $0, kind: kinds[Int($0)]) })
        }
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        let result = try run(text, values)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    // MARK: Sending

    private func run(_ text: String, _ values: [SQLValue]) throws -> OpaquePointer? {
        let arguments = values.map(Argument.init)
        let name = try statement(text, kinds: arguments.map(\.kind))
        let result = withExtendedLifetime(arguments) {
            let pointers = arguments.map(\.pointer)
            let lengths = arguments.map(\.length)
            let formats = arguments.map(\.format)
            if let name {
                return PQexecPrepared(handle, name, Int32(arguments.count), pointers, lengths, formats, 0)
            }
            return PQexecParams(
                handle, text, Int32(arguments.count), arguments.map(\.kind), pointers, lengths, formats, 0)
        }
        do {
            try check(result)
        } catch {
            PQclear(result)
            throw error
        }
        return result
    }

    /// The name of the prepared statement; nil when there are too many.
    private func statement(_ text: String, kinds: [Oid]) throws -> String? {
        let key = kinds.reduce(into: text) { $0 += " \($1)" }
        if let name = prepared[key] { return name }
        guard prepared.count < Self.mostPrepared else { return nil }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, text, Int32(kinds.count), kinds)
        defer { PQclear(result) }
        try check(result)
        prepared[key] = name
        return name
    }

    /// A parameter, held in memory of its own until the statement was sent.
    private final class Argument {
        let kind: Oid
        let format: Int32
        let length: Int32
        private let memory: UnsafeMutablePointer<CChar>?

        var pointer: UnsafePointer<CChar>? { UnsafePointer(memory) }

        init(_ value: SQLValue) {
            let bytes: [UInt8]
            switch value {
            case .null: (kind, format, bytes) = (0, 0, [])
            case .integer(let number): (kind, format, bytes) = (Kind.bigint, 0, Array(String(number).utf8) + [0])
            case .real(let number): (kind, format, bytes) = (Kind.double, 0, Array(String(number).utf8) + [0])
            case .text(let text): (kind, format, bytes) = (Kind.text, 0, Array(text.utf8) + [0])
            case .blob(let blob): (kind, format, bytes) = (Kind.bytea, 1, blob + [0])
            }
            length = Int32(max(0, bytes.count - 1))
            guard !bytes.isEmpty else {
                memory = nil
                return
            }
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
            memory = copy
        }

        deinit {
            memory?.deallocate()
        }
    }

    // MARK: Reading

    /// Object ids of PostgreSQL's built-in types (`pg_type.dat`).
    private enum Kind {
        static let boolean: Oid = 16
        static let bytea: Oid = 17
        static let bigint: Oid = 20
        static let smallint: Oid = 21
        static let integer: Oid = 23
        static let text: Oid = 25
        static let real: Oid = 700
        static let double: Oid = 701
        static let numeric: Oid = 1700
    }

    private static func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, kind: Oid) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let count = Int(PQgetlength(result, row, column))
        let raw = UnsafeBufferPointer(start: start, count: count)
        let text = String(decoding: raw.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        switch kind {
        case Kind.bigint, Kind.integer, Kind.smallint: return Int64(text).map(SQLValue.integer) ?? .text(text)
        // A sum of integers is numeric: whole numbers come back as such.
        case Kind.numeric: return Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        case Kind.real, Kind.double: return Double(text).map(SQLValue.real) ?? .text(text)
        case Kind.boolean: return .integer(text == "t" ? 1 : 0)
        case Kind.bytea: return .blob(bytes(hex: text))
        default: return .text(text)
        }
    }

    /// Reads `\x0a1b…`.
    private static func bytes(hex text: String) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte - 48 : byte - 87 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var iterator = text.utf8.dropFirst(2).makeIterator()
        while let high = iterator.next(), let low = iterator.next() { bytes.append(digit(high) << 4 | digit(low)) }
        return bytes
    }

    // MARK: Errors

    private func check(_ result: OpaquePointer?) throws {
        let status = PQresultStatus(result)
        if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY { return }
        guard PQstatus(handle) == CONNECTION_OK else { throw StorageError.lost(Self.message(handle)) }
        // PG_DIAG_SQLSTATE is the character 'C', PG_DIAG_CONSTRAINT_NAME is 'n' (postgres_ext.h).
        let code = PQresultErrorField(result, 67).map { String(cString: $0) } ?? "?"
        let constraint = PQresultErrorField(result, 110).map { String(cString: $0) }
        switch code {
        case "40001", "40P01": throw StorageError.conflict
        case "57014": throw StorageError.timeout
        case "55P03": throw StorageError.busy
        case "53100", "53200": throw StorageError.full
        case "57P01", "57P02", "57P03": throw StorageError.lost(Self.message(handle))
        case _ where code.hasPrefix("23"):
            throw StorageError.refused(constraint: constraint ?? Self.message(handle))
        default: throw StorageError.failed(code: code, message: Self.message(handle))
        }
    }

    private static func message(_ handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle)).split(separator: "\n").first.map(String.init) ?? "unknown"
    }
}
