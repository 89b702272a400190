// Small comforts in the browser. Every page works without this file.

const root = document.documentElement
const percent = new Intl.NumberFormat(root.lang || "en", { style: "percent" })
const all = (selector) => [...document.querySelectorAll(selector)]

function paragraph(parent, attributes) {
  const made = document.createElement("p")
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return parent.appendChild(made)
}

// Keys, unless data-shortcuts="off": '/' goes to the search box, Ctrl+Enter in a text sends its form.

let lastKey = ""
addEventListener("pointerdown", () => { lastKey = "" }, true)
addEventListener("keydown", (event) => {
  const { key, target } = event
  lastKey = key
  if (root.dataset.shortcuts === "off" || event.defaultPrevented || !target.matches) return
  const command = event.ctrlKey || event.metaKey
  const typing = target.isContentEditable || target.matches("select, textarea, input:not([type=checkbox], [type=radio])")
  const box = document.querySelector("[role=search] input")
  if (key === "/" && box && !command && !event.altKey && !typing) {
    event.preventDefault()
    box.select()
    box.focus()
  } else if (key === "Enter" && command && target.matches("form textarea")) {
    event.preventDefault()
    target.form.requestSubmit(sendButtons(target.form)[0])
  }
})

// A form is sent once (aria-disabled keeps focus and value), until half a minute later or one comes back.

const sent = new Map()
const sendButtons = (form) => [...form.elements].filter((element) => element.type === "submit")

function hold(form) {
  sent.set(form, setTimeout(free, 30_000, form))
  for (const button of sendButtons(form)) button.setAttribute("aria-disabled", "true")
}
function free(form) {
  clearTimeout(sent.get(form))
  sent.delete(form)
  for (const button of sendButtons(form)) button.removeAttribute("aria-disabled")
}
addEventListener("pageshow", () => [...sent.keys()].forEach(free))
addEventListener("submit", (event) => {
  const form = event.target
  if (event.defaultPrevented || !/^post$/i.test(form.getAttribute("method")) || form.hasAttribute("target")) return
  if (sent.has(form)) return event.preventDefault()
  hold(form)
  if (form.matches("[data-upload]") && [...form.elements].some((element) => element.files?.length)) {
    event.preventDefault()
    upload(form, event.submitter)
  }
})

// An upload shows how far it is, then follows the redirect, or shows the errors that came back.

function upload(form, submitter) {
  clearTimeout(sent.get(form)) // lines are slow
  const bar = form.querySelector("progress") ?? form.appendChild(document.createElement("progress"))
  const status = form.querySelector("[role=status]") ?? paragraph(form, { role: "status" })
  const request = new XMLHttpRequest()
  bar.hidden = false
  bar.setAttribute("aria-label", form.dataset.upload || submitter?.textContent.trim())
  let told
  request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
    if (!lengthComputable) return
    bar.max = total
    bar.value = loaded
    const part = Math.floor((4 * loaded) / total) / 4 // as each change is read aloud
    if (part !== told) status.textContent = percent.format((told = part))
  })
  const failed = () => {
    free(form)
    bar.hidden = true
    status.textContent = form.dataset.failed ?? ""
    if (!form.dataset.failed) form.submit()
  }
  request.addEventListener("error", failed)
  request.addEventListener("load", () => {
    if (request.status < 400) {
      const next = new URL(request.getResponseHeader("Location") ?? request.responseURL, location)
      next.hash = "" // or the browser may stay where it is
      return location.assign(next)
    }
    const main = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main")
    if (!main) return failed()
    free(form)
    document.querySelector("main").replaceWith(main)
    const errors = main.querySelector(".errors") ?? main
    errors.tabIndex = -1
    errors.focus()
  })
  request.open("POST", submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href)
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest")
  request.send(new FormData(form, submitter))
}

// Leaving a changed form asks first. data-guard="changed": it came back with errors.

function changed(element) {
  const { type, name, options } = element
  if (!name || type === "hidden") return false
  if (type === "checkbox" || type === "radio") return element.checked !== element.defaultChecked
  if (type === "file") return element.files.length > 0
  if (!options) return element.value !== (element.defaultValue ?? element.value)
  const given = [...options].some((option) => option.defaultSelected) || element.multiple
  return [...options].some((option, index) => option.selected !== (given ? option.defaultSelected : index === 0))
}
addEventListener("beforeunload", (event) => {
  const open = all("form[data-guard]").filter((form) => !sent.has(form))
  if (open.some((form) => form.dataset.guard === "changed" || [...form.elements].some(changed))) event.preventDefault()
})

// A filter answers a pointer at once, keys when the field is left: or each arrow key would load a page.

let waiting = null
function apply(field) {
  waiting = null
  sessionStorage.setItem("filter", field.name)
  field.form.requestSubmit()
}
addEventListener("change", ({ target }) => {
  if (!target.form?.matches("form[data-auto]")) return
  const chosen = target.matches("select, [type=radio], [type=checkbox]")
  if (lastKey && chosen) waiting = target
  else if (lastKey !== "Enter") apply(target)
})
addEventListener("focusout", ({ target }) => { if (target === waiting) apply(target) })

// Copying shows a check mark, and says data-copied to a screen reader.

addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-copy]")
  if (!button) return
  const hidden = { id: "voice", role: "status", class: "visually-hidden" }
  const voice = document.querySelector("#voice") ?? paragraph(document.body, hidden)
  await navigator.clipboard.writeText(button.dataset.copy)
  button.classList.add("copied")
  voice.textContent = button.dataset.copied ?? "✓"
  setTimeout(() => {
    button.classList.remove("copied")
    voice.textContent = ""
  }, 2500)
})

// The map and its table point at each other; the name stands in the corner of the map.

function point({ target, type }) {
  const code = target.closest?.("svg.map a[data-code], tr[data-code]")?.dataset.code
  if (!code) return
  const on = type === "pointerover" || type === "focusin"
  for (const element of all(`[data-code="${CSS.escape(code)}"]`)) {
    element.classList.toggle("lit", on)
    const figure = element.closest(".map-figure")
    if (!figure) continue
    const label = figure.querySelector(".map-label") ?? paragraph(figure, { class: "map-label", "aria-hidden": "true" })
    label.textContent = on ? element.querySelector("title")?.textContent : ""
  }
}
for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) addEventListener(type, point)

// Keys can scroll a table wider than its place. An open menu closes when the page grows wide.

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const title = target.querySelector("caption") ?? target.closest(".panel, main")?.querySelector("h2, h1")
    const wide = title && target.scrollWidth > target.clientWidth
    const region = { tabindex: "0", role: "region", "aria-label": title?.textContent.trim() }
    for (const [name, value] of Object.entries(region)) wide ? target.setAttribute(name, value) : target.removeAttribute(name)
  }
})
for (const table of all(".table")) widths.observe(table)
matchMedia("(min-width: 60rem)").addEventListener("change", () => document.querySelector("#menu")?.hidePopover?.())

// The new page gives the focus back to the filter's field. Last: storage may be forbidden.

const filter = sessionStorage.getItem("filter")
sessionStorage.removeItem("filter")
if (filter) document.querySelector(`form[data-auto] [name="${CSS.escape(filter)}"]`)?.focus({ preventScroll: true })
