import Synchronization
import Values

/// A clock's hand that jumps as a test says; it stays on the last time.
final class TimesInOrder: Sendable {
    private let rest: Mutex<[Int64]>

    init(_ milliseconds: [Int64]) {
        rest = Mutex(milliseconds)
    }

    func next() -> Instant {
        rest.withLock { rest in
            Instant(milliseconds: rest.count > 1 ? rest.removeFirst() : rest.first ?? 0)
        }
    }
}
