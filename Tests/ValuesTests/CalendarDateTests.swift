import Foundation
import Testing
import Values

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test(
        "Only ISO dates that exist are read",
        arguments: [
            "", "2026-11-2", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29", "2026-11-31", "0000-01-01",
            "26-11-23", "2026/11/23", "2026-11-23 ", "+2026-11-23", "2026-11-23T00:00", "٢٠٢٦-11-23",
        ])
    func refused(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("Leap days exist in leap years", arguments: ["2024-02-29", "2000-02-29", "0004-02-29"])
    func leapDays(text: String) throws {
        #expect(try #require(CalendarDate(text)).description == text)
    }

    @Test("Each day of ten thousand years has its number and comes back from it")
    func everyDay() {
        let first = CalendarDate.first.daysSinceEpoch
        let last = CalendarDate.last.daysSinceEpoch
        #expect(CalendarDate(daysSinceEpoch: 0).description == "1970-01-01")
        #expect(last - first == 3_652_058)
        var previous = CalendarDate.first
        var wrong = 0
        for day in (first + 1)...last {
            let date = CalendarDate(daysSinceEpoch: day)
            let follows =
                date.day == previous.day + 1 && date.month == previous.month
                || date.day == 1 && previous.day == CalendarDate.daysIn(month: previous.month, year: previous.year)
            if date.daysSinceEpoch != day || !follows || date <= previous { wrong += 1 }
            previous = date
        }
        #expect(wrong == 0)
    }

    @Test("Counting stops at the ends of the calendar")
    func ends() {
        #expect(CalendarDate(daysSinceEpoch: .max) == .last)
        #expect(CalendarDate(daysSinceEpoch: .min) == .first)
        #expect(CalendarDate.last.adding(days: 1) == .last)
        #expect(CalendarDate.last.adding(days: .max) == .last)
        #expect(CalendarDate.first.adding(days: .min) == .first)
    }

    @Test("Days are added, subtracted and named")
    func arithmetic() throws {
        let monday = try #require(CalendarDate(year: 2026, month: 11, day: 23))
        #expect(monday.weekday == 1)
        #expect(monday.adding(days: 6).weekday == 7)
        #expect(CalendarDate(daysSinceEpoch: 0).weekday == 4)
        #expect(CalendarDate.first.weekday == 1)
        #expect(monday.adding(days: 8).description == "2026-12-01")
        #expect(monday.adding(days: 8).days(since: monday) == 8)
        #expect(monday.days(since: monday.adding(days: 8)) == -8)
    }

    @Test("In JSON a date is its text, and a wrong one is an error")
    func coding() throws {
        let date = CalendarDate(daysSinceEpoch: 20_000)
        let data = try JSONEncoder().encode([date])
        #expect(String(decoding: data, as: UTF8.self) == "[\"2024-10-04\"]")
        #expect(try JSONDecoder().decode([CalendarDate].self, from: data) == [date])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data("[\"2024-10-32\"]".utf8))
        }
    }
}
