import Texts

/// Reads the parameters of an API request's query and collects everything that is wrong with them.
package struct QueryInput {
    private let items: [String: [String]]
    private var known: Set<String> = []
    private var faults: [Fault] = []

    package init(_ call: Call) {
        items = Dictionary(grouping: call.queryItems, by: \.name).mapValues { $0.map(\.value) }
    }

    /// A text; nil when absent.
    package mutating func text(_ name: String, most: Int, pattern: Regex<Substring>? = nil) -> String? {
        guard let text = raw(name) else { return nil }
        if text.count > most {
            faults.append(Fault(name, "fault.too-long", ["most": "\(most)"]))
        } else if let pattern, text.wholeMatch(of: pattern) == nil {
            faults.append(Fault(name, "fault.choice"))
        }
        return text
    }

    /// One of the values of a kind; nil when absent.
    package mutating func choice<Value: RawRepresentable<String>>(_ name: String) -> Value? {
        guard let text = raw(name) else { return nil }
        if let value = Value(rawValue: text) { return value }
        faults.append(Fault(name, "fault.choice"))
        return nil
    }

    /// A whole number within bounds; nil when absent.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = raw(name) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
        faults.append(Fault(name, "fault.out-of-range", bounds))
        return nil
    }

    /// Throws `Faults` when anything is wrong, parameters that nobody asked for included.
    package func check() throws {
        let unknown = items.keys.filter { !known.contains($0) }.sorted().map { Fault($0, "fault.unknown-field") }
        try Faults.check(faults + unknown)
    }

    private mutating func raw(_ name: String) -> String? {
        known.insert(name)
        guard let values = items[name] else { return nil }
        if values.count > 1 { faults.append(Fault(name, "fault.once")) }
        return values.first
    }
}
