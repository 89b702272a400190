import HTTPTypes
import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// What someone wrote about a fact.
struct FactInput {
    let label: String
    let content: String
    let source: String
    let asOf: PartialDate
    let isShared: Bool
    let reasons: [FieldChange]

    init(_ input: inout Input) throws {
        label = input.text("label", most: Fact.longestLabel, required: true)
        content = input.text("content", most: Fact.longestContent, required: true)
        source = input.text("source", most: Fact.longestSource, required: true)
        let asOf = input.partialDate("asOf", required: true)
        isShared = input.flag("shared")
        reasons = input.reasons
        try input.check()
        guard let asOf else { throw Faults([Fault("asOf", "fault.required")]) }
        self.asOf = asOf
    }

    func fact(_ id: ID<Fact>, country: String) -> Fact {
        Fact(id: id, country: country, label: label, content: content, source: source, asOf: asOf, isShared: isShared)
    }

    /// The fact with what was written.
    func applied(to old: Fact, version: Int) -> Fact {
        var fact = old
        (fact.label, fact.content, fact.source) = (label, content, source)
        (fact.asOf, fact.isShared, fact.version) = (asOf, isShared, version)
        return fact
    }
}

/// The forms of a country's facts.
enum FactPages {
    private static let fields = ["label", "content", "source", "asOf", "shared"]

    static func new(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        _ = try await call.store.read { try $0.dossier(country, for: reader, to: .editFacts) }
        return page(call, country, fact: nil, sent: nil)
    }

    static func add(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        do {
            var input = try Input(call)
            let sent = try FactInput(&input)
            return try await call.submit { writing in
                _ = try writing.dossier(country, for: reader, to: .editFacts)
                try writing.add(sent.fact(writing.ids.next(), country: country), reasons: sent.reasons)
                return "/countries/\(country)?done=fact.added"
            }
        } catch let faults as Faults {
            _ = try await call.store.read { try $0.dossier(country, for: reader, to: .editFacts) }
            return page(call, country, fact: nil, sent: faults)
        }
    }

    static func edit(_ call: Call) async throws -> Response {
        let (country, fact) = try await found(call)
        return page(call, country, fact: fact, sent: nil)
    }

    static func save(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let fact: Fact
        do {
            fact = try await found(call).fact
        } catch Refusal.notFound {
            // Someone took the fact away meanwhile: what was written can be kept as a new one.
            _ = try await call.store.read { try $0.dossier(country, for: reader, to: .editFacts) }
            return page(
                call, country, fact: nil, sent: Faults([Fault("label", "fault.fact-removed")]), status: .conflict)
        }
        do {
            var input = try Input(call)
            let sent = try FactInput(&input)
            let version = try call.formVersion
            return try await call.submit { writing in
                let old = try writing.fact(fact.id, country, for: reader)
                try writing.update(sent.applied(to: old, version: version), from: old, reasons: sent.reasons)
                return "/countries/\(country)?done=fact.updated"
            }
        } catch let faults as Faults {
            return page(call, country, fact: fact, sent: faults)
        } catch is StaleVersion {
            return try await conflict(call, country, fact)
        }
    }

    static func remove(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let (country, fact) = try await found(call)
        let version = try call.formVersion
        return try await call.submit { writing in
            try writing.end(try writing.fact(fact.id, country, for: reader), version: version)
            return "/countries/\(country)?done=fact.removed"
        }
    }

    private static func found(_ call: Call) async throws -> (country: String, fact: Fact) {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let id = try call.parameter("fact", as: ID<Fact>.self)
        let fact = try await call.store.read { transaction in
            _ = try transaction.dossier(country, for: reader, to: .editFacts)
            return try Fact.one(transaction, id, country: country, for: reader)
        }
        guard let fact else { throw Refusal.notFound }
        return (country, fact)
    }

    private static func page(
        _ call: Call, _ country: String, fact: Fact?, sent: Faults?, status: HTTPResponse.Status = .badRequest
    ) -> Response {
        let texts = call.texts
        let kept = [
            "label": fact?.label, "content": fact?.content, "source": fact?.source, "asOf": fact?.asOf.description,
        ]
        let form = sent.map { FormView(call, sent: $0) } ?? FormView(call) { kept[$0] ?? nil }
        let isShared = sent == nil ? fact?.isShared ?? false : call.form["shared"] != nil
        let version = sent == nil ? "\(fact?.version ?? 0)" : call.form["version"] ?? ""
        let started = kept.merging(["shared": fact?.isShared == true ? "yes" : ""]) { $1 }
        let base = fields.map { ("base.\($0)", (sent == nil ? started[$0] ?? nil : call.form["base.\($0)"]) ?? "") }
        let name = Gazetteer.world.name(country, in: texts.language)
        let path = fact.map { "/countries/\(country)/facts/\($0.id)" } ?? "/countries/\(country)/facts/new"
        let removal: HTML =
            fact.map {
                """
                <form class="removal" method="post" action="\(path)/removal">\(FormToken.html)\
                <input type="hidden" name="version" value="\($0.version)">\
                <button class="button danger quiet" type="submit">\(texts("fact.remove"))</button></form>
                """
            } ?? .empty
        return call.page(
            Page(
                texts(fact == nil ? "fact.new-title" : "fact.edit-title"),
                crumbs: [(texts("countries.title"), "/countries"), (name, "/countries/\(country)")],
                lead: "\(name)", status: sent == nil ? .ok : status,
                body: """
                    <div class="narrow">\(form.summary)\(form.form(path, guarded: true, hidden: [("version", version)] + base, """
                        \(form.line("label", "fact.label", hint: "fact.label-hint", required: true))
                        \(form.area("content", "fact.content", rows: 3, required: true))
                        <div class="two">\(form.line("source", "fact.source", hint: "fact.source-hint", required: true))
                        \(form.line("asOf", "fact.as-of", hint: "fact.as-of-hint", required: true))</div>
                        \(form.box("shared", "fact.shared", isOn: isShared, hint: "fact.shared-hint"))
                        \(form.actions("form.save", back: "/countries/\(country)"))
                        """))\(removal)</div>
                    """))
    }

    private static func conflict(_ call: Call, _ country: String, _ fact: Fact) async throws -> Response {
        let last = try await call.store.read { transaction in
            try transaction.lastChange(of: Dossier.subject(country))
        }
        let texts = call.texts
        let conflict = ConflictView(
            fields: [
                .init("label", "fact.label", now: fact.label), .init("content", "fact.content", now: fact.content),
                .init("source", "fact.source", now: fact.source),
                .init("asOf", "fact.as-of", now: fact.asOf.description, .value { _ in nil }),
                .init("shared", "fact.shared", now: fact.isShared ? "yes" : "", .flag),
            ],
            version: fact.version, action: "/countries/\(country)/facts/\(fact.id)", back: "/countries/\(country)",
            by: last?.name ?? texts("actor.system"), at: last?.at ?? call.now)
        let name = Gazetteer.world.name(country, in: texts.language)
        return call.page(conflict.page(call, crumbs: [(name, "/countries/\(country)")]))
    }
}

extension Writing {
    /// The fact for a change by this reader.
    func fact(_ id: ID<Fact>, _ country: String, for reader: Reader) throws -> Fact {
        _ = try dossier(country, for: reader, to: .editFacts)
        guard let fact = try Fact.one(self, id, country: country, for: reader) else { throw Refusal.notFound }
        return fact
    }
}
