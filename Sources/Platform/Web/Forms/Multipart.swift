import Glibc

/// Takes a `multipart/form-data` body apart while it comes in (RFC 7578, RFC 2046 section 5.1).
///
///     var parser = try MultipartParser(contentType: header)
///     for try await chunk in body {
///         try parser.consume(chunk.readableBytesView) { event in … }
///     }
///     try parser.finish()
///
/// A plain value without input or output. It holds at most the header of one part and a piece of a boundary; the data
/// goes by in slices of what was put in.
package struct MultipartParser: Sendable {
    /// What comes by, in this order for each part: `part`, any number of `data`, `end`.
    package enum Event: Equatable, Sendable {
        /// A part begins.
        ///
        /// `filename` is nil for an ordinary field. Of a file it is the last component of what was sent, without
        /// control characters, and empty where the user chose no file. `contentType` is as the sender claims it: not to
        /// be believed.
        case part(name: String, filename: String?, contentType: String?)
        /// Some of the part's bytes, never none.
        case data(ArraySlice<UInt8>)
        /// The part is complete.
        case end
    }

    /// The most bytes that the header of one part may have.
    package static let longestHeader = 8_192
    /// The most parts that a body may have.
    package static let mostParts = 100

    private enum State {
        /// Before the first boundary; what stands there has no meaning.
        case preamble
        /// Behind a boundary, where its line must end.
        case boundary(inPart: Bool)
        case header
        /// At the line break of a header's empty line, which may be that of the next boundary: a part without a body
        /// (RFC 2046, section 5.1.1).
        case emptyLine
        case data
        /// Behind the closing boundary; what stands there has no meaning.
        case closed
    }

    /// CR LF, two hyphens and the boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// Bytes that were put in and cannot be understood yet.
    private var held: [UInt8]
    private var parts = 0

    /// Reads the boundary from the `Content-Type` of a request.
    ///
    /// - Throws: `MultipartError.notMultipart` or `.missingBoundary`.
    package init(contentType: String) throws(MultipartError) {
        guard let value = HeaderValue(contentType), value.text.lowercased() == "multipart/form-data" else {
            throw .notMultipart
        }
        guard let boundary = value["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), boundary.last != " "
        else { throw .missingBoundary }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may open the body, without a line break before it.
        held = Array("\r\n".utf8)
    }

    /// Takes the next bytes of the body, as many as there are.
    ///
    /// - Throws: A `MultipartError`, or whatever `emit` throws. The parser is of no use after that.
    package mutating func consume(_ bytes: some Collection<UInt8>, emit: (Event) throws -> Void) throws {
        try consume(ArraySlice(bytes), emit: emit)
    }

    /// Takes the next bytes of the body; the data that goes by shares their memory.
    package mutating func consume(_ bytes: ArraySlice<UInt8>, emit: (Event) throws -> Void) throws {
        var rest = bytes
        if !held.isEmpty {
            rest = held + bytes
            held = []
        }
        while !rest.isEmpty, let next = try step(rest, emit) { rest = next }
    }

    /// Says that the body is at its end.
    ///
    /// - Throws: `MultipartError.brokenOff` if the closing boundary has not come by.
    package mutating func finish() throws(MultipartError) {
        guard case .closed = state else { throw .brokenOff }
    }

    // MARK: Steps

    /// Understands one thing at the beginning of the bytes and returns what is behind it; nil if all is taken or held.
    private mutating func step(
        _ bytes: ArraySlice<UInt8>, _ emit: (Event) throws -> Void
    ) throws -> ArraySlice<UInt8>? {
        switch state {
        case .preamble: try passData(bytes, inPart: false, emit)
        case .boundary(let inPart): try passBoundary(bytes, inPart: inPart, emit)
        case .header: try passHeader(bytes, emit)
        case .emptyLine: passEmptyLine(bytes)
        case .data: try passData(bytes, inPart: true, emit)
        case .closed: nil
        }
    }

    /// Passes all up to the next delimiter, and keeps what may be the beginning of one.
    private mutating func passData(
        _ bytes: ArraySlice<UInt8>, inPart: Bool, _ emit: (Event) throws -> Void
    ) throws -> ArraySlice<UInt8>? {
        let found = firstDelimiter(in: bytes)
        let data = bytes[..<found.start]
        if inPart, !data.isEmpty { try emit(.data(data)) }
        guard found.isWhole else {
            held = Array(bytes[found.start...])
            return nil
        }
        state = .boundary(inPart: inPart)
        return bytes[(found.start + delimiter.count)...]
    }

    /// Where the first delimiter begins, or the piece of one at the end of the bytes, or the end.
    private func firstDelimiter(in bytes: ArraySlice<UInt8>) -> (start: Int, isWhole: Bool) {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return (bytes.startIndex, false) }
            var offset = 0
            while let hit = memchr(base + offset, 0x0D, buffer.count - offset) {
                offset = base.distance(to: UnsafeRawPointer(hit))
                let length = min(delimiter.count, buffer.count - offset)
                if memcmp(base + offset, delimiter, length) == 0 {
                    return (bytes.startIndex + offset, length == delimiter.count)
                }
                offset += 1
            }
            return (bytes.endIndex, false)
        }
    }

    /// Passes the rest of a boundary's line. A line that goes on with anything but white space was data after all.
    private mutating func passBoundary(
        _ bytes: ArraySlice<UInt8>, inPart: Bool, _ emit: (Event) throws -> Void
    ) throws -> ArraySlice<UInt8>? {
        let padding = bytes.prefix(Self.longestPadding).prefix { $0 == 0x20 || $0 == 0x09 }.count
        let end = bytes.dropFirst(padding).prefix(2)
        let isClosing = padding == 0 && end.elementsEqual("--".utf8)
        if isClosing || end.elementsEqual("\r\n".utf8) {
            if inPart { try emit(.end) }
            state = isClosing ? .closed : .header
            return end.endIndex < bytes.endIndex ? bytes[end.endIndex...] : nil
        }
        let mayGoOn = end.isEmpty || end.elementsEqual([0x0D]) || (padding == 0 && end.elementsEqual([0x2D]))
        if mayGoOn, padding < Self.longestPadding {
            held = Array(bytes)
            return nil
        }
        if inPart { try emit(.data(delimiter[...])) }
        state = inPart ? .data : .preamble
        return bytes
    }

    private static let longestPadding = 256

    /// Passes the header of a part, once its empty line is there.
    private mutating func passHeader(
        _ bytes: ArraySlice<UInt8>, _ emit: (Event) throws -> Void
    ) throws -> ArraySlice<UInt8>? {
        guard let end = MultipartHeader.end(in: bytes.prefix(Self.longestHeader)) else {
            guard bytes.count < Self.longestHeader else { throw MultipartError.headerTooLarge }
            held = Array(bytes)
            return nil
        }
        parts += 1
        guard parts <= Self.mostParts else { throw MultipartError.tooManyParts }
        let header = try MultipartHeader(bytes[..<end])
        try emit(.part(name: header.name, filename: header.filename, contentType: header.contentType))
        state = .emptyLine
        return bytes[(end - 2)...]
    }

    private mutating func passEmptyLine(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if bytes.count < delimiter.count, delimiter.starts(with: bytes) {
            held = Array(bytes)
            return nil
        }
        state = .data
        return bytes.starts(with: delimiter) ? bytes : bytes.dropFirst(2)
    }
}

/// What makes a body unreadable as `multipart/form-data`.
package enum MultipartError: Error, Equatable, Sendable {
    /// The `Content-Type` is another one.
    case notMultipart
    /// The `Content-Type` has no boundary, or one that RFC 2046 does not allow.
    case missingBoundary
    /// The header of a part is longer than `MultipartParser.longestHeader`.
    case headerTooLarge
    /// The header of a part is not UTF-8, or has no name, or an encoding that RFC 7578 has done away with.
    case badHeader
    /// More than `MultipartParser.mostParts`.
    case tooManyParts
    /// The body ended before its closing boundary: the connection broke, or the sender stopped.
    case brokenOff
}
