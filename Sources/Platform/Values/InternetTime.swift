// The text of an instant: RFC 3339, "Date and Time on the Internet".

extension Instant {
    /// Reads `2026-11-23T19:21:42Z`, with any fraction of a second (cut off after milliseconds) and any offset.
    ///
    /// Nil for a text without an offset, for days and times that do not exist, for a leap second (`:60`), and for what
    /// is outside of year 1 to 9999 in UTC.
    package init?(rfc3339 text: String) {
        var fields = FixedFields(text)
        guard let date = CalendarDate(reading: &fields), fields.take("T") || fields.take("t"),
            let hour = fields.digits(2), hour < 24, fields.take(":"), let minute = fields.digits(2), minute < 60,
            fields.take(":"), let second = fields.digits(2), second < 60,
            let fraction = Instant.fraction(&fields), let offset = Instant.offset(&fields), fields.isAtEnd
        else { return nil }
        let milliseconds =
            Int64(date.daysSinceEpoch) * 86_400_000
            + Int64((hour * 3600 + minute * 60 + second - offset) * 1000 + fraction)
        self.init(milliseconds: milliseconds)
        guard self.milliseconds == milliseconds else { return nil }
    }

    /// Always in UTC and with milliseconds: `2026-11-23T19:21:42.123Z`. As text these sort as the moments do.
    package var rfc3339: String {
        let (date, millisecond) = local(in: .utc)
        let seconds = millisecond / 1000
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(date)T\(time).\(padded(millisecond % 1000, 3))Z"
    }

    /// Milliseconds of an optional `.123456`; nil when there is a point without a digit.
    private static func fraction(_ fields: inout FixedFields) -> Int? {
        guard fields.take(".") else { return 0 }
        guard let first = fields.digit() else { return nil }
        var value = first * 100
        var weight = 10
        while let digit = fields.digit() {
            value += digit * weight
            weight /= 10
        }
        return value
    }

    /// Seconds of `Z`, `+01:00` or `-09:30`.
    private static func offset(_ fields: inout FixedFields) -> Int? {
        if fields.take("Z") || fields.take("z") { return 0 }
        let sign: Int
        if fields.take("+") { sign = 1 } else if fields.take("-") { sign = -1 } else { return nil }
        guard let hours = fields.digits(2), hours < 24, fields.take(":"), let minutes = fields.digits(2), minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension Instant: CustomStringConvertible {
    /// The same as `rfc3339`.
    package var description: String { rfc3339 }
}

extension Instant: Codable {
    /// Reads RFC 3339 from a string; `DecodingError.dataCorrupted` when it is not that.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("a time like 2026-11-23T19:21:42Z") { Instant(rfc3339: $0) }
    }

    /// Writes RFC 3339 in UTC as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(rfc3339)
    }
}
