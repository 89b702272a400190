import Countries
import Fixtures
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Ledger
import NIOCore
import Storage
import Testing
import Web

@Suite("Editing a dossier, over HTTP")
struct EditingTests {
    private let page = "/countries/GM/strategies/2027/edit"

    @Test(
        "The same form sent twice is done once, and both senders go on to the same page",
        arguments: TestDatabase.dialects)
    func doubled(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            let browser = try await test.signIn("relatiebeheerder")
            let token = FormToken(key: browser.cookie).make()
            let before = try await test.installation.store.read { try $0.ledgerSize() }
            let fields = ["goals": "Acht trainers.", "version": "0", FormToken.field: token]
            let first = try await browser.post(page, fields)
            let second = try await browser.post(page, fields)
            #expect(first.status == .seeOther && second.status == .seeOther)
            #expect(first.headers[.location] == second.headers[.location])
            let after = try await test.installation.store.read { try $0.ledgerSize() }
            #expect(after == before + 1)
        }
    }

    @Test("A form without our token changes nothing")
    func forged() async throws {
        try await TestInstallation.with { test in
            let browser = try await test.signIn("relatiebeheerder")
            let other = FormToken(key: "another session").make()
            for token in ["", "nonsense", other] {
                let sent = try await browser.post(page, ["goals": "x", "version": "0", FormToken.field: token])
                #expect(sent.status == .conflict)
            }
            let strategy = try await browser.get("/countries/GM/strategies/2027")
            #expect(strategy.status == .notFound)
        }
    }

    @Test("A stale save shows both texts and a joined one, and loses neither", arguments: TestDatabase.dialects)
    func conflict(dialect: Dialect) async throws {
        try await TestInstallation.with(dialect) { test in
            let manager = try await test.signIn("relatiebeheerder")
            let leader = try await test.signIn("projectleider")
            let base = "Doel voor 2027: zes gecertificeerde trainers."
            _ = try await manager.post(page, ["goals": base, "version": "0"])
            let theirs = "Doel voor 2027: acht gecertificeerde trainers."
            let mine = "Doel voor 2027: zes gecertificeerde trainers en een tweede werkbezoek."
            let first = try await leader.post(page, ["goals": theirs, "version": "1", "base.goals": base])
            #expect(first.status == .seeOther)
            let second = try await manager.post(page, ["goals": mine, "version": "1", "base.goals": base])
            #expect(second.status == .conflict)
            let text = String(buffer: second.body)
            #expect(text.contains("<ins>") && text.contains("acht"))
            #expect(text.contains("Doel voor 2027: acht gecertificeerde trainers en een tweede werkbezoek."))
            #expect(text.contains("name=\"version\" value=\"2\""))
            let joined = try await manager.post(
                page,
                ["goals": "Doel voor 2027: acht trainers en een werkbezoek.", "version": "2", "base.goals": theirs])
            #expect(joined.status == .seeOther)
            let versions = try await manager.text("/countries/GM/strategies/2027")
            #expect(versions.contains("from=2&amp;to=3"))
        }
    }

    @Test(
        "A text with a citizen service number comes back with the finding; with a reason it is kept, and the reason too"
    )
    func personalNumber() async throws {
        try await TestInstallation.with { test in
            let browser = try await test.signIn("relatiebeheerder")
            let goals = "Zaak 111222333 kwam ter sprake."
            let refused = try await browser.post(page, ["goals": goals, "version": "0"])
            #expect(refused.status == .badRequest)
            let text = String(buffer: refused.body)
            #expect(text.contains("href=\"#goals\"") && text.contains("aria-invalid") && text.contains(goals))
            let kept = try await browser.post(
                page, ["goals": goals, "version": "0", "goalsReason": "Voorbeeldnummer uit een handleiding"])
            #expect(kept.status == .seeOther)
            let history = try await browser.text("/history/dossier/GM")
            #expect(history.contains("Voorbeeldnummer uit een handleiding"))
        }
    }

    @Test("All that is wrong is told at once, at the field, and nothing is lost")
    func faults() async throws {
        try await TestInstallation.with { test in
            let browser = try await test.signIn("relatiebeheerder")
            let long = String(repeating: "x", count: 101)
            let sent = try await browser.post(
                "/countries/GM/facts/new",
                [
                    "label": long, "content": "<script>alert(1)</script>", "source": "", "asOf": "31-11-2026",
                    "version": "0",
                ])
            #expect(sent.status == .badRequest)
            let text = String(buffer: sent.body)
            for field in ["label", "source", "asOf"] { #expect(text.contains("href=\"#\(field)\""), "\(field)") }
            #expect(text.contains("&lt;script&gt;") && !text.contains("<script>alert"))
            #expect(text.contains(long) && text.contains("31-11-2026"))
        }
    }

    @Test("The API refuses a stale version with 412, a missing one with 428, and all faults with one 400")
    func api() async throws {
        try await TestInstallation.with { test in
            let token = try await test.token("projectleider", .write)
            func put(_ tag: String?, _ body: String) async throws -> TestResponse {
                var headers: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/json"]
                headers[.ifMatch] = tag
                return try await test.client.execute(
                    uri: "/api/v1/dossiers/GM", method: .put, headers: headers, body: ByteBuffer(string: body))
            }
            let good = #"{"tier":"active","basis":"changed"}"#
            #expect(try await put(nil, good).status.code == 428)
            #expect(try await put("\"7\"", good).status == .preconditionFailed)
            let wrong = try await put("\"1\"", #"{"tier":"none","basis":5,"more":1}"#)
            #expect(wrong.status == .badRequest)
            for field in ["tier", "basis", "more"] {
                #expect(String(buffer: wrong.body).contains("\"field\":\"\(field)\""), "\(field)")
            }
            let done = try await put("\"1\"", good)
            #expect(done.status == .ok && done.headers[.eTag] == "\"2\"")
            #expect(done.headers[HTTPField.Name("API-Version") ?? .server] == "1.0.0")
        }
    }
}
