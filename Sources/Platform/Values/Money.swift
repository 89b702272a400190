/// An amount of money, in whole cents: never a fraction, never without its currency.
///
///     try Money(cents: 125_00).adding(Money(cents: 75_00))
package struct Money: Hashable, Sendable, Codable {
    /// Hundredths of the currency; negative for what is paid back.
    package let cents: Int64
    /// What the cents are hundredths of.
    package let currency: Currency

    /// So many cents, in euros unless it is said otherwise.
    package init(cents: Int64, currency: Currency = .euro) {
        self.cents = cents
        self.currency = currency
    }

    /// The sum.
    ///
    /// - Throws: `MoneyError` when the currencies differ or the sum does not fit in 64 bits.
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other, cents.addingReportingOverflow(other.cents))
    }

    /// The difference.
    ///
    /// - Throws: `MoneyError` when the currencies differ or the difference does not fit in 64 bits.
    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try combined(with: other, cents.subtractingReportingOverflow(other.cents))
    }

    private func combined(
        with other: Money, _ result: (partialValue: Int64, overflow: Bool)
    ) throws(MoneyError) -> Money {
        guard currency == other.currency else { throw .otherCurrency(currency, other.currency) }
        guard !result.overflow else { throw .overflow }
        return Money(cents: result.partialValue, currency: currency)
    }
}

/// Why two amounts cannot be put together.
package enum MoneyError: Error, Hashable, Sendable {
    /// They are in two currencies; only a rate on record may convert one.
    case otherCurrency(Currency, Currency)
    /// The result does not fit in 64 bits.
    case overflow
}
