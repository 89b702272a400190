import Foundation
import Synchronization

/// A time zone by its name in the IANA time zone database: `Europe/Amsterdam`, `Africa/Banjul`.
///
/// The only place that uses Foundation's zones, for their rules of past and future changes of the clocks.
package struct TimeZoneID: Hashable, Sendable {
    /// The name as it was given.
    package let name: String
    private let zone: TimeZone

    /// Nil when the database has no zone of this name. A name that is known is looked up in memory from then on.
    package init?(_ name: String) {
        guard let zone = TimeZoneID.zone(named: name) else { return nil }
        self.init(name: name, zone: zone)
    }

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    /// Coordinated Universal Time.
    package static let utc = TimeZoneID(name: "UTC", zone: .gmt)

    /// The zone of the programme's own office. On a machine without time zones it is UTC.
    package static let amsterdam = TimeZoneID("Europe/Amsterdam") ?? .utc

    /// How far the clocks of the zone are ahead of UTC at a moment, in seconds; negative west of Greenwich.
    package func secondsFromUTC(at instant: Instant) -> Int {
        if self == .utc { return 0 }
        return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
    }

    /// Zones are the same when their names are.
    package static func == (left: TimeZoneID, right: TimeZoneID) -> Bool {
        left.name == right.name
    }

    /// Hashes the name.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension TimeZoneID {
    /// Zones that exist. It cannot grow beyond the database, because names that do not exist are not kept.
    private static let known = Mutex<[String: TimeZone]>([:])

    private static func zone(named name: String) -> TimeZone? {
        if let zone = known.withLock({ $0[name] }) { return zone }
        // Foundation also takes 'GMT+3' and abbreviations like 'EST', which are no places.
        guard name == "UTC" || name.utf8.contains(UInt8(ascii: "/")), let zone = TimeZone(identifier: name)
        else { return nil }
        known.withLock { $0[name] = zone }
        return zone
    }
}

extension TimeZoneID: CustomStringConvertible {
    /// The name.
    package var description: String { name }
}

extension TimeZoneID: Codable {
    /// Reads a name from a string; `DecodingError.dataCorrupted` when there is no such zone.
    package init(from decoder: any Decoder) throws {
        self = try decoder.textValue("a time zone like Europe/Amsterdam") { TimeZoneID($0) }
    }

    /// Writes the name as a string.
    package func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(name)
    }
}
