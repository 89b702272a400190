import Testing
import Values

@Suite("Seeded random numbers")
struct SeededRandomTests {
    @Test("The numbers are those of SplitMix64")
    func knownNumbers() {
        // The reference implementation's first numbers for the seed 1234567.
        var random = SeededRandom(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test("The same seed shuffles in the same way")
    func shuffles() {
        var one = SeededRandom(seed: 5)
        var two = SeededRandom(seed: 5)
        #expect((0..<50).shuffled(using: &one) == (0..<50).shuffled(using: &two))
    }
}
