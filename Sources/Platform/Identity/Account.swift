import Ledger
import Texts
import Values

/// Someone who can sign in.
package struct Account: Sendable, Equatable {
    package let id: ID<Account>
    package var email: String
    package var name: String
    package var role: Role
    package var language: Language
    package var hasShortcuts: Bool
    package var appearance: Appearance
    /// Made for the demonstration: not a real person.
    package let isSynthetic: Bool
    /// Since when the account cannot sign in; nil when it can.
    package var disabled: Instant?
    package let version: Int

    package init(
        id: ID<Account>, email: String, name: String, role: Role, language: Language, hasShortcuts: Bool = true,
        appearance: Appearance = .device, isSynthetic: Bool = false, disabled: Instant? = nil, version: Int = 1
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.language = language
        self.hasShortcuts = hasShortcuts
        self.appearance = appearance
        self.isSynthetic = isSynthetic
        self.disabled = disabled
        self.version = version
    }

    package var subject: Subject { Subject("account", id.description) }

    /// The most characters of a name and of an address.
    package static let longest = 200

    /// Says what is wrong with the fields.
    package func faults() -> [Fault] {
        var faults: [Fault] = []
        if name.isEmpty { faults.append(Fault("name", "fault.required")) }
        if name.count > Self.longest { faults.append(Fault("name", "fault.too-long", ["most": "\(Self.longest)"])) }
        if !Self.isAddress(email) { faults.append(Fault("email", "fault.email")) }
        if !role.languages.contains(language) { faults.append(Fault("language", "fault.language-of-role")) }
        return faults
    }

    /// Whether it may be an address: something, an at sign, something with a dot; who receives mail there shows the rest.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.count <= longest && parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !text.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" })
    }

    /// How an address is compared: letters of both cases are the same.
    package static func normalised(email: String) -> String {
        email.trimmingSpaces().lowercased()
    }

    /// What changed from another state, for the ledger.
    package func changes(from old: Account?) -> [FieldChange] {
        [
            FieldChange("name", from: old?.name, to: name),
            FieldChange("email", from: old?.email, to: email),
            FieldChange("role", from: old?.role.rawValue, to: role.rawValue),
            FieldChange("language", from: old?.language.rawValue, to: language.rawValue),
            FieldChange("appearance", from: old?.appearance.rawValue, to: appearance.rawValue),
            FieldChange("shortcuts", from: old.map { "\($0.hasShortcuts)" }, to: "\(hasShortcuts)"),
        ].filter { $0.before != $0.after }
    }
}

extension String {
    /// Without white space at both ends.
    package func trimmingSpaces() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
