import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// What someone wrote about the tier of a dossier, and who manages it.
struct DossierInput {
    let tier: Tier
    let basis: String
    let reasons: [FieldChange]

    init(_ input: inout Input) throws {
        let tier = input.choice("tier", as: Tier.self)
        basis = input.text("basis", most: Dossier.longestBasis, required: true)
        reasons = input.reasons
        try input.check()
        self.tier = tier ?? .watch
    }
}

/// The form of a dossier: its tier and its managers.
enum DossierForms {
    static func edit(_ call: Call) async throws -> Response {
        try await form(call, sent: nil)
    }

    static func save(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        do {
            var input = try Input(call)
            let sent = try DossierInput(&input)
            let version = try call.formVersion
            // Only what this writer ticked or unticked changes; what another changed meanwhile stays.
            let chosen = Set(call.form.all("managers").compactMap { ID<Account>($0) })
            let base = Set(call.form.all("base.managers").compactMap { ID<Account>($0) })
            let response = try await call.submit { writing in
                let dossier = try writing.dossier(country, for: reader, to: .changeTier)
                try writing.change(
                    dossier, tier: sent.tier, basis: sent.basis, version: version, reasons: sent.reasons)
                try writing.assign(adding: chosen.subtracting(base), removing: base.subtracting(chosen), to: country)
                return "/countries/\(country)?done=dossier.updated"
            }
            for account in try await call.store.read({ try $0.accounts(of: .countryManager) }) {
                call.services.sessions.forget(account.id)
            }
            return response
        } catch let faults as Faults {
            return try await form(call, sent: faults)
        } catch is StaleVersion {
            return try await conflict(call, country)
        }
    }

    private static func form(_ call: Call, sent: Faults?) async throws -> Response {
        let reader = try call.reader
        let country = try call.parameter("country", as: String.self)
        let texts = call.texts
        let (dossier, all, now) = try await call.store.read { transaction in
            (
                try transaction.dossier(country, for: reader, to: .changeTier),
                try transaction.accounts(of: .countryManager),
                Set((try transaction.managers(of: [country])[country] ?? []).map(\.id.description))
            )
        }
        let kept = ["tier": dossier.tier.rawValue, "basis": dossier.basis]
        let form = sent.map { FormView(call, sent: $0) } ?? FormView(call) { kept[$0] }
        let chosen = sent == nil ? now : Set(call.form.all("managers"))
        let version = sent == nil ? "\(dossier.version)" : call.form["version"] ?? ""
        let started = sent == nil ? now.sorted() : call.form.all("base.managers")
        let name = Gazetteer.world.name(country, in: texts.language)
        return call.page(
            Page(
                texts("dossier.edit-title", ["country": name]),
                crumbs: [(texts("countries.title"), "/countries"), (name, "/countries/\(country)")],
                status: sent == nil ? .ok : .badRequest,
                body: """
                    <div class="narrow">\(form.summary)\(form.form("/countries/\(country)/edit", guarded: true,
                        hidden: [("version", version), ("base.tier", dossier.tier.rawValue), ("base.basis", dossier.basis)] + started.map { ("base.managers", $0) }, """
                        \(form.radios("tier", "countries.tier", Tier.allCases.map { ($0.rawValue, texts($0.title)) }))
                        \(form.area("basis", "dossier.basis", hint: "dossier.basis-hint", rows: 3, required: true))
                        \(form.boxes("managers", "dossier.managers", all.map { ($0.id.description, $0.name) }, chosen: chosen))
                        \(form.actions("form.save", back: "/countries/\(country)"))
                        """))</div>
                    """))
    }

    private static func conflict(_ call: Call, _ country: String) async throws -> Response {
        let reader = try call.reader
        let (dossier, last) = try await call.store.read { transaction in
            let dossier = try transaction.dossier(country, for: reader, to: .changeTier)
            return (dossier, try transaction.lastChange(of: dossier.subject))
        }
        let texts = call.texts
        let conflict = ConflictView(
            fields: [
                .init("tier", "countries.tier", now: dossier.tier.rawValue, .value { Tier(rawValue: $0)?.title }),
                .init("basis", "dossier.basis", now: dossier.basis),
            ],
            version: dossier.version, action: "/countries/\(country)/edit", back: "/countries/\(country)",
            by: last?.name ?? texts("actor.system"), at: last?.at ?? dossier.changed,
            repeated: ["managers", "base.managers"])
        let name = Gazetteer.world.name(country, in: texts.language)
        return call.page(conflict.page(call, crumbs: [(name, "/countries/\(country)")]))
    }
}

extension Writing {
    /// Gives a country more managers and takes some away.
    fileprivate func assign(adding: Set<ID<Account>>, removing: Set<ID<Account>>, to country: String) throws {
        for account in try accounts(of: .countryManager) {
            let old = Set(try self.countries(of: account.id))
            var new = old
            if adding.contains(account.id) { new.insert(country) }
            if removing.contains(account.id) { new.remove(country) }
            if new != old { try assign(account, to: new) }
        }
    }
}
