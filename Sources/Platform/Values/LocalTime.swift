/// What the calendar and the clock on the wall of a place show, for what happens there: a meeting in Banjul at 09:30.
///
/// It stays what people agreed on when the zone changes its rules later; the instant is worked out when it is needed.
package struct LocalTime: Hashable, Sendable {
    /// The day at the place.
    package let date: CalendarDate
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int
    /// Where the clock hangs.
    package let zone: TimeZoneID

    /// Nil when the hour is not 0 to 23 or the minute not 0 to 59. A time that the zone skips is accepted: see
    /// `resolved()`.
    package init?(date: CalendarDate, hour: Int, minute: Int, zone: TimeZoneID) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.zone = zone
    }

    /// What the clock shows in a zone at a moment; seconds are cut off.
    package init(_ instant: Instant, in zone: TimeZoneID) {
        let (date, millisecond) = instant.local(in: zone)
        self.date = date
        hour = millisecond / 3_600_000
        minute = millisecond / 60_000 % 60
        self.zone = zone
    }

    /// How often a local time exists.
    package enum Resolution: Hashable, Sendable {
        /// Once, as nearly all.
        case once(Instant)
        /// Never: the clocks went forward over it.
        case skipped
        /// Twice, the earlier one first: the clocks went back over it.
        case twice(Instant, Instant)
    }

    /// The moments at which the clocks of the place show this time.
    package func resolved() -> Resolution {
        let asUTC = Instant(date).adding(seconds: hour * 3600 + minute * 60)
        // No zone is further than a day from UTC, so these are the offsets before and after a change on this day.
        let before = zone.secondsFromUTC(at: asUTC.adding(days: -1))
        let after = zone.secondsFromUTC(at: asUTC.adding(days: 1))
        let moments = Set([before, after])
            .map { (offset: $0, instant: asUTC.adding(seconds: -$0)) }
            .filter { zone.secondsFromUTC(at: $0.instant) == $0.offset }
            .map(\.instant)
        guard let earliest = moments.min(), let latest = moments.max() else { return .skipped }
        return earliest == latest ? .once(earliest) : .twice(earliest, latest)
    }
}

extension LocalTime: CustomStringConvertible {
    /// For logs: `2026-11-23T09:30[Africa/Banjul]`.
    package var description: String {
        "\(date)T\(padded(hour, 2)):\(padded(minute, 2))[\(zone)]"
    }
}
