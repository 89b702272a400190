import Foundation
import Logging
import Values

/// Writes each message of the log as one line of JSON to the standard error: time, level, message, and what belongs to it.
package struct JSONLog: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    private let label: String

    package init(label: String) { self.label = label }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var members: [JSON.Member] = [
            JSON.Member(name: "time", value: .string(Clock.system.now().rfc3339)),
            JSON.Member(name: "level", value: .string(event.level.rawValue)),
            JSON.Member(name: "message", value: .string(event.message.description)),
        ]
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            members.append(JSON.Member(name: key, value: .string(value.description)))
        }
        let line = JSON.object(members).bytes + [0x0A]
        FileHandle.standardError.write(Data(line))
    }
}
