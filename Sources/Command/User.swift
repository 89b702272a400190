import ArgumentParser
import Composition
import Countries
import Foundation
import Identity
import Ledger
import Texts
import Values

/// Accounts, from the command line: to make the first administrator, and when nobody can sign in any more.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accounts.", subcommands: [Add.self, List.self, Disable.self, Reset.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account; the password is read from the standard input.")

        @Argument var email: String
        @Option var name: String
        @Option(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", "))") var role: String
        @Option(help: "nl, en, fr or ar") var language = "nl"
        @Option(help: "Countries of a country manager or focal point: GM,NG") var countries = ""

        func run() async throws {
            guard let role = Role(rawValue: role) else { throw ValidationError("no role '\(role)'") }
            guard let language = Language(rawValue: language) else {
                throw ValidationError("no language '\(language)'")
            }
            try await withInstallation { installation in
                try await installation.requireCurrentStructure()
                let password = try newPassword(name: name, email: email)
                let hash = try await installation.passwords.hash(password)
                let codes = Set(countries.split(separator: ",").map { $0.uppercased() })
                for code in codes where Gazetteer.world.countries[code] == nil {
                    throw CommandError(description: "no country '\(code)' in ISO 3166")
                }
                do {
                    try await installation.store.write(by: .system("command")) { writing in
                        let account = Account(
                            id: writing.ids.next(), email: email, name: name, role: role, language: language)
                        try writing.add(account, password: hash)
                        try writing.assign(account, to: codes)
                    }
                } catch let faults as Faults {
                    throw CommandError(description: try words(faults))
                }
                note("added \(email)")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        func run() async throws {
            try await withInstallation { installation in
                for account in try await installation.store.read({ try $0.accounts() }) {
                    let state = account.disabled == nil ? "active" : "disabled"
                    note("\(account.email)\t\(account.role.rawValue)\t\(account.name)\t\(state)")
                }
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shut an account out at once.")

        @Argument var email: String

        func run() async throws {
            try await withInstallation { installation in
                let account = try await find(email, installation)
                try await installation.store.write(by: .system("command")) { try $0.set(account, disabled: true) }
                note("disabled \(email)")
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an account another password, read from the standard input; its sessions end.")

        @Argument var email: String

        func run() async throws {
            try await withInstallation { installation in
                let account = try await find(email, installation)
                let hash = try await installation.passwords.hash(
                    try newPassword(name: account.name, email: account.email))
                try await installation.store.write(by: .system("command")) { writing in
                    try writing.setPassword(of: account, to: hash)
                }
                note("reset \(email)")
            }
        }
    }
}

private func find(_ email: String, _ installation: Installation) async throws -> Account {
    guard let account = try await installation.store.read({ try $0.account(email: email) }) else {
        throw CommandError(description: "no account '\(email)'")
    }
    return account
}

/// Reads a password from the first line of the standard input, and checks it.
private func newPassword(name: String, email: String) throws -> String {
    guard let password = readLine(strippingNewline: true) else {
        throw CommandError(description: "no password was given")
    }
    let faults = Passwords.faults(password, name: name, email: email)
    if !faults.isEmpty { throw CommandError(description: try words(Faults(faults))) }
    return password
}

private func words(_ faults: Faults) throws -> String {
    let texts = Texts(catalogue: try Catalogue.embedded(), language: .english)
    return faults.all.map { "\($0.field): \(texts($0.text, $0.values))" }.joined(separator: "; ")
}
