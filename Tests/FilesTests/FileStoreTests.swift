import Files
import Fixtures
import Foundation
import Testing

@Suite("The store of files")
struct FileStoreTests {
    private func with(_ body: (FileStore) async throws -> Void) async throws {
        try await TestDatabase.withFolder { folder in
            let store = try FileStore(folder: folder + "/files")
            try await body(store)
            try await store.close()
        }
    }

    private func put(_ text: String, in store: FileStore) async throws -> StoredFile {
        var file = try await store.write(atMost: 1_000)
        for byte in text.utf8 { try await file.append([byte]) }
        return try await file.finish()
    }

    @Test("A content is kept under its hash, once, and reads back in parts")
    func kept() async throws {
        try await with { store in
            let first = try await put("hello", in: store)
            let second = try await put("hello", in: store)
            #expect(first == second)
            #expect(first.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
            #expect(first.size == 5 && first.kind == "text/plain")
            let part = try await store.read(first.sha256, from: 1, count: 3)
            #expect(part == Array("ell".utf8))
            let hashes = try await store.hashes()
            #expect(hashes == [first.sha256])
        }
    }

    @Test("One that is too long, or that breaks off, leaves nothing")
    func nothingLeft() async throws {
        try await with { store in
            var long = try await store.write(atMost: 3)
            await #expect(throws: FileError.tooLarge(most: 3)) { try await long.append([1, 2, 3, 4]) }
            await long.abandon()
            let incoming = try FileManager.default.contentsOfDirectory(atPath: store.folder + "/incoming")
            #expect(incoming.isEmpty)
        }
    }

    @Test("A changed byte is found")
    func changed() async throws {
        try await with { store in
            let file = try await put("hello", in: store)
            let whole = try await store.isWhole(file.sha256)
            try Data("hallo".utf8).write(to: URL(fileURLWithPath: store.path(of: file.sha256)))
            let stillWhole = try await store.isWhole(file.sha256)
            let missing = try await store.isWhole(String(repeating: "0", count: 64))
            #expect(whole && !stillWhole && !missing)
        }
    }

    @Test("Only what no record refers to is collected, and only when it is old enough")
    func collected() async throws {
        try await with { store in
            let kept = try await put("kept", in: store)
            let stray = try await put("stray", in: store)
            let early = try await store.collect(keeping: [kept.sha256])
            #expect(early == 0)
            let count = try await store.collect(keeping: [kept.sha256], olderThan: -1)
            let hashes = try await store.hashes()
            #expect(count == 1 && hashes == [kept.sha256] && !hashes.contains(stray.sha256))
        }
    }

    @Test("A name that claims another kind than the content is refused")
    func kinds() {
        #expect(
            FileLink.faults(name: "list.pdf", kind: "text/html", field: "file").map(\.text.name) == ["fault.file-kind"])
        #expect(FileLink.faults(name: "photo.JPG", kind: "image/jpeg", field: "file").isEmpty)
        #expect(FileLink.faults(name: "notes", kind: "text/plain", field: "file").isEmpty)
    }
}
