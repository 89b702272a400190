// Counting days. The conversions between a date and a day number are `days_from_civil` and `civil_from_days` of
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": the year starts in March, so that the leap day is its
// last, and 400 years (146 097 days) make an era.

extension CalendarDate {
    private static let daysPerEra = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let daysBeforeEpoch = 719_468
    private static let dayNumbers = first.daysSinceEpoch...last.daysSinceEpoch

    /// Days since 1970-01-01; negative before it.
    package var daysSinceEpoch: Int {
        let marchYear = month > 2 ? year : year - 1
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * CalendarDate.daysPerEra + dayOfEra - CalendarDate.daysBeforeEpoch
    }

    /// The date so many days after 1970-01-01; before year 1 the first day there is, after year 9999 the last.
    package init(daysSinceEpoch: Int) {
        let inside = min(max(daysSinceEpoch, CalendarDate.dayNumbers.lowerBound), CalendarDate.dayNumbers.upperBound)
        let days = inside + CalendarDate.daysBeforeEpoch
        let era = days / CalendarDate.daysPerEra
        let dayOfEra = days - era * CalendarDate.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            real: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The day so many days later, or earlier when negative.
    package func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return CalendarDate(daysSinceEpoch: overflow ? days : sum)
    }

    /// How many days this day is after the other; negative when it is before.
    package func days(since other: CalendarDate) -> Int {
        daysSinceEpoch - other.daysSinceEpoch
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    package var weekday: Int {
        // 0001-01-01 was a Monday.
        (daysSinceEpoch - CalendarDate.first.daysSinceEpoch) % 7 + 1
    }
}
