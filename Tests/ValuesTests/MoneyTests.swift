import Foundation
import Testing
import Values

@Suite("Money")
struct MoneyTests {
    @Test("Amounts of one currency are added and subtracted")
    func sums() throws {
        let paid = Money(cents: 125_00)
        #expect(try paid.adding(Money(cents: 75_50)) == Money(cents: 200_50, currency: .euro))
        #expect(try paid.subtracting(Money(cents: 200_00)).cents == -75_00)
    }

    @Test("Amounts of two currencies are never put together")
    func currencies() {
        #expect(throws: MoneyError.otherCurrency(.euro, "XOF")) {
            try Money(cents: 1).adding(Money(cents: 1, currency: "XOF"))
        }
    }

    @Test("A result that does not fit is an error")
    func overflow() {
        #expect(throws: MoneyError.overflow) { try Money(cents: .max).adding(Money(cents: 1)) }
        #expect(throws: MoneyError.overflow) { try Money(cents: .min).subtracting(Money(cents: 1)) }
    }

    @Test("A currency is three capitals")
    func codes() {
        #expect(["eur", "EU", "EURO", "E1R", ""].allSatisfy { code in Currency(code) == nil })
        let code = "GMD"
        #expect(Currency(code)?.description == "GMD")
    }

    @Test("In JSON money is its cents and its currency")
    func coding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(Money(cents: 5))
        #expect(String(decoding: data, as: UTF8.self) == #"{"cents":5,"currency":"EUR"}"#)
        #expect(try JSONDecoder().decode(Money.self, from: data) == Money(cents: 5))
    }
}
