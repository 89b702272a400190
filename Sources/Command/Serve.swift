import ArgumentParser
import Composition
import Foundation
import Hummingbird
import ServiceLifecycle
import Values

/// Runs the server until it is told to stop; requests in flight are finished.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the server.")

    @Flag(help: "Fill an empty database with the demonstration programme first.")
    var demonstration = false

    @Option(help: "The day that the demonstration takes for today (2026-11-23); the day of the first run when absent.")
    var today: String?

    @Flag(help: "Bring the database's structure up to date first.")
    var migrate = false

    func validate() throws {
        if let today, CalendarDate(today) == nil {
            throw ValidationError("'\(today)' is not a date such as 2026-11-23")
        }
    }

    func run() async throws {
        let installation = try Installation(try Settings())
        if migrate || demonstration {
            for step in try await installation.migrate() { note("migrated: \(step.step)") }
        }
        if demonstration {
            let day = today.flatMap { CalendarDate($0) } ?? installation.store.clock.now().date(in: .amsterdam)
            if try await installation.makeDemonstration(today: day) { note("the demonstration programme was made") }
        }
        let url = installation.settings.web.publicURL
        let server = try await installation.server { port in note("Entente listens on port \(port): \(url)") }
        do {
            try await server.runService()
        } catch {
            try? await installation.close()
            throw error
        }
        try await installation.close()
    }
}

/// Tells the one at the terminal.
func note(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
