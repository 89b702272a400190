import Testing
import Values

@Suite("Local times")
struct LocalTimeTests {
    private func time(_ date: String, _ hour: Int, _ minute: Int, _ zone: String) throws -> LocalTime {
        let date = try #require(CalendarDate(date))
        let zone = try #require(TimeZoneID(zone))
        return try #require(LocalTime(date: date, hour: hour, minute: minute, zone: zone))
    }

    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    @Test("Zones have the names of the IANA database")
    func zones() {
        #expect(TimeZoneID("Africa/Banjul") != nil)
        #expect(TimeZoneID("America/Argentina/Buenos_Aires") != nil)
        #expect(TimeZoneID("UTC") == .utc)
        #expect(TimeZoneID.amsterdam.name == "Europe/Amsterdam")
        for name in ["", "Europe/Atlantis", "../../etc/passwd", "GMT+3", "Amsterdam", "/"] {
            #expect(TimeZoneID(name) == nil, "\(name)")
        }
    }

    @Test("Most local times exist once")
    func once() throws {
        #expect(try time("2026-11-23", 9, 30, "Europe/Amsterdam").resolved() == .once(instant("2026-11-23T08:30:00Z")))
        #expect(try time("2026-07-01", 9, 30, "Europe/Amsterdam").resolved() == .once(instant("2026-07-01T07:30:00Z")))
        #expect(try time("2026-11-23", 9, 30, "Asia/Kathmandu").resolved() == .once(instant("2026-11-23T03:45:00Z")))
        #expect(try time("2026-11-23", 9, 30, "UTC").resolved() == .once(instant("2026-11-23T09:30:00Z")))
    }

    @Test("An hour in spring does not exist, and neither does a day that Samoa skipped")
    func skipped() throws {
        #expect(try time("2026-03-29", 2, 30, "Europe/Amsterdam").resolved() == .skipped)
        #expect(try time("2026-03-29", 1, 59, "Europe/Amsterdam").resolved() == .once(instant("2026-03-29T00:59:00Z")))
        #expect(try time("2026-03-29", 3, 0, "Europe/Amsterdam").resolved() == .once(instant("2026-03-29T01:00:00Z")))
        #expect(try time("2011-12-30", 12, 0, "Pacific/Apia").resolved() == .skipped)
    }

    @Test("An hour in autumn exists twice")
    func twice() throws {
        let expected = try LocalTime.Resolution.twice(
            instant("2026-10-25T00:30:00Z"), instant("2026-10-25T01:30:00Z"))
        #expect(try time("2026-10-25", 2, 30, "Europe/Amsterdam").resolved() == expected)
        #expect(try time("2026-10-25", 3, 0, "Europe/Amsterdam").resolved() == .once(instant("2026-10-25T02:00:00Z")))
    }

    @Test("An instant has a local time everywhere")
    func fromInstant() throws {
        let local = LocalTime(try instant("2026-11-23T23:45:59.999Z"), in: .amsterdam)
        #expect(local.description == "2026-11-24T00:45[Europe/Amsterdam]")
    }

    @Test("Hours and minutes that no clock shows are refused")
    func refused() {
        for (hour, minute) in [(24, 0), (-1, 0), (0, 60), (0, -1)] {
            #expect(LocalTime(date: .first, hour: hour, minute: minute, zone: .utc) == nil)
        }
    }
}
