import ArgumentParser
import Composition
import Foundation

/// A large data set, for measuring.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "For measuring.", subcommands: [Seed.self])

    struct Seed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill an empty database with the demonstration and a large data set on top.")

        func run() async throws {
            try await withInstallation { installation in
                try await installation.migrate()
                let today = installation.store.clock.now().date(in: .amsterdam)
                guard try await installation.makeDemonstration(today: today) else {
                    throw CommandError(description: "the database is not empty")
                }
                for seed in installation.slots.benchmark {
                    note(seed.name)
                    try await seed.run(installation.store)
                }
            }
        }
    }
}
