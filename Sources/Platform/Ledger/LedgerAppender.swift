import Storage
import Values

/// Adds entries at the end of the tree, within a transaction that holds the writers' lock.
package struct LedgerAppender {
    private let transaction: WriteTransaction
    private var tree: MerkleTree
    private var random = SystemRandomNumberGenerator()

    /// Reads where the tree stands. Throws `LedgerError.damaged` when that cannot be read.
    package init(_ transaction: WriteTransaction) throws {
        self.transaction = transaction
        guard let tree = try transaction.ledgerHead()?.tree else {
            throw LedgerError.damaged("the head of the ledger cannot be read")
        }
        self.tree = tree
    }

    /// Adds one entry.
    package mutating func append(
        _ action: String, _ subject: Subject, _ changes: [FieldChange], by actor: Actor, at now: Instant
    ) throws {
        var all = changes
        if actor.request != nil || actor.address != nil {
            all.append(FieldChange(Commitment.origin, from: actor.request, to: actor.address))
        }
        let commitments = all.map { Commitment($0, random: &random) }
        let number = tree.size
        let leaf = Leaf(
            number: number, at: now, actor: actor.name, subject: subject, action: action,
            commitments: commitments.map(\.hash))
        let hash = leaf.hash
        try transaction.execute(
            """
            INSERT INTO ledger_entry (number, at, actor, kind, subject, action, leaf)
            VALUES (\(number), \(now), \(actor.name), \(subject.kind), \(subject.id), \(action), \(hash))
            """)
        for (ordinal, commitment) in commitments.enumerated() {
            try transaction.execute(
                """
                INSERT INTO ledger_value (entry, ordinal, field, before_text, after_text, salt, commitment)
                VALUES (\(number), \(ordinal), \(commitment.change.field), \(commitment.change.before),
                        \(commitment.change.after), \(commitment.salt), \(commitment.hash))
                """)
        }
        tree.append(hash)
    }

    /// Writes where the tree stands now.
    package func finish() throws {
        try transaction.execute(
            """
            UPDATE ledger_head
            SET size = \(tree.size), peaks = \(tree.peaks.flatMap { $0 }), root = \(tree.root)
            WHERE id = 1
            """)
    }
}

/// What can be wrong with the ledger itself.
package enum LedgerError: Error, Equatable, CustomStringConvertible {
    case damaged(String)
    case badKey(String)
    case badCheckpoint(String)

    package var description: String {
        switch self {
        case .damaged(let what): "the ledger is damaged: \(what)"
        case .badKey(let what): "the ledger's key cannot be used: \(what)"
        case .badCheckpoint(let what): "the checkpoint cannot be used: \(what)"
        }
    }
}

/// Where the tree stands.
package struct LedgerHead: Sendable, Equatable {
    package let size: Int
    package let root: [UInt8]
    /// Nil when size and peaks do not fit each other.
    package let tree: MerkleTree?
}

extension Queries {
    /// Where the tree stands; nil when that is lost.
    package func ledgerHead() throws -> LedgerHead? {
        try first("SELECT size, peaks, root FROM ledger_head WHERE id = 1") { row in
            let size: Int = try row["size"]
            return LedgerHead(size: size, root: try row["root"], tree: MerkleTree(size: size, peaks: try row["peaks"]))
        }
    }

    /// The number of entries: each change adds one, so this is the version of everything.
    package func ledgerSize() throws -> Int {
        try value("SELECT size FROM ledger_head WHERE id = 1") ?? 0
    }
}
