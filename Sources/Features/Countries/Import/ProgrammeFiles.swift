import Documents
import FreeText
import Values

/// A row of a file that cannot be imported, with the place and the reason: `events.csv:4:7: '2024-13' is not a date`.
package struct ImportFault: Error, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int
    package let reason: String

    package var description: String { "\(file):\(line):\(column): \(reason)" }
}

/// Everything that is wrong with the files. Nothing was imported.
package struct ImportFaults: Error, Sendable {
    package let faults: [ImportFault]
}

/// The files of a programme, read and checked as a whole.
package struct ProgrammeFiles: Sendable {
    struct Organisation: Sendable {
        let key: String
        let name: String
        let country: String
    }

    struct Country: Sendable {
        let code: String
        let tier: Tier
        let basis: String
    }

    struct Event: Sendable {
        let key: String
        let kind: Milestone.Kind
        let country: String
        let organisation: String
        let start: PartialDate
        let end: PartialDate?
        let place: String
        let people: Int?
        let title: String
        let what: String
        let source: String
    }

    let countries: [Country]
    let organisations: [String: Organisation]
    let events: [Event]

    package static let names = [
        "countries.csv", "organisations.csv", "events.csv", "curriculum-hostmanship.csv", "offerings.csv",
    ]

    /// Reads the files. Throws `ImportFaults` with every fault of all of them.
    ///
    /// - Parameter bytes: the content of a file; nil when it is not there.
    package init(_ bytes: (String) throws -> [UInt8]?) throws {
        var reading = Reading()
        var files: [String: CSVDocument] = [:]
        for name in Self.names {
            guard let content = try bytes(name) else {
                reading.fault(name, 1, 1, "the file is missing")
                continue
            }
            do {
                files[name] = try CSVDocument.read(content, file: name)
            } catch {
                for fault in error.faults { reading.fault(fault.file, fault.line, fault.column, "\(fault.reason)") }
            }
        }
        organisations = reading.organisations(files["organisations.csv"])
        countries = reading.countries(files["countries.csv"])
        events = reading.events(files["events.csv"], organisations)
        reading.curriculum(files["curriculum-hostmanship.csv"])
        reading.offerings(files["offerings.csv"], organisations)
        if !reading.faults.isEmpty { throw ImportFaults(faults: reading.faults) }
    }
}

/// Reads rows and collects their faults.
private struct Reading {
    var faults: [ImportFault] = []

    mutating func fault(_ file: String, _ line: Int, _ column: Int, _ reason: String) {
        faults.append(ImportFault(file: file, line: line, column: column, reason: reason))
    }

    private mutating func fault(_ file: String, _ field: CSVField, _ reason: String) {
        fault(file, field.line, field.column, reason)
    }

    /// The rows of a file that has these columns.
    private mutating func rows(_ document: CSVDocument?, _ columns: [String]) -> [CSVRow] {
        guard let document else { return [] }
        let missing = columns.filter { !document.header.contains($0) }
        for column in missing { fault(document.file, 1, 1, "the column '\(column)' is missing") }
        return missing.isEmpty ? document.rows : []
    }

    private mutating func text(
        _ file: String, _ row: CSVRow, _ column: String, most: Int = 2_000, required: Bool = true
    ) -> String {
        guard let field = row[column] else { return "" }
        if required && field.text.isEmpty { fault(file, field, "'\(column)' is empty") }
        if let finding = PersonalNumbers.findings(in: field.text).first {
            fault(file, field, "'\(finding.text)' looks like a number of a person, which has no place here")
        }
        if field.text.count > most { fault(file, field, "'\(column)' is longer than \(most) characters") }
        return field.text
    }

    private mutating func country(_ file: String, _ row: CSVRow, _ column: String) -> String {
        guard let field = row[column] else { return "" }
        if Gazetteer.world.countries[field.text] == nil {
            fault(file, field, "'\(field.text)' is no country of ISO 3166")
        }
        return field.text
    }

    private mutating func isNew(_ file: String, _ row: CSVRow, _ column: String, _ seen: inout Set<String>) {
        guard let field = row[column], !field.text.isEmpty else { return }
        if !seen.insert(field.text).inserted { fault(file, field, "'\(field.text)' stands twice") }
    }

