import HTTPTypes
import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Values
import Web

/// One's own account: name, language, look, password, sessions and tokens.
enum ProfilePages {
    static func show(_ call: Call) async throws -> Response {
        try await page(call, sent: nil)
    }

    static func save(_ call: Call) async throws -> Response {
        let reader = try call.reader
        do {
            var input = try Input(call)
            let name = input.text("name", most: Account.longest, required: true)
            let language = input.choice("language", as: Language.self)
            let appearance = input.choice("appearance", as: Appearance.self)
            let hasShortcuts = input.flag("shortcuts")
            try input.check()
            let version = try call.formVersion
            var response = try await call.submit { writing in
                guard let old = try writing.account(reader.account) else { throw Refusal.notFound }
                guard old.version == version else { throw StaleVersion(subject: old.subject) }
                var account = old
                account.name = name
                account.language = language ?? old.language
                account.appearance = appearance ?? old.appearance
                account.hasShortcuts = hasShortcuts
                try writing.update(account)
                return "/profile?done=account.updated"
            }
            call.services.sessions.forget(reader.account)
            if let language { response.setCookie(SessionCookie.language(language, call.settings)) }
            return response
        } catch let faults as Faults {
            return try await page(call, sent: faults)
        } catch is StaleVersion {
            return try await AccountConflict.page(
                call, reader.account, [.name, .language, .appearance, .shortcuts], action: "/profile", back: "/profile")
        }
    }

    static func changePassword(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let old = call.form["current"] ?? ""
        let new = call.form["password"] ?? ""
        let account = try await call.store.read { try $0.account(reader.account) }
        guard let account else { throw Refusal.notFound }
        do {
            var faults = Passwords.faults(new, name: account.name, email: account.email)
            if new != call.form["again"] { faults.append(Fault("again", "fault.password-again")) }
            let outcome = try await call.services.signIn.verify(
                account, password: old, address: call.visit.address)
            switch outcome {
            case .right: break
            case .wrong: faults.append(Fault("current", "fault.password-wrong"))
            case .tooMany(let seconds): throw Refusal.tooMany(retryAfter: seconds)
            }
            try Faults.check(faults)
            let hash = try await call.services.passwords.hash(new)
            try await call.store.write(by: try call.actor) { try $0.setPassword(of: account, to: hash) }
            call.services.sessions.forget(reader.account)
            var response = Response.seeOther("/sign-in")
            response.setCookie(SessionCookie.ended(call.settings))
            return response
        } catch let faults as Faults {
            return try await page(call, sent: faults)
        }
    }

    static func endSession(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let id = call.form["session"] ?? ""
        let response = try await call.submit { writing in
            try writing.endSession(id, of: reader.account)
            return "/profile?done=session.ended#sessions"
        }
        call.services.sessions.forget(reader.account)
        return response
    }

    static func endSessions(_ call: Call) async throws -> Response {
        let reader = try call.reader
        try await call.store.write(by: try call.actor) { try $0.endSessions(of: reader.account) }
        call.services.sessions.forget(reader.account)
        var response = Response.seeOther("/sign-in")
        response.setCookie(SessionCookie.ended(call.settings))
        return response
    }

    // MARK: Tokens

    static func addToken(_ call: Call) async throws -> Response {
        let reader = try call.reader
        do {
            var input = try Input(call)
            let name = input.text("tokenName", most: 100, required: true)
            let scope = input.choice("scope", as: APIToken.Scope.self)
            let days = input.integer("days", in: 1...APIToken.mostDays, required: true)
            try input.check()
            let token = APIToken(
                id: call.store.ids.next(), account: reader.account, name: name, scope: scope ?? .read,
                created: call.now,
                expires: call.now.adding(days: days ?? 1))
            let key = call.form[FormToken.field] ?? ""
            let made = try await call.store.write(by: try call.actor) { writing in
                var secret: Secret?
                _ = try writing.once(key) {
                    secret = try writing.add(token)
                    return "/profile#tokens"
                }
                return secret
            }
            // The same form a second time: its token was made, and its secret is not told twice.
            guard let secret = made else { return .seeOther("/profile#tokens") }
            let texts = call.texts
            return call.page(
                Page(
                    texts("token.made"), crumbs: [(texts("profile.title"), "/profile")],
                    body: """
                        <section class="panel narrow"><p>\(texts("token.once"))</p>
                        <p><code id="token">\(secret.text)</code>
                        <button class="button quiet" type="button" data-copy="\(secret.text)" data-copied="\(texts("token.copied"))">\(texts("token.copy"))</button></p>
                        <p><a href="/profile#tokens">\(texts("token.back"))</a></p></section>
                        """))
        } catch let faults as Faults {
            return try await page(call, sent: faults)
        }
    }

    static func revokeToken(_ call: Call) async throws -> Response {
        let reader = try call.reader
        guard let id = call.form["token"].flatMap({ ID<APIToken>($0) }) else { throw Refusal.notFound }
        let response = try await call.submit { writing in
            try writing.revokeToken(id, of: reader.account)
            return "/profile?done=token.revoked#tokens"
        }
        call.services.sessions.forget(reader.account)
        return response
    }

    // MARK: The page

