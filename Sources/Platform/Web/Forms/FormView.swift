import Identity
import Texts

/// Shows a form: each field with its label, hint, value and, after a refusal, its error, and a list of the errors on top
/// with links to the fields.
package struct FormView {
    private let texts: Texts
    private let values: (String) -> String?
    private let faults: [Fault]

    /// - Parameters:
    ///   - values: what stands in the fields: what was sent, or what is kept.
    ///   - faults: what is wrong with what was sent.
    package init(_ call: Call, faults: [Fault] = [], values: @escaping (String) -> String?) {
        texts = call.texts
        self.values = values
        self.faults = faults
    }

    /// A form again, as it was sent, with what is wrong with it.
    package init(_ call: Call, sent faults: Faults) {
        self.init(call, faults: faults.all) { call.form[$0] }
    }

    /// Whether something was wrong with what was sent.
    package var isRefused: Bool { !faults.isEmpty }

    /// The list of errors; nothing when there are none.
    package var summary: HTML {
        if faults.isEmpty { return .empty }
        return """
            <div class="errors" role="alert" tabindex="-1" autofocus><h2>\(texts("form.errors", count: faults.count))</h2>
            <ul>\(faults.html { "<li><a href=\"#\($0.field)\">\(texts($0.text, $0.values))</a></li>" })</ul></div>
            """
    }

    /// The form around its fields.
    package func form(
        _ action: String, guarded: Bool = false, hidden: [(String, String)] = [], _ fields: HTML
    ) -> HTML {
        """
        <form class="form" method="post" action="\(action)"\(" data-guard", if: guarded)>
        \(FormToken.html)\(hidden.html { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" })
        \(fields)
        </form>
        """
    }

    /// A line of text.
    package func line(
        _ name: String, _ label: TextKey, hint: TextKey? = nil, type: String = "text", required: Bool = false,
        autocomplete: String? = nil, keepsValue: Bool = true
    ) -> HTML {
        let value = keepsValue ? values(name) ?? "" : ""
        return field(name, label, hint: hint, required: required) { described in
            """
            <input id="\(name)" name="\(name)" type="\(type)" value="\(value)" dir="auto"\(described)\
            \(" required", if: required)\(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })>
            """
        }
    }

    /// Several lines of text.
    package func area(_ name: String, _ label: TextKey, hint: TextKey? = nil, rows: Int = 6, required: Bool = false)
        -> HTML
    {
        field(name, label, hint: hint, required: required) { described in
            """
            <textarea id="\(name)" name="\(name)" rows="\(rows)" dir="auto"\(described)\(" required", if: required)>
            \(values(name) ?? "")</textarea>
            """
        }
    }

    /// One of several values, in a list that opens.
    package func select(
        _ name: String, _ label: TextKey, _ options: [(value: String, title: String)], hint: TextKey? = nil,
        selected: String? = nil
    ) -> HTML {
        let chosen = values(name) ?? selected
        return field(name, label, hint: hint, required: false) { described in
            """
            <select id="\(name)" name="\(name)"\(described)>\(options.html {
                "<option value=\"\($0.value)\"\(" selected", if: $0.value == chosen)>\($0.title)</option>"
            })</select>
            """
        }
    }

    /// One of a few values, all in sight.
    package func radios(_ name: String, _ label: TextKey, _ options: [(value: String, title: String)]) -> HTML {
        let chosen = values(name)
        let wrong = faults.filter { $0.field == name }
        return """
            <fieldset id="\(name)"\(" class=\"wrong\"", if: !wrong.isEmpty)><legend>\(texts(label))</legend>
            \(wrong.html { "<p class=\"error\">\(texts($0.text, $0.values))</p>" })
            \(options.html {
                """
                <label class="pick"><input type="radio" name="\(name)" value="\($0.value)"\
                \(" checked", if: $0.value == chosen)> \($0.title)</label>
                """
            })</fieldset>
            """
    }

    /// Any number of values, all in sight.
    package func boxes(
        _ name: String, _ label: TextKey, _ options: [(value: String, title: String)], chosen: Set<String>
    ) -> HTML {
        let wrong = faults.filter { $0.field == name }
        return """
            <fieldset id="\(name)" class="boxes\(" wrong", if: !wrong.isEmpty)"><legend>\(texts(label))</legend>
            \(wrong.html { "<p class=\"error\">\(texts($0.text, $0.values))</p>" })
            \(options.html {
                """
                <label class="pick"><input type="checkbox" name="\(name)" value="\($0.value)"\
                \(" checked", if: chosen.contains($0.value))> \($0.title)</label>
                """
            })</fieldset>
            """
    }

    /// Yes or no.
    package func box(_ name: String, _ label: TextKey, isOn: Bool, hint: TextKey? = nil) -> HTML {
        """
        <div class="field"><label class="pick"><input type="checkbox" id="\(name)" name="\(name)" value="yes"\
        \(" checked", if: isOn)> \(texts(label))</label>\(hint.map { "<p class=\"hint\">\(texts($0))</p>" as HTML })</div>
        """
    }

    /// The button that sends, and perhaps a way back.
    package func actions(_ label: TextKey, back: String? = nil) -> HTML {
        """
        <p class="actions"><button class="button" type="submit">\(texts(label))</button>\
        \(back.map { " <a href=\"\($0)\">\(texts("form.cancel"))</a>" as HTML })</p>
        """
    }

    private func field(
        _ name: String, _ label: TextKey, hint: TextKey?, required: Bool, _ control: (HTML) -> HTML
    ) -> HTML {
        let wrong = faults.filter { $0.field == name }
        var described: [String] = []
        if hint != nil { described.append("\(name)-hint") }
        if !wrong.isEmpty { described.append("\(name)-error") }
        var attributes: HTML = .empty
        if !described.isEmpty { attributes += " aria-describedby=\"\(described.joined(separator: " "))\"" }
        if !wrong.isEmpty { attributes += " aria-invalid=\"true\"" }
        let asksReason =
            wrong.contains { $0.text.name.hasPrefix("fault.personal-number") } || values(name + "Reason") != nil
        return """
            <div class="field\(" wrong", if: !wrong.isEmpty)">
            <label for="\(name)">\(texts(label))\
            \(" <span class=\"soft\">\(texts("form.required"))</span>", if: required)</label>
            \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\(texts($0))</p>" as HTML })
            \(control(attributes))
            \(wrong.isEmpty
                ? .empty
                : "<p class=\"error\" id=\"\(name)-error\">\(wrong.html { "\(texts($0.text, $0.values)) " })</p>" as HTML)
            \(asksReason ? reason(name) : .empty)
            </div>
            """
    }

    private func reason(_ name: String) -> HTML {
        """
        <label class="reason" for="\(name)Reason">\(texts("form.reason"))</label>
        <input id="\(name)Reason" name="\(name)Reason" value="\(values(name + "Reason"))" dir="auto">
        """
    }
}
