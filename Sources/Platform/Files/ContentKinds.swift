import CMagic
import Synchronization

/// Finds what a file is from its content, by libmagic. Owns the library's memory; one call at a time, as it demands.
final class ContentKinds: Sendable {
    private struct Cookie: @unchecked Sendable {
        // Used only within the mutex below, by one thread at a time.
        let pointer: magic_t
    }

    private let cookie: Mutex<Cookie>

    init() throws {
        guard let pointer = magic_open(MAGIC_MIME_TYPE) else { throw FileError.kinds("out of memory") }
        guard magic_load(pointer, nil) == 0 else {
            let reason = magic_error(pointer).map { String(cString: $0) } ?? "unknown"
            magic_close(pointer)
            throw FileError.kinds(reason)
        }
        cookie = Mutex(Cookie(pointer: pointer))
    }

    deinit {
        cookie.withLock { magic_close($0.pointer) }
    }

    /// The media type; `application/octet-stream` when it cannot be told.
    func kind(of path: String) -> String {
        cookie.withLock { cookie in
            magic_file(cookie.pointer, path).map { String(cString: $0) } ?? "application/octet-stream"
        }
    }
}
