import Crypto
import Foundation
import Values

/// A file while it comes in, piece by piece. Either `finish` or `abandon` ends it.
package struct IncomingFile {
    private let store: FileStore
    private let path: String
    private let most: Int
    private let descriptor: Int32
    private var hash = SHA256()
    private var size = 0

    init(store: FileStore, path: String, most: Int, descriptor: Int32) {
        self.store = store
        self.path = path
        self.most = most
        self.descriptor = descriptor
    }

    /// Adds a piece. Throws `FileError.tooLarge` at the first byte too many.
    package mutating func append(_ bytes: [UInt8]) async throws {
        size += bytes.count
        if size > most { throw FileError.tooLarge(most: most) }
        hash.update(data: bytes)
        let descriptor = descriptor
        try await store.onThread { try Disk.write(bytes, to: descriptor) }
    }

    /// Ends the file: syncs it, and puts it in its place under its hash.
    package consuming func finish() async throws -> StoredFile {
        let sha256 = hash.finalize().hexadecimal
        let (store, path, descriptor, size) = (store, path, descriptor, size)
        return try await store.onThread {
            try Disk.sync(descriptor)
            close(descriptor)
            let kind = store.kind(of: path)
            try Disk.move(path, to: store.path(of: sha256))
            return StoredFile(sha256: sha256, size: size, kind: kind)
        }
    }

    /// Ends the file and leaves nothing of it.
    package consuming func abandon() async {
        let (path, descriptor) = (path, descriptor)
        _ = try? await store.onThread {
            close(descriptor)
            unlink(path)
        }
    }
}

/// A content that is in the store.
package struct StoredFile: Sendable, Equatable {
    /// SHA-256 in hexadecimal.
    package let sha256: String
    /// In bytes.
    package let size: Int
    /// The media type, found from the content.
    package let kind: String
}
