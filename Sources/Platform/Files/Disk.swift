import Crypto
import Foundation
import Values

/// The calls of the operating system that Foundation has no safe form of.
enum Disk {
    static func create(_ path: String) throws -> Int32 {
        try checked(open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600))
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw FileError.disk(code: errno)
                }
                rest = rest.dropFirst(count)
            }
        }
    }

    static func sync(_ descriptor: Int32) throws {
        _ = try checked(fsync(descriptor))
    }

    /// Renames, and syncs the folder, so that the name survives a loss of power.
    static func move(_ path: String, to place: String) throws {
        let folder = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        _ = try checked(rename(path, place))
        let descriptor = try checked(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// A part of a file.
    static func read(_ path: String, from offset: Int, count: Int) throws -> [UInt8] {
        let descriptor = try checked(open(path, O_RDONLY | O_CLOEXEC))
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let found = try bytes.withUnsafeMutableBytes { buffer in
            try checked(pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
        bytes.removeSubrange(found...)
        return bytes
    }

    /// SHA-256 of a file, in hexadecimal.
    static func hash(_ path: String) throws -> String {
        var hash = SHA256()
        var offset = 0
        while true {
            let bytes = try read(path, from: offset, count: 1 << 20)
            if bytes.isEmpty { break }
            hash.update(data: bytes)
            offset += bytes.count
        }
        return hash.finalize().hexadecimal
    }

    private static func checked<Result: SignedInteger>(_ result: Result) throws -> Result {
        guard result >= 0 else { throw FileError.disk(code: errno) }
        return result
    }
}

extension FileStore {
    /// A part of a content, for sending it piece by piece.
    package func read(_ sha256: String, from offset: Int, count: Int) async throws -> [UInt8] {
        let path = path(of: sha256)
        return try await onThread { try Disk.read(path, from: offset, count: count) }
    }
}

/// SHA-256 of any file, in hexadecimal; for manifests.
package enum FileHash {
    package static func sha256(of path: String) throws -> String { try Disk.hash(path) }
}
