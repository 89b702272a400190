import Testing

@testable import Web

@Suite("Taking multipart bodies apart")
struct MultipartTests {
    private let body = """
        preamble\r
        --b0undary\r
        Content-Disposition: form-data; name="title"\r
        \r
        Verslag\r
        --b0undary  \r
        Content-Disposition: form-data; name="file"; filename="verslag.pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF\r
        --b0undar\r\r\n--b0undaryX\r
        einde\r\n\r
        --b0undary\r
        content-disposition: form-data; name=leeg\r
        \r
        \r
        --b0undary--\r
        epilogue --b0undary
        """

    private let parts = [
        Part(name: "title", filename: nil, contentType: nil, text: "Verslag"),
        Part(
            name: "file", filename: "verslag.pdf", contentType: "application/pdf",
            text: "%PDF\r\n--b0undar\r\r\n--b0undaryX\r\neinde\r\n"),
        Part(name: "leeg", filename: nil, contentType: nil, text: ""),
    ]

    @Test("Parts come with their names, types and bytes")
    func whole() throws {
        #expect(try read([body]) == parts)
    }

    @Test("A body cut in two at any place gives the same parts")
    func everySplit() throws {
        let bytes = Array(body.utf8)
        for position in 0...bytes.count {
            #expect(try read([bytes[..<position], bytes[position...]]) == parts, "cut at \(position)")
        }
    }

    @Test("A body that comes in pieces of any size gives the same parts", arguments: 1...40)
    func smallPieces(size: Int) throws {
        let bytes = Array(body.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
        #expect(try read(pieces) == parts)
    }

    @Test("A part without a body ends at the empty line of its header")
    func noBody() throws {
        let text = "--b0undary\r\nContent-Disposition: form-data; name=a\r\n\r\n--b0undary--"
        for position in 0...text.utf8.count {
            let bytes = Array(text.utf8)
            let parts = try read([bytes[..<position], bytes[position...]])
            #expect(parts == [Part(name: "a", filename: nil, contentType: nil, text: "")])
        }
    }

    @Test("A form without fields has no parts")
    func noParts() throws {
        #expect(try read(["--b0undary--\r\n"]) == [])
    }

    @Test(
        "A filename is its last component, without what does harm",
        arguments: [
            ("filename=\"a.pdf\"", "a.pdf"), ("filename=a.pdf", "a.pdf"), ("filename=\"\"", ""),
            ("filename=\"../../etc/passwd\"", "passwd"), ("filename=\"C:\\map\\a b.pdf\"", "a b.pdf"),
            ("filename=\"C:\\\\map\\\\a.pdf\"", "a.pdf"), ("filename=\"..\"", ""), ("filename=\"a/..\"", ""),
            ("filename=\"a\u{1}\u{7F}b\u{85}.pdf\"", "ab.pdf"), ("filename=\"a\u{202E}fdp.exe\"", "afdp.exe"),
            ("filename=\"a%22b%0D%0A.pdf\"", "a\"b.pdf"), ("filename=\"100% zeker.pdf\"", "100% zeker.pdf"),
            ("filename=\"a\\\"b;c.pdf\"", "a\"b;c.pdf"), ("filename=\"verslag é 漢.pdf\"", "verslag é 漢.pdf"),
            ("filename=\"x\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.pdf", "naïve €.pdf"),
            ("filename*=utf-8'nl'..%2Fa.pdf; filename=x", "a.pdf"),
            ("filename*=iso-8859-1''caf%E9.pdf", "café.pdf"),
            ("filename=\"x\"; filename*=UTF-8''%FF", "x"), ("filename=\"x\"; filename*=kapot", "x"),
            ("FILENAME = \"a.pdf\" ;", "a.pdf"),
        ])
    func filenames(parameter: String, filename: String) throws {
        #expect(try read([part("form-data; name=\"f\"; \(parameter)")]).map(\.filename) == [filename])
    }

    @Test(
        "A header that is not as it should be is refused",
        arguments: [
            part("form-data"), part("attachment; name=a"), part("form-data; name=\"a"), part("form-data; name"),
            "--b0undary\r\n\r\nx\r\n--b0undary--", "--b0undary\r\nkapot\r\n\r\nx\r\n--b0undary--",
            part("form-data; name=a\r\nContent-Transfer-Encoding: base64"),
        ])
    func badHeaders(text: String) {
        #expect(throws: MultipartError.badHeader) { try read([text]) }
    }

    @Test("A header of exactly the limit is read, one byte more is refused")
    func headerLimit() throws {
        func text(_ length: Int) -> String {
            let start = "Content-Disposition: form-data; name=a\r\nX: "
            let fill = String(repeating: "x", count: length - start.utf8.count - 4)
            return "--b0undary\r\n\(start)\(fill)\r\n\r\nab\r\n--b0undary--"
        }
        #expect(try read([text(8_192)]).map(\.text) == ["ab"])
        #expect(throws: MultipartError.headerTooLarge) { try read([text(8_193)]) }
        #expect(throws: MultipartError.headerTooLarge) { try read(Array(text(8_193).utf8).map { [$0][...] }) }
    }

    @Test("More than a hundred parts are refused")
    func tooManyParts() throws {
        let one = "--b0undary\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
        #expect(try read([String(repeating: one, count: 100) + "--b0undary--"]).count == 100)
        #expect(throws: MultipartError.tooManyParts) { try read([String(repeating: one, count: 101) + "--b0undary--"]) }
    }

    @Test("A body that breaks off before its closing boundary is refused, wherever it breaks")
    func brokenOff() throws {
        let bytes = Array(body.utf8)
        let length = bytes.count - "\r\nepilogue --b0undary".utf8.count
        for position in 0..<length {
            #expect(throws: MultipartError.brokenOff) { try read([bytes[..<position]]) }
        }
        #expect(try read([bytes[..<length]]) == parts)
    }

    @Test(
        "The boundary is read from the content type",
        arguments: [
            "multipart/form-data; boundary=b0undary", "Multipart/Form-Data;charset=utf-8; BOUNDARY=\"b0undary\"",
            "multipart/form-data ; boundary = b0undary ;",
        ])
    func contentTypes(contentType: String) throws {
        #expect(try read([Array(body.utf8)[...]], contentType: contentType) == parts)
    }

    @Test("A content type without a usable boundary is refused")
    func badContentTypes() {
        for contentType in [
            "", "text/plain; boundary=a", "multipart/mixed; boundary=a", "multipart/form-data; boundary=\"a",
        ] {
            #expect(throws: MultipartError.notMultipart) { try MultipartParser(contentType: contentType) }
        }
        let long = String(repeating: "a", count: 71)
        for parameter in [
            "", "; boundary=", "; boundary=\"\"", "; boundary=\(long)", "; boundary=é", "; boundary=\"a \"",
        ] {
            #expect(throws: MultipartError.missingBoundary) {
                try MultipartParser(contentType: "multipart/form-data" + parameter)
            }
        }
    }

