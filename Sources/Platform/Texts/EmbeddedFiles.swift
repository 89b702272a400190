import Embedded

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The files that travel inside the program: assets, texts, reference data and the demonstration programme.
///
/// A path is that from the repository's root, as in `data/countries.tsv`. Paths are ASCII.
///
/// The pointers are safe to hand out and to use from any thread: they point into the read-only data segment of the
/// program, which stays in place unchanged for the life of the process.
package enum EmbeddedFiles {
    /// The table, without the entry that ends it. Not isolated, because nothing can change it (see above).
    private nonisolated(unsafe) static let table: UnsafeBufferPointer<embedded_file> = {
        let start: UnsafePointer<embedded_file>? = embedded_files_start()
        var count = 0
        while start?[count].path != nil { count += 1 }
        return UnsafeBufferPointer(start: start, count: count)
    }()

    /// The bytes of a file, nil when there is no such file. Valid for the life of the process.
    package static func bytes(_ path: String) -> UnsafeBufferPointer<UInt8>? {
        let position = firstPosition(from: path)
        guard position < table.count, table[position].swiftPath == path else { return nil }
        return UnsafeBufferPointer(start: table[position].bytes, count: table[position].count)
    }

    /// A copy of a file as text; nil when there is no such file or it is not valid UTF-8.
    package static func text(_ path: String) -> String? {
        bytes(path).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The paths that begin and end so, sorted by their bytes.
    package static func paths(under prefix: String, ending: String) -> [String] {
        table[firstPosition(from: prefix)...].lazy
            .map(\.swiftPath)
            .prefix { $0.hasPrefix(prefix) }
            .filter { $0.hasSuffix(ending) }
    }

    /// The position of the first path that is not before this one: a binary search, because the table is sorted.
    private static func firstPosition(from path: String) -> Int {
        path.withCString { wanted in
            var range = 0..<table.count
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                if strcmp(table[middle].path, wanted) < 0 {
                    range = middle + 1..<range.upperBound
                } else {
                    range = range.lowerBound..<middle
                }
            }
            return range.lowerBound
        }
    }
}

extension embedded_file {
    fileprivate var swiftPath: String { String(cString: path) }
}
