import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// The pages of a country's year strategy: its versions, their comparison, the form and the conflict.
enum StrategyPages {
    // MARK: Reading

    /// All versions of a year, two of them compared.
    static func show(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let (country, year) = try place(call)
        let (versions, names) = try await call.store.read { transaction in
            guard try transaction.dossier(country, for: reader) != nil else { throw Refusal.notFound }
            let versions = try Strategy.versions(transaction, country: country, year: year)
            if versions.isEmpty { throw Refusal.notFound }
            return (versions, try transaction.accountNames(versions.map(\.by)))
        }
        let texts = call.texts
        let newer = call.query("to").flatMap { Int($0) } ?? versions.first?.version ?? 1
        let older = call.query("from").flatMap { Int($0) } ?? max(1, newer - 1)
        guard let new = versions.first(where: { $0.version == newer }),
            let old = versions.first(where: { $0.version == older })
        else { throw Refusal.notFound }
        let path = "/countries/\(country)/strategies/\(year)"
        let list = versions.html { version in
            let compare: HTML =
                version.version > 1
                ? " · <a href=\"\(path)?from=\(version.version - 1)&amp;to=\(version.version)\">\(texts("strategy.compare"))</a>"
                : .empty
            return """
                <li><time>\(texts.dateTime(version.at, in: .amsterdam))</time><div>\
                \(texts("strategy.version-number", ["version": "\(version.version)"])) · \
                \(names[version.by] ?? texts("actor.system"))\(compare)</div></li>
                """
        }
        let name = Gazetteer.world.name(country, in: texts.language)
        let comparison: HTML =
            old.version == new.version
            ? "<section class=\"panel\"><div class=\"prose\" dir=\"auto\">\(Prose.html(new.goals))</div></section>"
            : DifferenceView.html(
                (texts("strategy.version-number", ["version": "\(old.version)"]), old.goals),
                (texts("strategy.version-number", ["version": "\(new.version)"]), new.goals))
        return call.page(
            Page(
                texts("strategy.of-year", ["year": "\(year)"]),
                crumbs: [(texts("countries.title"), "/countries"), (name, "/countries/\(country)")],
                body: """
                    \(comparison)
                    <section class="panel"><header><h2>\(texts("strategy.versions"))</h2></header>
                    <ul class="stream versions">\(list)</ul></section>
                    """))
    }

    // MARK: Writing

    static func edit(_ call: Call) async throws -> Response {
        try await form(call, sent: nil)
    }

    static func save(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let (country, year) = try place(call)
        do {
            let (goals, reasons) = try goals(call)
            let version = try call.formVersion
            return try await call.submit { writing in
                _ = try writing.dossier(country, for: reader, to: .reviseStrategy)
                try writing.reviseStrategy(of: country, year: year, goals: goals, version: version, reasons: reasons)
                return "/countries/\(country)?done=strategy.revised"
            }
        } catch let faults as Faults {
            return try await form(call, sent: faults)
        } catch is StaleVersion {
            return try await conflict(call, country, year)
        }
    }

    /// What was written, checked.
    static func goals(_ call: Call) throws -> (goals: String, reasons: [FieldChange]) {
        var input = try Input(call)
        let goals = input.text("goals", most: Strategy.longestGoals, required: true)
        try input.check()
        return (goals, input.reasons)
    }

    /// The country and the year of the address.
    static func place(_ call: Call) throws -> (country: String, year: Int) {
        let year = try call.parameter("year", as: Int.self)
        guard Strategy.years.contains(year) else { throw Refusal.notFound }
        return (try call.parameter("country", as: String.self), year)
    }

    private static func form(_ call: Call, sent: Faults?) async throws -> Response {
        let reader = try call.reader
        let (country, year) = try place(call)
        let strategy = try await call.store.read { transaction in
            _ = try transaction.dossier(country, for: reader, to: .reviseStrategy)
            return try Strategy.current(transaction, country: country, year: year)
        }
        let texts = call.texts
        let form = sent.map { FormView(call, sent: $0) } ?? FormView(call) { $0 == "goals" ? strategy?.goals : nil }
        let version = sent == nil ? "\(strategy?.version ?? 0)" : call.form["version"] ?? ""
        let base = sent == nil ? strategy?.goals ?? "" : call.form["base.goals"] ?? ""
        let name = Gazetteer.world.name(country, in: texts.language)
        return call.page(
            Page(
                texts("strategy.of-year", ["year": "\(year)"]),
                crumbs: [(texts("countries.title"), "/countries"), (name, "/countries/\(country)")],
                lead: "\(name)", status: sent == nil ? .ok : .badRequest,
                body: """
                    <div class="narrow">\(form.summary)\(form.form(
                        "/countries/\(country)/strategies/\(year)/edit", guarded: true,
                        hidden: [("version", version), ("base.goals", base)], """
                        \(form.area("goals", "strategy.goals", hint: "strategy.goals-hint", rows: 14, required: true))
                        \(form.actions("form.save", back: "/countries/\(country)"))
                        """))</div>
                    """))
    }

    private static func conflict(_ call: Call, _ country: String, _ year: Int) async throws -> Response {
        let (strategy, names) = try await call.store.read { transaction in
            let strategy = try Strategy.current(transaction, country: country, year: year)
            return (strategy, try transaction.accountNames([strategy?.by ?? ""]))
        }
        guard let strategy else { throw Refusal.notFound }
        let texts = call.texts
        let conflict = ConflictView(
            fields: [.init("goals", "strategy.goals", now: strategy.goals)], version: strategy.version,
            action: "/countries/\(country)/strategies/\(year)/edit", back: "/countries/\(country)",
            by: names[strategy.by] ?? texts("actor.system"), at: strategy.at)
        let name = Gazetteer.world.name(country, in: texts.language)
        return call.page(
            conflict.page(
                call, crumbs: [(name, "/countries/\(country)"), (texts("strategy.of-year", ["year": "\(year)"]), nil)]))
    }
}
