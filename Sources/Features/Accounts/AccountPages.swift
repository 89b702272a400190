import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// The administrator's pages of accounts.
struct AccountPages: Sendable {
    /// All countries with their names, for those who are assigned to some; the feature knows none itself.
    let countries: @Sendable (Language) -> [(code: String, name: String)]

    func list(_ call: Call) async throws -> Response {
        let texts = call.texts
        let accounts = try await call.store.read { transaction in
            let all = try transaction.accounts()
            return try all.map { ($0, try $0.role.hasCountries ? transaction.countries(of: $0.id) : []) }
        }
        let names = Dictionary(uniqueKeysWithValues: countries(texts.language).map { ($0.code, $0.name) })
        let query = TableQuery(call, sorts: [""])
        let table = TableView(
            call, query, caption: texts("accounts.title"),
            columns: [
                .init(texts("accounts.name")), .init(texts("accounts.email")), .init(texts("accounts.role")),
                .init(texts("accounts.countries")), .init(texts("accounts.state")),
            ])
        let rows = accounts.map { account, codes -> [HTML] in
            [
                "<a href=\"/accounts/\(account.id.description)\" dir=\"auto\">\(account.name)</a>", "\(account.email)",
                "\(texts(account.role.title))",
                "\(texts.list(codes.prefix(6).map { names[$0] ?? $0 }))\(" …", if: codes.count > 6)",
                account.disabled == nil
                    ? "<span class=\"tag good\">\(texts("accounts.active"))</span>"
                    : "<span class=\"tag bad\">\(texts("accounts.disabled"))</span>",
            ]
        }
        return call.page(
            Page(
                texts("accounts.title"), lead: "\(texts("accounts.lead", count: accounts.count))",
                body: """
                    <p class="actions"><a class="button" href="/accounts/new">\(texts("accounts.add"))</a>
                    <a href="/rights">\(texts("rights.title"))</a></p>
                    <section class="panel">\(table.html(rows))</section>
                    """))
    }

    func new(_ call: Call) async throws -> Response { page(call, nil, chosen: [], sent: nil) }

    func add(_ call: Call) async throws -> Response {
        do {
            let password = call.form["password"] ?? ""
            let sent = try AccountInput(call, password: password, known: countries(.english).map(\.code))
            let hash = try await call.services.passwords.hash(password)
            return try await call.submit { writing in
                let account = Account(
                    id: writing.ids.next(), email: sent.email, name: sent.name, role: sent.role, language: sent.language
                )
                try writing.add(account, password: hash)
                try writing.assign(account, to: account.role.hasCountries ? sent.countries : [])
                return "/accounts/\(account.id)?done=account.added"
            }
        } catch let faults as Faults {
            return page(call, nil, chosen: Set(call.form.all("countries")), sent: faults)
        }
    }

    func edit(_ call: Call) async throws -> Response {
        let (account, codes) = try await found(call)
        return page(call, account, chosen: codes, sent: nil)
    }

    func save(_ call: Call) async throws -> Response {
        let (old, _) = try await found(call)
        do {
            let sent = try AccountInput(call, password: nil, known: countries(.english).map(\.code))
            let version = try call.formVersion
            let response = try await call.submit { writing in
                guard let kept = try writing.account(old.id) else { throw Refusal.notFound }
                guard kept.version == version else { throw StaleVersion(subject: kept.subject) }
                var account = kept
                (account.name, account.email) = (sent.name, sent.email)
                (account.role, account.language) = (sent.role, sent.language)
                try writing.update(account)
                try writing.assign(account, to: account.role.hasCountries ? sent.countries : [])
                return "/accounts/\(account.id)?done=account.updated"
            }
            call.services.sessions.forget(old.id)
            return response
        } catch let faults as Faults {
            return page(call, old, chosen: Set(call.form.all("countries")), sent: faults)
        } catch is StaleVersion {
            return try await AccountConflict.page(
                call, old.id, [.name, .email, .role, .language], action: "/accounts/\(old.id)",
                back: "/accounts/\(old.id)", repeated: ["countries"])
        }
    }

    /// Shuts an account out, or lets it in again. Nobody shuts out the own account.
    func disable(_ call: Call) async throws -> Response {
        let (account, _) = try await found(call)
        if account.id == (try call.reader.account) { throw Refusal.forbidden }
        let isDisabled = account.disabled == nil
        let version = try call.formVersion
        let response = try await call.submit { writing in
            guard let kept = try writing.account(account.id) else { throw Refusal.notFound }
            guard kept.version == version else { throw StaleVersion(subject: kept.subject) }
            try writing.set(kept, disabled: isDisabled)
            return "/accounts/\(account.id)?done=\(isDisabled ? "account.disabled" : "account.enabled")"
        }
        call.services.sessions.forget(account.id)
        return response
    }

    func resetPassword(_ call: Call) async throws -> Response {
        let (account, codes) = try await found(call)
        let password = call.form["password"] ?? ""
        let faults = Passwords.faults(password, name: account.name, email: account.email)
        if !faults.isEmpty { return page(call, account, chosen: codes, sent: Faults(faults)) }
        let hash = try await call.services.passwords.hash(password)
        let response = try await call.submit { writing in
            try writing.setPassword(of: account, to: hash)
            return "/accounts/\(account.id)?done=account.password-changed"
        }
        call.services.sessions.forget(account.id)
        return response
    }

