/// The rules for numbers of nine and ten digits: the citizen service number and the alien number.
///
/// **Citizen service number.** Nine digits that pass the 11-check (each digit times 9, 8 … 2 and the last times -1; the
/// sum is a multiple of 11), not all the same. Source: the 'elfproef' of RvIG's Logisch Ontwerp BSN. One number of nine
/// digits in eleven passes by chance. Its digits stand together, or in groups of two or more with the same single dot,
/// space or hyphen between them (`1112.22.333` is how the old sofi number was printed). A number with its leading zero
/// lost has eight digits; so have most dates without hyphens and many telephone numbers. Eight digits therefore count
/// only after a word such as 'BSN'.
///
/// **Alien number.** Ten digits after `V`, or with 'V-nummer', 'vreemdelingennummer' or the like before or closely
/// behind them. The Dutch migration chain numbers aliens in ten digits since 2003 (Basisvoorziening Vreemdelingen). We
/// know of no published check digit, and ten digits alone may be anything; hence the word is required. That is our
/// choice, to be confirmed by the IND's protocol for identification and labelling (PIL).
struct PersonalNumberRules {
    private let units: [UInt8]
    private let groups: [DigitGroup]

    init(units: [UInt8]) {
        self.units = units
        groups = DigitGroup.all(in: units)
    }

    /// The findings in the order of the text, as ranges of units.
    func findings() -> [(PersonalNumbers.Kind, Range<Int>)] {
        var found: [(PersonalNumbers.Kind, Range<Int>)] = []
        var group = 0
        while group < groups.count {
            if let finding = finding(from: group, after: found.last) {
                found.append((finding.kind, finding.range))
                group = finding.next
            } else {
                group += 1
            }
        }
        return found
    }

    private typealias Found = (kind: PersonalNumbers.Kind, range: Range<Int>, next: Int)

    /// Joins the groups from one on until they have ten digits, and looks at each number on the way.
    private func finding(from first: Int, after previous: (PersonalNumbers.Kind, Range<Int>)?) -> Found? {
        var digits = 0
        var last = first
        while true {
            digits += groups[last].range.count
            guard digits <= 10 else { return nil }
            let candidate = Candidate(first: first, last: last, digits: digits)
            if digits >= 8, let kind = kind(of: candidate, after: previous) {
                return (kind, groups[first].range.lowerBound..<groups[last].range.upperBound, last + 1)
            }
            guard last + 1 < groups.count, let joint = groups[last].jointAfter, DigitGroup.isGrouping(joint),
                last == first || joint == groups[first].jointAfter
            else { return nil }
            last += 1
        }
    }

    private struct Candidate {
        let first: Int
        let last: Int
        let digits: Int
    }

    private func kind(
        of candidate: Candidate, after previous: (PersonalNumbers.Kind, Range<Int>)?
    ) -> PersonalNumbers.Kind? {
        let range = groups[candidate.first].range.lowerBound..<groups[candidate.last].range.upperBound
        if candidate.digits == 10 {
            let isListed = previous.map { $0.0 == .alienNumber && range.lowerBound - $0.1.upperBound <= 6 } ?? false
            guard isListed || NumberContext.isAlienNumber(range, in: units) else { return nil }
            return isWholeNumber(candidate, isNamed: true) ? .alienNumber : nil
        }
        guard passesElevenCheck(units[range].filter(\.isPlainDigit)) else { return nil }
        let isNamed = NumberContext.isCalledCitizenServiceNumber(range, in: units)
        guard isNamed || (candidate.digits == 9 && !NumberContext.isSomethingElse(range, in: units)) else { return nil }
        guard isWholeNumber(candidate, isNamed: isNamed) else { return nil }
        return .citizenServiceNumber
    }