    @Test("Data that goes by is not copied")
    func noCopy() throws {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=b0undary")
        try parser.consume(Array("--b0undary\r\nContent-Disposition: form-data; name=a\r\n\r\nx".utf8)) { _ in }
        let chunk = [UInt8](repeating: 7, count: 1_000)[...]
        try parser.consume(chunk) { event in
            guard case .data(let data) = event else { return }
            let isShared = data.withUnsafeBytes { data in chunk.withUnsafeBytes { $0.baseAddress == data.baseAddress } }
            #expect(isShared && data.count == 1_000)
        }
    }

    @Test("An error of the receiver goes through")
    func receiverError() throws {
        struct Full: Error {}
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=b0undary")
        #expect(throws: Full.self) { try parser.consume(Array(body.utf8)) { _ in throw Full() } }
    }

    // MARK: Helpers

    private struct Part: Equatable {
        let name: String
        let filename: String?
        let contentType: String?
        var text: String
    }

    private func read(_ texts: [String]) throws -> [Part] {
        try read(texts.map { Array($0.utf8)[...] })
    }

    private func read(
        _ chunks: [ArraySlice<UInt8>], contentType: String = "multipart/form-data; boundary=b0undary"
    ) throws -> [Part] {
        var parser = try MultipartParser(contentType: contentType)
        var parts: [Part] = []
        var data: [UInt8] = []
        for chunk in chunks {
            try parser.consume(chunk) { event in
                switch event {
                case .part(let name, let filename, let contentType):
                    parts.append(Part(name: name, filename: filename, contentType: contentType, text: "open"))
                case .data(let bytes):
                    #expect(!bytes.isEmpty)
                    data += bytes
                case .end:
                    parts[parts.count - 1].text = String(decoding: data, as: UTF8.self)
                    data = []
                }
            }
        }
        try parser.finish()
        return parts
    }
}

/// A body of one part with this `Content-Disposition`.
private func part(_ disposition: String) -> String {
    "--b0undary\r\nContent-Disposition: \(disposition)\r\n\r\nx\r\n--b0undary--\r\n"
}
