import Storage
import Synchronization

/// Remembers what was made of the record for a reader, until anything is written.
///
/// Every change adds an entry to the ledger, so the number of its entries is the version of everything: an answer that was
/// made at the same version, for the same account, language, day and address, is the answer. The version is read from the
/// database each time, so that a change by another server or by the command line is seen at once.
package final class KeptAnswers: Sendable {
    private struct Answer {
        let version: Int
        let value: any Sendable
        let size: Int
    }

    private struct State {
        var answers: [String: Answer] = [:]
        var size = 0
    }

    /// The most bytes that are remembered; beyond, all is forgotten.
    private static let most = 24 << 20
    private let state = Mutex(State())

    package init() {}

    func value<Value: Sendable>(_ key: String, version: Int, as type: Value.Type) -> Value? {
        state.withLock { state in
            guard let answer = state.answers[key], answer.version == version else { return nil }
            return answer.value as? Value
        }
    }

    func keep(_ value: some Sendable, under key: String, version: Int, size: Int) {
        state.withLock { state in
            if state.size + size > Self.most { state = State() }
            state.size += size - (state.answers[key]?.size ?? 0)
            state.answers[key] = Answer(version: version, value: value, size: size)
        }
    }
}

/// What can be remembered: how many bytes it takes.
package protocol Keepable: Sendable {
    var keptSize: Int { get }
}

extension Page: Keepable {
    package var keptSize: Int { body.text.utf8.count + lead.text.utf8.count + 200 }
}

extension [UInt8]: Keepable {
    package var keptSize: Int { count }
}

extension Call {
    /// Reads and makes an answer, or gives the one that was made before and still holds.
    ///
    /// - Parameters:
    ///   - read: reads everything that the answer is made of, in one transaction.
    ///   - make: makes it. It may depend on the reader, the language, the day and the address of the request; nothing else.
    package func kept<Model: Sendable, Answer: Keepable>(
        _ read: @escaping @Sendable (ReadTransaction) throws -> Model, make: (Model) throws -> Answer
    ) async throws -> Answer {
        let account = visit.found?.reader.account.description ?? ""
        let key = "\(request.uri.string) \(texts.language.rawValue) \(today) \(account)"
        let answers = services.kept
        let (version, known, model) = try await store.read { transaction -> (Int, Answer?, Model?) in
            let version = try transaction.ledgerSize()
            if let known = answers.value(key, version: version, as: Answer.self) { return (version, known, nil) }
            return (version, nil, try read(transaction))
        }
        if let known { return known }
        guard let model else { throw StorageError.unreadable(column: "", problem: "nothing was read") }
        let answer = try make(model)
        answers.keep(answer, under: key, version: version, size: answer.keptSize + key.utf8.count)
        return answer
    }
}
