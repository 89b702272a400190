/// A moment, the same everywhere: when a thing was saved, sent or signed. Milliseconds since 1970 in UTC.
///
/// From the start of year 1 to the end of year 9999 in UTC, so that each has a text in RFC 3339; arithmetic that would
/// leave this range stops at its end. Leap seconds are not counted, as in POSIX.
package struct Instant: Hashable, Sendable {
    /// Since 1970-01-01T00:00:00Z; negative before it.
    package let milliseconds: Int64

    private static let perDay: Int64 = 86_400_000
    private static let range =
        Int64(CalendarDate.first.daysSinceEpoch) * perDay...(Int64(CalendarDate.last.daysSinceEpoch) + 1) * perDay - 1

    /// A moment before year 1 or after year 9999 becomes the first or the last there is.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Instant.range.lowerBound), Instant.range.upperBound)
    }

    /// The start of a day in UTC.
    package init(_ date: CalendarDate) {
        self.init(milliseconds: Int64(date.daysSinceEpoch) * Instant.perDay)
    }

    /// So much later, or earlier when negative.
    package func adding(milliseconds: Int64) -> Instant {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        return Instant(milliseconds: overflow ? milliseconds : sum)
    }

    /// So many seconds later, or earlier when negative.
    package func adding(seconds: Int) -> Instant {
        adding(milliseconds: Instant.product(seconds, 1000))
    }

    /// So many times 24 hours later, or earlier when negative. In a zone where the clocks change that night, this is
    /// another time of the day.
    package func adding(days: Int) -> Instant {
        adding(milliseconds: Instant.product(days, Instant.perDay))
    }

    private static func product(_ count: Int, _ unit: Int64) -> Int64 {
        let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
        return overflow ? (count < 0 ? .min : .max) : product
    }

    /// The day that it is at this moment in a zone.
    package func date(in zone: TimeZoneID = .utc) -> CalendarDate {
        local(in: zone).date
    }

    /// What the clock and the calendar of a zone show at this moment.
    func local(in zone: TimeZoneID) -> (date: CalendarDate, millisecondOfDay: Int) {
        let shown = adding(seconds: zone.secondsFromUTC(at: self)).milliseconds
        let (quotient, remainder) = shown.quotientAndRemainder(dividingBy: Instant.perDay)
        let (day, rest) = remainder < 0 ? (quotient - 1, remainder + Instant.perDay) : (quotient, remainder)
        return (CalendarDate(daysSinceEpoch: Int(day)), Int(rest))
    }
}

extension Instant: Comparable {
    /// The earlier moment first.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
