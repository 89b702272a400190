import Testing
import Texts
import Values

@Suite("Dates and times")
struct DateFormatTests {
    private func date(_ text: String) throws -> CalendarDate {
        try #require(CalendarDate(text))
    }

    @Test("A date is written in full")
    func long() throws {
        let date = try date("2026-11-23")
        #expect(
            try Texts.inEachLanguage { $0.date(date) } == [
                "23 november 2026", "23 November 2026", "23 novembre 2026", "23 نوفمبر 2026",
            ])
        #expect(
            try Texts.inEachLanguage { $0.weekdayDate(date) } == [
                "maandag 23 november 2026", "Monday 23 November 2026", "lundi 23 novembre 2026",
                "الاثنين، 23 نوفمبر 2026",
            ])
    }

    @Test("A date is written short")
    func short() throws {
        let date = try date("2026-11-23")
        #expect(
            try Texts.inEachLanguage { $0.shortDate(date) } == [
                "23 nov 2026", "23 Nov 2026", "23 nov. 2026", "23 نوفمبر 2026",
            ])
    }

    @Test("The French count the first of a month")
    func first() throws {
        let date = try date("2026-05-01")
        #expect(
            try Texts.inEachLanguage { $0.date(date) } == ["1 mei 2026", "1 May 2026", "1er mai 2026", "1 مايو 2026"])
    }

    @Test(
        "As much is written as is known",
        arguments: [
            ("2024", "2024", "2024"), ("2024-06", "juni 2024", "jun 2024"), ("2024-06-01", "1 juni 2024", "1 jun 2024"),
        ])
    func partial(text: String, long: String, short: String) throws {
        let date = try #require(PartialDate(text))
        let dutch = try Texts.platform(.dutch)
        #expect(dutch.date(date) == long)
        #expect(dutch.shortDate(date) == short)
    }

    @Test(
        "A span says once what both ends share",
        arguments: [
            ("2025-01-06", "2025-01-10", "6–10 jan 2025"), ("2024-06-29", "2024-07-13", "29 jun – 13 jul 2024"),
            ("2024-12-29", "2025-01-03", "29 dec 2024 – 3 jan 2025"), ("2024-06", "2024-08", "jun – aug 2024"),
            ("2024-11", "2025-02", "nov 2024 – feb 2025"), ("2024", "2026", "2024–2026"),
            ("2024", "2025-03", "2024 – mrt 2025"),
            ("2024-06", nil, "jun 2024"), ("2024-06-29", "2024-06-29", "29 jun 2024"),
        ])
    func spans(from: String, to: String?, written: String) throws {
        let start = try #require(PartialDate(from))
        #expect(try Texts.platform(.dutch).span(start, to.flatMap { PartialDate($0) }) == written)
    }

    @Test("Times have 24 hours, in the zone that is asked for")
    func times() throws {
        let instant = try #require(Instant(rfc3339: "2026-11-23T23:05:59Z"))
        let dutch = try Texts.platform(.dutch)
        #expect(dutch.time(instant, in: .utc) == "23:05")
        #expect(dutch.time(instant, in: .amsterdam) == "00:05")
        #expect(dutch.dateTime(instant, in: .amsterdam) == "24 nov 2026, 00:05")
        #expect(try Texts.platform(.arabic).dateTime(instant, in: .utc) == "23 نوفمبر 2026، 23:05")
        let local = LocalTime(instant, in: .amsterdam)
        #expect(dutch.time(local) == "00:05" && dutch.dateTime(local) == "24 nov 2026, 00:05")
    }

    @Test(
        "What was, and what is to come, is told in one unit",
        arguments: [
            (-59, "zojuist", "just now"), (-60, "1 minuut geleden", "1 minute ago"),
            (-7200, "2 uur geleden", "2 hours ago"),
            (-3 * 86_400, "3 dagen geleden", "3 days ago"), (-364 * 86_400, "11 maanden geleden", "11 months ago"),
            (-1000 * 86_400, "2 jaar geleden", "2 years ago"), (30, "zojuist", "just now"),
            (86_400, "over 1 dag", "in 1 day"),
            (61 * 86_400, "over 2 maanden", "in 2 months"),
        ])
    func relative(seconds: Int, dutch: String, english: String) throws {
        let now = Instant(milliseconds: 1_795_461_702_123)
        let then = now.adding(seconds: seconds)
        #expect(try Texts.platform(.dutch).ago(then, now: now) == dutch)
        #expect(try Texts.platform(.english).ago(then, now: now) == english)
    }

    @Test(
        "Arabic tells the days in each of its forms",
        arguments: [
            (1, "قبل يوم واحد"), (2, "قبل يومين"), (3, "قبل 3 أيام"), (11, "قبل 11 يومًا"),
        ])
    func arabicDays(days: Int, written: String) throws {
        let now = Instant(milliseconds: 1_795_461_702_123)
        #expect(try Texts.platform(.arabic).ago(now.adding(days: -days), now: now) == written)
    }

    @Test("Days near today have names")
    func nearDays() throws {
        let today = try date("2026-11-23")
        let dutch = try Texts.platform(.dutch)
        #expect(
            [-3, -1, 0, 1, 3].map { dutch.ago(today.adding(days: $0), today: today) } == [
                "3 dagen geleden", "gisteren", "vandaag", "morgen", "over 3 dagen",
            ])
    }
}
