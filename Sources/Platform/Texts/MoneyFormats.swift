import Values

extension Texts {
    /// An amount with its currency, kept together by a no-break space: `€ 312.400,00` in Dutch, `€312,400.00` in
    /// English.
    ///
    /// A currency without a sign in the catalogue (`currency.EUR`) is written by its code: `XOF 12.500,00`.
    package func money(_ money: Money) -> String {
        let sign: TextKey = "currency.\(money.currency.code)"
        let pattern: TextKey = has(sign) ? "money.sign" : "money.code"
        return self(
            money.cents < 0 ? "\(pattern.name).negative" : pattern,
            [
                "currency": has(sign) ? self(sign) : money.currency.code,
                "amount": hundredths(money.cents.magnitude),
            ])
    }
}
