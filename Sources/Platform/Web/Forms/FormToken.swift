import Crypto
import Foundation
import Identity
import NIOCore

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

    /// Where the hidden field will stand. The token itself is put in when the page is sent, so that a page that was made
    /// before can be sent again with tokens of its own. Nothing that a user typed can look like this: it is escaped.
    package static let html: HTML = "<!--form token-->"

    /// The bytes of a page with a new token in each form.
    func filled(into page: HTML) -> ByteBuffer {
        var text = page.text
        var buffer = ByteBufferAllocator().buffer(capacity: text.utf8.count + 1_000)
        let place = Array(Self.html.text.utf8)
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while let position = Self.position(of: place, in: rest) {
                buffer.writeBytes(rest[..<position])
                buffer.writeString("<input type=\"hidden\" name=\"\(Self.field)\" value=\"\(make())\">")
                rest = rest[(position + place.count)...]
            }
            buffer.writeBytes(rest)
        }
        return buffer
    }

    /// Where the place for a token is. Looks for its second byte, an exclamation mark, which is rare in a page.
    private static func position(of place: [UInt8], in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var from = bytes.startIndex
        while let mark = bytes[from...].firstIndex(of: place[1]) {
            let start = mark - 1
            if start >= bytes.startIndex, bytes[start...].starts(with: place) { return start }
            from = mark + 1
        }
        return nil
    }

    private func seal(_ random: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Data(random.utf8), using: key)).base64url
    }
}
