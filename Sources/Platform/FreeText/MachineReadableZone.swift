/// Recognises the machine readable zone of passports, identity cards and visas by its form and check digits.
///
/// Source: ICAO Doc 9303, eighth edition: part 3 section 4.9 (check digits), part 4 (TD3, 2 lines of 44), part 5 (TD1,
/// 3 lines of 30), part 6 (TD2, 2 lines of 36), part 7 (visas: as TD3 and TD2). One line is enough: a line of data when
/// its check digits fit, the first line of a booklet or visa (a name, no check digit) by its form alone. The lines that
/// belong to it go along.
enum MachineReadableZone {
    /// The zones as ranges of units, in the order of the text.
    static func ranges(in units: [UInt8]) -> [Range<Int>] {
        guard units.contains(filler) else { return [] }
        var zones: [Range<Int>] = []
        var block: [Line] = []
        for line in lines(in: units) {
            if let previous = block.last, !previous.isFollowed(by: line) {
                zones += zone(block)
                block = []
            }
            block.append(line)
        }
        return zones + zone(block)
    }

    /// The check digit of ICAO 9303: weights 7, 3, 1; digits count for themselves, A to Z for 10 to 35, `<` for 0.
    ///
    /// - Returns: 0 to 9, or nil if a character is none of those.
    static func checkDigit(_ characters: some Sequence<UInt8>) -> Int? {
        var sum = 0
        for (index, character) in characters.enumerated() {
            let value: Int
            switch character {
            case 0x30...0x39: value = Int(character) - 0x30
            case 0x41...0x5A: value = Int(character) - 0x41 + 10
            case filler: value = 0
            default: return nil
            }
            sum += value * [7, 3, 1][index % 3]
        }
        return sum % 10
    }

    private static let filler = UInt8(ascii: "<")

    private struct Line {
        let range: Range<Int>
        let characters: [UInt8]

        /// Of one length, and on the next line of the text or right behind.
        func isFollowed(by next: Line) -> Bool {
            characters.count == next.characters.count && next.range.lowerBound - range.upperBound <= 8
        }
    }

    private static func zone(_ block: [Line]) -> [Range<Int>] {
        guard let first = block.first, let last = block.last, block.contains(where: { isConvincing($0.characters) })
        else { return [] }
        return [first.range.lowerBound..<last.range.upperBound]
    }

    /// Everything that has the length and the letters of a line or of several: a word, or a line of text without its
    /// spaces, as scanned text has it.
    private static func lines(in units: [UInt8]) -> [Line] {
        var found: [Line] = []
        for line in units.split(whereSeparator: { $0 == UInt8(ascii: "\n") }) {
            if let positions = scanned(line) {
                found += slices(positions, in: units)
                continue
            }
            for word in line.split(whereSeparator: { !isAllowed($0) }) where lineLength(word.count) != nil {
                found += slices(Array(word.indices), in: units)
            }
        }
        return found
    }

    /// Where the characters of a line are, if nothing but its spaces stands between it and a line of the zone.
    private static func scanned(_ line: ArraySlice<UInt8>) -> [Int]? {
        guard line.count <= 200, line.allSatisfy({ isAllowed($0) || $0 == UInt8(ascii: " ") }) else { return nil }
        let positions = line.indices.filter { line[$0] != UInt8(ascii: " ") }
        return lineLength(positions.count) == nil ? nil : positions
    }

    private static func slices(_ positions: [Int], in units: [UInt8]) -> [Line] {
        guard let length = lineLength(positions.count) else { return [] }
        let lines = stride(from: 0, to: positions.count, by: length).map { start in
            let slice = positions[start..<start + length]
            return Line(range: slice[start]..<slice[start + length - 1] + 1, characters: slice.map { units[$0] })
        }
        return lines.contains { $0.characters.contains(filler) } ? lines : []
    }

    /// The length of the one, two or three lines that so many characters make.
    private static func lineLength(_ count: Int) -> Int? {
        switch count {
        case 30, 90: 30
        case 36, 72: 36
        case 44, 88: 44
        default: nil
        }
    }

    private static func isAllowed(_ unit: UInt8) -> Bool {
        unit == filler || (0x30...0x39).contains(unit) || (0x41...0x5A).contains(unit)
    }

    // MARK: Lines

    private static func isConvincing(_ line: [UInt8]) -> Bool {
        switch line.count {
        case 30: isFirstOfCard(line) || isSecondOfCard(line)
        default: isFirstOfBooklet(line) || isSecondOfBooklet(line)
        }
    }

    /// TD3, TD2 and visas, line 1: kind of document, state, a name; letters and fillers only.
    private static func isFirstOfBooklet(_ line: [UInt8]) -> Bool {
        guard "PVACI".utf8.contains(line[0]), line.allSatisfy({ !$0.isPlainDigit }), isState(line[2..<5]) else {
            return false
        }
        let name = line[5...]
        let hasTwoFillers = zip(name, name.dropFirst()).contains { $0 == filler && $1 == filler }
        return name[5] != filler && hasTwoFillers
    }

    /// TD3, TD2 and visas, line 2: number, nationality, birth, sex, expiry.
    private static func isSecondOfBooklet(_ line: [UInt8]) -> Bool {
        isState(line[10..<13]) && isDate(line[13..<19]) && isSex(line[20]) && isDate(line[21..<27])
            && (fits(line, 0..<9) || line[9] == filler) && fits(line, 13..<19) && fits(line, 21..<27)
    }

    /// TD1, line 1: kind of document, state, number. A number longer than nine has its check digit further on.
    private static func isFirstOfCard(_ line: [UInt8]) -> Bool {
        "ACI".utf8.contains(line[0]) && isState(line[2..<5]) && line[5] != filler
            && line[5..<14].contains(where: \.isPlainDigit)
            && fits(line, 5..<14)
    }

    /// TD1, line 2: birth, sex, expiry, nationality. The last check digit is over two lines and is not looked at.
    private static func isSecondOfCard(_ line: [UInt8]) -> Bool {
        isDate(line[0..<6]) && isSex(line[7]) && isDate(line[8..<14]) && isState(line[15..<18])
            && fits(line, 0..<6) && fits(line, 8..<14)
    }

    private static func fits(_ line: [UInt8], _ range: Range<Int>) -> Bool {
        guard line[range.upperBound].isPlainDigit else { return false }
        return checkDigit(line[range]) == Int(line[range.upperBound]) - 0x30
    }

    private static func isState(_ letters: ArraySlice<UInt8>) -> Bool {
        letters.first != filler && letters.allSatisfy { !$0.isPlainDigit }
    }

    /// A date, of which the unknown parts are fillers.
    private static func isDate(_ characters: ArraySlice<UInt8>) -> Bool {
        characters.allSatisfy { $0.isPlainDigit || $0 == filler } && characters.contains(where: \.isPlainDigit)
    }

    private static func isSex(_ character: UInt8) -> Bool {
        "MFX<".utf8.contains(character)
    }
}
