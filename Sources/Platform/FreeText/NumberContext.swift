/// Reads the words around a number, which tell what it is.
///
/// Only the nearest few characters are looked at, so that the cost of a number does not depend on the length of the
/// text.
enum NumberContext {
    /// True after a word for the citizen service number, at most three words back.
    static func isCalledCitizenServiceNumber(_ range: Range<Int>, in units: [UInt8]) -> Bool {
        words(before: range.lowerBound, in: units).suffix(4).contains { citizenServiceNumberWords.contains($0) }
    }

    /// True after `V`, or with a word for the alien number in the forty characters before or the fifteen behind.
    static func isAlienNumber(_ range: Range<Int>, in units: [UInt8]) -> Bool {
        let before = words(before: range.lowerBound, in: units)
        if before.last == "V", units[..<range.lowerBound].suffix(3).contains(UInt8(ascii: "V")) { return true }
        let behind = words(in: units[range.upperBound..<min(units.count, range.upperBound + 15)])
        return namesAlienNumber(before) || namesAlienNumber(behind)
    }

    /// True if the words beside the number say that it is an amount, a telephone number or the number of a document.
    static func isSomethingElse(_ range: Range<Int>, in units: [UInt8]) -> Bool {
        let before = units[..<range.lowerBound].suffix(2)
        let behind = units[range.upperBound...].prefix(2)
        if before.contains(PlainText.currencySign) || behind.contains(PlainText.currencySign) { return true }
        if let next = words(in: units[range.upperBound...].prefix(12)).first, amountWords.contains(next) { return true }
        let previous = words(before: range.lowerBound, in: units).last { !fillers.contains($0) }
        return previous.map { amountWords.contains($0) || otherNumberWords.contains($0) } ?? false
    }

    /// True if a letter, or a letter and a joining character, touches the digits on their left, as in `F-111222333`.
    static func isCode(before start: Int, in units: [UInt8]) -> Bool {
        guard start > 0 else { return false }
        if units[start - 1].isPlainLetter { return true }
        return start > 1 && units[start - 2].isPlainLetter && "-_/#\\".utf8.contains(units[start - 1])
    }

    private static func namesAlienNumber(_ words: [String]) -> Bool {
        if words.contains(where: { alienNumberWords.contains($0) }) { return true }
        return zip(words, words.dropFirst()).contains { first, second in
            (first == "V" || first == "ALIEN" || first == "ALIENS") && fillers.contains(second)
        }
    }

    /// The words in the forty characters before a number, back to the number before it, in capitals.
    private static func words(before start: Int, in units: [UInt8]) -> [String] {
        let near = units[..<start].suffix(40)
        let from = near.lastIndex(where: \.isPlainDigit).map { $0 + 1 } ?? near.startIndex
        return words(in: near[from...])
    }

    private static func words(in units: ArraySlice<UInt8>) -> [String] {
        units.split { !$0.isPlainLetter }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static let citizenServiceNumberWords: Set<String> = [
        "BSN", "BSNS", "BSNR", "BSNNUMMER", "BURGERSERVICENUMMER", "BURGERSERVICENUMMERS", "SOFI", "SOFINUMMER",
        "SOFINR",
    ]

    private static let alienNumberWords: Set<String> = [
        "VNR", "VNRS", "VNUMMER", "VNUMMERS", "VREEMDELINGENNUMMER", "VREEMDELINGENNUMMERS", "VREEMDELINGNUMMER",
        "VREEMDELINGENNR",
    ]

    /// Words that stand between a name and its number and say nothing themselves.
    private static let fillers: Set<String> = [
        "NUMMER", "NUMMERS", "NR", "NRS", "NO", "NUMBER", "NUMBERS", "NUM", "IS", "VAN", "OF",
    ]

    private static let amountWords: Set<String> = [
        "EUR", "EURO", "USD", "DOLLAR", "GBP", "GMD", "DALASI", "XOF", "XAF", "CFA", "FCFA", "NGN", "NAIRA", "GHS",
        "MAD",
        "DIRHAM", "DZD", "TND", "IQD", "AMD", "TRY", "CHF", "MILJOEN", "MILJARD", "MILLION",
    ]

    private static let otherNumberWords: Set<String> = [
        "TEL", "TELEFOON", "TELEFOONNUMMER", "TELEPHONE", "PHONE", "MOBIEL", "MOBILE", "MOB", "GSM", "FAX", "WHATSAPP",
        "FACTUUR", "FACTUURNUMMER", "FACTUURNR", "INVOICE", "FACTURE", "KVK", "ORDER", "ORDERNUMMER", "IBAN",
        "REKENING",
        "REKENINGNUMMER", "ISBN", "DOI",
    ]
}
