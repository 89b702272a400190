import Values

extension Texts {
    /// How long ago, or how far ahead, in one unit rounded down: `zojuist`, `3 uur geleden`, `over 2 maanden`.
    ///
    /// A day is 24 hours, a month 30 days, a year 365 days.
    package func ago(_ instant: Instant, now: Instant) -> String {
        let elapsed = now.milliseconds - instant.milliseconds
        let minutes = Int(elapsed.magnitude / 60_000)
        guard minutes > 0 else { return self("relative.now") }
        let direction = elapsed > 0 ? "past" : "future"
        let (hours, days) = (minutes / 60, minutes / 1440)
        return if hours == 0 {
            self("relative.\(direction).minutes", count: minutes)
        } else if days == 0 {
            self("relative.\(direction).hours", count: hours)
        } else {
            relative(days: days, direction)
        }
    }

    /// How many days ago or ahead: `vandaag`, `gisteren`, `over 3 dagen`.
    package func ago(_ date: CalendarDate, today: CalendarDate) -> String {
        let days = today.days(since: date)
        return switch days {
        case -1: self("relative.tomorrow")
        case 0: self("relative.today")
        case 1: self("relative.yesterday")
        default: relative(days: abs(days), days > 0 ? "past" : "future")
        }
    }

    private func relative(days: Int, _ direction: String) -> String {
        if days < 30 {
            self("relative.\(direction).days", count: days)
        } else if days < 365 {
            self("relative.\(direction).months", count: min(days / 30, 11))
        } else {
            self("relative.\(direction).years", count: days / 365)
        }
    }
}
