import Files
import Foundation
import Ledger
import Storage

extension Installation {
    /// What a check of everything found; no problems means that all is well.
    package struct Report: Sendable {
        package let entries: Int
        package let root: String
        package let files: Int
        package let problems: [String]
    }

    /// Recomputes the ledger, compares it with checkpoints, and reads every file again.
    ///
    /// - Parameter checkpoint: a checkpoint file that was kept elsewhere; the one in the folder is always used.
    package func verify(checkpoint: String? = nil) async throws -> Report {
        var checkpoints: [Checkpoint] = []
        var problems: [String] = []
        for path in [checkpoint, settings.checkpointFile].compactMap({ $0 }) {
            guard let note = try? String(contentsOfFile: path, encoding: .utf8) else {
                if path == checkpoint { problems.append("\(path): cannot be read") }
                continue
            }
            do {
                checkpoints.append(try Checkpoint(note: note, by: key.verifier))
            } catch {
                problems.append("\(path): \(error)")
            }
        }
        let ledger = try await store.verifyLedger(against: checkpoints)
        problems += ledger.faults.map(\.description)
        let known = try await store.read { try $0.fileHashes() }
        for hash in known where try await !files.isWhole(hash) {
            problems.append("file \(hash): is missing or was changed")
        }
        let root = Data(ledger.root).base64EncodedString()
        return Report(entries: ledger.size, root: root, files: known.count, problems: problems)
    }
}
