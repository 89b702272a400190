import ArgumentParser
import Composition
import Countries
import Foundation
import Storage

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's structure up to date.")

    @Flag(help: "Only show what would run.")
    var plan = false

    func run() async throws {
        try await withInstallation { installation in
            let steps =
                plan
                ? try await installation.store.database.plan(installation.migrations) : try await installation.migrate()
            for step in steps { note("\(plan ? "would run" : "ran"): \(step.step)  \(step.checksum.prefix(12))") }
            if steps.isEmpty { note("the structure is up to date") }
        }
    }
}

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import files.", subcommands: [Programme.self])

    struct Programme: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a programme's countries and events from a folder of CSV files; all of it or nothing.")

        @Argument(help: "The folder with \(ProgrammeFiles.names.joined(separator: ", ")).")
        var folder: String

        func run() async throws {
            do {
                let files = try ProgrammeFiles { name in
                    FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
                }
                try await withInstallation { installation in
                    try await installation.requireCurrentStructure()
                    let result = try await ProgrammeImport(files).run(in: installation.store)
                    note("new: \(result.dossiers) dossiers, \(result.milestones) events")
                }
            } catch let faults as ImportFaults {
                for fault in faults.faults { note("\(fault)") }
                note("\(faults.faults.count) faults; nothing was imported")
                throw ExitCode(1)
            }
        }
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything to a new folder, while the server runs, and check the copy.")

    @Argument(help: "The folder to make.")
    var folder: String

    func run() async throws {
        try await withInstallation { installation in
            let manifest = try await installation.backup(to: folder)
            note("\(manifest.items.count) files, \(manifest.ledgerSize) ledger entries, checked: \(folder)")
        }
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into an empty folder and an empty database of the same kind, and check it.")

    @Argument(help: "The folder of the backup.")
    var folder: String

    func run() async throws {
        let report = try await Installation.restore(folder, settings: try Settings())
        try show(report)
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recompute the whole ledger and read every file again; fails when anything does not fit.")

    @Option(help: "A checkpoint that was kept elsewhere.")
    var checkpoint: String?

    func run() async throws {
        try await withInstallation { installation in
            try await installation.requireCurrentStructure()
            try show(try await installation.verify(checkpoint: checkpoint))
        }
    }
}

struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Write a signed checkpoint of the ledger, to be kept elsewhere.")

    func run() async throws {
        try await withInstallation { installation in
            var checkpointer = Checkpointer(installation: installation)
            try await checkpointer.sign()
            note("\(installation.settings.checkpointFile), signed by \(installation.key.verifier.text)")
        }
    }
}

/// Tells what a check found; fails when it found anything.
private func show(_ report: Installation.Report) throws {
    for problem in report.problems { note(problem) }
    note("\(report.entries) ledger entries, root \(report.root), \(report.files) files")
    note(report.problems.isEmpty ? "all is well" : "\(report.problems.count) problems")
    if !report.problems.isEmpty { throw ExitCode(1) }
}
