/// A change between two texts: these pieces of the old one became those of the new one. One of the two may be empty.
struct TextEdit: Equatable, Sendable {
    var old: Range<Int>
    var new: Range<Int>
}

/// Finds what changed between two texts that were cut into pieces.
///
/// The shortest list of changes costs time and memory by the square of the number of differences, so long texts are
/// compared by line first and by word inside the lines that changed; a changed passage that is still too long goes by
/// sentence first. What is beyond that is given as one change.
enum TextAlignment {
    /// The most pieces, old and new together, that are compared at once.
    private static let mostPieces = 1_500

    /// The changes in order. Between two of them stands at least one piece that is the same in both.
    static func edits(from old: [Substring], to new: [Substring]) -> [TextEdit] {
        let pieces = Pieces(old: old, new: new)
        let whole = TextEdit(old: old.indices, new: new.indices)
        var found: [TextEdit] = []
        for lines in pieces.edits(within: whole, byUnitsEnding: TextTokens.endsLine) {
            if let words = pieces.edits(within: lines) {
                found += words
                continue
            }
            for sentences in pieces.edits(within: lines, byUnitsEnding: TextTokens.endsSentence) {
                found += pieces.edits(within: sentences) ?? [sentences]
            }
        }
        return joined(found, in: pieces)
    }

    /// Joins changes that only a few letters keep apart: a rewritten sentence reads better as one change than word by
    /// word.
    ///
    /// The rule is that of 'semantic cleanup' in Google's diff-match-patch: what is the same between two changes goes
    /// if it is no longer than either of them. A line break always stays.
    private static func joined(_ edits: [TextEdit], in pieces: Pieces) -> [TextEdit] {
        var result: [TextEdit] = []
        for edit in edits {
            var edit = edit
            while let previous = result.last {
                let between = previous.old.upperBound..<edit.old.lowerBound
                let length = pieces.length(old: between)
                let isTouching = between.isEmpty
                let isSmall = length <= pieces.length(previous) && length <= pieces.length(edit)
                guard isTouching || (isSmall && !pieces.hasLineBreak(old: between)) else { break }
                edit = TextEdit(
                    old: previous.old.lowerBound..<edit.old.upperBound,
                    new: previous.new.lowerBound..<edit.new.upperBound)
                result.removeLast()
            }
            result.append(edit)
        }
        return result
    }

    /// Both texts, with a number for each different piece, so that comparing is cheap.
    private struct Pieces {
        let old: [Substring]
        let new: [Substring]
        let oldKeys: [Int]
        let newKeys: [Int]

        init(old: [Substring], new: [Substring]) {
            self.old = old
            self.new = new
            var keys: [Substring: Int] = [:]
            func key(_ piece: Substring) -> Int {
                if let key = keys[piece] { return key }
                keys[piece] = keys.count
                return keys.count - 1
            }
            oldKeys = old.map(key)
            newKeys = new.map(key)
        }

        func length(old range: Range<Int>) -> Int {
            old[range].reduce(0) { $0 + $1.utf8.count }
        }

        func length(_ edit: TextEdit) -> Int {
            max(length(old: edit.old), new[edit.new].reduce(0) { $0 + $1.utf8.count })
        }

        func hasLineBreak(old range: Range<Int>) -> Bool {
            old[range].contains(where: TextTokens.endsLine)
        }

        /// The changes inside a change, piece by piece; nil if it is too long for that.
        func edits(within edit: TextEdit) -> [TextEdit]? {
            TextAlignment.edits(from: oldKeys[edit.old], to: newKeys[edit.new])
        }

        /// The changes inside a change, comparing whole lines or sentences.
        func edits(within edit: TextEdit, byUnitsEnding isEnd: (Substring) -> Bool) -> [TextEdit] {
            let oldUnits = Self.units(of: old, in: edit.old, isEnd)
            let newUnits = Self.units(of: new, in: edit.new, isEnd)
            var keys: [ArraySlice<Int>: Int] = [:]
            func key(_ unit: ArraySlice<Int>) -> Int {
                if let key = keys[unit] { return key }
                keys[unit] = keys.count
                return keys.count - 1
            }
            let oldUnitKeys = oldUnits.map { key(oldKeys[$0]) }
            let newUnitKeys = newUnits.map { key(newKeys[$0]) }
            guard let found = TextAlignment.edits(from: oldUnitKeys[...], to: newUnitKeys[...]) else { return [edit] }
            return found.map { found in
                TextEdit(
                    old: Self.range(found.old, of: oldUnits, within: edit.old),
                    new: Self.range(found.new, of: newUnits, within: edit.new))
            }
        }

        private static func units(
            of pieces: [Substring], in range: Range<Int>, _ isEnd: (Substring) -> Bool
        ) -> [Range<Int>] {
            var units: [Range<Int>] = []
            var start = range.lowerBound
            for index in range where isEnd(pieces[index]) || index == range.upperBound - 1 {
                units.append(start..<index + 1)
                start = index + 1
            }
            return units
        }

        private static func range(_ units: Range<Int>, of all: [Range<Int>], within whole: Range<Int>) -> Range<Int> {
            let start = units.lowerBound < all.count ? all[units.lowerBound].lowerBound : whole.upperBound
            return start..<(units.isEmpty ? start : all[units.upperBound - 1].upperBound)
        }
    }

    /// The changes between two lists of keys, by the indices of the slices; nil if they are too long to compare.
    private static func edits(from old: ArraySlice<Int>, to new: ArraySlice<Int>) -> [TextEdit]? {
        let prefix = zip(old, new).prefix { $0 == $1 }.count
        let (oldRest, newRest) = (old.dropFirst(prefix), new.dropFirst(prefix))
        let suffix = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
        let (oldCore, newCore) = (oldRest.dropLast(suffix), newRest.dropLast(suffix))
        guard !oldCore.isEmpty || !newCore.isEmpty else { return [] }
        guard !oldCore.isEmpty, !newCore.isEmpty else { return [TextEdit(old: oldCore.indices, new: newCore.indices)] }
        guard oldCore.count + newCore.count <= mostPieces else { return nil }

        var isRemoved = Array(repeating: false, count: oldCore.count)
        var isInserted = Array(repeating: false, count: newCore.count)
        for change in Array(newCore).difference(from: Array(oldCore)) {
            switch change {
            case .remove(let offset, _, _): isRemoved[offset] = true
            case .insert(let offset, _, _): isInserted[offset] = true
            }
        }
        var edits: [TextEdit] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < isRemoved.count || newIndex < isInserted.count {
            let (oldStart, newStart) = (oldIndex, newIndex)
            while oldIndex < isRemoved.count, isRemoved[oldIndex] { oldIndex += 1 }
            while newIndex < isInserted.count, isInserted[newIndex] { newIndex += 1 }
            if oldIndex > oldStart || newIndex > newStart {
                edits.append(
                    TextEdit(
                        old: oldCore.startIndex + oldStart..<oldCore.startIndex + oldIndex,
                        new: newCore.startIndex + newStart..<newCore.startIndex + newIndex))
            }
            oldIndex += 1
            newIndex += 1
        }
        return edits
    }
}
