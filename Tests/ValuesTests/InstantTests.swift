import Foundation
import Testing
import Values

@Suite("Instants")
struct InstantTests {
    @Test(
        "Any offset and fraction is read, and written in UTC with milliseconds",
        arguments: [
            ("2026-11-23T19:21:42.123Z", "2026-11-23T19:21:42.123Z"),
            ("2026-11-23T19:21:42Z", "2026-11-23T19:21:42.000Z"),
            ("2026-11-23t19:21:42.5z", "2026-11-23T19:21:42.500Z"),
            ("2026-11-23T19:21:42.123999999+01:00", "2026-11-23T18:21:42.123Z"),
            ("2026-11-23T19:21:42-09:30", "2026-11-24T04:51:42.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
        ])
    func textBothWays(text: String, written: String) throws {
        #expect(try #require(Instant(rfc3339: text)).rfc3339 == written)
    }

    @Test(
        "What is no moment is refused",
        arguments: [
            "", "2026-11-23", "2026-11-23T19:21:42", "2026-11-23 19:21:42Z", "2026-11-23T24:00:00Z",
            "2026-11-23T19:60:00Z", "2026-11-23T19:21:60Z", "2026-02-29T00:00:00Z", "2026-11-23T19:21:42.Z",
            "2026-11-23T19:21:42+0100", "2026-11-23T19:21:42+24:00", "2026-11-23T19:21:42Z ",
            "0001-01-01T00:00:00+01:00", "9999-12-31T23:30:00-01:00", "0000-01-01T00:00:00Z",
        ])
    func refused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("The text agrees with Foundation's through four centuries")
    func agreesWithFoundation() {
        var random = SeededRandom(seed: 2028)
        for _ in 0..<1000 {
            let seconds = Int64.random(in: -6_000_000_000...7_000_000_000, using: &random)
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            #expect(Instant(milliseconds: seconds * 1000).rfc3339 == expected)
        }
    }

    @Test("Adding moves by exact units, and stops at the ends of time")
    func adding() {
        let start = Instant(milliseconds: 1000)
        #expect(start.adding(milliseconds: 5).milliseconds == 1005)
        #expect(start.adding(seconds: -2).milliseconds == -1000)
        #expect(start.adding(days: 1).milliseconds == 86_401_000)
        #expect(start.adding(days: .max).rfc3339 == "9999-12-31T23:59:59.999Z")
        #expect(start.adding(seconds: .min).rfc3339 == "0001-01-01T00:00:00.000Z")
    }

    @Test("The same moment is another day in another zone")
    func days() throws {
        let evening = try #require(Instant(rfc3339: "2026-11-23T23:30:00Z"))
        #expect(evening.date().description == "2026-11-23")
        #expect(evening.date(in: .amsterdam).description == "2026-11-24")
        let beforeEpoch = try #require(Instant(rfc3339: "1969-12-31T23:30:00Z"))
        #expect(beforeEpoch.date().description == "1969-12-31")
    }

    @Test("In JSON an instant is its text")
    func coding() throws {
        let instant = Instant(milliseconds: 1_795_461_702_123)
        let data = try JSONEncoder().encode([instant])
        #expect(try JSONDecoder().decode([Instant].self, from: data) == [instant])
        #expect(String(decoding: data, as: UTF8.self) == "[\"\(instant.rfc3339)\"]")
    }

    @Test("The system's clock tells the time of the machine")
    func systemClock() {
        let foundation = Date().timeIntervalSince1970 * 1000
        #expect(abs(Double(Clock.system.now().milliseconds) - foundation) < 5000)
    }
}
