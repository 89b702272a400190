import ArgumentParser
import Composition

/// The command line.
@main
struct Entente: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entente",
        abstract: "The workbench of a programme that works with the authorities of countries of origin.",
        discussion: "Settings are environment variables that begin with ENTENTE_; docs/operations.md lists them.",
        subcommands: [
            Serve.self, Migrate.self, Import.self, Backup.self, Restore.self, Verify.self, CheckpointCommand.self,
            User.self, Bench.self,
        ])
}

/// Opens the installation of the settings for one command, and closes it whatever happens.
func withInstallation<Value>(_ body: (Installation) async throws -> Value) async throws -> Value {
    let installation = try Installation(try Settings())
    do {
        let value = try await body(installation)
        try await installation.close()
        return value
    } catch {
        try? await installation.close()
        throw error
    }
}

/// Why a command cannot do what it was asked, in words for the one at the terminal.
struct CommandError: Error, CustomStringConvertible {
    let description: String
}
