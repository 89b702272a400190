import Storage

extension Writing {
    /// Does something once for a key, and remembers the answer in the same transaction: when the same form is posted
    /// twice, or a client repeats what it is not sure of, the second gets the first one's answer and changes nothing.
    package func once(_ key: String, _ body: () throws -> String) throws -> String {
        if let answer: String = try value("SELECT answer FROM done_once WHERE key = \(key)") { return answer }
        let answer = try body()
        try remember(answer, under: key)
        return answer
    }
}
