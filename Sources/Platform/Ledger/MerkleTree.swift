import Crypto

/// The hash tree of RFC 6962, section 2.1, as what is needed to add leaves: the roots of its complete subtrees, from the
/// largest to the smallest. A tree of a million leaves is twenty hashes.
package struct MerkleTree: Sendable, Equatable {
    /// The number of leaves.
    package private(set) var size: Int
    /// The roots of the complete subtrees: one for each bit that is set in `size`.
    package private(set) var peaks: [[UInt8]]

    /// The tree without leaves.
    package init() {
        size = 0
        peaks = []
    }

    /// A tree as it was kept: peaks of 32 bytes each, one after another. Nil when they do not fit the size.
    package init?(size: Int, peaks bytes: [UInt8]) {
        guard size >= 0, bytes.count == size.nonzeroBitCount * 32 else { return nil }
        self.size = size
        peaks = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
    }

    /// Adds a leaf by its hash.
    package mutating func append(_ leaf: [UInt8]) {
        var hash = leaf
        for _ in 0..<size.trailingOneBitCount {
            hash = Self.hash(peaks.removeLast(), hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The hash of the whole tree.
    package var root: [UInt8] {
        guard var root = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
        for peak in peaks.dropLast().reversed() { root = Self.hash(peak, root) }
        return root
    }

    /// SHA-256 of 0x00 and the leaf.
    package static func hash(leaf: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0] + leaf))
    }

    /// SHA-256 of 0x01 and both children.
    private static func hash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [1] + left + right))
    }
}

extension Int {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
