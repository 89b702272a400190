import Crypto
import Foundation
import Identity

/// The token in each form: proves that the form was made for this session (so that another site cannot send it), and is
/// different each time a form is shown (so that the same form sent twice is done once).
///
/// It is a random number and its HMAC under the session's secret; nothing is kept for it.
package struct FormToken: Sendable {
    /// The name of the hidden field.
    package static let field = "formToken"

    private let key: SymmetricKey

    package init(key: String) {
        self.key = SymmetricKey(data: SHA256.hash(data: Data("entente form \(key)".utf8)))
    }

    /// A new token.
    package func make() -> String {
        let random = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }.base64url
        return random + "." + seal(random)
    }

    /// Whether the token was made with this key.
    package func accepts(_ token: String?) -> Bool {
        guard let parts = token?.split(separator: "."), parts.count == 2, parts[0].count == 22 else { return false }
        let expected = seal(String(parts[0]))
        return expected.utf8.count == parts[1].utf8.count
            && zip(expected.utf8, parts[1].utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The hidden field with a new token.
    package var html: HTML { "<input type=\"hidden\" name=\"\(Self.field)\" value=\"\(make())\">" }

    private func seal(_ random: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(random.utf8), using: key)).base64url
    }
}
