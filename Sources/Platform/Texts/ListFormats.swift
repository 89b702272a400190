extension Texts {
    /// An enumeration: `a`, `a en b`, `a, b en c`; an empty text for no items.
    package func list(_ items: [String]) -> String {
        guard let last = items.last else { return "" }
        guard items.count > 1 else { return last }
        let before = items.dropLast().joined(separator: self("list.separator"))
        return self("list.end", ["before": before, "last": last])
    }
}
