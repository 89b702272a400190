import Testing

@testable import FreeText

@Suite("Personal numbers in free text")
struct PersonalNumbersTests {
    // 111222333 and 123456782 pass the 11-check and belong to nobody we know of.
    @Test(
        "A citizen service number is found",
        arguments: [
            ("111222333", "111222333"),
            ("Betreft 111222333.", "111222333"),
            ("BSN: 111.222.333, geboren in 1990", "111.222.333"),
            ("nummer 111 222 333 staat in het dossier", "111 222 333"),
            ("(111-222-333)", "111-222-333"),
            ("sofi 1112.22.333", "1112.22.333"),
            ("bsn111222333", "111222333"),
            ("BSN-111222333", "111222333"),
            ("nr.111222333", "111222333"),
            ("BSN 1 1 1 2 2 2 3 3 3", "1 1 1 2 2 2 3 3 3"),
            ("In 2025 111 222 333 gebeld", "111 222 333"),
            ("12-06-2025 111222333", "111222333"),
            ("12:30 111 222 333", "111 222 333"),
            ("00:30 111222333", "111222333"),
            ("bel +220 3123456 111222333", "111222333"),
            ("regel\n111222333\nregel", "111222333"),
            ("١١١٢٢٢٣٣٣", "١١١٢٢٢٣٣٣"),
            ("رقم ۱۱۱۲۲۲۳۳۳ هنا", "۱۱۱۲۲۲۳۳۳"),
            ("１１１２２２３３３", "１１１２２２３３３"),
            ("号码111222333的", "111222333"),
            ("111\u{00A0}222\u{202F}333", "111\u{00A0}222\u{202F}333"),
            ("111\u{2011}222\u{2011}333", "111\u{2011}222\u{2011}333"),
            ("111\u{200B}222333", "111\u{200B}222333"),
            ("BSN 10000008", "10000008"),
            ("010000008", "010000008"),
        ])
    func citizenServiceNumber(text: String, number: String) {
        let found = PersonalNumbers.findings(in: text)
        #expect(found.map(\.kind) == [.citizenServiceNumber])
        #expect(found.map(\.text) == [number])
        #expect(found.allSatisfy { text[$0.range] == $0.text })
    }

    @Test(
        "Two citizen service numbers are two findings",
        arguments: ["111222333 en 123456782", "111222333, 123456782", "111222333/123456782", "111222333 123456782"])
    func two(text: String) {
        #expect(PersonalNumbers.findings(in: text).map(\.text) == ["111222333", "123456782"])
    }

    @Test(
        "Ordinary numbers are left alone",
        arguments: [
            // Not a number of that kind: 11-check, length, all the same.
            "123456789", "111222334", "000000000", "111111111", "999999999", "1112223334", "11122233", "0111222333",
            // Telephone numbers.
            "+220 3123456", "+31 111222333", "+31-111-222-333", "+31 (0)111222333", "0031 111222333", "00 31 111222333",
            "(+31) 111 222 333", "tel. 111222333", "Telefoonnummer: 111 222 333", "WhatsApp 111222333", "06-12345678",
            // Amounts.
            "EUR 1.234.567,89", "€ 111222333", "€ 111.222.333", "111.222.333,00", "111,222,333.00", "EUR 111 222 333",
            "111.222.333 euro", "GMD 111222333", "0.111222333", "111222333,50", "1.111.222.333",
            // Dates and times.
            "2025-06-12", "12-06-2025", "20250612", "2025-06-12T12:30:45", "12.06.2025 14:30", "09:00-10:30",
            // Accounts, codes, files, invoices.
            "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", "GB29 NWBK 6016 1331 9268 19", "NL111222333B01",
            "factuur 111222333", "Factuurnummer: 111222333", "INV-111222333", "F111222333", "2025-111222333",
            "111222333-01", "2025/111222333", "Z/111222333", "111222333a", "dossier 12/345/678/2", "DT_111222333",
            "a3f111222333", "https://example.org/z111222333", "KvK 111222333",
            // Groups that are nobody's way to write it.
            "11 1 222 333", "1 1 1 2 2 2 3 3 3", "111.222 333", "111 222-333", "111  222  333", "12 111 222 333",
            "111 222 333 4", "111:222:333",
            "", "geen cijfers", "<", "V", "-", "+",
        ])
    func ordinaryNumbers(text: String) {
        #expect(PersonalNumbers.findings(in: text) == [])
    }

