import Storage
import Values

/// Recomputes the whole ledger and says what does not fit.
package struct LedgerVerification: Sendable, Equatable {
    /// The action of an entry that says that another entry's values were erased.
    static let erasure = "ledger.erased"

    /// How many entries were read.
    package let size: Int
    /// The root of what was read.
    package let root: [UInt8]
    /// What does not fit, the first entry first; empty when all is well.
    package let faults: [Fault]

    /// Something that does not fit.
    package struct Fault: Sendable, Equatable, CustomStringConvertible {
        /// The entry; nil when it is about the whole.
        package let entry: Int?
        package let reason: String

        package var description: String {
            entry.map { "entry \($0): \(reason)" } ?? reason
        }
    }
}

extension Store {
    /// Recomputes every leaf, every commitment and the tree, and compares the tree with checkpoints.
    ///
    /// - Parameter progress: told after each batch how many entries were read.
    package func verifyLedger(
        against checkpoints: [Checkpoint] = [], progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> LedgerVerification {
        var reading = LedgerReading()
        var isDone = false
        while !isDone {
            let current = reading
            (reading, isDone) = try await read { transaction in
                var next = current
                let isDone = try next.readBatch(transaction, of: 5_000, watching: Set(checkpoints.map(\.size)))
                return (next, isDone)
            }
            progress(reading.tree.size)
        }
        return reading.result(against: checkpoints)
    }
}

/// The state of a verification between two batches.
private struct LedgerReading: Sendable {
    var tree = MerkleTree()
    var faults: [LedgerVerification.Fault] = []
    /// Entries whose values are gone, until the entry is found that says so.
    var erased: Set<Int> = []
    /// The roots at the sizes of the checkpoints.
    var roots: [Int: [UInt8]] = [0: MerkleTree().root]
    var head: LedgerHead?

    /// Reads the next entries; true when there are no more.
    mutating func readBatch(_ transaction: ReadTransaction, of count: Int, watching sizes: Set<Int>) throws -> Bool {
        let first = tree.size
        let entries = try transaction.rows(
            """
            SELECT number, at, actor, kind, subject, action, leaf FROM ledger_entry
            WHERE number >= \(first) ORDER BY number LIMIT \(count)
            """)
        let last: Int = try entries.last.map { try $0["number"] } ?? first
        var values: [Int: [Row]] = [:]
        for row in try transaction.rows(
            """
            SELECT entry, ordinal, field, before_text, after_text, salt, commitment FROM ledger_value
            WHERE entry >= \(first) AND entry <= \(last) ORDER BY entry, ordinal
            """)
        {
            values[try row["entry"], default: []].append(row)
        }
        for entry in entries {
            let number: Int = try entry["number"]
            if number != tree.size {
                fault(tree.size, "is missing")
                return try finish(transaction)
            }
            try check(entry, number, values[number] ?? [])
            tree.append(try entry["leaf"])
            if sizes.contains(tree.size) { roots[tree.size] = tree.root }
        }
        return entries.count < count ? try finish(transaction) : false
    }

    private mutating func check(_ row: Row, _ number: Int, _ values: [Row]) throws {
        var commitments: [[UInt8]] = []
        for (ordinal, value) in values.enumerated() {
            let kept: [UInt8] = try value["commitment"]
            commitments.append(kept)
            if try value["ordinal"] as Int != ordinal { fault(number, "a value is missing") }
            let change = FieldChange(try value["field"], from: try value["before_text"], to: try value["after_text"])
            guard let salt: [UInt8] = try value["salt"] else {
                if change.before != nil || change.after != nil { fault(number, "the salt of \(change.field) is gone") }
                erased.insert(number)
                continue
            }
            if Commitment(change, salt: salt).hash != kept { fault(number, "the value of \(change.field) was changed") }
        }
        let leaf = Leaf(
            number: number, at: try row["at"], actor: try row["actor"],
            subject: Subject(try row["kind"], try row["subject"]), action: try row["action"], commitments: commitments)
        if leaf.hash != (try row["leaf"] as [UInt8]) { fault(number, "was changed") }
        if leaf.action == LedgerVerification.erasure, leaf.subject.kind == "ledger-entry", let of = Int(leaf.subject.id)
        {
            erased.remove(of)
        }
    }

    private mutating func finish(_ transaction: ReadTransaction) throws -> Bool {
        head = try transaction.ledgerHead()
        let stray: Int? = try transaction.value(
            "SELECT MIN(v.entry) FROM ledger_value v WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.number = v.entry)"
        )
        if let stray { fault(stray, "has values but no entry") }
        return true
    }

    private mutating func fault(_ entry: Int?, _ reason: String) {
        faults.append(.init(entry: entry, reason: reason))
    }

    func result(against checkpoints: [Checkpoint]) -> LedgerVerification {
        var done = self
        for number in erased.sorted() { done.fault(number, "values are gone without an entry that says so") }
        if let head {
            if head.size > tree.size {
                done.fault(tree.size, "is missing: the tree was cut short, it had \(head.size) entries")
            } else if head.size < tree.size {
                done.fault(head.size, "stands behind the end of the tree")
            } else if head.root != tree.root || head.tree != tree {
                done.fault(nil, "the head of the tree does not fit its entries")
            }
        } else {
            done.fault(nil, "the head of the tree is lost")
        }
        for checkpoint in checkpoints {
            if checkpoint.size > tree.size {
                done.fault(
                    tree.size, "is missing: the tree was cut short, a checkpoint saw \(checkpoint.size) entries")
            } else if roots[checkpoint.size] != checkpoint.root {
                done.fault(nil, "the first \(checkpoint.size) entries are not those that a checkpoint saw")
            }
        }
        return LedgerVerification(size: tree.size, root: tree.root, faults: done.faults)
    }
}
