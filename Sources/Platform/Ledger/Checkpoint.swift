import Foundation

/// A signed statement of how the ledger stood: C2SP tlog-checkpoint within a signed note. Kept elsewhere, it shows later
/// whether the tree was cut short or rewritten.
///
///     entente.example
///     1482
///     cUyTHj…=
///
///     — entente.example Az3g…
package struct Checkpoint: Sendable, Equatable {
    package let origin: String
    package let size: Int
    package let root: [UInt8]

    package init(origin: String, size: Int, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    private var body: String {
        "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n"
    }

    /// The note with the key's signature.
    package func signed(by key: SigningKey) throws -> String {
        let signature = Data(key.verifier.id + (try key.sign(body)))
        return "\(body)\n— \(key.name) \(signature.base64EncodedString())\n"
    }

    /// Reads a note and checks its signature. Throws `LedgerError.badCheckpoint`.
    package init(note: String, by verifier: VerifierKey) throws {
        guard let gap = note.range(of: "\n\n") else { throw LedgerError.badCheckpoint("it has no signature") }
        let body = String(note[..<gap.lowerBound]) + "\n"
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let root = Data(base64Encoded: String(lines[2])), root.count == 32
        else { throw LedgerError.badCheckpoint("it does not name origin, size and root") }
        let isSigned = note[gap.upperBound...].split(separator: "\n").contains { line in
            let prefix = "— \(verifier.name) "
            guard line.hasPrefix(prefix), let bytes = Data(base64Encoded: String(line.dropFirst(prefix.count))),
                bytes.count == 68, Array(bytes.prefix(4)) == verifier.id
            else { return false }
            return verifier.verifies(Array(bytes.dropFirst(4)), of: body)
        }
        guard isSigned else { throw LedgerError.badCheckpoint("its signature is not of the key \(verifier.name)") }
        self.init(origin: String(lines[0]), size: size, root: Array(root))
    }
}
