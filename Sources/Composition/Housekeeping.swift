import Files
import Foundation
import Identity
import Ledger
import Logging
import ServiceLifecycle
import Storage
import Web

/// Work that the server does beside requests: a signed checkpoint of the ledger each minute when something was written, and
/// once an hour the removal of files that no record refers to and of sessions that are long over.
struct Housekeeping: Service {
    let installation: Installation

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var checkpoints = Checkpointer(installation: installation)
            var minute = 0
            while !Task.isCancelled {
                do {
                    try await checkpoints.sign()
                    if minute % 60 == 0 { try await collect() }
                } catch {
                    installation.logger.error("housekeeping failed", metadata: ["error": .string("\(error)")])
                }
                minute += 1
                try await Task.sleep(for: .seconds(60))
            }
        }
        // What was written since: the last checkpoint is of the last entry.
        var last = Checkpointer(installation: installation)
        try? await last.sign()
    }

    private func collect() async throws {
        try await Sessions.forgetOld(in: installation.store)
        let kept = Set(try await installation.store.read { try $0.fileHashes() })
        let count = try await installation.files.collect(keeping: kept)
        if count > 0 {
            installation.logger.notice(
                "files without a record were removed", metadata: ["count": .stringConvertible(count)])
        }
    }
}

/// Signs how the ledger stands, and writes it where it can be fetched and kept elsewhere. It follows the tree by itself, and
/// signs nothing that does not continue what it signed before.
package struct Checkpointer: Sendable {
    private let installation: Installation
    private var tree: MerkleTree?

    package init(installation: Installation) { self.installation = installation }

    /// Writes a checkpoint when there are new entries. Throws `LedgerError.damaged` rather than sign another history.
    package mutating func sign() async throws {
        let store = installation.store
        guard let head = try await store.read({ try $0.ledgerHead() }) else {
            throw LedgerError.damaged("the head of the tree is lost")
        }
        if tree?.size == head.size { return }
        let last = (try? String(contentsOfFile: installation.settings.checkpointFile, encoding: .utf8))
            .flatMap { try? Checkpoint(note: $0, by: installation.key.verifier) }
        var tree = tree ?? MerkleTree()
        while tree.size < head.size {
            let from = tree.size
            let leaves = try await store.read { transaction in
                try transaction.values(
                    "SELECT leaf FROM ledger_entry WHERE number >= \(from) ORDER BY number LIMIT 20000",
                    as: [UInt8].self)
            }
            if leaves.isEmpty { throw LedgerError.damaged("entry \(from) is missing") }
            for leaf in leaves where tree.size < head.size {
                tree.append(leaf)
                if let last, last.size == tree.size, last.root != tree.root {
                    throw LedgerError.damaged("the first \(last.size) entries are not those of the last checkpoint")
                }
            }
        }
        if let last, last.size > head.size {
            throw LedgerError.damaged("the last checkpoint saw \(last.size) entries, now there are \(head.size)")
        }
        if tree.root != head.root { throw LedgerError.damaged("the head of the tree does not fit its entries") }
        self.tree = tree
        let note = try Checkpoint(origin: installation.key.name, size: tree.size, root: tree.root)
            .signed(by: installation.key)
        try Data(note.utf8).write(to: URL(fileURLWithPath: installation.settings.checkpointFile), options: .atomic)
        try Data((installation.key.verifier.text + "\n").utf8)
            .write(to: URL(fileURLWithPath: installation.settings.data + "/ledger.pub"), options: .atomic)
    }
}
