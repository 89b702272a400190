import Foundation
import Testing
import Values

private enum Visit {}
private enum Account {}

@Suite("Identifiers")
struct IdentifierTests {
    private let instant = Instant(milliseconds: 1_795_461_702_123)

    @Test("An identifier is written in lower case and read in either case")
    func textBothWays() throws {
        let text = "0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9b01"
        #expect(try #require(ID<Visit>(text)).description == text)
        #expect(try #require(ID<Visit>(text.uppercased())).description == text)
    }

    @Test(
        "Only the canonical form is an identifier",
        arguments: [
            "", "0198f6b2", "0198f6b23d4e7a109c3b5f2a7d8e9b01", "{0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9b01}",
            "0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9b0g", "0198f6b23-d4e-7a10-9c3b-5f2a7d8e9b01",
            " 0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9b0", "0198f6b2-3d4e-7a10-9c3b-5f2a7d8e9é",
        ])
    func refused(text: String) {
        #expect(ID<Visit>(text) == nil)
    }

    @Test("The version, the variant and the time stand where RFC 9562 puts them")
    func layout() {
        // The example of RFC 9562, appendix A.6.
        let example = ID<Visit>(milliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(example.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        let full = ID<Visit>(milliseconds: -1, random: (.max, .max))
        #expect(full.description == "ffffffff-ffff-7fff-bfff-ffffffffffff")
        let empty = ID<Visit>(milliseconds: 0, random: (0, 0))
        #expect(empty.description == "00000000-0000-7000-8000-000000000000")
    }

    @Test("The same identifier can be one of another kind")
    func retyped() {
        let visit: ID<Visit> = IDs.seeded(1, at: instant).next()
        let account: ID<Account> = visit.retyped()
        #expect(account.description == visit.description)
    }

    @Test("In JSON an identifier is a string, and a wrong one is an error")
    func coding() throws {
        let visit: ID<Visit> = IDs.seeded(1, at: instant).next()
        let data = try JSONEncoder().encode([visit])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(visit)\"]")
        #expect(try JSONDecoder().decode([ID<Visit>].self, from: data) == [visit])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ID<Visit>].self, from: Data("[\"visit\"]".utf8))
        }
    }

    @Test("A seeded source repeats itself, and each identifier is greater than the one before")
    func seeded() {
        let first = IDs.seeded(7, at: instant)
        let second = IDs.seeded(7, at: instant)
        let other: ID<Visit> = IDs.seeded(8, at: instant).next()
        // More than the counter holds, so that the time has to run ahead.
        let visits: [ID<Visit>] = (0..<10_000).map { _ in first.next() }
        #expect(visits == (0..<10_000).map { _ in second.next() })
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.description < $1.description })
        #expect(visits.first != other)
    }

    @Test("Identifiers keep growing when the clock is set back")
    func clockSetBack() {
        let times = TimesInOrder([5000, 4000, 4500, 6000])
        let ids = IDs(clock: Clock { times.next() }, random: SeededRandom(seed: 3))
        let visits: [ID<Visit>] = (0..<4).map { _ in ids.next() }
        #expect(visits == visits.sorted())
        #expect(Set(visits).count == 4)
    }

    @Test("Tasks that share the system's source never get the same identifier")
    func concurrent() async {
        let all = await withTaskGroup(of: [ID<Visit>].self) { group in
            for _ in 0..<4 { group.addTask { (0..<2000).map { _ in IDs.system.next() } } }
            return await group.reduce(into: Set<ID<Visit>>()) { $0.formUnion($1) }
        }
        #expect(all.count == 8000)
    }
}