    private static func page(_ call: Call, sent: Faults?) async throws -> Response {
        let reader = try call.reader
        let (now, limits) = (call.now, call.services.sessions.limits)
        let (account, sessions, tokens) = try await call.store.read { transaction in
            (
                try transaction.account(reader.account),
                try transaction.sessions(of: reader.account, at: now, limits),
                try transaction.apiTokens(of: reader.account)
            )
        }
        guard let account else { throw Refusal.notFound }
        let texts = call.texts
        let kept = [
            "name": account.name, "language": account.language.rawValue, "appearance": account.appearance.rawValue,
            "days": "90", "scope": "read",
        ]
        let isOwnForm = call.form["name"] != nil
        let form = FormView(call, faults: sent?.all ?? []) { name in
            // A password is never shown again, and fields of the other forms keep what is kept.
            call.form[name] ?? kept[name]
        }
        let shortcuts = isOwnForm && sent != nil ? call.form["shortcuts"] != nil : account.hasShortcuts
        return call.page(
            Page(
                texts("profile.title"), lead: "\(account.email) · \(texts(account.role.title))",
                status: sent == nil ? .ok : .badRequest,
                body: """
                    \(form.summary)<div class="cols"><div>
                    <section class="panel"><header><h2>\(texts("profile.me"))</h2></header>
                    \(form.form("/profile", hidden: [("version", "\(account.version)")], """
                        \(form.line("name", "profile.name", required: true, autocomplete: "name"))
                        \(form.radios("language", "profile.language", account.role.languages.map { ($0.rawValue, $0.nativeName) }))
                        \(form.radios("appearance", "profile.appearance", Appearance.allCases.map { ($0.rawValue, texts("appearance.\($0.rawValue)")) }))
                        \(form.box("shortcuts", "profile.shortcuts", isOn: shortcuts, hint: "profile.shortcuts-hint"))
                        \(form.actions("form.save"))
                        """))</section>
                    \(tokensPanel(call, reader, tokens, form))
                    </div><div>
                    <section class="panel"><header><h2>\(texts("profile.password"))</h2></header>
                    \(form.form("/profile/password", """
                        <input class="visually-hidden" type="text" name="username" autocomplete="username" tabindex="-1" readonly aria-hidden="true" value="\(account.email)">
                        \(form.line("current", "profile.password-current", type: "password", required: true, autocomplete: "current-password", keepsValue: false))
                        \(form.line("password", "profile.password-new", hint: "profile.password-hint", type: "password", required: true, autocomplete: "new-password", keepsValue: false))
                        \(form.line("again", "profile.password-again", type: "password", required: true, autocomplete: "new-password", keepsValue: false))
                        \(form.actions("profile.password-change"))
                        """))</section>
                    \(sessionsPanel(call, sessions))
                    </div></div>
                    """))
    }

    private static func sessionsPanel(_ call: Call, _ sessions: [Session]) -> HTML {
        let texts = call.texts
        let rows = sessions.html { session in
            let isThis = session.id == call.visit.found?.session?.id
            let end: HTML =
                isThis
                ? "<span class=\"tag good\">\(texts("session.this"))</span>"
                : """
                <form class="inline" method="post" action="/profile/sessions/end">\(FormToken.html)\
                <input type="hidden" name="session" value="\(session.id)">\
                <button class="link" type="submit">\(texts("session.end"))</button></form>
                """
            return """
                <li><p class="flush">\(Device.name(session.agent) ?? texts("session.unknown-device")) · \(session.address) \(end)</p>
                <p class="small soft flush">\(texts("session.since", ["date": texts.dateTime(session.created, in: .amsterdam)]))</p></li>
                """
        }
        return """
            <section class="panel" id="sessions"><header><h2>\(texts("session.title"))</h2></header>
            <ul class="plain">\(rows)</ul><form method="post" action="/profile/sessions/end-all">\(FormToken.html)
            <button class="button quiet" type="submit">\(texts("session.end-all"))</button></form></section>
            """
    }

    private static func tokensPanel(
        _ call: Call, _ reader: Reader, _ tokens: [APIToken], _ form: FormView
    ) -> HTML {
        guard reader.may(.makeTokens) else { return .empty }
        let texts = call.texts
        let now = call.now
        let rows = tokens.filter { $0.isValid(at: now) }.html { token in
            """
            <li><p class="flush"><b dir="auto">\(token.name)</b> <span class="tag quiet">\(texts("token.scope.\(token.scope.rawValue)"))</span>
            <form class="inline" method="post" action="/profile/tokens/revoke">\(FormToken.html)\
            <input type="hidden" name="token" value="\(token.id.description)">\
            <button class="link" type="submit" aria-label="\(texts("token.revoke")): \(token.name)">\(texts("token.revoke"))</button></form></p>
            <p class="small soft flush">\(texts("token.until", ["date": texts.date(token.expires.date(in: .amsterdam))]))</p></li>
            """
        }
        return """
            <section class="panel" id="tokens"><header><h2>\(texts("token.title"))</h2></header>
            <p class="small soft">\(texts("token.lead")) <a href="/api/v1/openapi.json">OpenAPI</a></p>
            \(rows.isEmpty ? .empty : "<ul class=\"plain\">\(rows)</ul>" as HTML)
            <details class="add"><summary>\(texts("token.add"))</summary>
            \(form.form("/profile/tokens", """
                \(form.line("tokenName", "token.name", hint: "token.name-hint", required: true))
                \(form.radios("scope", "token.scope", APIToken.Scope.allCases.map { ($0.rawValue, texts("token.scope.\($0.rawValue)")) }))
                \(form.line("days", "token.days", required: true))
                \(form.actions("token.add"))
                """))</details></section>
            """
    }
}

/// Names the browser of a session in few words, so that its owner knows it again.
enum Device {
    static func name(_ agent: String?) -> String? {
        guard let agent else { return nil }
        let browser = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
            .first { agent.contains($0.0) }?.1
        let system = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Macintosh", "macOS"), ("Linux", "Linux"),
        ].first { agent.contains($0.0) }?.1
        let known = [browser, system].compactMap { $0 }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}