    @Test(
        "An alien number is found by the word near it",
        arguments: [
            ("V2712345678", "2712345678"),
            ("v 2712345678", "2712345678"),
            ("V-2712345678", "2712345678"),
            ("V-nummer 271.234.5678", "271.234.5678"),
            ("V-nr.: 271 234 5678", "271 234 5678"),
            ("het vreemdelingennummer van betrokkene is 2712345678", "2712345678"),
            ("Vnr 2712345678", "2712345678"),
            ("2712345678 (V-nummer)", "2712345678"),
            ("V-nummer ٢٧١٢٣٤٥٦٧٨", "٢٧١٢٣٤٥٦٧٨"),
            ("alien number 2712345678", "2712345678"),
        ])
    func alienNumber(text: String, number: String) {
        let found = PersonalNumbers.findings(in: text)
        #expect(found.map(\.kind) == [.alienNumber])
        #expect(found.map(\.text) == [number])
    }

    @Test("Alien numbers in a list are all found")
    func alienNumbers() {
        let text = "V-nummers: 2712345678, 2812345679 en 2912345670"
        #expect(PersonalNumbers.findings(in: text).map(\.text) == ["2712345678", "2812345679", "2912345670"])
    }

    @Test(
        "Ten digits without the word are left alone",
        arguments: ["2712345678", "tel 0201234567", "EAV2712345678", "ISBN 9012345678", "V27123456789", "V271234567"])
    func tenDigits(text: String) {
        #expect(PersonalNumbers.findings(in: text) == [])
    }

    // The specimens of ICAO Doc 9303, parts 4, 5, 6 and 7.
    @Test(
        "A machine readable zone is found whole",
        arguments: [
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\r\nD231458907UTO7408122F1204159<<<<<<<6",
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6",
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "l898902c36uto7408122f1204159ze184226b<<<<<10",
            "L898902C3 6 UTO 740812 2 F 120415 9 ZE184226B<<<<< 1 0",
        ])
    func machineReadableZone(zone: String) {
        let text = "Zie het paspoort:\n\(zone)\nen verder niets."
        let found = PersonalNumbers.findings(in: text)
        #expect(found.map(\.kind) == [.machineReadableZone])
        #expect(found.map(\.text) == [zone])
    }

    @Test(
        "What only resembles a machine readable zone is left alone",
        arguments: [
            "L898902C36UTO7408123F1204159ZE184226B<<<<<10", "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
            "I<UTOD231458906<<<<<<<<<<<<<<<", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<", "a < b << c", "x<30", "<<<<<",
            "P<UTOERIKSSON<<ANNA<MARIA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ])
    func resemblance(text: String) {
        #expect(PersonalNumbers.findings(in: text) == [])
    }

    @Test("A number inside a machine readable zone is not told twice")
    func numberInZone() {
        let zone = "P<NLDERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159111222333<<<<<10"
        #expect(PersonalNumbers.findings(in: zone).map(\.text) == [zone])
    }

    @Test("The check digit is that of ICAO 9303", arguments: [("520727", 3), ("AB2134<<<", 5), ("D23145890", 7)])
    func checkDigit(characters: String, digit: Int) {
        #expect(MachineReadableZone.checkDigit(characters.utf8) == digit)
    }

    @Test("Findings stand in the order of the text")
    func order() {
        let text = "V2712345678\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n111222333"
        #expect(
            PersonalNumbers.findings(in: text).map(\.kind)
                == [.alienNumber, .machineReadableZone, .citizenServiceNumber])
    }

    @Test("A long text is searched in no time, whatever is in it")
    func speed() {
        let pieces = [
            "Een gewone zin met 12 woorden. ", "1 ", "12.34-", "111222333 ", "<", "V271", "ééé ", "1", "+31 1 ",
        ]
        for piece in pieces {
            let text = String(repeating: piece, count: 100_000 / piece.count)
            let time = ContinuousClock().measure { _ = PersonalNumbers.findings(in: text) }
            // A debug build on a busy machine; a release build takes a fortieth.
            #expect(time < .seconds(2), "\(piece): \(time)")
        }
    }
}
