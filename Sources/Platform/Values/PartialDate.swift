/// A date that may be known to the month or the year only, as sources tell it: level 0 of the Extended Date/Time Format
/// (Library of Congress, now ISO 8601-2): `2024`, `2024-06` or `2024-06-01`.
///
///     PartialDate("2024-06")?.latest.description   // 2024-06-30
package struct PartialDate: Hashable, Sendable {
    /// How much of the date is known.
    package enum Precision: Int, Hashable, Sendable, CaseIterable {
        case year
        case month
        case day
    }

    /// The first day that it can be.
    package let earliest: CalendarDate
    /// How much is known.
    package let precision: Precision

    /// A date that is known to the day.
    package init(_ date: CalendarDate) {
        earliest = date
        precision = .day
    }

    /// Always known.
    package var year: Int { earliest.year }

    /// 1 to 12; nil when only the year is known.
    package var month: Int? { precision == .year ? nil : earliest.month }

    /// 1 to 31; nil when only the year or the month is known.
    package var day: Int? { precision == .day ? earliest.day : nil }

    /// The last day that it can be.
    package var latest: CalendarDate {
        let month = month ?? 12
        let day = day ?? CalendarDate.daysIn(month: month, year: year)
        return CalendarDate(real: year, month, day)
    }
}

extension PartialDate: LosslessStringConvertible {
    /// Reads one of the three forms; nil for anything else, also for days that do not exist.
    package init?(_ edtf: String) {
        let (precision, rest): (Precision, String)
        switch edtf.utf8.count {
        case 4: (precision, rest) = (.year, "-01-01")
        case 7: (precision, rest) = (.month, "-01")
        default: (precision, rest) = (.day, "")
        }
        guard let earliest = CalendarDate(edtf + rest) else { return nil }
        self.earliest = earliest
        self.precision = precision
    }

    /// The form that it is read from: `2024-06`.
    package var description: String {
        switch precision {
        case .year: padded(year, 4)
        case .month: "\(padded(year, 4))-\(padded(earliest.month, 2))"
        case .day: earliest.description
        }
    }
}

extension PartialDate: Comparable {
    /// By the first day it can be; on the same day the vaguer one comes first: `2024`, `2024-01`, `2024-01-01`.
    package static func < (left: PartialDate, right: PartialDate) -> Bool {
        (left.earliest, left.precision.rawValue) < (right.earliest, right.precision.rawValue)
    }
}

extension PartialDate: Codable {
    /// Reads one of the three forms from a string; `DecodingError.dataCorrupted` when it is none.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("a date like 2024, 2024-06 or 2024-06-01") { PartialDate($0) }
    }

    /// Writes its description as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}
