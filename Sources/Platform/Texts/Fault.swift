/// Something wrong with what a user gave: at which field, and in which words.
package struct Fault: Error, Sendable, Hashable {
    /// The name of the field in the form and the API.
    package let field: String
    package let text: TextKey
    package let values: [String: String]

    package init(_ field: String, _ text: TextKey, _ values: [String: String] = [:]) {
        self.field = field
        self.text = text
        self.values = values
    }
}

/// Everything that is wrong with what a user gave, told at once.
package struct Faults: Error, Sendable, Hashable {
    package let all: [Fault]

    package init(_ all: [Fault]) { self.all = all }

    /// Throws when there is any.
    package static func check(_ faults: [Fault]) throws {
        if !faults.isEmpty { throw Faults(faults) }
    }
}
