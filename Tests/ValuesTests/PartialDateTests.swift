import Testing
import Values

@Suite("Partial dates")
struct PartialDateTests {
    @Test(
        "A date is known to the year, the month or the day",
        arguments: [
            ("2024", PartialDate.Precision.year, "2024-01-01", "2024-12-31"),
            ("2024-02", .month, "2024-02-01", "2024-02-29"),
            ("2024-06-01", .day, "2024-06-01", "2024-06-01"),
        ])
    func known(text: String, precision: PartialDate.Precision, earliest: String, latest: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.precision == precision)
        #expect(date.description == text)
        #expect(date.earliest.description == earliest)
        #expect(date.latest.description == latest)
    }

    @Test("What is not known is not there")
    func parts() throws {
        let year = try #require(PartialDate("2024"))
        let month = try #require(PartialDate("2024-06"))
        #expect(year.year == 2024 && year.month == nil && year.day == nil)
        #expect(month.month == 6 && month.day == nil)
        #expect(PartialDate(month.latest).day == 30)
    }

    @Test(
        "Other forms are refused",
        arguments: [
            "", "24", "2024-6", "2024-13", "0000", "2024-06-31", "2024-", "2024-06?", "202X", "2024/2025", "+2024",
        ])
    func refused(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test("They sort by the first day, the vaguer one first")
    func order() {
        let sorted = ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-01-02", "2024-02", "2025"]
        #expect(sorted.reversed().compactMap { PartialDate($0) }.sorted().map(\.description) == sorted)
    }
}
