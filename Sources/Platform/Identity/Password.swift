import Crypto
import CryptoExtras
import Foundation
import NIOPosix
import Texts

/// A password as it is kept: scrypt with its settings and its salt, `scrypt$<N>$<r>$<p>$<salt>$<key>`.
package struct PasswordHash: Sendable, Equatable {
    package let text: String
    package init(text: String) { self.text = text }
}

/// Hashes and checks passwords on two threads of their own: each hash takes 32 MiB.
package final class Passwords: Sendable {
    /// How much work a hash is.
    package struct Cost: Sendable {
        let rounds: Int
        let blockSize: Int
        let parallelism: Int

        /// OWASP's password storage cheat sheet: N = 2^15, r = 8, p = 3.
        package static let standard = Cost(rounds: 32_768, blockSize: 8, parallelism: 3)
        /// For tests that are about something else.
        package static let cheap = Cost(rounds: 2, blockSize: 1, parallelism: 1)
    }

    private let cost: Cost
    private let threads = NIOThreadPool(numberOfThreads: 2)

    package init(cost: Cost = .standard) {
        self.cost = cost
        threads.start()
    }

    package func close() async throws { try await threads.shutdownGracefully() }

    package func hash(_ password: String) async throws -> PasswordHash {
        try await threads.runIfActive { [cost] in
            let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
            let key = try Self.key(password, salt: salt, cost)
            let settings = "\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)"
            return PasswordHash(text: "scrypt$\(settings)$\(salt.base64EncodedString())$\(key.base64EncodedString())")
        }
    }

    /// Whether the password is the one that was hashed. Without a hash it takes as long and is false: who asks cannot
    /// tell whether an account exists.
    package func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        guard let hash else {
            _ = try await self.hash(password)
            return false
        }
        return try await threads.runIfActive {
            let parts = hash.text.split(separator: "$").map(String.init)
            guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let size = Int(parts[2]),
                let parallelism = Int(parts[3]), let salt = Data(base64Encoded: parts[4]),
                let expected = Data(base64Encoded: parts[5])
            else { return false }
            let cost = Cost(rounds: rounds, blockSize: size, parallelism: parallelism)
            let key = try Self.key(password, salt: salt, cost)
            return zip(key, expected).reduce(key.count == expected.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    private static func key(_ password: String, salt: Data, _ cost: Cost) throws -> Data {
        // The same password typed on two devices may be composed in two ways: compare one form (NIST SP 800-63B).
        let password = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        return try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism, maxMemory: 64 * 1024 * 1024
        ).withUnsafeBytes { Data($0) }
    }

    /// The fewest and the most characters (NIST SP 800-63B; no rules of composition, and long ones welcome).
    package static let length = 12...200

    /// Says what is wrong with a new password.
    package static func faults(_ password: String, name: String, email: String, field: String = "password") -> [Fault] {
        if password.count < length.lowerBound {
            return [Fault(field, "fault.password-short", ["fewest": "\(length.lowerBound)"])]
        }
        if password.count > length.upperBound {
            return [Fault(field, "fault.too-long", ["most": "\(length.upperBound)"])]
        }
        if CommonPasswords.contains(password, name: name, email: email) {
            return [Fault(field, "fault.password-common")]
        }
        return []
    }
}
