/// Finds in free text what looks like the number of a person who must not be in this system.
///
///     let found = PersonalNumbers.findings(in: "Betreft BSN 111222333")
///     // one finding, .citizenServiceNumber, "111222333"
///
/// A finding is a suspicion, not a verdict: the form comes back with it, and the writer changes the text or gives a
/// reason. So the rules are made to miss little of what is written by accident and to leave ordinary office text alone.
/// They are no defence against somebody who hides a number on purpose. The time is linear in the length of the text.
package enum PersonalNumbers {
    /// One suspicious passage.
    package struct Finding: Equatable, Sendable {
        package let kind: Kind
        /// The passage as it stands in the text, with its own digits and separators.
        package let text: String
        /// Where it stands; an index range of the very string that was searched.
        package let range: Range<String.Index>
    }

    /// What a passage looks like.
    package enum Kind: Equatable, Hashable, Sendable, CaseIterable {
        /// The Dutch citizen service number (burgerservicenummer, BSN).
        case citizenServiceNumber
        /// The Dutch alien number (vreemdelingennummer, V-nummer).
        case alienNumber
        /// The machine readable zone of a travel document.
        case machineReadableZone
    }

    /// Every finding, in the order of the text; no two overlap.
    package static func findings(in text: String) -> [Finding] {
        let plain = PlainText(text)
        let zones = MachineReadableZone.ranges(in: plain.units)
        var found = zones.map { (Kind.machineReadableZone, $0) }
        for (kind, range) in PersonalNumberRules(units: plain.units).findings()
        where !zones.contains(where: { $0.overlaps(range) }) {
            found.append((kind, range))
        }
        return found.sorted { $0.1.lowerBound < $1.1.lowerBound }.map { kind, units in
            let range = plain.range(of: units)
            return Finding(kind: kind, text: String(text[range]), range: range)
        }
    }
}
