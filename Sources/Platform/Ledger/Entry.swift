import Storage
import Values

/// Who does something, and from where.
package struct Actor: Sendable, Hashable {
    /// `account:<id>`, or the program itself: `system:import`.
    package let name: String
    /// The request that asked for it.
    package var request: String?
    /// The address that it came from.
    package var address: String?

    package init(name: String, request: String? = nil, address: String? = nil) {
        self.name = name
        self.request = request
        self.address = address
    }

    /// A part of the program that acts by itself: `import`, `demonstration`, `command`.
    package static func system(_ part: String) -> Actor {
        Actor(name: "system:\(part)")
    }
}

/// What a ledger entry is about.
package struct Subject: Sendable, Hashable {
    /// The noun: `dossier`, `account`.
    package let kind: String
    /// Which one.
    package let id: String

    package init(_ kind: String, _ id: String) {
        self.kind = kind
        self.id = id
    }
}

/// A field that was changed: its text before and after; nil where there was or is nothing.
package struct FieldChange: Sendable, Hashable {
    package let field: String
    package let before: String?
    package let after: String?

    package init(_ field: String, from before: String? = nil, to after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// One entry as it is read back.
package struct Entry: Sendable {
    /// Counted from 0, without gaps: the place of the leaf in the tree.
    package let number: Int
    package let at: Instant
    package let actor: String
    package let subject: Subject
    /// What was done, such as `strategy.revised`.
    package let action: String
    package let changes: [FieldChange]
    /// True when values of this entry were erased by law.
    package let isErased: Bool
}
