// Numbers as the reader's language writes them. The signs between the digits are texts of the catalogue.

extension Texts {
    /// A whole number in groups of three digits: `1.234`.
    package func number(_ value: Int) -> String {
        signed(grouped(UInt64(value.magnitude)), isNegative: value < 0)
    }

    /// A number rounded to so many decimals (0 to 9), halves away from zero: `1.234,50`. A dash for what is not finite
    /// or too large to be exact.
    package func number(_ value: Double, decimals: Int) -> String {
        let unit = (0..<min(max(decimals, 0), 9)).reduce(1) { unit, _ in unit * 10 }
        guard let scaled = UInt64(exactly: (value.magnitude * Double(unit)).rounded()) else {
            return self("number.none")
        }
        let digits = decimal(scaled, unit: UInt64(unit))
        return signed(digits, isNegative: value < 0 && scaled > 0)
    }

    /// A share of one as a percentage: 0.125 is `12,5%` with one decimal.
    package func percent(_ share: Double, decimals: Int = 0) -> String {
        self("number.percent", ["number": number(share * 100, decimals: decimals)])
    }

    /// The size of a file in units of a thousand, with a decimal below ten: `1,4 MB`, `512 B`.
    package func bytes(_ count: Int64) -> String {
        let units: [TextKey] = ["bytes.b", "bytes.kb", "bytes.mb", "bytes.gb", "bytes.tb"]
        let size = max(count, 0).magnitude
        var unit: UInt64 = 1
        for (position, key) in units.enumerated() {
            let isLast = position == units.count - 1
            // Compared as it will be rounded, so that 999 950 bytes are 1 MB and not 1000 kB.
            if isLast || size < 1000 * unit - unit / 2 {
                return self(key, ["number": short(size, unit: unit)])
            }
            unit *= 1000
        }
        return self("number.none")
    }

    /// An amount with two decimals and without a sign: `312.400,00`.
    func hundredths(_ size: UInt64) -> String {
        decimal(size, unit: 100)
    }

    /// With one decimal below ten, unless it is zero.
    private func short(_ size: UInt64, unit: UInt64) -> String {
        let tenths = unit == 1 ? size * 10 : (size + unit / 20) / (unit / 10)
        if tenths >= 100 { return grouped(unit == 1 ? size : (size + unit / 2) / unit) }
        return tenths.isMultiple(of: 10) ? grouped(tenths / 10) : decimal(tenths, unit: 10)
    }

    /// A count of the smallest decimals; a unit of 100 gives two of them, of 1 none.
    private func decimal(_ count: UInt64, unit: UInt64) -> String {
        let whole = grouped(count / unit)
        guard unit > 1 else { return whole }
        // The one in front keeps the zeros behind it: 105 -> "05".
        return whole + self("number.decimal") + String(unit + count % unit).dropFirst()
    }

    private func grouped(_ value: UInt64) -> String {
        let digits = String(value)
        guard digits.utf8.count > 3 else { return digits }
        let separator = self("number.group")
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.utf8.count - position).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }

    private func signed(_ digits: String, isNegative: Bool) -> String {
        isNegative ? self("number.negative", ["number": digits]) : digits
    }
}
