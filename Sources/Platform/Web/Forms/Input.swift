import FreeText
import Ledger
import Texts
import Values

/// Reads what a user or a program sent, field by field, from a form or from JSON alike, and collects everything that is
/// wrong with it, so that all is told at once.
///
///     var input = Input(call)
///     let text = input.text("goals", most: 20_000)
///     let year = input.integer("year", in: 2000...2100)
///     try input.check()
///
/// Free text passes the check for what looks like a number of a person who returns; a reason in `<name>Reason` lets it
/// through, and is to be put on record with `reasons`.
package struct Input {
    private enum Source {
        case form(FormFields)
        case json([JSON.Member])
    }

    /// The most characters of a reason.
    package static let longestReason = 500

    private let source: Source
    private var known: Set<String> = []
    /// Everything that is wrong so far.
    package private(set) var faults: [Fault] = []
    /// The reasons that were given for texts with something that looks like a personal number, for the ledger.
    package private(set) var reasons: [FieldChange] = []

    /// What the request carries. Throws `Faults` when JSON is wanted and it is no object.
    package init(_ call: Call) throws {
        guard call.isAPI else {
            source = .form(call.form)
            return
        }
        guard case .object(let members) = call.json else { throw Faults([Fault("body", "fault.json-object")]) }
        source = .json(members)
    }

    package init(form: FormFields) { source = .form(form) }

    // MARK: Reading

    /// A text, without white space at its ends; empty when absent.
    ///
    /// - Parameter isFree: false for what is a code or a name of a kind, which the check for personal numbers passes over.
    package mutating func text(_ name: String, most: Int, required: Bool = false, isFree: Bool = true) -> String {
        let text = (raw(name) ?? "").trimmingSpaces()
        if text.isEmpty {
            if required { faults.append(Fault(name, "fault.required")) }
            return text
        }
        if text.count > most {
            faults.append(Fault(name, "fault.too-long", ["most": "\(most)"]))
            return text
        }
        if text.unicodeScalars.contains(where: Self.isControl) { faults.append(Fault(name, "fault.control-character")) }
        if isFree { checkForPersonalNumbers(name, text) }
        return text
    }

    /// One of the values of a kind; nil when absent or, with a fault, when it is none of them.
    package mutating func choice<Value: RawRepresentable<String>>(_ name: String, as type: Value.Type = Value.self)
        -> Value?
    {
        guard let text = raw(name), !text.isEmpty else {
            faults.append(Fault(name, "fault.required"))
            return nil
        }
        if let value = Value(rawValue: text) { return value }
        faults.append(Fault(name, "fault.choice"))
        return nil
    }

    /// A day; nil when absent.
    package mutating func date(_ name: String, required: Bool = false) -> CalendarDate? {
        value(name, required: required, fault: "fault.date", CalendarDate.init(_:))
    }

    /// A day, a month or a year; nil when absent.
    package mutating func partialDate(_ name: String, required: Bool = false) -> PartialDate? {
        value(name, required: required, fault: "fault.partial-date", PartialDate.init(_:))
    }

    /// A whole number within bounds; nil when absent.
    package mutating func integer(_ name: String, in range: ClosedRange<Int>, required: Bool = false) -> Int? {
        let number: Int?
        if case .json(let members) = source, let found = members.first(where: { $0.name == name }) {
            known.insert(name)
            guard case .integer(let value) = found.value else {
                faults.append(Fault(name, "fault.number"))
                return nil
            }
            number = value
        } else {
            number = value(name, required: required, fault: "fault.number", { Int($0) })
        }
        if let number, !range.contains(number) {
            let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            faults.append(Fault(name, "fault.out-of-range", bounds))
            return nil
        }
        return number
    }

    /// Yes or no: a box that is ticked, or `true`.
    package mutating func flag(_ name: String) -> Bool {
        known.insert(name)
        switch source {
        case .form(let fields): return fields[name] != nil
        case .json(let members):
            switch members.first(where: { $0.name == name })?.value {
            case .bool(let value): return value
            case nil: return false
            default:
                faults.append(Fault(name, "fault.flag"))
                return false
            }
        }
    }

    /// Several values of the same name.
    package mutating func list(_ name: String) -> [String] {
        known.insert(name)
        switch source {
        case .form(let fields): return fields.all(name)
        case .json(let members):
            guard let value = members.first(where: { $0.name == name })?.value else { return [] }
            guard case .array(let elements) = value else {
                faults.append(Fault(name, "fault.list"))
                return []
            }
            return elements.compactMap { element in
                if case .string(let text) = element { return text }
                faults.append(Fault(name, "fault.list"))
                return nil
            }
        }
    }

    /// Checks a text that came another way, such as the name of a file, for what looks like a personal number.
    package mutating func checkFree(_ name: String, _ text: String) { checkForPersonalNumbers(name, text) }

    /// Adds something that is wrong by a rule of its own.
    package mutating func add(_ fault: Fault) { faults.append(fault) }

    /// Throws `Faults` when anything is wrong, fields that nobody asked for in JSON included.
    package func check() throws {
        var all = faults
        if case .json(let members) = source {
            for member in members where !known.contains(member.name) {
                all.append(Fault(member.name, "fault.unknown-field"))
            }
        }
        try Faults.check(all)
    }

    // MARK: Underneath

    private mutating func raw(_ name: String) -> String? {
        known.insert(name)
        switch source {
        case .form(let fields): return fields[name]
        case .json(let members):
            switch members.first(where: { $0.name == name })?.value {
            case .string(let text): return text
            case nil, .null: return nil
            default:
                faults.append(Fault(name, "fault.text"))
                return nil
            }
        }
    }

    private mutating func value<Value>(
        _ name: String, required: Bool, fault: TextKey, _ make: (String) -> Value?
    ) -> Value? {
        guard let text = raw(name)?.trimmingSpaces(), !text.isEmpty else {
            if required && !faults.contains(where: { $0.field == name }) {
                faults.append(Fault(name, "fault.required"))
            }
            return nil
        }
        if let value = make(text) { return value }
        faults.append(Fault(name, fault, ["value": String(text.prefix(40))]))
        return nil
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r")
            || (0x7F...0x9F).contains(scalar.value)
    }

    private mutating func checkForPersonalNumbers(_ name: String, _ text: String) {
        let reason = (raw(name + "Reason") ?? "").trimmingSpaces()
        if reason.count > Self.longestReason {
            faults.append(Fault(name + "Reason", "fault.too-long", ["most": "\(Self.longestReason)"]))
        }
        guard let finding = PersonalNumbers.findings(in: text).first else { return }
        if reason.isEmpty {
            faults.append(
                Fault(name, finding.kind.fault, ["found": finding.text]))
        } else {
            reasons.append(FieldChange(name + "Reason", from: nil, to: reason))
        }
    }
}

extension PersonalNumbers.Kind {
    /// What is said at the field.
    fileprivate var fault: TextKey {
        switch self {
        case .citizenServiceNumber: "fault.personal-number.citizen-service"
        case .alienNumber: "fault.personal-number.alien"
        case .machineReadableZone: "fault.personal-number.machine-readable-zone"
        }
    }
}
