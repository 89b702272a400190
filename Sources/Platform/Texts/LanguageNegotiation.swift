// Which language a browser asks for: the Accept-Language header, RFC 9110, section 12.5.4.

extension Language {
    /// The language of the highest quality in the header that is among those on offer.
    ///
    /// Only the first part of a tag counts: `fr-SN` is French. Of equal qualities the one named first wins; `*` stands
    /// for all that are not named, in the order on offer. A range with a malformed quality is passed over.
    ///
    ///     Language.preferred(acceptLanguage: "wo, fr-SN;q=0.8, en;q=0.5", among: Language.allCases)   // .french
    ///
    /// - Returns: nil when none is wanted, or the header says nothing.
    package static func preferred(acceptLanguage: String, among: [Language]) -> Language? {
        let ranges = acceptLanguage.split(separator: ",").enumerated().compactMap { position, text in
            LanguageRange(text, position: position)
        }
        var best: (language: Language, range: LanguageRange)?
        for language in among {
            let named = ranges.filter { $0.primary == language.rawValue }
            let candidates = named.isEmpty ? ranges.filter { $0.primary == "*" } : named
            guard let range = candidates.max(by: { $1.isBetter(than: $0) }), range.quality > 0 else { continue }
            if let winner = best, !range.isBetter(than: winner.range) { continue }
            best = (language, range)
        }
        return best?.language
    }
}

/// One element of the header: `fr-SN;q=0.8`.
private struct LanguageRange {
    /// The first part of the tag in lower case, or `*`.
    let primary: String
    /// 0 to 1; 0 means 'not this one'.
    let quality: Double
    let position: Int

    init?(_ text: Substring, position: Int) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let tag = parts.first, let primary = tag.split(separator: "-").first else { return nil }
        var quality = 1.0
        for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
            guard let value = Double(parameter.dropFirst(2)), (0...1).contains(value) else { return nil }
            quality = value
        }
        self.primary = String(primary)
        self.quality = quality
        self.position = position
    }

    func isBetter(than other: LanguageRange) -> Bool {
        (quality, -position) > (other.quality, -other.position)
    }
}
