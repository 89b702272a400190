#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the time comes from. It is handed in, so that a test can stand still and a demonstration can be repeated.
///
///     let clock = Clock.fixed(instant)
///     clock.now()
package struct Clock: Sendable {
    /// The time at this moment, in UTC.
    package let now: @Sendable () -> Instant

    /// A clock that asks `now` each time.
    package init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    /// The clock of the machine, which may be set back: do not measure durations with it.
    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A clock that stands still.
    package static func fixed(_ instant: Instant) -> Clock {
        Clock { instant }
    }
}
