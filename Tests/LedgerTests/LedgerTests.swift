import Fixtures
import Foundation
import Ledger
import Storage
import Testing
import Values

@Suite("The ledger, on SQLite and on PostgreSQL")
struct LedgerTests {
    private static let actor = Actor(name: "account:1", request: "r1", address: "192.0.2.1")
    private static let subject = Subject("dossier", "GM")

    private func write(_ store: Store, _ count: Int) async throws {
        for number in 0..<count {
            try await store.write(by: Self.actor) { writing in
                try writing.record(
                    "goals.revised", Self.subject, [FieldChange("goals", from: "old \(number)", to: "new")]
                ) { _ in }
            }
        }
    }

    @Test("What was written verifies, and reads back newest first", arguments: TestDatabase.dialects)
    func verifies(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 13)
            let verification = try await store.verifyLedger()
            #expect(verification.faults.isEmpty)
            #expect(verification.size == 13)
            let history = try await store.read { try $0.history(of: Self.subject, limit: 2) }
            #expect(history.map(\.number) == [12, 11])
            #expect(history.first?.changes == [FieldChange("goals", from: "old 12", to: "new")])
        }
    }

    @Test("A closure that throws adds no entry", arguments: TestDatabase.dialects)
    func atomic(dialect: Dialect) async throws {
        struct Stop: Error {}
        try await TestDatabase.withStore(dialect) { store in
            await #expect(throws: Stop.self) {
                try await store.write(by: Self.actor) { writing in
                    try writing.record("goals.revised", Self.subject, []) { _ in }
                    throw Stop()
                }
            }
            let size = try await store.read { try $0.ledgerSize() }
            #expect(size == 0)
        }
    }

    @Test(
        "What is done once under a key gives the same answer again and changes nothing",
        arguments: TestDatabase.dialects)
    func once(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            for answer in ["first", "second"] {
                let given = try await store.write(by: Self.actor) { writing in
                    try writing.once("key") {
                        try writing.record("goals.revised", Self.subject, []) { _ in }
                        return answer
                    }
                }
                #expect(given == "first")
            }
            let size = try await store.read { try $0.ledgerSize() }
            #expect(size == 1)
        }
    }

    /// Every column of every table of the ledger, with a statement that changes it in one row.
    private static let tampering: [SQL] = [
        "UPDATE ledger_entry SET at = at + 1 WHERE number = 3",
        "UPDATE ledger_entry SET actor = 'account:2' WHERE number = 3",
        "UPDATE ledger_entry SET kind = 'need' WHERE number = 3",
        "UPDATE ledger_entry SET subject = 'NG' WHERE number = 3",
        "UPDATE ledger_entry SET action = 'goals.revisee' WHERE number = 3",
        "UPDATE ledger_entry SET leaf = \([UInt8](repeating: 7, count: 32)) WHERE number = 3",
        "UPDATE ledger_value SET field = 'goalz' WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET before_text = 'old' WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET before_text = NULL WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET after_text = 'New' WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET salt = \([UInt8](repeating: 7, count: 16)) WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET commitment = \([UInt8](repeating: 7, count: 32)) WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET before_text = NULL, after_text = NULL, salt = NULL WHERE entry = 3 AND ordinal = 0",
        "UPDATE ledger_value SET ordinal = 9 WHERE entry = 3 AND ordinal = 1",
        "UPDATE ledger_value SET after_text = '198.51.100.9' WHERE entry = 3 AND ordinal = 1",
        "DELETE FROM ledger_value WHERE entry = 3 AND ordinal = 1",
        "UPDATE ledger_head SET root = \([UInt8](repeating: 7, count: 32))",
        "UPDATE ledger_head SET peaks = \([UInt8](repeating: 7, count: 64))",
        "UPDATE ledger_head SET size = 6",
    ]

    @Test(
        "Any change to any column is found, and the first entry that does not fit is named",
        arguments: TestDatabase.dialects)
    func tampered(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 5)
            for change in Self.tampering {
                struct Undo: Error {}
                let copy = try await store.read { transaction in
                    try ["ledger_entry", "ledger_value", "ledger_head"].map { table in
                        try transaction.rows(LedgerTests.everything(in: table))
                    }
                }
                try await store.database.writeUnrecorded(.benchmark) { try $0.execute(change) }
                let verification = try await store.verifyLedger()
                #expect(!verification.faults.isEmpty, "\(change)")
                let names = verification.faults.compactMap(\.entry)
                #expect(names.isEmpty || names[0] >= 3, "\(change) \(verification.faults)")
                try await store.database.writeUnrecorded(.benchmark) { transaction in
                    try transaction.execute("DELETE FROM ledger_value")
                    try transaction.execute("DELETE FROM ledger_entry")
                    try transaction.execute("DELETE FROM ledger_head")
                    for row in copy[0] { try transaction.execute(Self.insert("ledger_entry", row)) }
                    for row in copy[1] { try transaction.execute(Self.insert("ledger_value", row)) }
                    for row in copy[2] { try transaction.execute(Self.insert("ledger_head", row)) }
                }
            }
            let check1 = try await store.verifyLedger()
            #expect(check1.faults.isEmpty)
        }
    }

    private static func everything(in table: String) -> SQL {
        switch table {
        case "ledger_entry": "SELECT number, at, actor, kind, subject, action, leaf FROM ledger_entry"
        case "ledger_value":
            "SELECT entry, ordinal, field, before_text, after_text, salt, commitment FROM ledger_value"
        default: "SELECT id, size, peaks, root FROM ledger_head"
        }
    }

    private static func insert(_ table: String, _ row: Row) -> SQL {
        let values = SQL.joined(row.values.map { value in value == .null ? "NULL" : "\(value)" }, by: ", ")
        return switch table {
        case "ledger_entry":
            "INSERT INTO ledger_entry (number, at, actor, kind, subject, action, leaf) VALUES (\(values))"
        case "ledger_value":
            """
            INSERT INTO ledger_value (entry, ordinal, field, before_text, after_text, salt, commitment)
            VALUES (\(values))
            """
        default: "INSERT INTO ledger_head (id, size, peaks, root) VALUES (\(values))"
        }
    }

    @Test("A missing last entry is found", arguments: TestDatabase.dialects)
    func missingLast(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 5)
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                try transaction.execute("DELETE FROM ledger_value WHERE entry = 4")
                try transaction.execute("DELETE FROM ledger_entry WHERE number = 4")
            }
            let verification = try await store.verifyLedger()
            #expect(verification.faults.first?.entry == 4)
        }
    }

    @Test(
        "A tree that was cut short together with its head is found by a checkpoint kept elsewhere",
        arguments: TestDatabase.dialects)
    func cutShort(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 4)
            let short = try #require(try await store.read { try $0.ledgerHead() })
            try await write(store, 1)
            let key = SigningKey(name: "entente.test")
            let head = try #require(try await store.read { try $0.ledgerHead() })
            let note = try Checkpoint(origin: key.name, size: head.size, root: head.root).signed(by: key)
            let checkpoint = try Checkpoint(note: note, by: key.verifier)
            let check2 = try await store.verifyLedger(against: [checkpoint])
            #expect(check2.faults.isEmpty)

            let peaks = short.tree?.peaks.flatMap { $0 } ?? []
            try await store.database.writeUnrecorded(.benchmark) { transaction in
                try transaction.execute("DELETE FROM ledger_value WHERE entry = 4")
                try transaction.execute("DELETE FROM ledger_entry WHERE number = 4")
                try transaction.execute(
                    "UPDATE ledger_head SET size = \(short.size), peaks = \(peaks), root = \(short.root)")
            }
            let check3 = try await store.verifyLedger()
            #expect(check3.faults.isEmpty)
            let check4 = try await store.verifyLedger(against: [checkpoint])
            #expect(check4.faults.first?.entry == 4)
        }
    }

    @Test("A rewritten tree does not fit a checkpoint", arguments: TestDatabase.dialects)
    func rewritten(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 3)
            let checkpoint = Checkpoint(origin: "x", size: 2, root: [UInt8](repeating: 1, count: 32))
            let check5 = try await store.verifyLedger(against: [checkpoint])
            #expect(check5.faults.count == 1)
        }
    }

    @Test("Values erased by law leave the tree whole; values erased by hand do not", arguments: TestDatabase.dialects)
    func erased(dialect: Dialect) async throws {
        try await TestDatabase.withStore(dialect) { store in
            try await write(store, 3)
            try await store.write(by: Self.actor) { try $0.eraseValues(of: Self.subject) }
            let check6 = try await store.verifyLedger()
            #expect(check6.faults.isEmpty)
            let history = try await store.read { try $0.history(of: Self.subject) }
            #expect(history.allSatisfy { $0.isErased && $0.changes.allSatisfy { $0.before == nil && $0.after == nil } })
        }
    }
}

