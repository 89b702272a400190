import HTTPTypes
import Hummingbird
import Identity
import Ledger
import Storage
import Texts
import Web

/// Signing in and out, and choosing a language.
enum SignInPages {
    static func show(_ call: Call) async throws -> Response {
        if call.visit.found != nil { return .seeOther("/") }
        return try await page(call, problem: nil, status: .ok)
    }

    static func signIn(_ call: Call) async throws -> Response {
        let outcome = try await call.services.signIn.signIn(
            email: call.form["email"] ?? "", password: call.form["password"] ?? "", request: call.visit.id,
            address: call.visit.address, agent: call.request.headers[.userAgent])
        switch outcome {
        case .signedIn(let secret, let reader):
            if let old = call.visit.found?.session, let account = call.visit.found?.reader.account {
                try await call.store.write(by: try call.actor) { try $0.endSession(old.id, of: account) }
                call.services.sessions.forget(account)
            }
            var response = Response.seeOther(Self.next(call.form["next"]))
            response.setCookie(call.cookie(secret))
            response.setCookie(SessionCookie.language(reader.language, call.settings))
            return response
        case .refused:
            return try await page(call, problem: "sign-in.refused", status: .badRequest)
        case .tooMany(let seconds):
            throw Refusal.tooMany(retryAfter: seconds)
        }
    }

    static func signOut(_ call: Call) async throws -> Response {
        if let found = call.visit.found, let session = found.session {
            try await call.store.write(by: try call.actor) { try $0.endSession(session.id, of: found.reader.account) }
            call.services.sessions.forget(found.reader.account)
        }
        var response = Response.seeOther("/sign-in")
        response.setCookie(SessionCookie.ended(call.settings))
        return response
    }

    static func chooseLanguage(_ call: Call) async throws -> Response {
        guard let language = call.form["language"].flatMap(Language.init(rawValue:)) else {
            throw Faults([Fault("language", "fault.choice")])
        }
        if let reader = call.visit.found?.reader {
            guard reader.role.languages.contains(language) else { throw Faults([Fault("language", "fault.choice")]) }
            try await call.store.write(by: try call.actor) { writing in
                guard var account = try writing.account(reader.account) else { throw Refusal.notFound }
                account.language = language
                try writing.update(account)
            }
            call.services.sessions.forget(reader.account)
        }
        var response = Response.seeOther(next(call.form["back"]))
        response.setCookie(SessionCookie.language(language, call.settings))
        return response
    }

    /// A path of ours to go on to, never another site's.
    private static func next(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"),
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" })
        else { return "/" }
        return path
    }

    private static func page(_ call: Call, problem: TextKey?, status: HTTPResponse.Status) async throws -> Response {
        let texts = call.texts
        let error: HTML =
            problem.map {
                """
                <div class="errors" role="alert"><h2>\(texts("sign-in.failed"))</h2>\
                <p>\(texts($0)) <a href="#email">\(texts("sign-in.again"))</a></p></div>
                """
            } ?? .empty
        let demonstration = call.settings.isDemonstration ? try await roles(call) : .empty
        return call.page(
            Page(
                texts("sign-in.title"), lead: "\(texts("sign-in.lead"))", status: status,
                body: """
                    \(error)<section class="panel"><form class="form" method="post" action="/sign-in">\(FormToken.html)
                    <input type="hidden" name="next" value="\(call.query("next") ?? call.form["next"])">
                    <div class="field"><label for="email">\(texts("sign-in.email"))</label>
                    <input id="email" name="email" type="email" autocomplete="username" required value="\(call.form["email"])"></div>
                    <div class="field"><label for="password">\(texts("sign-in.password"))</label>
                    <input id="password" name="password" type="password" autocomplete="current-password" required></div>
                    <p class="actions"><button class="button" type="submit">\(texts("sign-in.button"))</button></p>
                    <p class="small soft">\(texts("sign-in.forgotten"))</p></form></section>\(demonstration)
                    """))
    }

    /// The accounts of the demonstration: one button for each role.
    private static func roles(_ call: Call) async throws -> HTML {
        let accounts = try await call.store.read { transaction in
            try DemonstrationAccounts.listed.compactMap { try transaction.account(email: $0) }
        }
        let texts = call.texts
        let buttons = accounts.filter { $0.disabled == nil }.html { account in
            """
            <form method="post" action="/sign-in">\(FormToken.html)\
            <input type="hidden" name="next" value="\(call.query("next"))">\
            <input type="hidden" name="email" value="\(account.email)">\
            <input type="hidden" name="password" value="\(DemonstrationAccounts.password)">\
            <button class="button quiet" type="submit">\(texts(account.role.title))<span dir="auto">\(account.name)</span>\
            </button></form>
            """
        }
        return """
            <section class="panel"><h2>\(texts("sign-in.demonstration"))</h2>
            <p class="soft small">\(texts("sign-in.demonstration-lead"))</p><div class="roles">\(buttons)</div></section>
            """
    }
}

/// The cookies that we set.
enum SessionCookie {
    static func ended(_ settings: WebSettings) -> Cookie {
        Cookie(
            name: settings.cookie, value: "", maxAge: 0, path: "/", secure: settings.isSecure, httpOnly: true,
            sameSite: .lax)
    }

    static func language(_ language: Language, _ settings: WebSettings) -> Cookie {
        Cookie(
            name: "language", value: language.rawValue, maxAge: 31_536_000, path: "/", secure: settings.isSecure,
            httpOnly: true, sameSite: .lax)
    }
}
