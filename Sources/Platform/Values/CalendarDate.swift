/// A day of the Gregorian calendar, without a time or a place: a birthday, a deadline, the day of a payment.
///
/// From 0001-01-01 to 9999-12-31, the calendar carried back before 1582 (ISO 8601). Arithmetic that would leave this
/// range stops at its end.
///
///     CalendarDate("2026-11-23")?.adding(days: 8).description   // 2026-12-01
package struct CalendarDate: Hashable, Sendable {
    /// 1 to 9999.
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// The first day that can be held.
    package static let first = CalendarDate(real: 1, 1, 1)
    /// The last day that can be held.
    package static let last = CalendarDate(real: 9999, 12, 31)

    /// Nil when there is no such day: `(2026, 2, 29)`.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.daysIn(month: month, year: year)
        else { return nil }
        self.init(real: year, month, day)
    }

    /// For a day that is known to exist.
    init(real year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The number of days in a month: 28 to 31; 0 for a month that is not 1 to 12.
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 0
        }
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// Reads `2026-11-23` and nothing else.
    package init?(_ iso: String) {
        var fields = FixedFields(iso)
        guard let date = CalendarDate(reading: &fields), fields.isAtEnd else { return nil }
        self = date
    }

    /// Reads a date from the front of a longer text.
    init?(reading fields: inout FixedFields) {
        guard let year = fields.digits(4), fields.take("-"), let month = fields.digits(2), fields.take("-"),
            let day = fields.digits(2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// ISO 8601: `2026-11-23`.
    package var description: String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension CalendarDate: Comparable {
    /// The earlier day first.
    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: Codable {
    /// Reads an ISO date from a string; `DecodingError.dataCorrupted` when it is not one.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("a date like 2026-11-23") { CalendarDate($0) }
    }

    /// Writes the ISO date as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}
