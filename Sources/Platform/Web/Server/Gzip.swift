import CCompression
import Identity

/// Compression of answers by zlib (RFC 1952).
package enum Gzip {
    /// The bytes, compressed. Throws `GzipError`.
    package static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 more for the header of gzip instead of zlib's.
        let begun = deflateInit2_(
            &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { throw GzipError(code: begun) }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let (status, count) = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let status = deflate(&stream, Z_FINISH)
                return (status, Int(stream.total_out))
            }
        }
        guard status == Z_STREAM_END else { throw GzipError(code: status) }
        output.removeSubrange(count...)
        return output
    }

    /// Whether the reader takes gzip.
    package static func isAccepted(_ header: String?) -> Bool {
        header?.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.trimmingSpaces() }
            return pieces.first == "gzip" && !pieces.contains("q=0")
        } ?? false
    }
}

/// zlib could not compress; the code is its own.
package struct GzipError: Error {
    let code: Int32
}

extension Substring {
    fileprivate func trimmingSpaces() -> String { String(self).trimmingSpaces() }
}
