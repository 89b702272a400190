import Files
import Hummingbird
import NIOCore
import Storage
import Texts
import Web

/// A form with one file, read piece by piece: the fields stand before the file, and the token before everything.
struct Upload {
    let fields: FormFields
    let name: String
    let file: StoredFile

    /// How long an upload may take: a hundred megabytes over a slow line.
    private static let longestTime = Duration.seconds(30 * 60)

    static func read(_ call: Call, into store: FileStore) async throws -> Upload {
        var reading = UploadReading(token: call.formToken, most: call.settings.longestFile)
        guard let type = call.request.headers[.contentType] else { throw AccessError.unsupportedMediaType }
        var parser: MultipartParser
        do {
            parser = try MultipartParser(contentType: type)
        } catch {
            throw AccessError.unsupportedMediaType
        }
        var incoming: IncomingFile?
        do {
            let start = ContinuousClock.now
            for try await buffer in call.request.body {
                if ContinuousClock.now - start > longestTime { throw AccessError.tooSlow }
                var events: [MultipartParser.Event] = []
                try parser.consume(Array(buffer: buffer)) { events.append($0) }
                for event in events { try await reading.take(event, &incoming, store) }
            }
            try parser.finish()
            guard let done = incoming, let name = reading.fileName else {
                throw Faults([Fault("file", "fault.required")])
            }
            incoming = nil
            return Upload(fields: try FormFields(parts: reading.fields), name: name, file: try await done.finish())
        } catch {
            await incoming?.abandon()
            switch error {
            case let error as FileError where error == .tooLarge(most: call.settings.longestFile):
                throw AccessError.tooLarge(most: call.settings.longestFile)
            case FileError.disk: throw StorageError.full
            case is MultipartError: throw AccessError.unreadable("the form broke off")
            default: throw error
            }
        }
    }
}

/// What was read of a form with a file so far.
private struct UploadReading {
    let token: FormToken
    let most: Int
    var fields: [(name: String, bytes: [UInt8])] = []
    var fileName: String?
    private var current: (name: String, bytes: [UInt8])?
    private var isInFile = false

    init(token: FormToken, most: Int) {
        self.token = token
        self.most = most
    }

    private var sentToken: String? {
        fields.first { $0.name == FormToken.field }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    mutating func take(_ event: MultipartParser.Event, _ incoming: inout IncomingFile?, _ store: FileStore) async throws
    {
        switch event {
        case .part(let name, let filename, _):
            guard let filename else {
                current = (name, [])
                return
            }
            // Nothing is written for who does not hold the token of a form of ours.
            guard token.accepts(sentToken) else { throw AccessError.badFormToken }
            guard name == "file", fileName == nil else { throw Faults([Fault("file", "fault.one-file")]) }
            fileName = filename.isEmpty ? "file" : filename
            isInFile = true
            incoming = try await store.write(atMost: most)
        case .data(let bytes):
            if isInFile {
                try await incoming?.append(Array(bytes))
            } else {
                current?.bytes += bytes
                if (current?.bytes.count ?? 0) > 20_000 { throw AccessError.tooLarge(most: 20_000) }
            }
        case .end:
            if isInFile {
                isInFile = false
            } else if let field = current {
                fields.append(field)
                current = nil
            }
        }
    }
}
