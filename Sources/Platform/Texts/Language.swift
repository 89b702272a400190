/// The languages that the product speaks. Staff pages are in the first two, everything for partners and the public in
/// all.
package enum Language: String, CaseIterable, Hashable, Sendable, Codable {
    case dutch = "nl"
    case english = "en"
    case french = "fr"
    case arabic = "ar"

    /// Its place in `allCases`, from zero.
    package var index: Int {
        switch self {
        case .dutch: 0
        case .english: 1
        case .french: 2
        case .arabic: 3
        }
    }

    /// Whether it is written from right to left.
    package var isRightToLeft: Bool { self == .arabic }

    /// The value of HTML's `dir`: `ltr` or `rtl`.
    package var direction: String { isRightToLeft ? "rtl" : "ltr" }

    /// What its readers call it, for a menu of languages. Not in the catalogues, because it is the same in each.
    package var nativeName: String {
        switch self {
        case .dutch: "Nederlands"
        case .english: "English"
        case .french: "Français"
        case .arabic: "العربية"
        }
    }
}
