import Testing
import Texts
import Values

/// The no-break space, and the narrow one.
private let space = "\u{A0}"
private let narrow = "\u{202F}"

@Suite("Numbers and money")
struct NumberFormatTests {
    @Test("Numbers stand in groups of three")
    func numbers() throws {
        #expect(try Texts.inEachLanguage { $0.number(1234) } == ["1.234", "1,234", "1\(narrow)234", "1,234"])
        let dutch = try Texts.platform(.dutch)
        #expect([0, 999, 1000, 12_345_678].map { dutch.number($0) } == ["0", "999", "1.000", "12.345.678"])
        #expect(dutch.number(-1234) == "-1.234")
        #expect(dutch.number(.min) == "-9.223.372.036.854.775.808")
    }

    @Test("Decimals are rounded, and zeros kept")
    func decimals() throws {
        let written = try Texts.inEachLanguage { $0.number(1234.5, decimals: 2) }
        #expect(written == ["1.234,50", "1,234.50", "1\(narrow)234,50", "1,234.50"])
        let dutch = try Texts.platform(.dutch)
        #expect(dutch.number(0.05, decimals: 2) == "0,05")
        #expect(dutch.number(-0.5, decimals: 0) == "-1")
        #expect(dutch.number(-0.001, decimals: 2) == "0,00")
        #expect(dutch.number(.nan, decimals: 2) == "–")
        #expect(dutch.number(1e300, decimals: 2) == "–")
    }

    @Test("A share of one is a percentage")
    func percentages() throws {
        #expect(
            try Texts.inEachLanguage { $0.percent(0.125, decimals: 1) } == [
                "12,5%", "12.5%", "12,5\(narrow)%", "12.5%",
            ])
        #expect(try Texts.platform(.dutch).percent(1) == "100%")
    }

    @Test(
        "Sizes have two or three telling digits",
        arguments: [
            (0, "0 B"), (512, "512 B"), (999, "999 B"), (1000, "1 kB"), (1049, "1 kB"), (1050, "1,1 kB"),
            (9949, "9,9 kB"), (9950, "10 kB"), (140_400, "140 kB"), (999_499, "999 kB"), (999_500, "1 MB"),
            (1_400_000, "1,4 MB"), (5_000_000_000, "5 GB"), (2_345_000_000_000_000, "2.345 TB"), (-5, "0 B"),
        ])
    func sizes(count: Int64, written: String) throws {
        #expect(try Texts.platform(.dutch).bytes(count) == written.replacing(" ", with: space))
    }

    @Test("The largest size can be written, and the units are the language's own")
    func unitsOfSize() throws {
        #expect(try Texts.platform(.dutch).bytes(.max) == "9.223.372\(space)TB")
        let written = try Texts.inEachLanguage { $0.bytes(1_400_000) }
        #expect(written == ["1,4\(space)MB", "1.4\(space)MB", "1,4\(space)Mo", "1.4\(space)ميغابايت"])
    }

    @Test("Money has its sign where the language puts it")
    func money() throws {
        #expect(
            try Texts.inEachLanguage { $0.money(Money(cents: 312_400_00)) } == [
                "€\(space)312.400,00", "€312,400.00", "312\(narrow)400,00\(space)€", "\u{200F}312,400.00\(space)€",
            ])
        #expect(
            try Texts.inEachLanguage { $0.money(Money(cents: -5)) } == [
                "€\(space)-0,05", "-€0.05", "-0,05\(space)€", "\u{200F}\u{200E}-0.05\(space)€",
            ])
    }

    @Test("A currency without a sign is written by its code")
    func codes() throws {
        let written = try Texts.inEachLanguage { $0.money(Money(cents: 1_234_00, currency: "GMD")) }
        #expect(
            written == [
                "GMD\(space)1.234,00", "GMD\(space)1,234.00", "1\(narrow)234,00\(space)GMD",
                "\u{200F}1,234.00\(space)GMD",
            ])
        let dutch = try Texts.platform(.dutch)
        #expect(dutch.money(Money(cents: .min, currency: "GMD")) == "GMD\(space)-92.233.720.368.547.758,08")
    }

    @Test("Lists end with a word")
    func lists() throws {
        #expect(
            try Texts.inEachLanguage { $0.list(["a", "b", "c"]) } == [
                "a, b en c", "a, b and c", "a, b et c", "a، b وc",
            ])
        let dutch = try Texts.platform(.dutch)
        #expect(dutch.list(["a", "b"]) == "a en b")
        #expect(dutch.list(["a"]) == "a")
        #expect(dutch.list([]).isEmpty)
    }
}