    private func passesElevenCheck(_ digits: [UInt8]) -> Bool {
        let values = digits.map { Int($0) - 0x30 }
        let nine = values.count == 8 ? [0] + values : values
        guard nine.count == 9, values.contains(where: { $0 != values[0] }) else { return false }
        let sum = zip(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]).reduce(0) { $0 + $1.0 * $1.1 }
        return sum % 11 == 0
    }

    /// True unless the digits are a piece of something longer: a longer number, an amount, a date, a telephone number,
    /// a code.
    private func isWholeNumber(_ candidate: Candidate, isNamed: Bool) -> Bool {
        let (first, last) = (groups[candidate.first], groups[candidate.last])
        let parts = groups[candidate.first...candidate.last]
        if !isNamed, parts.contains(where: { $0.range.count < 2 }) { return false }
        if last.range.upperBound < units.count, units[last.range.upperBound].isPlainLetter { return false }
        if !isNamed, first.isPartOfTelephoneNumber || NumberContext.isCode(before: first.range.lowerBound, in: units) {
            return false
        }
        if let joint = first.jointBefore, candidate.first > 0, !isNamed || joint != UInt8(ascii: " ") {
            let neighbour = groups[candidate.first - 1]
            guard mayStandBeside(neighbour, joint, beyond: neighbour.jointBefore, candidate) else { return false }
        }
        if let joint = last.jointAfter, candidate.last + 1 < groups.count, !isNamed || joint != UInt8(ascii: " ") {
            let neighbour = groups[candidate.last + 1]
            guard mayStandBeside(neighbour, joint, beyond: neighbour.jointAfter, candidate) else { return false }
        }
        return true
    }

    /// Whether digits next to the number, with one character between, are a thing of their own.
    ///
    /// - Parameter beyond: What stands between those digits and the next, away from the number.
    private func mayStandBeside(
        _ neighbour: DigitGroup, _ joint: UInt8, beyond: UInt8?, _ candidate: Candidate
    ) -> Bool {
        // Two numbers of one length side by side are a list.
        if neighbour.range.count == candidate.digits { return true }
        guard joint == UInt8(ascii: " ") else { return false }
        if candidate.first == candidate.last { return true }
        // '2025 111 222 333', '111 222 333 12-06-2025', '12:30 111 222 333'.
        let isYear = neighbour.range.count == 4 && "12".utf8.contains(units[neighbour.range.lowerBound])
        return isYear || beyond.map { $0 != joint } ?? false
    }
}

/// Digits that stand together, and how they hang on to those before and behind.
struct DigitGroup {
    let range: Range<Int>
    /// The one character between this group and the one before; nil if they do not touch.
    var jointBefore: UInt8?
    /// The one character between this group and the next; nil if they do not touch.
    var jointAfter: UInt8?
    /// True within the fifteen digits (ITU-T E.164) after a `+`, or after `00` that opens a longer number.
    var isPartOfTelephoneNumber = false

    /// What may stand inside a person's number.
    static func isGrouping(_ unit: UInt8) -> Bool {
        unit == UInt8(ascii: " ") || unit == UInt8(ascii: ".") || unit == UInt8(ascii: "-")
    }

    /// What makes digits on both sides one thing: an amount, a date, a time, a file number.
    private static func isJoint(_ unit: UInt8) -> Bool {
        isGrouping(unit) || ",/:'_*#\\".utf8.contains(unit)
    }

    static func all(in units: [UInt8]) -> [DigitGroup] {
        var groups: [DigitGroup] = []
        var index = 0
        // The digits still left of the telephone number that we are in.
        var telephoneDigits = -1
        while let start = units[index...].firstIndex(where: \.isPlainDigit) {
            let end = units[start...].firstIndex { !$0.isPlainDigit } ?? units.count
            var group = DigitGroup(range: start..<end)
            if let previous = groups.last, start - previous.range.upperBound == 1, isJoint(units[start - 1]) {
                group.jointBefore = units[start - 1]
                groups[groups.count - 1].jointAfter = units[start - 1]
            } else if !isTelephoneBracket(units, from: groups.last?.range.upperBound, to: start) {
                telephoneDigits = -1
            }
            if opensTelephoneNumber(group.range, in: units) { telephoneDigits = 15 }
            telephoneDigits -= group.range.count
            group.isPartOfTelephoneNumber = telephoneDigits >= 0
            groups.append(group)
            index = end
        }
        return groups
    }

    /// `+31`, `(+31)`, `0031` or `00 31`, but not the zeros of `0,00` or `00:30`.
    private static func opensTelephoneNumber(_ range: Range<Int>, in units: [UInt8]) -> Bool {
        let before = range.lowerBound > 0 ? units[range.lowerBound - 1] : UInt8(ascii: " ")
        if before == UInt8(ascii: "+") { return true }
        guard range.count <= 6, units[range].starts(with: "00".utf8), !",.:/-".utf8.contains(before) else {
            return false
        }
        return range.upperBound == units.count || !",.:/".utf8.contains(units[range.upperBound])
    }

    /// The brackets of `+31 (0)6 …` keep a telephone number together.
    private static func isTelephoneBracket(_ units: [UInt8], from: Int?, to: Int) -> Bool {
        guard let from, to - from <= 3 else { return false }
        return units[from..<to].allSatisfy { " ()-".utf8.contains($0) }
    }
}
