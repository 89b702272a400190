import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Texts
import Values

/// Style sheet, script and images: under names that change with their content, so that browsers keep them for ever.
package struct Assets: Sendable {
    private struct Asset: Sendable {
        let path: String
        let type: String
        let plain: ByteBuffer
        let gzipped: ByteBuffer
    }

    private let assets: [String: Asset]
    /// The mark of Entente, to stand within a page.
    package let logo: HTML
    private let icons: [String: HTML]

    private static let folder = "Sources/Platform/Web/Assets/"
    private static let sheets = ["tokens.css", "elements.css", "components.css", "print.css"]

    /// Reads the files that travel with the program.
    package init() throws {
        var files: [String: [UInt8]] = [:]
        for path in EmbeddedFiles.paths(under: Self.folder, ending: "") {
            files[String(path.dropFirst(Self.folder.count))] = EmbeddedFiles.bytes(path).map { Array($0) } ?? []
        }
        files["entente.css"] = Self.sheets.flatMap { files.removeValue(forKey: $0) ?? [] }
        logo = .trusted(String(decoding: files["logo.svg"] ?? [], as: UTF8.self))
        icons = Self.icons(String(decoding: files["icons.svg"] ?? [], as: UTF8.self))
        assets = Dictionary(
            uniqueKeysWithValues: try files.map { name, bytes in
                let parts = name.split(separator: ".", maxSplits: 1)
                let mark = SHA256.hash(data: bytes).prefix(6).hexadecimal
                let asset = Asset(
                    path: "/assets/\(parts[0])-\(mark).\(parts.count > 1 ? parts[1] : "")",
                    type: Self.type(of: name), plain: ByteBuffer(bytes: bytes),
                    gzipped: ByteBuffer(bytes: try Gzip.compressed(bytes)))
                return (name, asset)
            })
    }

    /// Where an asset is, with the mark of its content.
    package func path(_ name: String) -> String { assets[name]?.path ?? "/assets/\(name)" }

    /// An image of the set, to stand within a page; it says nothing to who cannot see it.
    package func icon(_ name: String) -> HTML { icons[name] ?? .empty }

    /// The routes of all assets.
    package var routes: [Route] {
        assets.values.sorted { $0.path < $1.path }.map { asset in
            Route.page(asset.path, .everyone) { call in
                var response = Response(
                    status: .ok,
                    headers: [
                        .contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable",
                        .vary: "Accept-Encoding",
                    ])
                if Gzip.isAccepted(call.request.headers[.acceptEncoding]) {
                    response.headers[.contentEncoding] = "gzip"
                    response.body = ResponseBody(byteBuffer: asset.gzipped)
                } else {
                    response.body = ResponseBody(byteBuffer: asset.plain)
                }
                return response
            }
        }
    }

    private static func type(of name: String) -> String {
        if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
        if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
        if name.hasSuffix(".svg") { return "image/svg+xml" }
        return "application/octet-stream"
    }

    /// Takes the symbols of the sprite apart, so that each can stand within a page; how they are drawn stays with them.
    private static func icons(_ sprite: String) -> [String: HTML] {
        sprite.components(separatedBy: "<symbol ").dropFirst().reduce(into: [:]) { icons, piece in
            guard let id = piece.firstMatch(of: #/id="([^"]+)" /#), let start = piece.firstIndex(of: ">"),
                let end = piece.range(of: "</symbol>")?.lowerBound
            else { return }
            let attributes = piece[id.range.upperBound..<start]
            let drawing = piece[piece.index(after: start)..<end]
            icons[String(id.1)] = .trusted(
                "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" \(attributes)>\(drawing)</svg>")
        }
    }
}
