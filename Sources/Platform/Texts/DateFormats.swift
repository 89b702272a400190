import Values

// Dates and times as people write them. Names of months, and what stands where, are texts of the catalogue.

extension Texts {
    /// `23 november 2026`.
    package func date(_ date: CalendarDate) -> String {
        written("date.long", date, month: monthName(date.month))
    }

    /// `23 nov 2026`.
    package func shortDate(_ date: CalendarDate) -> String {
        written("date.short", date, month: shortMonthName(date.month))
    }

    /// `maandag 23 november 2026`.
    package func weekdayDate(_ date: CalendarDate) -> String {
        self("date.with.weekday", ["weekday": weekdayName(date.weekday), "date": self.date(date)])
    }

    /// As much as is known: `2024`, `juni 2024` or `1 juni 2024`.
    package func date(_ date: PartialDate) -> String {
        switch date.precision {
        case .year: String(date.year)
        case .month: written("date.month.year", date.earliest, month: monthName(date.earliest.month))
        case .day: self.date(date.earliest)
        }
    }

    /// As much as is known, the month shortened: `2024`, `jun 2024` or `1 jun 2024`.
    package func shortDate(_ date: PartialDate) -> String {
        switch date.precision {
        case .year: String(date.year)
        case .month: written("date.month.year", date.earliest, month: shortMonthName(date.earliest.month))
        case .day: shortDate(date.earliest)
        }
    }

    /// The time of the day in a zone, on a clock of 24 hours: `14:31`.
    package func time(_ instant: Instant, in zone: TimeZoneID) -> String {
        time(LocalTime(instant, in: zone))
    }

    /// The time of the day at the place: `09:30`.
    package func time(_ local: LocalTime) -> String {
        self("time", ["hour": twoDigits(local.hour), "minute": twoDigits(local.minute)])
    }

    /// The short date and the time in a zone: `23 nov 2026, 14:31`.
    package func dateTime(_ instant: Instant, in zone: TimeZoneID) -> String {
        dateTime(LocalTime(instant, in: zone))
    }

    /// The short date and the time at the place.
    package func dateTime(_ local: LocalTime) -> String {
        self("date.with.time", ["date": shortDate(local.date), "time": time(local)])
    }

    /// `november`; 1 to 12.
    package func monthName(_ month: Int) -> String {
        self("date.month.\(month)")
    }

    /// `nov`; 1 to 12.
    package func shortMonthName(_ month: Int) -> String {
        self("date.month.short.\(month)")
    }

    /// `maandag`; 1 for Monday to 7 for Sunday.
    package func weekdayName(_ weekday: Int) -> String {
        self("date.weekday.\(weekday)")
    }

    /// The day of the month: a number, save for the French first: `1er`.
    func dayName(_ day: Int) -> String {
        day == 1 ? self("date.day.first") : String(day)
    }

    /// Fills a pattern that may have a day, a month and a year.
    func written(_ pattern: TextKey, _ date: CalendarDate, month: String) -> String {
        self(pattern, ["day": dayName(date.day), "month": month, "year": String(date.year)])
    }

    private func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
