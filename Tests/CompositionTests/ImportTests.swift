import Countries
import Fixtures
import Ledger
import Storage
import Testing
import Texts

@Suite("Importing a programme")
struct ImportTests {
    private func files(_ changed: [String: String]) throws -> ProgrammeFiles {
        try ProgrammeFiles { name in
            changed[name].map { Array($0.utf8) } ?? EmbeddedFiles.bytes("data/programme/\(name)").map { Array($0) }
        }
    }

    @Test(
        "The demonstration's files have no fault, and dates stay as exact as they are", arguments: TestDatabase.dialects
    )
    func demonstration(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            let store = test.installation.store
            let dossiers: Int? = try await store.read { try $0.value("SELECT COUNT(*) FROM dossier") }
            #expect(dossiers == 42)
            let started: String? = try await store.read {
                try $0.value("SELECT started FROM milestone WHERE import_key = 'gm-hm-1'")
            }
            #expect(started == "2024-06")
            let before = try await store.read { try $0.ledgerSize() }
            let again = try await ProgrammeImport(try files([:])).run(in: store)
            #expect(again.dossiers == 0 && again.milestones == 0)
            let after = try await store.read { try $0.ledgerSize() }
            #expect(before == after, "a second run changes nothing")
        }
    }

    @Test("Every fault of every file is told with its place, and nothing is imported")
    func faults() throws {
        let events = """
            key,kind,country,organisation,start,end,place,people,title,what,source
            a,training edition,XX,gid,2024-13,,Banjul,ten,"A title","what",source
            a,party,GM,nobody,2024-06-30,2024-06,Banjul,,,what,source
            """
        do {
            _ = try files(["events.csv": events, "countries.csv": "iso2,tier,basis\nGM,near,x\n"])
            Issue.record("the faults were not found")
        } catch let faults as ImportFaults {
            let told = faults.faults.map(\.description)
            for start in [
                "countries.csv:2:4:", "events.csv:2:20:", "events.csv:2:27:", "events.csv:2:43:", "events.csv:3:1:",
                "events.csv:3:3:", "events.csv:3:12:",
            ] {
                #expect(told.contains { $0.hasPrefix(start) }, "\(start) \(told)")
            }
        }
    }
}
