import Foundation
import Identity
import Logging
import Storage
import Web

/// The settings of an installation: environment variables that begin with `ENTENTE_`. `docs/operations.md` lists them.
package struct Settings: Sendable {
    /// The folder of database (when SQLite), files, keys and checkpoints.
    package var data: String
    package var database: DatabaseAddress
    package var host: String
    package var port: Int
    package var web: WebSettings
    package var sessions: Session.Limits
    package var logLevel: Logger.Level
    /// The name of the ledger in its checkpoints.
    package var ledgerName: String
    /// The most transactions that run side by side.
    package var threads: Int
    /// How much work a password is; tests take less.
    package var passwordCost = Passwords.Cost.standard

    package var keyFile: String { data + "/ledger.key" }
    package var files: String { data + "/files" }
    package var checkpointFile: String { data + "/checkpoint.txt" }

    /// Reads the environment. Throws `SettingsError`, which names the variable.
    package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        func text(_ name: String, _ standard: String) -> String {
            environment["ENTENTE_" + name].flatMap { $0.isEmpty ? nil : $0 } ?? standard
        }
        func number(_ name: String, _ standard: Int, in range: ClosedRange<Int>) throws -> Int {
            let text = text(name, "\(standard)")
            guard let number = Int(text), range.contains(number) else {
                throw SettingsError(variable: "ENTENTE_" + name, problem: "'\(text)' is no number in \(range)")
            }
            return number
        }
        data = text("DATA", "var")
        do {
            database = try DatabaseAddress(text("DATABASE", "sqlite:\(data)/entente.db"))
        } catch {
            throw SettingsError(variable: "ENTENTE_DATABASE", problem: "\(error)")
        }
        let address = text("ADDRESS", "127.0.0.1:8080")
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw SettingsError(variable: "ENTENTE_ADDRESS", problem: "'\(address)' is not host:port") }
        host = String(address[..<colon])
        self.port = port
        let publicURL = text("PUBLIC_URL", "http://\(address)")
        guard let url = URL(string: publicURL), url.scheme == "http" || url.scheme == "https", url.host != nil else {
            throw SettingsError(variable: "ENTENTE_PUBLIC_URL", problem: "'\(publicURL)' is no address of a web server")
        }
        let proxies = text("TRUSTED_PROXIES", "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        web = WebSettings(
            publicURL: publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL,
            trustedProxies: Set(proxies), contact: text("CONTACT", "entente@example.org"),
            longestFile: try number("FILE_LIMIT_MB", 100, in: 1...10_000) << 20)
        sessions = Session.Limits(
            idleMinutes: try number("SESSION_IDLE_MINUTES", 120, in: 1...1_440),
            absoluteHours: try number("SESSION_HOURS", 12, in: 1...168))
        let level = text("LOG_LEVEL", "info")
        guard let logLevel = Logger.Level(rawValue: level) else {
            throw SettingsError(variable: "ENTENTE_LOG_LEVEL", problem: "'\(level)' is no level of a log")
        }
        self.logLevel = logLevel
        ledgerName = text("LEDGER_NAME", url.host ?? "entente")
        threads = try number("THREADS", 8, in: 1...64)
    }
}

/// A setting that cannot be used.
package struct SettingsError: Error, CustomStringConvertible {
    let variable: String
    let problem: String
    package var description: String { "\(variable): \(problem)" }
}
