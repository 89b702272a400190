import Foundation
import NIOPosix

/// Where the contents of files are: one folder, each file under its SHA-256, so that the same content is kept once and
/// nothing is ever overwritten.
///
/// A file is written beside its place, synced to the disk and renamed: it is there whole or not at all.
package final class FileStore: Sendable {
    /// The folder of everything.
    package let folder: String
    let threads: NIOThreadPool
    private let kinds: ContentKinds

    /// Makes the folder if needed.
    package init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder + "/incoming", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        kinds = try ContentKinds()
        threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
    }

    package func close() async throws { try await threads.shutdownGracefully() }

    /// Begins to write a new file.
    package func write(atMost most: Int) async throws -> IncomingFile {
        let path = "\(folder)/incoming/\(UUID().uuidString.lowercased())"
        return IncomingFile(
            store: self, path: path, most: most, descriptor: try await onThread { try Disk.create(path) })
    }

    /// The path of a content.
    package func path(of sha256: String) -> String {
        "\(folder)/\(sha256.prefix(2))/\(sha256)"
    }

    /// Runs disk work where it blocks nobody.
    func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await threads.runIfActive(body)
    }

    func kind(of path: String) -> String { kinds.kind(of: path) }

    /// The hashes of all contents in the folder.
    package func hashes() async throws -> [String] {
        try await onThread { [folder] in
            let folders = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.count == 2 }
            return try folders.flatMap { try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\($0)") }
                .sorted()
        }
    }

    /// Reads a content again and says whether it still is what its name says.
    package func isWhole(_ sha256: String) async throws -> Bool {
        let path = path(of: sha256)
        return try await onThread { (try? Disk.hash(path)) == sha256 }
    }

    /// Removes contents that no record refers to and that are older than a day, and what broke off.
    ///
    /// - Parameter kept: the hashes that records refer to.
    package func collect(keeping kept: Set<String>, olderThan age: TimeInterval = 86_400) async throws -> Int {
        let known = try await hashes()
        return try await onThread { [self] in
            let incoming = folder + "/incoming/"
            let broken = try FileManager.default.contentsOfDirectory(atPath: incoming).map { incoming + $0 }
            let stray = known.filter { !kept.contains($0) }.map(path(of:))
            var count = 0
            for path in broken + stray {
                let changed = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
                guard let changed, -changed.timeIntervalSinceNow > age else { continue }
                try FileManager.default.removeItem(atPath: path)
                count += 1
            }
            return count
        }
    }
}

/// What can be wrong with a file.
package enum FileError: Error, Equatable {
    /// It is longer than allowed.
    case tooLarge(most: Int)
    /// The disk refused: full, or gone.
    case disk(code: Int32)
    /// The library that knows kinds of files could not start.
    case kinds(String)
}
