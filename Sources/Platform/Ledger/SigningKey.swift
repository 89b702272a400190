import Crypto
import Foundation
import Values

/// The Ed25519 key that signs checkpoints, in the text form of C2SP signed notes:
/// `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 and the seed>`.
package struct SigningKey: Sendable {
    /// Whose ledger it is: the first line of each checkpoint.
    package let name: String
    private let key: Curve25519.Signing.PrivateKey

    /// A new key. The name may hold neither white space nor `+`.
    package init(name: String) {
        self.name = name
        key = Curve25519.Signing.PrivateKey()
    }

    /// Reads the text form. Throws `LedgerError.badKey`.
    package init(text: String) throws {
        let parts = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY",
            let bytes = Data(base64Encoded: String(parts[4])), bytes.count == 33, bytes.first == 1
        else { throw LedgerError.badKey("it is not a private key of a signed note") }
        name = String(parts[2])
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst())
        guard parts[3] == verifier.idText else { throw LedgerError.badKey("its id does not fit") }
    }

    /// Reads the key from a file, or makes the file (readable by its owner alone) with a new key.
    package static func kept(at path: String, name: String) throws -> SigningKey {
        if let text = try? String(contentsOfFile: path, encoding: .utf8) { return try SigningKey(text: text) }
        let key = SigningKey(name: name)
        let made = FileManager.default.createFile(
            atPath: path, contents: Data((key.text + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw LedgerError.badKey("cannot write \(path)") }
        return key
    }

    /// The text form. A secret.
    package var text: String {
        let bytes = Data([1]) + key.rawRepresentation
        return "PRIVATE+KEY+\(name)+\(verifier.idText)+\(bytes.base64EncodedString())"
    }

    /// What others need to check what this key signed.
    package var verifier: VerifierKey { VerifierKey(name: name, key: key.publicKey) }

    /// Signs the text of a note.
    package func sign(_ text: String) throws -> [UInt8] {
        Array(try key.signature(for: Data(text.utf8)))
    }
}

/// The public half: `<name>+<id>+<base64 of 0x01 and the key>`.
package struct VerifierKey: Sendable {
    package let name: String
    private let key: Curve25519.Signing.PublicKey

    init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = key
    }

    /// Reads the text form. Throws `LedgerError.badKey`.
    package init(text: String) throws {
        let parts = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Data(base64Encoded: String(parts[2])), bytes.count == 33, bytes.first == 1
        else { throw LedgerError.badKey("it is not a public key of a signed note") }
        name = String(parts[0])
        key = try Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst())
    }

    /// The text form.
    package var text: String {
        "\(name)+\(idText)+\((Data([1]) + key.rawRepresentation).base64EncodedString())"
    }

    /// The first four bytes of SHA-256 over name, line feed, 0x01 and the key (C2SP signed-note).
    package var id: [UInt8] {
        Array(SHA256.hash(data: Data(name.utf8) + [0x0A, 0x01] + key.rawRepresentation).prefix(4))
    }

    var idText: String {
        id.hexadecimal
    }

    /// Whether the signature is this key's over the text.
    package func verifies(_ signature: [UInt8], of text: String) -> Bool {
        key.isValidSignature(Data(signature), for: Data(text.utf8))
    }
}
