import Crypto
import Foundation

/// A random value that is given out once and kept only as its hash.
package struct Secret: Sendable {
    /// 256 bits in base64url: what its holder shows.
    package let text: String

    package init(text: String) { self.text = text }

    package static func random(prefix: String = "") -> Secret {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        return Secret(text: prefix + bytes.base64url)
    }

    /// What is kept: SHA-256 in base64url. A guess is as hard as the secret itself, so no salt is needed.
    package var hash: String { Data(SHA256.hash(data: Data(text.utf8))).base64url }
}

extension Data {
    /// Base64 with `-` and `_`, without padding (RFC 4648, section 5).
    package var base64url: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