    private func found(_ call: Call) async throws -> (Account, Set<String>) {
        let id = try call.parameter("account", as: ID<Account>.self)
        return try await call.store.read { transaction in
            guard let account = try transaction.account(id) else { throw Refusal.notFound }
            return (account, Set(try transaction.countries(of: id)))
        }
    }

    private func page(_ call: Call, _ account: Account?, chosen: Set<String>, sent: Faults?) -> Response {
        let texts = call.texts
        let kept = [
            "name": account?.name, "email": account?.email,
            "role": account?.role.rawValue ?? Role.countryManager.rawValue,
            "language": account?.language.rawValue ?? Language.dutch.rawValue,
        ]
        let isSent = sent != nil && call.form["name"] != nil
        let form = FormView(call, faults: sent?.all ?? []) { isSent ? call.form[$0] : kept[$0] ?? nil }
        let path = account.map { "/accounts/\($0.id)" } ?? "/accounts/new"
        let version = isSent ? call.form["version"] ?? "" : "\(account?.version ?? 0)"
        let password: HTML =
            account == nil
            ? form.line(
                "password", "accounts.password", hint: "profile.password-hint", type: "password", required: true,
                autocomplete: "new-password", keepsValue: false) : .empty
        return call.page(
            Page(
                account?.name ?? texts("accounts.add"), crumbs: [(texts("accounts.title"), "/accounts")],
                lead: account.map {
                    "\(texts($0.role.title))\(" · \(texts("accounts.disabled"))", if: $0.disabled != nil)"
                } ?? .empty,
                status: sent == nil ? .ok : .badRequest,
                body: """
                    \(form.summary)<div class="cols"><div>\(form.form(path, guarded: true, hidden: [("version", version)], """
                        \(form.line("name", "accounts.name", required: true, autocomplete: "off"))
                        \(form.line("email", "accounts.email", type: "email", required: true, autocomplete: "off"))
                        \(form.select("role", "accounts.role", Role.allCases.map { ($0.rawValue, texts($0.title)) }))
                        \(form.select("language", "profile.language", Language.allCases.map { ($0.rawValue, $0.nativeName) }))
                        \(password)
                        <details\(" open", if: !chosen.isEmpty)><summary>\(texts("accounts.countries")) (\(chosen.count))</summary>
                        <p class="hint">\(texts("accounts.countries-hint"))</p>
                        \(form.boxes("countries", "accounts.countries", countries(texts.language).map { ($0.code, $0.name) }, chosen: chosen))</details>
                        \(form.actions("form.save", back: "/accounts"))
                        """))</div><div>\(account.map { more(call, $0, form) })</div></div>
                    """))
    }

    private func more(_ call: Call, _ account: Account, _ form: FormView) -> HTML {
        let texts = call.texts
        let isSelf = call.visit.found?.reader.account == account.id
        let button = account.disabled == nil ? texts("accounts.disable") : texts("accounts.enable")
        let disabling: HTML =
            isSelf
            ? .empty
            : """
            <section class="panel"><header><h2>\(texts("accounts.access"))</h2></header>
            <p class="small soft">\(texts("accounts.access-hint"))</p>
            <form method="post" action="/accounts/\(account.id.description)/access">\(FormToken.html)
            <input type="hidden" name="version" value="\(account.version)">
            <button class="button quiet\(" danger", if: account.disabled == nil)" type="submit">\(button)</button></form></section>
            """
        return """
            <section class="panel"><header><h2>\(texts("accounts.reset"))</h2></header>
            \(form.form("/accounts/\(account.id)/password", """
                \(form.line("password", "accounts.password", hint: "profile.password-hint", type: "password", required: true, autocomplete: "new-password", keepsValue: false))
                \(form.actions("accounts.reset"))
                """))</section>\(disabling)
            <p><a href="/history/account/\(account.id.description)">\(texts("history.title"))</a></p>
            """
    }
}

/// What an administrator wrote about an account.
private struct AccountInput {
    let name: String
    let email: String
    let role: Role
    let language: Language
    let countries: Set<String>

    /// - Parameters:
    ///   - password: the first password of a new account, to be checked along.
    ///   - known: the codes of all countries.
    init(_ call: Call, password: String?, known: [String]) throws {
        var input = try Input(call)
        name = input.text("name", most: Account.longest, required: true, isFree: false)
        email = input.text("email", most: Account.longest, required: true, isFree: false)
        let role = input.choice("role", as: Role.self)
        let language = input.choice("language", as: Language.self)
        countries = Set(input.list("countries"))
        if !countries.isSubset(of: known) { input.add(Fault("countries", "fault.choice")) }
        if let password {
            for fault in Passwords.faults(password, name: name, email: email) { input.add(fault) }
        }
        try input.check()
        self.role = role ?? .trainer
        self.language = language ?? .english
    }
}
