import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A page, with a token of its own in each of its forms.
    static func html(_ html: HTML, _ token: FormToken, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: token.filled(into: html)))
    }

    /// A JSON document.
    package static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .json(bytes: json.bytes, status: status)
    }

    /// A JSON document that is written already.
    package static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// With the version as its ETag.
    package func tagged(_ version: Int) -> Response {
        var response = self
        response.headers[.eTag] = "\"\(version)\""
        return response
    }

    /// Plain text.
    package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Goes on to another page after a form (303: it is read, not sent again).
    package static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// A file to keep, with a name.
    package static func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.headers[.contentDisposition] = HTTPHeader.attachment(name)
        return response
    }
}

/// The values of headers that need care.
package enum HTTPHeader {
    /// `attachment`, with a name for old readers in ASCII and in full (RFC 6266, RFC 8187).
    package static func attachment(_ name: String) -> String { disposition("attachment", name) }

    /// `inline`, with a name.
    package static func inline(_ name: String) -> String { disposition("inline", name) }

    private static func disposition(_ kind: String, _ name: String) -> String {
        let plain = String(
            name.unicodeScalars.map { scalar in
                scalar.isASCII && scalar.value >= 0x20 && scalar != "\"" && scalar != "\\" && scalar.value != 0x7F
                    ? Character(scalar) : "_"
            })
        let full = name.utf8.map { byte -> String in
            let isPlain =
                (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A)
                || (byte >= 0x61 && byte <= 0x7A) || byte == 0x2E || byte == 0x2D || byte == 0x5F
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(full)"
    }
}

extension HTTPField.Name {
    package static let apiVersion = HTTPField.Name("API-Version") ?? .server
    package static let requestID = HTTPField.Name("X-Request-ID") ?? .server
}
