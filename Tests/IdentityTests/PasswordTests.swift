import Fixtures
import Identity
import Testing

@Suite("Passwords")
struct PasswordTests {
    @Test(
        "What is guessed first is refused",
        arguments: [
            "wachtwoord123", "Welkom2026!!!", "passwordpassword", "P@ssw0rd2026!", "aaaaaaaaaaaaaa", "123456789012",
            "qwertyuiop12", "gambia2026gambia", "Sanne-Voorbeeld1", "ikhouvanjou123", "abababababab", "abcdefghijklm",
        ])
    func common(password: String) {
        let faults = Passwords.faults(password, name: "Sanne Voorbeeld", email: "sanne@dienst.example")
        #expect(faults.map(\.text.name) == ["fault.password-common"])
    }

    @Test(
        "A long one that nobody guesses needs no figures or signs",
        arguments: ["vier blauwe ketels zwemmen", "Tr0ub4dor&3xyz?", "مدرسة على شاطئ البحر", "zevenkoppigewals"])
    func good(password: String) {
        #expect(Passwords.faults(password, name: "Sanne Voorbeeld", email: "sanne@dienst.example").isEmpty)
    }

    @Test("Eleven characters are too few, two hundred and one too many")
    func lengths() {
        #expect(Passwords.faults("kort-en-zoet", name: "", email: "").isEmpty)
        #expect(Passwords.faults("kort-en-zot", name: "", email: "").map(\.text.name) == ["fault.password-short"])
        let long = String(repeating: "abc defg ", count: 30)
        #expect(Passwords.faults(long, name: "", email: "").map(\.text.name) == ["fault.too-long"])
    }

    @Test("A hash verifies the password that it was made of, however it was composed, and no other")
    func hashes() async throws {
        let passwords = Passwords(cost: .cheap)
        let hash = try await passwords.hash("Café aan de gracht")
        let same = try await passwords.verify("Cafe\u{301} aan de gracht", against: hash)
        let other = try await passwords.verify("café aan de gracht", against: hash)
        let nobody = try await passwords.verify("Café aan de gracht", against: nil)
        let damaged = try await passwords.verify("x", against: PasswordHash(text: "scrypt$2$1"))
        #expect(same && !other && !nobody && !damaged)
        let again = try await passwords.hash("Café aan de gracht")
        #expect(again != hash, "each has a salt of its own")
        try await passwords.close()
    }
}
