/// A generator of numbers that look random and are the same for the same seed, on every machine and in every version.
/// For tests and demonstration data; never for secrets.
///
/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
///
///     var random = SeededRandom(seed: 2028)
///     let city = cities.randomElement(using: &random)
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Each seed, zero included, gives a sequence of its own with a period of 2^64.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
