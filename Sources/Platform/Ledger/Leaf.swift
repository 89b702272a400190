import Crypto
import Values

/// The bytes of an entry that go into the tree. Values do not stand in it, only commitments to them, so that they can be
/// erased by law and the tree stays whole.
struct Leaf {
    let number: Int
    let at: Instant
    let actor: String
    let subject: Subject
    let action: String
    let commitments: [[UInt8]]

    /// Each part preceded by its length: no two different entries have the same bytes.
    private var bytes: [UInt8] {
        var bytes = Array("entente ledger entry 1".utf8)
        let parts = [String(number), String(at.milliseconds), actor, subject.kind, subject.id, action]
        for part in parts.map({ Array($0.utf8) }) + commitments {
            withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part)
        }
        return bytes
    }

    /// The hash of the leaf (RFC 6962, section 2.1).
    var hash: [UInt8] { MerkleTree.hash(leaf: bytes) }
}

/// A value that stands beside the tree, with the salt that keeps its commitment from being guessed.
struct Commitment {
    let change: FieldChange
    let salt: [UInt8]

    init(_ change: FieldChange, salt: [UInt8]) {
        self.change = change
        self.salt = salt
    }

    init(_ change: FieldChange, random: inout some RandomNumberGenerator) {
        let halves = [random.next(), random.next()] as [UInt64]
        self.init(change, salt: halves.flatMap { half in withUnsafeBytes(of: half.bigEndian) { Array($0) } })
    }

    /// SHA-256 over a mark, the salt, and field, before and after, each with its length; absent is not empty.
    var hash: [UInt8] {
        var hash = SHA256()
        hash.update(data: [2])
        hash.update(data: salt)
        for part in [change.field, change.before, change.after] {
            guard let part else {
                hash.update(data: [0])
                continue
            }
            let bytes = Array(part.utf8)
            hash.update(data: [1])
            hash.update(data: withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) })
            hash.update(data: bytes)
        }
        return Array(hash.finalize())
    }

    /// The name under which request and address of an entry are kept: `before` is the request, `after` the address.
    static let origin = "@origin"
}