@Suite("Signed notes")
struct CheckpointTests {
    @Test("The tree's hash is that of RFC 6962 for known leaves")
    func knownRoots() {
        // The test vectors of the Certificate Transparency project's Merkle tree tests (inputs and roots are public).
        let leaves: [[UInt8]] = [[], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43]]
        var tree = MerkleTree()
        #expect(hex(tree.root) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        ]
        for (leaf, root) in zip(leaves, roots) {
            tree.append(MerkleTree.hash(leaf: leaf))
            #expect(hex(tree.root) == root)
            #expect(MerkleTree(size: tree.size, peaks: tree.peaks.flatMap { $0 }) == tree)
        }
    }

    @Test("A note that was changed, or signed by another key, is refused")
    func forged() throws {
        let key = SigningKey(name: "entente.test")
        let note = try Checkpoint(origin: key.name, size: 7, root: [UInt8](repeating: 9, count: 32)).signed(by: key)
        #expect(try Checkpoint(note: note, by: VerifierKey(text: key.verifier.text)).size == 7)
        #expect(throws: LedgerError.self) { try Checkpoint(note: note.replacing("7\n", with: "8\n"), by: key.verifier) }
        #expect(throws: LedgerError.self) { try Checkpoint(note: note, by: SigningKey(name: "entente.test").verifier) }
        #expect(throws: LedgerError.self) { try Checkpoint(note: "7\n", by: key.verifier) }
    }

    @Test("A key comes back from its text, and a damaged one is refused")
    func keyText() throws {
        let key = SigningKey(name: "entente.test")
        #expect(try SigningKey(text: key.text + "\n").verifier.text == key.verifier.text)
        #expect(throws: LedgerError.self) { try SigningKey(text: "PRIVATE+KEY+other" + key.text.dropFirst(24)) }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
