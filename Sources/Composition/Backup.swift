import Files
import Foundation
import Ledger
import Storage
import Values

/// What a backup says of itself.
package struct BackupManifest: Codable, Sendable, Equatable {
    /// One file of the backup.
    package struct Item: Codable, Sendable, Equatable {
        package let path: String
        package let size: Int
        package let sha256: String
    }

    package let format: Int
    package let made: String
    package let database: String
    package let ledgerSize: Int
    package let ledgerRoot: String
    package let items: [Item]
}

/// Why a backup cannot be made or used.
package struct BackupError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

extension Installation {
    /// Copies everything to a new folder while the server runs: the database as it is at one moment, the files, and the key
    /// of the ledger. The copy is read again and checked before it gets its name.
    ///
    /// The folder holds a secret (the key): keep it as safe as the installation.
    package func backup(to folder: String) async throws -> BackupManifest {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: folder) else { throw BackupError("\(folder) is there already") }
        let part = folder + ".part"
        try? manager.removeItem(atPath: part)
        try manager.createDirectory(
            atPath: part + "/files", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let head = try await copyDatabase(to: part)
        for hash in head.files {
            let place = "\(part)/files/\(hash.prefix(2))"
            try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
            try manager.copyItem(atPath: files.path(of: hash), toPath: "\(place)/\(hash)")
        }
        try manager.copyItem(atPath: settings.keyFile, toPath: part + "/ledger.key")
        let kept = [
            "ENTENTE_PUBLIC_URL=\(settings.web.publicURL)", "ENTENTE_LEDGER_NAME=\(settings.ledgerName)",
            "ENTENTE_CONTACT=\(settings.web.contact)",
            "ENTENTE_TRUSTED_PROXIES=\(settings.web.trustedProxies.sorted().joined(separator: ","))",
            "ENTENTE_FILE_LIMIT_MB=\(settings.web.longestFile >> 20)",
        ]
        try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: part + "/settings.env"))

        let manifest = BackupManifest(
            format: 1, made: store.clock.now().rfc3339, database: settings.database.dialect.rawValue,
            ledgerSize: head.size, ledgerRoot: head.root, items: try Self.items(of: part))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(manifest).write(to: URL(fileURLWithPath: part + "/manifest.json"))
        _ = try Self.check(backup: part)
        try manager.moveItem(atPath: part, toPath: folder)
        return manifest
    }

    /// Puts a backup into an empty folder and an empty database of the same kind, then checks the ledger and the files.
    package static func restore(_ backup: String, settings: Settings) async throws -> Report {
        let manager = FileManager.default
        let manifest = try check(backup: backup)
        guard manifest.database == settings.database.dialect.rawValue else {
            throw BackupError(
                "the backup is of \(manifest.database), the setting is \(settings.database.dialect.rawValue)")
        }
        for name in ["ledger.key", "files"] where manager.fileExists(atPath: "\(settings.data)/\(name)") {
            throw BackupError("\(settings.data) is not empty: it has \(name)")
        }
        try manager.createDirectory(
            atPath: settings.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        switch settings.database {
        case .sqlite(let path):
            guard !manager.fileExists(atPath: path) else { throw BackupError("\(path) is there already") }
            try manager.copyItem(atPath: backup + "/database.sqlite", toPath: path)
        case .postgres(let url):
            try Tool.run(
                "pg_restore",
                ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", url, backup + "/database.dump"])
        }
        try manager.copyItem(atPath: backup + "/files", toPath: settings.data + "/files")
        try manager.copyItem(atPath: backup + "/ledger.key", toPath: settings.data + "/ledger.key")
        let installation = try Installation(settings)
        let report = try await installation.verify()
        let fits = report.entries == manifest.ledgerSize && report.root == manifest.ledgerRoot
        try await installation.close()
        return fits
            ? report
            : Report(
                entries: report.entries, root: report.root, files: report.files,
                problems: report.problems + ["the ledger is not the one of the backup's manifest"])
    }

    /// Reads a backup again: every file of the manifest is there and unchanged, and no other.
    package static func check(backup: String) throws -> BackupManifest {
        guard let data = FileManager.default.contents(atPath: backup + "/manifest.json") else {
            throw BackupError("\(backup) has no manifest.json")
        }
        let manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
        let found = try items(of: backup)
        for item in manifest.items where !found.contains(item) {
            throw BackupError("\(item.path) is missing or was changed")
        }
        if found.count != manifest.items.count {
            throw BackupError("the backup has files that its manifest does not name")
        }
        return manifest
    }

    // MARK: Parts

    private struct Head: Sendable {
        let size: Int
        let root: String
        let files: [String]
    }

    /// Copies the database, and tells what the copy holds.
    private func copyDatabase(to folder: String) async throws -> Head {
        switch settings.database {
        case .sqlite:
            try await store.database.copy(to: folder + "/database.sqlite")
            let copy = Store(
                database: try Database(.sqlite(path: folder + "/database.sqlite"), threads: 1, logger: logger))
            let found = try await copy.read { try Self.head($0) }
            let faults = try await copy.verifyLedger().faults
            try await copy.database.close()
            if let fault = faults.first { throw BackupError("the ledger of the copy does not verify: \(fault)") }
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: folder + "/database.sqlite" + ending)
            }
            return found
        case .postgres(let url):
            // One snapshot for the manifest and the dump: it holds while this transaction is open.
            return try await store.read { transaction in
                _ = try transaction.rows("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
                guard let snapshot = try transaction.value("SELECT pg_export_snapshot()", as: String.self) else {
                    throw BackupError("the database gives no snapshot")
                }
                let found = try Self.head(transaction)
                try Tool.run(
                    "pg_dump",
                    [
                        "--format=custom", "--no-owner", "--snapshot", snapshot, "--file", folder + "/database.dump",
                        url,
                    ])
                return found
            }
        }
    }

    private static func head(_ transaction: ReadTransaction) throws -> Head {
        guard let head = try transaction.ledgerHead() else { throw BackupError("the ledger has no head") }
        return Head(size: head.size, root: Data(head.root).base64EncodedString(), files: try transaction.fileHashes())
    }

    private static func items(of folder: String) throws -> [BackupManifest.Item] {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try paths.sorted().compactMap { path in
            let full = folder + "/" + path
            let attributes = try FileManager.default.attributesOfItem(atPath: full)
            guard path != "manifest.json", attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            return BackupManifest.Item(path: path, size: size, sha256: try FileHash.sha256(of: full))
        }
    }
}

/// A program of the system.
enum Tool {
    static func run(_ name: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BackupError("\(name) failed with status \(process.terminationStatus)")
        }
    }
}
