import Files
import Identity
import Ledger
import Slots
import Storage
import Texts
import Values
import Web

/// The files of a record, and the form to add one.
package struct FilesPanel: Sendable {
    let subject: Subject
    let files: [FileLink]

    package var isEmpty: Bool { files.isEmpty }

    package init(_ subject: Subject, _ transaction: ReadTransaction, _ reader: Reader, _ slots: Slots) throws {
        self.subject = subject
        let rights = try slots.record(subject.kind)?.fileRights(transaction, reader, subject.id)
        files = try rights.map { try transaction.files(of: subject, onlyShared: $0.onlyShared) } ?? []
    }

    package func html(_ call: Call, mayAdd: Bool) -> HTML {
        let texts = call.texts
        let list = files.html { link in
            let removal: HTML =
                mayAdd
                ? """
                <form class="inline" method="post" action="/files/\(link.id.description)/removal">\(FormToken.html)\
                <button class="link" type="submit" aria-label="\(texts("file.remove")): \(link.name)">\(texts("file.remove"))</button></form>
                """ : .empty
            let view: HTML =
                link.isViewable
                ? "<a href=\"/files/\(link.id.description)\">\(link.name)</a>"
                : "<a href=\"/files/\(link.id.description)/content\" download>\(link.name)</a>"
            return """
                <li><p class="flush" dir="auto">\(view)\(" <span class=\"tag quiet\">\(texts("shared"))</span>", if: link.isShared && mayAdd)</p>
                \("<p class=\"small flush\" dir=\"auto\">\(link.about)</p>", if: !link.about.isEmpty)\
                <p class="small soft flush">\(texts.bytes(Int64(link.file.size))) · \
                \(texts.shortDate(link.added.date(in: .amsterdam))) \(removal)</p></li>
                """
        }
        return """
            <section class="panel" id="files"><header><h2>\(texts("file.title"))</h2></header>
            \(files.isEmpty ? "<p class=\"empty\">\(texts("file.empty"))</p>" : "<ul class=\"plain files\">\(list)</ul>")
            \(mayAdd ? form(call) : .empty)</section>
            """
    }

    private func form(_ call: Call) -> HTML {
        let texts = call.texts
        return """
            <details class="add"><summary>\(texts("file.add"))</summary>
            <form class="form upload" method="post" action="/files/to/\(subject.kind)/\(subject.id)" \
            enctype="multipart/form-data" data-upload="\(texts("file.progress"))" data-failed="\(texts("file.failed"))">\(FormToken.html)
            <div class="field"><label for="about">\(texts("file.about"))</label>
            <p class="hint" id="about-hint">\(texts("file.about-hint"))</p>
            <input id="about" name="about" aria-describedby="about-hint" dir="auto"></div>
            <div class="field"><label class="pick"><input type="checkbox" name="shared" value="yes"> \(texts("file.shared"))</label></div>
            <div class="field"><label for="file">\(texts("file.choose"))</label>
            <p class="hint" id="file-hint">\(texts("file.limit", ["most": texts.bytes(Int64(call.settings.longestFile))]))</p>
            <input id="file" type="file" name="file" required aria-describedby="file-hint"></div>
            <p class="actions"><button class="button quiet" type="submit">\(texts("file.add"))</button>\
            <progress max="100" value="0" hidden aria-label="\(texts("file.progress"))"></progress></p>
            <p class="small" role="status"></p></form></details>
            """
    }
}
