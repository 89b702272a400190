import Files
import HTTPTypes
import Hummingbird
import Identity
import Ledger
import NIOCore
import Slots
import Storage
import Texts
import Values
import Web

/// Adding files to records, showing them, and taking them away.
struct FilePages: Sendable {
    let files: FileStore
    let slots: Slots

    // MARK: Adding

    /// Takes a file in, piece by piece, straight to the disk. One that breaks off leaves nothing.
    func upload(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let subject = Subject(try call.parameter("kind", as: String.self), try call.parameter("id", as: String.self))
        let rights = try await call.store.read { try self.rights(subject, $0, reader) }
        guard rights.mayAdd else { throw Refusal.forbidden }
        if let length = call.request.headers[.contentLength].flatMap({ Int($0) }),
            length > call.settings.longestFile + (64 << 10)
        {
            throw AccessError.tooLarge(most: call.settings.longestFile)
        }

        let sent = try await Upload.read(call, into: files)
        var input = Input(form: sent.fields)
        let about = input.text("about", most: FileLink.longestAbout)
        let isShared = input.flag("shared")
        let name = String(sent.name.prefix(FileLink.longestName))
        input.checkFree("file", name)
        for fault in FileLink.faults(name: name, kind: sent.file.kind, field: "file") { input.add(fault) }
        if sent.file.size == 0 { input.add(Fault("file", "fault.file-empty")) }
        try input.check()

        let reasons = input.reasons
        let token = sent.fields[FormToken.field] ?? ""
        guard let label = try await call.store.read({ try self.label(subject, $0, reader, call.texts.language) }) else {
            throw Refusal.notFound
        }
        let path = try await call.store.write(by: try call.actor) { writing in
            try writing.once(token) {
                guard try self.rights(subject, writing, reader).mayAdd else { throw Refusal.forbidden }
                _ = try writing.link(
                    sent.file, to: subject, name: name, about: about, shared: isShared, reasons: reasons)
                return "\(label.path)?done=file.added#files"
            }
        }
        return .seeOther(path)
    }

    // MARK: Showing

    /// A page that shows an image or a PDF in place.
    func show(_ call: Call) async throws -> Response {
        let (link, label) = try await found(call)
        let texts = call.texts
        let content = "/files/\(link.id)/content"
        let view: HTML =
            link.isImage
            ? "<img src=\"\(content)?view=1\" alt=\"\(link.about.isEmpty ? link.name : link.about)\">"
            : link.isViewable
                ? "<iframe src=\"\(content)?view=1\" title=\"\(link.name)\"></iframe>"
                : "<p>\(texts("file.not-viewable"))</p>"
        return call.page(
            Page(
                link.name, crumbs: [(label.title, label.path)], lead: "\(link.about)",
                body: """
                    <p class="actions"><a class="button quiet" href="\(content)" download>\(texts("file.download"))</a>
                    <span class="small soft">\(texts.bytes(Int64(link.file.size))) · \(link.file.kind) · \
                    \(texts.dateTime(link.added, in: .amsterdam))</span></p>
                    <div class="viewer">\(view)</div>
                    <p class="small soft">SHA-256 <code>\(link.file.sha256)</code></p>
                    """))
    }

    /// The content itself, whole or a part (RFC 9110, section 14).
    func content(_ call: Call) async throws -> Response {
        let (link, _) = try await found(call)
        let inPlace = call.query("view") != nil && link.isViewable
        var headers: HTTPFields = [
            .contentType: inPlace || link.isViewable ? link.file.kind : "application/octet-stream",
            .contentDisposition: inPlace ? HTTPHeader.inline(link.name) : HTTPHeader.attachment(link.name),
            .acceptRanges: "bytes", .eTag: "\"\(link.file.sha256)\"",
            .cacheControl: "private, no-cache",
            // What a user gave can do nothing: no scripts, no forms, no other address. Our own page may frame it.
            .contentSecurityPolicy:
                "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
                + (link.file.kind == "application/pdf" ? "" : "; sandbox"),
        ]
        if inPlace, let frame = HTTPField.Name("X-Frame-Options") { headers[frame] = "SAMEORIGIN" }
        if call.request.headers[.ifNoneMatch] == "\"\(link.file.sha256)\"" {
            return Response(status: .notModified, headers: headers)
        }
        let size = link.file.size
        var range = 0..<size
        var status = HTTPResponse.Status.ok
        if let header = call.request.headers[.range] {
            switch ByteRange.read(header, size: size) {
            case .whole: break
            case .part(let part):
                range = part
                status = .partialContent
                headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
            case .unsatisfiable:
                headers[.contentRange] = "bytes */\(size)"
                headers[.contentType] = "text/plain; charset=utf-8"
                return Response(status: .rangeNotSatisfiable, headers: headers)
            }
        }
        let (files, sha256, part) = (files, link.file.sha256, range)
        let body = ResponseBody(contentLength: part.count) { writer in
            var offset = part.lowerBound
            while offset < part.upperBound {
                let bytes = try await files.read(sha256, from: offset, count: min(256 << 10, part.upperBound - offset))
                if bytes.isEmpty { throw FileError.disk(code: 5) }
                try await writer.write(ByteBuffer(bytes: bytes))
                offset += bytes.count
            }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }

    // MARK: Taking away

    func remove(_ call: Call) async throws -> Response {
        let reader = try call.reader
        let (link, label) = try await found(call)
        return try await call.submit { writing in
            guard try self.rights(link.subject, writing, reader).mayAdd else { throw Refusal.forbidden }
            try writing.end(link)
            return "\(label.path)?done=file.removed#files"
        }
    }

    // MARK: Rights

    private func rights(_ subject: Subject, _ queries: any Queries, _ reader: Reader) throws -> RecordKind.FileRights {
        guard let rights = try slots.record(subject.kind)?.fileRights(queries, reader, subject.id) else {
            throw Refusal.notFound
        }
        return rights
    }

    private func label(
        _ subject: Subject, _ transaction: ReadTransaction, _ reader: Reader, _ language: Language
    ) throws -> RecordKind.Label? {
        try slots.record(subject.kind)?.labels(transaction, reader, [subject.id], language)[subject.id]
    }

    private func found(_ call: Call) async throws -> (link: FileLink, label: RecordKind.Label) {
        let reader = try call.reader
        let id = try call.parameter("file", as: ID<FileLink>.self)
        let language = call.texts.language
        return try await call.store.read { transaction in
            guard let link = try transaction.fileLink(id),
                case let rights = try self.rights(link.subject, transaction, reader),
                link.isShared || !rights.onlyShared,
                let label = try self.label(link.subject, transaction, reader, language)
            else { throw Refusal.notFound }
            return (link, label)
        }
    }
}

/// The part of a file that a reader asks for.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    case unsatisfiable

    /// Reads a Range header with one range; several, or what cannot be read, mean the whole file.
    static func read(_ header: String, size: Int) -> ByteRange {
        guard header.hasPrefix("bytes=") else { return .whole }
        let text = header.dropFirst(6)
        guard !text.contains(","), let dash = text.firstIndex(of: "-") else { return .whole }
        let (first, last) = (text[..<dash], text[text.index(after: dash)...])
        if first.isEmpty {
            guard let count = Int(last), count >= 0 else { return .whole }
            return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
        }
        guard let start = Int(first), start >= 0 else { return .whole }
        if start >= size { return .unsatisfiable }
        if last.isEmpty { return .part(start..<size) }
        guard let end = Int(last), end >= start else { return .whole }
        return .part(start..<min(size, end == Int.max ? size : end + 1))
    }
}
