import Synchronization

/// Where new identifiers come from. Handed in, like the clock, so that tests and demonstrations are repeatable.
///
/// Each identifier is greater than the one before from the same source, also within a millisecond and when the clock is
/// set back: the 12 bits after the version are a counter that starts at a random value in its lower half (RFC 9562,
/// section 6.2, method 1). When the counter is full, the time in the identifier runs ahead by a millisecond.
package struct IDs: Sendable {
    private let source: Source

    /// - Parameters:
    ///   - clock: gives the time in the identifiers.
    ///   - random: gives the 62 random bits of each, and the start of the counter.
    package init(clock: Clock, random: some RandomNumberGenerator & Sendable) {
        source = Source(clock: clock, random: random)
    }

    /// A new identifier, of the kind that the context asks for: `let visit: ID<Visit> = ids.next()`.
    package func next<Noun>() -> ID<Noun> {
        source.next()
    }

    /// One source for the process: the machine's clock and its cryptographic random numbers.
    package static let system = IDs(clock: .system, random: SystemRandomNumberGenerator())

    /// A new source that always gives the same sequence for the same seed and time.
    package static func seeded(_ seed: UInt64, at instant: Instant) -> IDs {
        IDs(clock: .fixed(instant), random: SeededRandom(seed: seed))
    }
}

/// What the copies of one `IDs` share.
private final class Source: Sendable {
    private struct State {
        var random: any RandomNumberGenerator & Sendable
        var milliseconds: Int64 = .min
        var counter: UInt64 = 0
    }

    private static let counterEnd: UInt64 = 1 << 12

    private let clock: Clock
    private let state: Mutex<State>

    init(clock: Clock, random: some RandomNumberGenerator & Sendable) {
        self.clock = clock
        state = Mutex(State(random: random))
    }

    func next<Noun>() -> ID<Noun> {
        let now = clock.now().milliseconds
        return state.withLock { state in
            state.counter += 1
            if now > state.milliseconds {
                state.milliseconds = now
                state.counter = state.random.next() % (Source.counterEnd / 2)
            } else if state.counter == Source.counterEnd {
                state.milliseconds += 1
                state.counter = state.random.next() % (Source.counterEnd / 2)
            }
            return ID(milliseconds: state.milliseconds, random: (state.counter, state.random.next()))
        }
    }
}