    mutating func countries(_ document: CSVDocument?) -> [ProgrammeFiles.Country] {
        let file = document?.file ?? ""
        var seen: Set<String> = []
        return rows(document, ["iso2", "tier", "basis"]).compactMap { row in
            isNew(file, row, "iso2", &seen)
            let code = country(file, row, "iso2")
            let basis = text(file, row, "basis", most: Dossier.longestBasis)
            guard let tier = Tier(rawValue: row["tier"]?.text ?? "") else {
                if let field = row["tier"] { fault(file, field, "'\(field.text)' is none of focus, active, watch") }
                return nil
            }
            return .init(code: code, tier: tier, basis: basis)
        }
    }

    mutating func organisations(_ document: CSVDocument?) -> [String: ProgrammeFiles.Organisation] {
        let file = document?.file ?? ""
        var seen: Set<String> = []
        return rows(document, ["key", "name", "name_local", "country", "kind", "website"]).reduce(into: [:]) {
            all, row in
            isNew(file, row, "key", &seen)
            let key = text(file, row, "key")
            all[key] = .init(key: key, name: text(file, row, "name"), country: country(file, row, "country"))
            _ = text(file, row, "kind")
        }
    }

    mutating func events(
        _ document: CSVDocument?, _ organisations: [String: ProgrammeFiles.Organisation]
    ) -> [ProgrammeFiles.Event] {
        let file = document?.file ?? ""
        var seen: Set<String> = []
        let columns = [
            "key", "kind", "country", "organisation", "start", "end", "place", "people", "title", "what", "source",
        ]
        return rows(document, columns).compactMap { row in
            isNew(file, row, "key", &seen)
            let kind = Milestone.Kind(rawValue: row["kind"]?.text ?? "")
            if kind == nil, let field = row["kind"] { fault(file, field, "'\(field.text)' is no kind of event") }
            if let field = row["organisation"], organisations[field.text] == nil {
                fault(file, field, "'\(field.text)' is not in organisations.csv")
            }
            let start = date(file, row, "start")
            let end = date(file, row, "end")
            if let start, let end, let field = row["end"], end.latest < start.earliest {
                fault(file, field, "the end is before the start")
            }
            if start == nil, let field = row["start"], field.text.isEmpty { fault(file, field, "'start' is empty") }
            let people = row["people"].flatMap { $0.text.isEmpty ? nil : $0 }
            if let people, Int(people.text).map({ $0 < 0 }) ?? true {
                fault(file, people, "'\(people.text)' is no number of people")
            }
            let (place, what) = (text(file, row, "place", required: false), text(file, row, "what"))
            let (key, title) = (text(file, row, "key"), text(file, row, "title"))
            let source = text(file, row, "source")
            let code = country(file, row, "country")
            guard let kind, let start else { return nil }
            return .init(
                key: key, kind: kind, country: code,
                organisation: organisations[row["organisation"]?.text ?? ""]?.name ?? "", start: start,
                end: end == start ? nil : end, place: place, people: people.flatMap { Int($0.text) }, title: title,
                what: what, source: source)
        }
    }

    private mutating func date(_ file: String, _ row: CSVRow, _ column: String) -> PartialDate? {
        guard let field = row[column], !field.text.isEmpty else { return nil }
        if let date = PartialDate(field.text) { return date }
        fault(file, field, "'\(field.text)' is no year, month or day (2024, 2024-06, 2024-06-01)")
        return nil
    }

    mutating func curriculum(_ document: CSVDocument?) {
        let file = document?.file ?? ""
        var seen: Set<String> = []
        for row in rows(document, ["step", "title", "for", "leads to", "basis"]) {
            isNew(file, row, "step", &seen)
            if let field = row["step"], Int(field.text) == nil { fault(file, field, "'\(field.text)' is no number") }
            _ = text(file, row, "title")
        }
    }

    mutating func offerings(_ document: CSVDocument?, _ organisations: [String: ProgrammeFiles.Organisation]) {
        let file = document?.file ?? ""
        var seen: Set<String> = []
        for row in rows(document, ["key", "organisation", "title", "length", "parts", "for", "source"]) {
            isNew(file, row, "key", &seen)
            _ = text(file, row, "title")
            if let field = row["organisation"], organisations[field.text] == nil {
                fault(file, field, "'\(field.text)' is not in organisations.csv")
            }
        }
    }
}
