import Values

extension Texts {
    /// From one date up to and including another, saying once what both share: `6–10 jan 2025`, `29 jun – 13 jul 2024`,
    /// `jun – aug 2024`, `2024–2026`, `29 dec 2024 – 3 jan 2025`.
    ///
    /// - Parameter to: nil, or the same as `from`, gives the one date.
    package func span(_ from: PartialDate, _ to: PartialDate?) -> String {
        guard let to, to != from else { return shortDate(from) }
        guard from.precision == to.precision else { return span(shortDate(from), shortDate(to)) }
        switch from.precision {
        case .year:
            return self("date.span.close", ["from": shortDate(from), "to": shortDate(to)])
        case .month where from.year == to.year:
            return span(shortMonthName(from.earliest.month), shortDate(to))
        case .day where from.year == to.year && from.month == to.month:
            let days = ["from": dayName(from.earliest.day), "to": dayName(to.earliest.day)]
            let month = ["month": shortMonthName(to.earliest.month), "year": String(to.year)]
            return self("date.span.days", days.merging(month) { day, _ in day })
        case .day where from.year == to.year:
            let start = written("date.day.month", from.earliest, month: shortMonthName(from.earliest.month))
            return span(start, shortDate(to))
        case .month, .day:
            return span(shortDate(from), shortDate(to))
        }
    }

    /// As `span` of two partial dates, for days that are known.
    package func span(_ from: CalendarDate, _ to: CalendarDate?) -> String {
        span(PartialDate(from), to.map { PartialDate($0) })
    }

    private func span(_ from: String, _ to: String) -> String {
        self("date.span", ["from": from, "to": to])
    }
}
